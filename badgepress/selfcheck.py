"""What a backpack would find: the built site, checked against itself after each build."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import escape

from badgepress import urls
from badgepress.artwork import inspect_image
from badgepress.catalog import Catalog, has_badge
from badgepress.documents.openbadges2 import CONTEXT
from badgepress.kinds import ISSUER
from badgepress.model import Status
from badgepress.problems import Problem
from badgepress.published.records import digest

_BADGE_TEXTS = ("name", "description", "image", "version")
_PROFILE_TEXTS = ("name", "url", "email")


def check_site(catalog: Catalog, site: Path) -> list[Problem]:
    """Every promise that a badge class makes, kept by a file of the site.

    Ids equal addresses; images are pictures; criteria pages, issuers and everything under `related`
    exist; nothing required is empty. The index of all badge classes has the digest of each.
    """
    found: list[Problem] = []
    for kind, entry in catalog.badges():
        path = urls.version(kind.address, entry.id, entry.data.version)
        found += _check_badge_class(_Site(site, catalog.settings.base_url), path)
    for issuer_id in catalog.issuers:
        path = urls.page(ISSUER.address, issuer_id)
        found += _check_profile(_Site(site, catalog.settings.base_url), path)
    found += _check_index(_Site(site, catalog.settings.base_url), catalog)
    return found


class _Site:
    """The built folder, as addresses below `base_url`."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self.base_url = base_url

    def file(self, address: object) -> Path | None:
        """The file that answers at a full address, if one does."""
        if not isinstance(address, str) or not address.startswith(self.base_url):
            return None
        path = address[len(self.base_url) :].partition("#")[0]
        file = self.folder / (path + "index.html" if path.endswith("/") or not path else path)
        return file if file.is_file() else None


def _check_badge_class(site: _Site, path: str) -> Iterator[Problem]:
    name = path + urls.BADGE_CLASS
    document = _document(site, name)
    if document is None:
        yield _problem(name, "", "the badge class is missing or no JSON")
        return
    yield from _identity(site, name, document, "BadgeClass", _BADGE_TEXTS)
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


def _check_profile(site: _Site, path: str) -> Iterator[Problem]:
    name = path + urls.ISSUER_PROFILE
    document = _document(site, name)
    if document is None:
        yield _problem(name, "", "the issuer's profile is missing or no JSON")
        return
    yield from _identity(site, name, document, "Profile", _PROFILE_TEXTS)
    if "image" in document:
        yield from _picture(site, name, document["image"], path + urls.LOGO_SVG)


def _check_index(site: _Site, catalog: Catalog) -> Iterator[Problem]:
    name = urls.API_INDEX
    document = _document(site, name)
    rows = document.get("items") if document else None
    if not isinstance(rows, list):
        yield _problem(name, "", "the index of all badge classes is missing or no JSON")
        return
    listed = {row.get("address"): row.get("digests") for row in rows if isinstance(row, dict)}
    for version in catalog.versions():
        data = version.entry.data
        if not has_badge(data) or data.status is Status.DRAFT:
            continue
        address = catalog.version_address(version.kind, version.entry)
        digests = listed.get(address)
        if not isinstance(digests, dict) or urls.BADGE_CLASS not in digests:
            yield _problem(name, "items", f"the badge class of {address} is not listed")
            continue
        for file_name, expected in digests.items():
            file = site.folder / version.path / file_name
            if not file.is_file() or digest(file.read_bytes()) != expected:
                message = f"it is not that of the file {version.path}{file_name}"
                yield _problem(name, "items.digests", message)


def _document(site: _Site, name: str) -> Mapping[str, Any] | None:
    try:
        document = json.loads((site.folder / name).read_bytes())
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None


def _identity(
    site: _Site, name: str, document: Mapping[str, Any], type_: str, texts: tuple[str, ...]
) -> Iterator[Problem]:
    expected = {"@context": CONTEXT, "type": type_, "id": site.base_url + name}
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
