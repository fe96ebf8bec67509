"""Values that several formats write alike, as the fields take them."""

import re
from collections.abc import Iterable
from typing import Any

from badgepress.importing.found import Alignment, Found
from badgepress.importing.shapes import Document, Fields, items_of, reference_of, text_of, texts_of
from badgepress.importing.texts import loses, markdown, one_line, tidy
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.model import Level
from badgepress.urls import ACHIEVEMENT, BADGE_CLASS

MAX_SUMMARY = 500
"""The badge's description, in characters (the model's limit)."""
_OURS = re.compile(
    r"/(catalog|stacks)/([a-z0-9]+(?:-[a-z0-9]+)*)/v([1-9][0-9]{0,3})/"
    rf"(?:{re.escape(BADGE_CLASS)}|{re.escape(ACHIEVEMENT)})?$"
)
"""A version's page or document, as badgepress addresses it."""
_UNITS = {"day": "day", "week": "week", "month": "month", "year": "year"}
_ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_ISO_TIME = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?")
_YEAR, _DAY = 365, 86_400


def claim(found: Found, *addresses: str) -> None:
    """Take id, kind and version from an address that badgepress has made, if one is."""
    for address in addresses:
        if match := _OURS.search(address):
            found.ours = True
            found.id = match[2]
            found.kind = STACK if match[1] == STACK.address else MICRO_CREDENTIAL
            found.values.setdefault("version", int(match[3]))
            return


def line_of(found: Found, text: str) -> str:
    """A text in one line; HTML becomes what a reader sees."""
    return " ".join(tidy(text).split()) if found.ours else one_line(text)


def set_text(found: Found, field: str, text: str) -> None:
    """Fill in a field of one line."""
    if value := line_of(found, text):
        found.values[field] = value
        if loses(text) and not found.ours:
            found.note(f"{field} (as HTML)", text)


def set_summary(found: Found, text: str, path: str = "description") -> None:
    """Fill in the summary, or keep a longer text for a comment and say so."""
    value = line_of(found, text)
    if len(value) > MAX_SUMMARY:
        found.reasons["summary"] = (
            f"the source's text has {len(value)} characters, at most {MAX_SUMMARY} fit: see below"
        )
        found.note(path, value)
    else:
        set_text(found, "summary", text)


def set_markdown(found: Found, field: str, text: str, base: str) -> None:
    """Fill in a field of Markdown."""
    value = tidy(text).strip() if found.ours else markdown(text, base)
    if value:
        found.values[field] = value
        if loses(text) and not found.ours:
            found.note(f"{field} (as HTML)", text)


def set_tags(found: Found, *values: Any) -> None:
    """Fill in the tags: of a list, or of one text with commas."""
    texts = [text for value in values for text in texts_of(value)]
    if len(texts) == 1 and not found.ours:
        texts = re.split("[,;\n]", texts[0])
    parts = (line_of(found, text) for text in texts)
    if tags := list(dict.fromkeys(filter(None, parts))):
        found.values["tags"] = tags


def set_version(found: Found, value: Any, path: str = "version") -> None:
    """Fill in the version where it counts 1, 2, 3; other numberings are kept for a comment."""
    text = text_of(value).strip()
    if re.fullmatch("[1-9][0-9]{0,3}", text):
        found.values["version"] = int(text)
    else:
        found.note(path, value, "versions count 1, 2, 3 here")


def set_level(found: Found, value: Any, path: str = "level") -> None:
    """Fill in the level where the source uses one of the catalog's own words."""
    text = text_of(value).strip()
    if text.casefold() in {level.value for level in Level}:
        found.values["level"] = text.casefold()
    else:
        found.note(path, value, f"levels are {', '.join(Level)} here")


def set_span(found: Found, number: Any, unit: Any, path: str) -> None:
    """Fill in how long an award is valid, from a number and a unit such as `months`."""
    name = _UNITS.get(text_of(unit).strip().lower().removesuffix("s"), "")
    amount = text_of(number).strip()
    count = int(amount) if re.fullmatch("[1-9][0-9]{0,4}", amount) else 0
    if name == "week":
        name, count = "day", count * 7
    if name and 1 <= count <= 99:
        found.values["valid_for"] = f"{count} {name}" + ("" if count == 1 else "s")
    else:
        found.note(path, f"{amount} {text_of(unit)}".strip())


def set_seconds(found: Found, value: Any, path: str) -> None:
    """The same from a number of seconds; a year has 365 days, a month 30."""
    text = text_of(value).strip()
    if not re.fullmatch("[1-9][0-9]{0,10}", text) or int(text) % _DAY:
        found.note(path, value, "in seconds")
        return
    days = int(text) // _DAY
    for length, unit in ((_YEAR, "years"), (30, "months"), (1, "days")):
        if days % length == 0 and days // length <= 99:
            set_span(found, days // length, unit, path)
            return
    found.note(path, value, "in seconds")


def set_duration(found: Found, value: Any, path: str) -> None:
    """Fill in how long an award is valid from an ISO 8601 duration of one unit."""
    text = text_of(value).strip()
    match = _ISO.fullmatch(text)
    parts = (
        [(n, u) for n, u in zip(match.groups(), ("y", "m", "d"), strict=True) if n] if match else []
    )
    if len(parts) == 1:
        number, unit = parts[0]
        set_span(found, number, {"y": "year", "m": "month", "d": "day"}[unit], path)
    else:
        found.note(path, value)


def hours_of(text: str) -> float | None:
    """Hours of an ISO 8601 duration of hours and minutes, such as `PT15H`."""
    match = _ISO_TIME.fullmatch(text.strip())
    if not match or not (match[2] or match[3]) or match[1]:
        return None
    hours = int(match[2] or 0) + int(match[3] or 0) / 60
    return int(hours) if hours == int(hours) else round(hours, 4)


def alignments_of(value: Any, found: Found) -> Iterable[Alignment]:
    """Alignments of Open Badges 1.1 to 3.0, Badgr and Credly: a name and an address each."""

    def line(text: str) -> str:
        return line_of(found, text)

    for item in items_of(value):
        if isinstance(item, dict):
            yield Alignment(
                name=line(_first(item, "targetName", "name", "target_name", "title")),
                url=_first(item, "targetUrl", "url", "target_url", "targetURL").strip(),
                description=line(
                    _first(item, "targetDescription", "description", "target_description")
                ),
                framework=line(_first(item, "targetFramework", "framework", "target_framework")),
                code=line(_first(item, "targetCode", "code", "target_code")),
            )
        elif text := text_of(item).strip():
            is_address = text.startswith(("http://", "https://"))
            yield Alignment(url=text) if is_address else Alignment(name=text)


def set_alignments(fields: Fields, *names: str) -> None:
    """Keep alignments, which a framework of the project may have."""
    for name in names:
        fields.found.alignments += alignments_of(fields.take(name), fields.found)


def set_criteria(found: Found, value: Any, path: str = "criteria") -> str:
    """Keep criteria for a comment; returns their text, which may be one of ours."""
    narrative = ""
    for item in items_of(value):
        if isinstance(item, dict):
            inner = Fields(item, found, f"{path}.")
            narrative = inner.text("narrative") or narrative
            found.note(f"{path}.id", reference_of({"id": inner.take("id", "@id")}))
            inner.skip("type", "@type")
            inner.rest()
        else:
            found.note(path, item)
    return narrative


def _first(item: Document, *names: str) -> str:
    return next(filter(None, (text_of(item.get(name)) for name in names)), "")
