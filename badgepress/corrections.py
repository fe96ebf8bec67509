"""Links by which readers report a mistake: a pre-filled issue or e-mail."""

from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from badgepress.model import Settings

_MOST = 1500
"""So many characters of the present text fit into an address that every browser takes."""


class Place(NamedTuple):
    """What a correction is about."""

    title: str
    """What readers call it, such as a term."""
    page: str
    """Full address of the page."""
    file: str
    """The YAML file, by its path in the project."""
    field: str
    """The field, as problems name it: `terms[3].definition`."""
    text: str
    """What stands there today."""


def correction_link(settings: Settings, place: Place) -> str | None:
    """Where a correction of this text is proposed; `None` where the settings name no place."""
    target = settings.corrections
    if target is None:
        return None
    title = f"Correction: {place.title}"
    body = _body(place)
    if "@" in target and "://" not in target:
        return f"mailto:{target}?{urlencode({'subject': title, 'body': body}, quote_via=quote)}"
    home = target.rstrip("/")
    if (urlsplit(home).hostname or "").startswith("gitlab."):
        fields = {"issue[title]": title, "issue[description]": body}
        return f"{home}/-/issues/new?{urlencode(fields, quote_via=quote)}"
    return f"{home}/issues/new?{urlencode({'title': title, 'body': body}, quote_via=quote)}"


def _body(place: Place) -> str:
    text = place.text if len(place.text) <= _MOST else place.text[: _MOST - 1] + "…"
    return (
        f"Page: {place.page}\nFile: {place.file}\nField: {place.field}\n\n"
        f"It says now:\n\n{text}\n\nIt should say:\n\n"
    )
