"""Criteria that badgepress wrote, read back into the fields that they came from.

The form is that of `documents/narrative.py`. Whatever differs from it in any way is not taken for
one of ours: then the whole text is kept for a comment, and nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from badgepress.importing.found import Found
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.model import PartKind

_CHAPTERS = (
    *("Competency", "Method", "Prerequisites", "What to submit", "How it is scored", "Review"),
    "Time and validity",
)
_NEEDED = {"Competency", "Method", "What to submit", "How it is scored", "Time and validity"}
_PART = re.compile(rf"### Part (\d+): (.+) \(({'|'.join(PartKind)})\)")
_ITEM = re.compile(r"- \*\*(.+?):\*\* ?(.*)", re.DOTALL)
_ROW = re.compile(r"Rubric(?:, (.+))?:")
_LINK = re.compile(
    r"\[(.+)\]\((\S+)\)(?: \((stack|micro-credential)(?:, version (\d+) or later)?\))?"
)
_WORDS = re.compile(r"Length: (?:(\d+)–(\d+) words|at most (\d+) words?|at least (\d+) words?)\.")
_PASS = re.compile(
    r"\*\*To pass:\*\* (?:every part is|at least (\d+) parts?) scored (.+?)( or better)?\."
)
_TIME = re.compile(
    r"About ([0-9.]+) hours(?: \(([0-9.]+) CEU\))?\. (?:Valid for (.+)\.|Does not expire\.)"
)
_ID = re.compile(r"/(catalog|stacks)/([a-z0-9-]+)/v\d+/?$")
_ANY = re.compile(r"(\d+)\. (?:Any (\w+)|All|Both) of these:")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class _NotOursError(Exception):
    """The text has another form."""


def set_narrative(found: Found, narrative: str, levels: Mapping[str, str] | None = None) -> bool:
    """Fill in what a narrative says.

    `levels` gives the ids of the scoring guide's levels by their names, where the source tells
    them. `False`, and the text is kept for a comment, if it is none of ours.
    """
    text = narrative.replace("\r\n", "\n").strip()
    try:
        if found.kind is STACK:
            values = _stack(text)
        elif found.kind is MICRO_CREDENTIAL:
            values = _micro_credential(text, levels or {})
        else:
            raise _NotOursError
    except _NotOursError:
        found.note("criteria.narrative", narrative)
        return False
    for field, value in values.items():
        found.values.setdefault(field, value)
    return True


def _micro_credential(text: str, known: Mapping[str, str]) -> dict[str, Any]:
    chapters = dict(_chapters(text))
    if not set(chapters) >= _NEEDED or not set(chapters) <= set(_CHAPTERS):
        raise _NotOursError
    guide, names = _guide(chapters["How it is scored"], known)
    values: dict[str, Any] = {
        "competency": unharmed(chapters["Competency"]),
        "method": _method(chapters["Method"]),
        **_time(chapters["Time and validity"]),
    }
    if "Prerequisites" in chapters:
        links = [_LINK.match(line[2:]) for line in chapters["Prerequisites"].split("\n")]
        values["prerequisites"] = [_id_of(link) for link in links]
    values["scoring_guide"] = guide
    values["parts"] = list(_parts(chapters["What to submit"], names))
    if "Review" in chapters:
        values["review"] = _review(chapters["Review"])
    return values


def _chapters(text: str) -> Iterator[tuple[str, str]]:
    """Headings of the second level with what stands below them, in the order of ours."""
    parts = re.split(rf"(?:^|\n\n)## ({'|'.join(_CHAPTERS)})\n\n", text)
    if parts[0].strip() or len(parts) < 3 or len(parts[1::2]) != len(set(parts[1::2])):
        raise _NotOursError
    yield from zip(parts[1::2], (part.strip("\n") for part in parts[2::2]), strict=True)


def _method(text: str) -> dict[str, Any]:
    key, found, items = text.partition("\n\n- **")
    if not found:
        raise _NotOursError
    named = [{"name": n, "description": unharmed(d)} for n, d in _items("- **" + items)]
    return {"key": unharmed(key), "components": named}


def _items(text: str) -> Iterator[tuple[str, str]]:
    """A list of names, each with a text whose further lines are indented."""
    for item in re.split(r"\n(?=- \*\*)", text):
        match = _ITEM.fullmatch(item)
        if match is None or re.search(r"\n(?! {4}|$)", item.replace("\n\n", "\n")):
            raise _NotOursError
        yield _unescaped(match[1]), re.sub(r"\n {4}", "\n", match[2]).strip()


def _guide(text: str, known: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The scoring guide, and its levels' names with their ids."""
    listed, _, rule = text.rpartition("\n\n")
    match = _PASS.fullmatch(rule)
    if match is None:
        raise _NotOursError
    levels = [
        {
            "id": known.get(name) or _level_id(name),
            "name": name,
            "description": _unescaped(described),
        }
        for name, described in _items(listed)
    ]
    ids = {level["name"]: level["id"] for level in levels}
    best = _unescaped(match[2])
    if best not in ids or len(set(ids.values())) != len(levels):
        raise _NotOursError
    wanted = f"at least {match[1]} parts" if match[1] else "every part"
    return {"levels": levels, "pass": f"{wanted} at {ids[best]}"}, ids


def _level_id(name: str) -> str:
    slug = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug:
        raise _NotOursError
    return slug


def _parts(text: str, levels: dict[str, str]) -> Iterator[dict[str, Any]]:
    blocks = re.split(r"(?:^|\n\n)(?=### Part \d+: )", text)
    if blocks[0].strip():
        raise _NotOursError
    for block in blocks[1:]:
        head, _, rest = block.partition("\n\n")
        match = _PART.fullmatch(head)
        if match is None:
            raise _NotOursError
        yield {"kind": match[3], "name": _unescaped(match[2]), **_part(rest, levels)}


def _part(text: str, levels: dict[str, str]) -> dict[str, Any]:
    paragraphs = text.split("\n\n")
    first = next((i for i, each in enumerate(paragraphs) if _ROW.fullmatch(each)), 0)
    if not first:
        raise _NotOursError
    before = paragraphs[:first]
    part: dict[str, Any] = {}
    words = _WORDS.fullmatch(before[-1])
    if words:
        before.pop()
    part["prompt"] = unharmed("\n\n".join(before))
    if words:
        least, most = words[1] or words[4], words[2] or words[3]
        limits = {"min": least, "max": most}
        part["words"] = {name: int(each) for name, each in limits.items() if each}
    rows = re.split(r"(?:^|\n\n)(Rubric(?:, [^\n]+)?:)\n\n", "\n\n".join(paragraphs[first:]))[1:]
    found = [(_ROW.fullmatch(head), body) for head, body in zip(rows[::2], rows[1::2], strict=True)]
    rubrics = [
        (_unescaped((head and head[1]) or ""), _rubric(body, levels)) for head, body in found
    ]
    if len(rubrics) == 1:
        part["rubric"] = rubrics[0][1]
    else:
        part["criteria"] = [{"name": name, "rubric": rubric} for name, rubric in rubrics]
    return part


def _rubric(text: str, levels: dict[str, str]) -> dict[str, str]:
    try:
        return {levels[name]: unharmed(described) for name, described in _items(text)}
    except KeyError:
        raise _NotOursError from None


def _review(text: str) -> dict[str, Any]:
    by, _, rest = text.partition("\n\n")
    days, _, again = rest.partition("\n\n")
    match = re.fullmatch(r"\*\*Result:\*\* within (\d+) business days?", days)
    if not by.startswith("**Reviewers:** ") or match is None or not again:
        raise _NotOursError
    named = _unescaped(by.removeprefix("**Reviewers:** "))
    return {"by": named, "days": int(match[1]), "resubmission": unharmed(again)}


def _time(text: str) -> dict[str, Any]:
    match = _TIME.fullmatch(text)
    if match is None:
        raise _NotOursError
    values: dict[str, Any] = {"hours": _number(match[1])}
    if match[2]:
        values["ceu"] = _number(match[2])
    if match[3]:
        values["valid_for"] = match[3]
    return values


def _stack(text: str) -> dict[str, Any]:
    """A stack's description and steps."""
    match = re.fullmatch(
        r"(?:(?P<about>.*?)\n\n)?## What to earn\n\nAll of these steps,[^\n]+\n\n"
        r"(?P<steps>.*?)(?P<inner>(?:\n\n\*[^\n]+\* names these[^\n]+)*)\n\n## Time\n\n[^\n]+",
        text,
        re.DOTALL,
    )
    if match is None:
        raise _NotOursError
    values: dict[str, Any] = {"description": unharmed(match["about"])} if match["about"] else {}
    values["steps"] = list(_steps(match["steps"].split("\n")))
    return values


def _steps(lines: list[str]) -> Iterator[dict[str, Any]]:
    choice: dict[str, Any] | None = None
    for line in lines:
        if choice is not None and line.startswith("    - "):
            link = _LINK.fullmatch(line[6:])
            name = _named(link)
            choice["of"].append(f"stacks/{name}" if link and link[3] == "stack" else name)
            continue
        if choice is not None:
            yield {"any": _counted(choice)}
            choice = None
        if match := _ANY.fullmatch(line):
            choice = {"at_least": match[2] or "", "of": []}
            continue
        link = _LINK.fullmatch(re.sub(r"^\d+\. ", "", line))
        kind = link[3].replace("-", "_") if link and link[3] else "micro_credential"
        yield {kind: _named(link)}
    if choice is not None:
        yield {"any": _counted(choice)}


def _counted(choice: dict[str, Any]) -> dict[str, Any]:
    word = choice["at_least"]
    if not word:
        number = len(choice["of"])
    elif word in _NUMBERS:
        number = _NUMBERS.index(word)
    elif word.isdecimal():
        number = int(word)
    else:
        raise _NotOursError
    return {"at_least": number, "of": choice["of"]}


def _named(link: re.Match[str] | None) -> str:
    """What a link names, with the version that it asks for."""
    name = _id_of(link)
    return f"{name}@{link[4]}" if link is not None and link[4] else name


def _id_of(link: re.Match[str] | None) -> str:
    match = _ID.search(link[2]) if link is not None else None
    if match is None:
        raise _NotOursError
    return match[2]


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\\[\]*_`])", r"\1", unharmed(text)).strip()


def unharmed(text: str) -> str:
    """What an owner wrote before `harmless` made it so: HTML in it was text, and stays it."""
    return text.replace("&lt;", "<")
