"""What a backpack would find: the built site, checked against itself after each build."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import escape

from badgepress import urls
from badgepress.artwork import inspect_image
from badgepress.cache import Cache
from badgepress.catalog import Catalog, has_badge
from badgepress.documents import openbadges2, openbadges3
from badgepress.fingerprint import combined
from badgepress.kinds import ISSUER, Kind
from badgepress.load import Entry
from badgepress.model import Status
from badgepress.problems import Problem
from badgepress.program import engine
from badgepress.published.records import digest
from badgepress.stages import Stage, during
from badgepress.workers import forked, processes

_WORTH = 200
"""Badges from which on they are checked in several processes."""
_PARTS = 4
_PROFILE_TEXTS = ("name", "url", "email")


class _Form(NamedTuple):
    """What a standard wants of its two documents."""

    context: str | list[str]
    badge: str
    """Name of the badge's file."""
    badge_words: str
    """What people call it."""
    badge_type: str | list[str]
    badge_texts: tuple[str, ...]
    issuer_field: str
    """Where the badge names its issuer."""
    profile: str
    """Name of the issuer's file."""
    profile_type: str | list[str]


_FORMS = (
    _Form(
        openbadges2.CONTEXT,
        urls.BADGE_CLASS,
        "the badge class",
        "BadgeClass",
        ("name", "description", "image", "version"),
        "issuer",
        urls.ISSUER_PROFILE,
        "Profile",
    ),
    _Form(
        openbadges3.CONTEXT,
        urls.ACHIEVEMENT,
        "the achievement",
        ["Achievement"],
        ("name", "description", "achievementType", "version"),
        "creator",
        urls.PROFILE,
        ["Profile"],
    ),
)


@during(Stage.SELF_CHECK)
def check_site(catalog: Catalog, site: Path) -> list[Problem]:
    """Every promise that a badge document makes, kept by a file of the site.

    Ids equal addresses; images are pictures; criteria pages, issuers and everything under `related`
    exist; nothing required is empty. The index of all badge classes has the digest of each.
    """
    found: list[Problem] = []
    built = _Site(site, catalog)
    badges = list(catalog.badges())
    parts = 1 if len(badges) < _WORTH else _PARTS * processes()

    def of_part(number: int) -> tuple[list[list[Problem]], set[bytes]]:
        part = badges[len(badges) * number // parts : len(badges) * (number + 1) // parts]
        # Both documents of a badge in turn: they name the same files.
        of_badges = [
            [list(_check_badge(built, kind, entry, form)) for form in _FORMS]
            for kind, entry in part
        ]
        of_forms = [[p for each in of_badges for p in each[form]] for form in range(len(_FORMS))]
        return of_forms, built.good

    of_parts = list(forked(of_part, parts))
    for form, *of_form in zip(_FORMS, *(of_forms for of_forms, _ in of_parts), strict=True):
        found += chain.from_iterable(of_form)
        for issuer in catalog.issuers.values():
            for issuer_id in (issuer.id, *issuer.data.formerly):
                found += _check_profile(built, issuer_id, form)
    for address in catalog.published.addresses:
        if built.file(catalog.settings.base_url + address) is None:
            found.append(_problem(address, "", "nothing answers at this published address"))
    found += _check_index(built, catalog)
    built.keep([built.good, *(good for _, good in of_parts)])
    return found


class _Site:
    """The built folder, as addresses below every home that the site has had."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self.catalog = catalog
        homes = catalog.published.homes
        earlier = (home.base_url for home in homes.homes) if homes else ()
        self.homes = (catalog.settings.base_url, *earlier)
        self.read = lru_cache(maxsize=8)(Path.read_bytes)
        """The bytes of a file, which several documents in a row may name."""
        self.good: set[bytes] = set()
        """Digests of pictures that were looked at and are good."""
        self._inspected: dict[bytes, list[str]] = {}
        self._store = Cache("pictures")

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

    def faults_of(self, picture: Path) -> list[str]:
        """What is wrong with a PNG; the same bytes are looked at once, wherever they lie."""
        content = self.read(picture)
        key = combined(engine(), content)
        if key not in self._inspected:
            known = key in self._store
            self._inspected[key] = [] if known else inspect_image(content, picture.name)
            if not known and not self._inspected[key]:
                self.good.add(key)
        return self._inspected[key]

    def keep(self, good: Iterable[set[bytes]]) -> None:
        """Remember pictures for the next build."""
        for key in set().union(*good):
            self._store.put(key, b"")
        self._store.write()


def _check_badge(site: _Site, kind: Kind, entry: Entry[Any], form: _Form) -> Iterator[Problem]:
    path = urls.version(kind.address, entry.id, entry.data.version)
    name = path + form.badge
    document = _document(site, name)
    if document is None:
        yield _problem(name, "", f"{form.badge_words} is missing or no JSON")
        return
    own_id = site.catalog.version_address(kind, entry) + form.badge
    identity = {"@context": form.context, "type": form.badge_type, "id": own_id}
    yield from _identity(name, document, identity, form.badge_texts)
    yield from _picture(site, name, _id_of(document.get("image")), path + urls.BADGE_SVG)
    criteria = document.get("criteria")
    criteria = criteria if isinstance(criteria, dict) else {}
    page = site.file(criteria.get("id"))
    if page is None or f">{_escaped(document)}".encode() not in site.read(page):
        yield _problem(name, "criteria.id", "no page with the badge's name answers there")
    if not _filled(criteria.get("narrative")):
        yield _problem(name, "criteria.narrative", "it is empty")
    issuer = _id_of(document.get(form.issuer_field))
    if site.file(issuer) is None:
        yield _problem(name, form.issuer_field, f"nothing answers at {issuer}")
    related = document.get("related", [])
    for number, other in enumerate(related if isinstance(related, list) else [None], start=1):
        target = _id_of(other)
        if site.file(target) is None:
            yield _problem(name, f"related[{number}].id", f"nothing answers at {target}")


def _check_profile(site: _Site, issuer_id: str, form: _Form) -> Iterator[Problem]:
    path = urls.page(ISSUER.address, issuer_id)
    name = path + form.profile
    document = _document(site, name)
    if document is None:
        yield _problem(name, "", "the issuer's profile is missing or no JSON")
        return
    own_id = site.catalog.issuer_home(issuer_id) + form.profile
    identity = {"@context": form.context, "type": form.profile_type, "id": own_id}
    yield from _identity(name, document, identity, _PROFILE_TEXTS)
    if "image" in document:
        yield from _picture(site, name, _id_of(document["image"]), path + urls.LOGO_SVG)


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
    name: str,
    document: Mapping[str, Any],
    expected: Mapping[str, object],
    texts: tuple[str, ...],
) -> Iterator[Problem]:
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
            for sentence in site.faults_of(file):
                yield _problem(name, field, sentence)
        elif b"<svg" not in site.read(file)[:1000]:
            yield _problem(name, field, "the picture is no SVG")


def _id_of(value: object) -> object:
    """The address of what a field names, by the address alone or as an object with an id."""
    return value.get("id") if isinstance(value, dict) else value


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _escaped(document: Mapping[str, Any]) -> str:
    return str(escape(str(document.get("name"))))


def _problem(name: str, field: str, message: str) -> Problem:
    advice = "the site was not published: report this fault of badgepress or of another hook"
    return Problem(name, 1, 1, field, message, advice, "self-check")
