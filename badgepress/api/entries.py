"""From the catalog to what the API serves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from badgepress import urls
from badgepress.api.shapes import (
    FrameworkEntry,
    IndexRow,
    IssuerEntry,
    MicroCredentialEntry,
    RecognitionEntry,
    RecognitionRow,
    RecognizerEntry,
    Span,
    StackEntry,
    Standing,
)
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import (
    ENTITY_KINDS,
    FRAMEWORK,
    ISSUER,
    MICRO_CREDENTIAL,
    RECOGNIZER,
    STACK,
    Kind,
)
from badgepress.load import Entry
from badgepress.model import Authored, CountsAs, Recognition, Status
from badgepress.relations import target_of
from badgepress.versions import Version

M = TypeVar("M", bound=Authored)


def index_rows(catalog: Catalog, digests: Mapping[str, str]) -> Iterator[IndexRow]:
    """Every version that has a badge; `digests` are those of the files that the site serves."""
    for version in catalog.versions():
        data = version.entry.data
        if not has_badge(data) or data.status is Status.DRAFT:
            continue
        address = catalog.version_address(version.kind, version.entry)
        page = urls.page(version.kind.address, version.head.id)
        yield IndexRow.model_construct(
            kind=version.kind.name,
            id=version.entry.id,
            version=version.number,
            name=data.name,
            status=Standing(data.status) if version.is_current else Standing.SUPERSEDED,
            published=version.frozen.record.published if version.frozen else None,
            amended=_amended(version),
            address=address,
            page=catalog.settings.base_url + page,
            files={name: address + name for name in urls.BADGE_FILES},
            digests={
                name: digests[version.path + name]
                for name in urls.BADGE_FILES
                if version.path + name in digests
            },
            issuer=catalog.issuer_home(data.issuer) + urls.ISSUER_PROFILE,
            replaced_by=tuple(_replacements(catalog, version)),
        )


def _amended(version: Version) -> tuple[Any, ...]:
    return tuple(a.date for a in version.frozen.record.amendments) if version.frozen else ()


def _replacements(catalog: Catalog, version: Version) -> Iterator[str]:
    kind, head = version.kind, version.head
    if not version.is_current:
        if head.data.status is not Status.DRAFT:
            yield catalog.version_address(kind, head)
    elif retired := version.entry.data.retired:
        entries = catalog.entries(kind)
        for other in retired.replaced_by:
            if other in entries:
                yield catalog.version_address(kind, entries[other])


def micro_credentials(catalog: Catalog) -> Iterator[MicroCredentialEntry]:
    """All micro-credentials but drafts, each with its issuer's word where it has none."""
    for entry in catalog.micro_credentials.values():
        if entry.data.status is not Status.DRAFT:
            yield _extended(
                MicroCredentialEntry,
                entry.data,
                **_versioned(catalog, MICRO_CREDENTIAL, entry),
                scoring_guide=catalog.scoring_guide_of(entry.data),
                review=catalog.review_of(entry.data),
            )


def stacks(catalog: Catalog) -> Iterator[StackEntry]:
    """All stacks but drafts."""
    for entry in catalog.stacks.values():
        if entry.data.status is not Status.DRAFT:
            yield _extended(
                StackEntry,
                entry.data,
                **_versioned(catalog, STACK, entry),
                hours=Span(**catalog.hours_of(entry)._asdict()),
                ceu=Span(**catalog.ceu_of(entry)._asdict()),
            )


def recognizers(catalog: Catalog) -> Iterator[RecognizerEntry]:
    """All recognizers."""
    for entry in catalog.recognizers.values():
        found = (_recognition(catalog, recognition) for recognition in entry.data.recognizes)
        yield _extended(
            RecognizerEntry,
            entry.data,
            **_placed(catalog, RECOGNIZER, entry, urls.RECOGNIZER_FILES),
            recognizes=tuple(each for each in found if each),
        )


def issuers(catalog: Catalog) -> Iterator[IssuerEntry]:
    """All issuers; their documents stand where they were first published."""
    for entry in catalog.issuers.values():
        home = catalog.issuer_home(entry.id)
        logo = (urls.LOGO_SVG, urls.LOGO_PNG) if entry.data.artwork else ()
        placed = _placed(catalog, ISSUER, entry)
        placed["files"] = {name: home + name for name in (*urls.ISSUER_FILES, *logo)}
        yield _extended(IssuerEntry, entry.data, **placed)


def frameworks(catalog: Catalog) -> Iterator[FrameworkEntry]:
    """All frameworks."""
    for entry in catalog.frameworks.values():
        yield _extended(FrameworkEntry, entry.data, **_placed(catalog, FRAMEWORK, entry))


def recognition_rows(entry: RecognizerEntry) -> Iterator[RecognitionRow]:
    """A row for each recognition of a recognizer."""
    for recognition in entry.recognizes:
        yield _extended(
            RecognitionRow,
            recognition,
            recognizer=entry.id,
            recognizer_name=entry.name,
            recognizer_kind=entry.kind,
            recognizer_address=entry.address,
        )


def _extended(shape: type[M], data: Authored, **added: Any) -> M:
    """A document with more fields; nothing is validated again, for its parts are valid."""
    return shape.model_construct(**{**dict(data), **added})


def _placed(
    catalog: Catalog, kind: Kind, entry: Entry[Any], names: Sequence[str] = ()
) -> dict[str, Any]:
    address = catalog.settings.base_url + urls.page(kind.address, entry.id)
    return {"id": entry.id, "address": address, "files": {name: address + name for name in names}}


def _versioned(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> dict[str, Any]:
    address = catalog.version_address(kind, entry)
    frozen = catalog.frozen(kind, entry)
    names = urls.BADGE_FILES if has_badge(entry.data) else ()
    return {
        **_placed(catalog, kind, entry),
        "files": {name: address + name for name in names},
        "version_address": address,
        "published": frozen.record.published if frozen else None,
        "amended": tuple(a.date for a in frozen.record.amendments) if frozen else (),
        "apply": catalog.apply_of(entry.data),
    }


def _recognition(catalog: Catalog, recognition: Recognition) -> RecognitionEntry | None:
    kind_name, target = target_of(recognition)
    kind = next(kind for kind in ENTITY_KINDS if kind.name == kind_name)
    entry = catalog.entries(kind).get(target)
    if entry is None or getattr(entry.data, "status", None) is Status.DRAFT:
        return None
    return _extended(
        RecognitionEntry,
        recognition,
        name=entry.data.name,
        address=catalog.settings.base_url + urls.page(kind.address, target),
        counts_as=_counts_as(catalog, kind, entry, recognition.counts_as or CountsAs()),
    )


def _counts_as(catalog: Catalog, kind: Kind, entry: Entry[Any], here: CountsAs) -> CountsAs | None:
    """What the recognizer says, else the issuer; a stack with a choice makes no single number."""
    ceu, category = here.ceu, here.renewal_category
    if kind is not ISSUER:
        whole = catalog.ceu_of(entry)
        if ceu is None and whole.least == whole.most and whole.most:
            ceu = whole.most
        category = category or getattr(entry.data, "renewal_category", None)
    if ceu is None and category is None:
        return None
    return CountsAs.model_construct(ceu=ceu, renewal_category=category)
