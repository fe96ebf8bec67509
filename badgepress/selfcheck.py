"""What a backpack would find: the built site, checked against itself after each build."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import escape

from badgepress import urls
from badgepress.artwork import inspect_image
from badgepress.catalog import Catalog
from badgepress.documents.openbadges2 import CONTEXT
from badgepress.kinds import ISSUER, Kind
from badgepress.load import Entry
from badgepress.problems import Problem

_BADGE_TEXTS = ("name", "description", "image", "version")
_PROFILE_TEXTS = ("name", "url", "email")


def check_site(catalog: Catalog, site: Path) -> list[Problem]:
    """Every promise that a badge class makes, kept by a file of the site.

    Ids equal addresses; images are pictures; criteria pages, issuers and everything under `related`
    exist; nothing required is empty.
    """
    found: list[Problem] = []
    answers = _Site(site, catalog)
    for kind, entry in catalog.badges():
        found += _check_badge_class(answers, kind, entry)
    for issuer in catalog.issuers.values():
        for issuer_id in (issuer.id, *issuer.data.formerly):
            found += _check_profile(answers, issuer_id)
    for address in catalog.published.addresses:
        if answers.file(catalog.settings.base_url + address) is None:
            found.append(_problem(address, "", "nothing answers at this published address"))
    return found


class _Site:
    """The built folder, as addresses below every home that the site has had."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self.catalog = catalog
        homes = catalog.published.homes
        earlier = (home.base_url for home in homes.homes) if homes else ()
        self.homes = (catalog.settings.base_url, *earlier)

    def file(self, address: object) -> Path | None:
        """The file that answers at a full address, if one does."""
        # One home may lie below another one.
        for home in self.homes:
            if isinstance(address, str) and address.startswith(home):
                path = address[len(home) :].partition("#")[0]
                if path.endswith("/") or not path:
                    path += "index.html"
                if (file := self.folder / path).is_file():
                    return file
        return None


def _check_badge_class(site: _Site, kind: Kind, entry: Entry[Any]) -> Iterator[Problem]:
    path = urls.version(kind.address, entry.id, entry.data.version)
    name = path + urls.BADGE_CLASS
    own_id = site.catalog.version_address(kind, entry) + urls.BADGE_CLASS
    document = _document(site, name)
    if document is None:
        yield _problem(name, "", "the badge class is missing or no JSON")
        return
    yield from _identity(own_id, name, document, "BadgeClass", _BADGE_TEXTS)
    yield from _picture(site, name, document.get("image"), path + urls.BADGE_SVG)
    criteria = document.get("criteria")
    criteria = criteria if isinstance(criteria, dict) else {}
    page = site.file(criteria.get("id"))
    if page is None or f">{_escaped(document)}" not in page.read_text("utf-8"):
        yield _problem(name, "criteria.id", "no page with the badge's name answers there")
    if not _filled(criteria.get("narrative")):
        yield _problem(name, "criteria.narrative", "it is empty")
    if site.file(document.get("issuer")) is None:
        yield _problem(name, "issuer", f"nothing answers at {document.get('issuer')}")
    related = document.get("related", [])
    for number, other in enumerate(related if isinstance(related, list) else [None], start=1):
        target = other.get("id") if isinstance(other, dict) else other
        if site.file(target) is None:
            yield _problem(name, f"related[{number}].id", f"nothing answers at {target}")


def _check_profile(site: _Site, issuer_id: str) -> Iterator[Problem]:
    path = urls.page(ISSUER.address, issuer_id)
    name = path + urls.ISSUER_PROFILE
    own_id = site.catalog.issuer_home(issuer_id) + urls.ISSUER_PROFILE
    document = _document(site, name)
    if document is None:
        yield _problem(name, "", "the issuer's profile is missing or no JSON")
        return
    yield from _identity(own_id, name, document, "Profile", _PROFILE_TEXTS)
    if "image" in document:
        yield from _picture(site, name, document["image"], path + urls.LOGO_SVG)


def _document(site: _Site, name: str) -> Mapping[str, Any] | None:
    try:
        document = json.loads((site.folder / name).read_bytes())
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None


def _identity(
    own_id: str, name: str, document: Mapping[str, Any], type_: str, texts: tuple[str, ...]
) -> Iterator[Problem]:
    expected = {"@context": CONTEXT, "type": type_, "id": own_id}
    for field, value in expected.items():
        if document.get(field) != value:
            yield _problem(name, field, f"it is {document.get(field)!r} instead of {value!r}")
    for field in texts:
        if not _filled(document.get(field)):
            yield _problem(name, field, "it is empty")


def _picture(site: _Site, name: str, address: object, svg: str) -> Iterator[Problem]:
    png = site.file(address)
    for file, field in ((png, "image"), (site.folder / svg, "image (SVG)")):
        if file is None or not file.is_file():
            yield _problem(name, field, "the picture is missing")
        elif file.suffix == ".png":
            for sentence in inspect_image(file.read_bytes(), file.name):
                yield _problem(name, field, sentence)
        elif "<svg" not in file.read_text("utf-8")[:1000]:
            yield _problem(name, field, "the picture is no SVG")


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _escaped(document: Mapping[str, Any]) -> str:
    return str(escape(str(document.get("name"))))


def _problem(name: str, field: str, message: str) -> Problem:
    advice = "the site was not published: report this fault of badgepress or of another hook"
    return Problem(name, 1, 1, field, message, advice, "self-check")
