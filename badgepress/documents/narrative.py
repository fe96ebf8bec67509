"""Everything required to earn a badge, in one Markdown text: `criteria.narrative`."""

import re
from collections.abc import Iterator
from typing import Any

from badgepress.catalog import Catalog
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import MicroCredential, Part, Stack
from badgepress.relations import Option
from badgepress.terms.forced import without
from badgepress.words import count, passing_rule, step_words, word_limits

_SPECIAL = re.compile(r"[\\\[\]*_`]")
_TAG = re.compile(r"<(?!https?://[^\s<>\"']+>)(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=([(:]))[(:](?!\s*(?:https?://|mailto:))", re.IGNORECASE)


def criteria(catalog: Catalog, entry: Entry[Any]) -> str:
    """What must be done and how it is judged, so that nothing else needs to be looked up.

    Readers of a badge class render Markdown: HTML that an author may have written is shown as text,
    and only links to the web and to e-mail addresses stay links.
    """
    # Several documents of a badge hold the same.
    return catalog.recall("criteria", entry.id, entry.data, lambda: _criteria(catalog, entry))


def _criteria(catalog: Catalog, entry: Entry[Any]) -> str:
    data = entry.data
    if isinstance(data, MicroCredential):
        blocks = _micro_credential(catalog, data)
    else:
        blocks = _stack(catalog, entry)
    return harmless("\n\n".join(blocks)) + "\n"


def _micro_credential(catalog: Catalog, data: MicroCredential) -> Iterator[str]:
    guide = catalog.scoring_guide_of(data)
    review = catalog.review_of(data)
    yield "## Competency"
    yield data.competency
    yield "## Method"
    yield data.method.key
    yield _list(_named(part.name, part.description) for part in data.method.components)
    if data.prerequisites:
        yield "## Prerequisites"
        required = (catalog.micro_credentials[each] for each in data.prerequisites)
        yield _list(_version_link(catalog, MICRO_CREDENTIAL, each) for each in required)
    yield "## What to submit"
    names = {level.id: level.name for level in guide.levels}
    for number, part in enumerate(data.parts, start=1):
        yield from _part(number, part, names)
    yield "## How it is scored"
    yield _list(_named(level.name, _escaped(level.description)) for level in guide.levels)
    yield f"**To pass:** {_escaped(passing_rule(guide))}."
    yield "## Review"
    yield f"**Reviewers:** {_escaped(review.by)}"
    yield f"**Result:** within {count(review.days, 'business day')}"
    yield review.resubmission
    yield "## Time and validity"
    ceu = f" ({data.ceu:g} CEU)" if data.ceu else ""
    valid = f"Valid for {data.valid_for}." if data.valid_for else "Does not expire."
    yield f"About {data.hours:g} hours{ceu}. {valid}"


def _part(number: int, part: Part, names: dict[str, str]) -> Iterator[str]:
    yield f"### Part {number}: {_escaped(part.name)} ({part.kind})"
    yield part.prompt
    if part.words:
        yield f"Length: {word_limits(part.words)}."
    for row in part.rows:
        yield "Rubric:" if len(part.rows) == 1 else f"Rubric, {_escaped(row.name)}:"
        yield _list(_named(name, row.rubric[level]) for level, name in names.items())


def _stack(catalog: Catalog, entry: Entry[Stack]) -> Iterator[str]:
    if entry.data.description:
        yield entry.data.description
    yield "## What to earn"
    yield (
        "All of these steps, each in any version that was published, or from the version on that"
        " it names. The issuer awards the badge to whoever has earned them."
    )
    lines = []
    for number, step in enumerate(entry.data.steps, start=1):
        options = catalog.options_of(step)
        if step.any is None:
            lines.append(f"{number}. {_option(catalog, options[0])}")
        else:
            lines.append(f"{number}. {step_words(step)}:")
            lines.extend(f"    - {_option(catalog, option)}" for option in options)
    yield "\n".join(lines)
    yield from _inner_stacks(catalog, entry)
    yield "## Time"
    ceu = catalog.ceu_of(entry)
    yield f"About {catalog.hours_of(entry)} hours" + (f" ({ceu} CEU)." if ceu.most else ".")


def _inner_stacks(catalog: Catalog, entry: Entry[Stack]) -> Iterator[str]:
    """What the stacks among the steps asked for when this was made."""
    for step in entry.data.steps:
        for option in catalog.options_of(step):
            if option.kind is STACK:
                named = catalog.micro_credentials_in(option.entry)
                names = ", ".join(_escaped(each.data.name) for each in named)
                stack = _escaped(option.entry.data.name)
                yield f"*{stack}* names these micro-credentials: {names}."


def _option(catalog: Catalog, option: Option) -> str:
    since = f", version {option.from_version} or later" if option.from_version > 1 else ""
    return f"{_version_link(catalog, option.kind, option.entry)} ({option.kind.name}{since})"


def _version_link(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> str:
    """A link to what a version asks for; the current page may ask for something else one day."""
    return f"[{_escaped(entry.data.name)}]({catalog.version_address(kind, entry)})"


def _list(items: Iterator[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _named(name: str, text: str) -> str:
    """A name and what belongs to it, as a list's item."""
    indented = text.replace("\n", "\n    ")
    return f"**{_escaped(name)}:** {indented}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def harmless(text: str) -> str:
    """Markdown in which no HTML and no link but to the web and to e-mail addresses is live.

    Of a `[[term]]`, which the site alone can link, the words stay.
    """
    text = without(text)
    if "<" in text:
        text = _TAG.sub("&lt;", text)
    # A space between a link's text and its target, inline or in a definition, makes text of it.
    return _LINK.sub(r"] \1", text) if "]" in text else text
