"""The reference of imports, as Markdown: what is read, what to expect, and what comes back."""

from badgepress.importing.coming_back import COMING_BACK, FORMS
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.model.walk import leaf_fields
from badgepress.tables import markdown_table

_INTRO = (
    "`badgepress import SOURCE` makes files of badges that exist elsewhere: from an address, a file"
    " or a folder. It changes no file that is there, and doing it twice does nothing."
)
_READS = """\
| What | How it is told |
|---|---|
| Open Badges 0.5, 1.0, 1.1 and 2.0 | JSON of a badge class, issuer or award; BadgeKit's, too |
| Open Badges 3.0 | JSON of an Achievement, a Profile or a credential; signed ones, too |
| Baked badges | a PNG or SVG that holds an award |
| Canvas Credentials (Badgr) | JSON of its API, version 1 or 2 |
| Credly | JSON of its API: badge templates, or awards with theirs |
| Moodle | a course's backup, `.mbz` |
| Credential Registry | CTDL as JSON-LD |
| Spreadsheets | CSV or XLSX: those of `badgepress export`, or a table with a column *Name* |"""
_RULES = """\
- **Nothing is invented.** What a source does not say is `TODO`, with the reason behind it.
  Micro-credentials and stacks are drafts, so the check passes or names the line that needs a
  person, and it warns of each `TODO` that is left once one is active. The command prints what the
  check refuses as soon as the files are written, such as a picture that a table only names.
- **Nothing is lost.** What has no field stands in comments at the end of the file, with where the
  source says it.
- **Nobody is named.** From an award only its badge is taken. What is about the earner is left out,
  and file and command name what was.
- **HTML** becomes Markdown, or plain text where a field takes one line; nothing in it acts.
- **Pictures** are redrawn at 600 by 600 where they are square, without any text that a PNG may
  hold.
- **Ids** come from names. What badgepress has exported keeps its id. A badge of another source with
  a name that is there already gets a number behind it.
- **Alignments** lead to the items of frameworks in `catalog/frameworks/`; one that no framework has
  stays a comment.
- **From an address** only that document and what it names on the same host is fetched, within
  limits of size, number and time; never anything on this machine or a local network. From files
  nothing is fetched at all: what badges in a folder name is looked for in the folder.
- **Either every file is written or none.** `--dry-run` shows what would be."""
_BACK = (
    "What one catalog exports another imports. *yes*: the field comes back as it was; all others"
    " the form cannot hold, or holds in words that do not tell it exactly. Rubrics come back from"
    " every form that holds the criteria; where ids of levels are not told, they are made from the"
    " levels' names. `artwork` comes back as the picture where the form brings it along. From CSV"
    " and XLSX every field comes back, those of recognizers, frameworks and the glossary as well."
)


def importing_text() -> str:
    """The reference's page on imports."""
    chapters = [_chapter(kind) for kind in (MICRO_CREDENTIAL, STACK, ISSUER)]
    parts = ["## What is read", _READS, "## What to expect", _RULES, "## What comes back", _BACK]
    return "\n\n".join([_INTRO, *parts, *chapters])


def _chapter(kind: Kind) -> str:
    rows = []
    for field in leaf_fields(kind.model):
        back = (field in COMING_BACK[form].get(kind.name, ()) for form in FORMS)
        rows.append((f"`{field}`", *("yes" if each else "–" for each in back)))
    table = markdown_table(("Field", *FORMS.values()), rows)
    return f"### {kind.name.capitalize()}\n\n{table}"
