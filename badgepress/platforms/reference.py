"""The reference of platforms, as Markdown, from what the engine knows of them."""

from collections.abc import Iterable

from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK
from badgepress.model.walk import leaf_fields
from badgepress.platforms.closed import CLOSED, Closed
from badgepress.platforms.form import Platform, Source
from badgepress.platforms.mapping import TARGETS, held
from badgepress.platforms.registry import EXPORTS, PLATFORMS
from badgepress.platforms.spreadsheet.layout import sheets
from badgepress.tables import markdown_table

_INTRO = (
    "As found in November 2026. Each micro-credential and each stack that awards something has a"
    " page *Use this badge in …* with these forms filled in; `badgepress export` writes the same as"
    " files."
)
_HELD = (
    "*yes*: as it is, so that what is read back is the same. *in part*: in a form that does not"
    " say all of it. *in the text*: within the narrative of the criteria, for people. *by link*: in"
    " what an address there leads to. An empty cell: it stays behind. Recognizers, frameworks and"
    " the glossary are held by CSV and XLSX alone."
)
_TABLES = (
    "A row is a document, or an item of a list in one; its first columns say which. A list of"
    " single values stands in one cell, a value a line. Rubrics have a column for each level, such"
    " as `Rubric: passing`. Drafts and the settings are left out. A cell of a CSV file that a"
    " spreadsheet would run begins with an apostrophe."
)


_GONE = (
    "North Carolina's infographic of 2016 names four systems that take badges no more. As found in"
    " November 2026:"
)
_OLD_SOFTWARE = """\
## Software that was never updated

What such systems left behind are Open Badges 0.5, 1.0 and 1.1, which
[importing](../reference/importing.md) reads. A [backpack](../glossary/backpack.md) of today reads
2.0 or 3.0, which every badge here has. For software that reads nothing newer than 1.1, there is

```sh
badgepress export openbadges-1.1 --out pages
```

It writes `pages/openbadges-1.1/` with a document for each badge and each issuer, and the next build
publishes them below `/openbadges-1.1/`, where their ids say that they are. What is once awarded
against them must stay there; so do this only if somebody needs it. Their criteria and pictures are
those of the published versions."""


def platforms_text() -> str:
    """Every export, every platform with its form, and what each can hold."""
    return "\n\n".join(
        [
            _INTRO,
            "## Exports\n\n" + _exports(),
            "## What each can hold\n\n" + _HELD,
            *(_holds(kind.name, kind.model) for kind in (MICRO_CREDENTIAL, STACK, ISSUER)),
            *(_platform(platform) for platform in PLATFORMS),
            "## Tables\n\n" + _TABLES + "\n\n" + _sheets(),
            f"What became of {', '.join(each.name for each in CLOSED)}:"
            " [systems that are gone](../platforms/gone.md).",
        ]
    )


def _exports() -> str:
    rows = ((f"`badgepress export {each.name}`", each.about) for each in EXPORTS)
    return markdown_table(("Command", "What it writes"), rows)


def _holds(kind: str, model: type) -> str:
    rows = (
        (f"`{field}`", *(held(target, kind, field).value for target in TARGETS))
        for field in leaf_fields(model)
    )
    table = markdown_table(("Field", *(target.title for target in TARGETS)), rows)
    return f"### {kind.capitalize()}\n\n{table}"


def _platform(platform: Platform) -> str:
    parts = [f"## {platform.name}", f"*{platform.standing.capitalize()}.* {platform.about}"]
    parts.append("\n".join(f"{n}. {step}" for n, step in enumerate(platform.steps, start=1)))
    rows = []
    for field in platform.fields:
        of = ", ".join(f"`{name}`" for name in field.of)
        most = f"{field.most:,} characters" if field.most else ""
        rows.append((field.name, of, most, field.note))
    parts.append(markdown_table(("Field", "Made of", "At most", "Note"), rows))
    parts.append("**Yours to decide:**\n\n" + _list(platform.decide))
    if platform.unknown:
        parts.append("**Not known:**\n\n" + _list(platform.unknown))
    parts.append("**Read:**\n\n" + _list(_links(platform.sources)))
    return "\n\n".join(parts)


def _links(sources: Iterable[Source]) -> list[str]:
    return [f"[{source.title}]({source.url})" for source in sources]


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _sheets() -> str:
    rows = ((sheet.name, ", ".join(sheet.headings)) for sheet in sheets())
    return markdown_table(("Table", "Columns"), rows)


def gone_text() -> str:
    """What became of each system that is no more, and what its software can still read."""
    return "\n\n".join([_GONE, *(_closed(each) for each in CLOSED), _OLD_SOFTWARE])


def _closed(each: Closed) -> str:
    read = ", ".join(_links(each.sources))
    told = f"*Until {each.when}.* {each.became}\n\n**Instead:** {each.instead}\n\nRead: {read}."
    return f"## {each.name}\n\n{told}"
