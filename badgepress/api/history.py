"""What the API promises, and how it came to be what it is."""

CHANGES = (
    (
        "1.2.0",
        "Identifiers in the Credential Registry: `ctid` of micro-credentials, stacks and issuers.",
    ),
    (
        "1.1.0",
        "Micro-credentials in other languages: `translations` in the JSON and in the table.",
    ),
    (
        "1.0.0",
        "Index of all badge classes; micro-credentials, stacks, recognizers with what they"
        " recognize, issuers and frameworks as JSON; micro-credentials, stacks and recognitions as"
        " tables, and a table of each recognizer's own; the description in OpenAPI.",
    ),
)
"""Version and what it brought, the newest first (Semantic Versioning)."""

VERSION = CHANGES[0][0]
"""Version of the API, which is not that of badgepress."""

PROMISE = (
    "An address below `/api/v1/`, once published, answers for ever; so does a recognizer's"
    " `recognized.csv`.",
    "A field keeps its name, its type and its meaning, and what is always there always will be.",
    "A table keeps the names of its columns. New ones may come between them: read columns by name,"
    " not by number.",
    "New addresses, new fields and new words in a list of choices may be added: programs must pass"
    " over what they do not know. The second number of the version counts such additions, the third"
    " one corrections.",
    "Whatever breaks this promise becomes `/api/v2/`, beside `/api/v1/`, which keeps answering.",
)
"""What holds for every version that begins with 1."""
