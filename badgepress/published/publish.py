"""`badgepress publish`: freezes what goes public."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from badgepress.assemble import make_catalog
from badgepress.badge_files import made_files
from badgepress.catalog import Catalog
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import Status
from badgepress.problems import as_text, did_you_mean
from badgepress.project import inspect
from badgepress.published import writing
from badgepress.published.choose import choose
from badgepress.published.homes import doubtful, refused
from badgepress.published.keep import lasting_addresses
from badgepress.published.records import Home, Homes, IssuerRecord, Record, Totals
from badgepress.published.store import SOURCE
from badgepress.refusal import Refusal
from badgepress.versions import Version


class Publication(NamedTuple):
    """What was published."""

    versions: tuple[Version, ...]
    addresses: int
    """How many permanent addresses are new."""
    warning: str


def publish(
    root: Path, ids: Sequence[str] = (), *, today: date, dry_run: bool = False
) -> Publication:
    """Freeze every public version that is not published yet, or those of the ids alone.

    With `dry_run` nothing is written. Raises `Refusal` where something is wrong, before anything
    was written, and `OSError`.
    """
    if not dry_run:
        writing.recover(root)
    catalog = open_public(root)
    base_url = catalog.settings.base_url
    if reason := refused(base_url):
        message, advice = reason
        raise Refusal(f"Nothing can be published yet: {message} — {advice}")
    chosen = _chosen(catalog, ids)
    warning = " — ".join(doubtful(base_url) or ())
    addresses = lasting_addresses(catalog, chosen)
    if dry_run:
        new = set(addresses) - set(catalog.published.addresses)
        return Publication(chosen, len(new), warning)
    writing.add_addresses(root, ())
    if catalog.published.homes is None:
        home = Home(since=today, base_url=base_url)
        writing.write_homes(root, Homes(homes=(home,)))
    for issuer in sorted({version.entry.data.issuer for version in chosen}):
        if issuer not in catalog.published.issuers:
            record = IssuerRecord(published=today, base_url=base_url)
            writing.write_issuer(root, f"{ISSUER.address}/{issuer}", record)
    for version in chosen:
        _stage(root, catalog, version, today)
    for version in chosen:
        writing.put(root, version.path)
    writing.clear_stage(root)
    return Publication(chosen, writing.add_addresses(root, addresses), warning)


def open_public(root: Path) -> Catalog:
    """The catalog as a build shows it. Raises `Refusal` with all problems if there is an error."""
    documents, problems = inspect(root)
    if problems.errors:
        raise Refusal(as_text(problems.sorted()))
    return make_catalog(documents)


def frozen_document(catalog: Catalog, data: Any) -> Any:
    """What is kept of a document: all of it, with what it leaves to its issuer."""
    kept: dict[str, Any] = {"formerly": (), "retired": None, "status": Status.ACTIVE}
    if hasattr(data, "scoring_guide"):
        kept["scoring_guide"] = catalog.scoring_guide_of(data)
        kept["review"] = catalog.review_of(data)
    return data.model_copy(update=kept)


def source_bytes(data: Any) -> bytes:
    """A document as `source.yaml`, which reads back as the same."""
    return writing.yaml_bytes(data)


def _stage(root: Path, catalog: Catalog, version: Version, today: date) -> None:
    data = frozen_document(catalog, version.entry.data)
    entry: Entry[Any] = replace(version.entry, data=data)
    files = {SOURCE: source_bytes(data), **dict(made_files(catalog, version.kind, entry))}
    record = Record(
        published=today,
        base_url=catalog.settings.base_url,
        digests=writing.digests_of(files),
        totals=_totals(catalog, version),
    )
    writing.stage(root, version.path, files, record)


def _totals(catalog: Catalog, version: Version) -> Totals | None:
    if version.kind is not STACK:
        return None
    hours, ceu = catalog.hours_of(version.entry), catalog.ceu_of(version.entry)
    return Totals(hours=(hours.least, hours.most), ceu=(ceu.least, ceu.most))


def _chosen(catalog: Catalog, ids: Sequence[str]) -> tuple[Version, ...]:
    """What is to be published. Raises `Refusal`."""
    ready = tuple(version for version in catalog.versions() if version.frozen is None)
    if not ids:
        return ready
    wanted = {_find(catalog, text) for text in ids}
    chosen = tuple(v for v in ready if (v.kind.name, v.entry.id) in wanted)
    for kind_name, entity_id in sorted(wanted - {(v.kind.name, v.entry.id) for v in chosen}):
        raise Refusal(
            f"The {kind_name} '{entity_id}' is published as it is — a draft of its next version"
            " needs 'status: active' first"
        )
    for version in chosen:
        for kind, named in _named(version):
            if not (catalog.published.of(kind.name, named) or (kind.name, named) in wanted):
                raise Refusal(
                    f"'{version.entry.id}' names the {kind.name} '{named}', which is not"
                    " published yet — publish both together"
                )
    return chosen


def _find(catalog: Catalog, text: str) -> tuple[str, str]:
    """Kind's name and id of something public. Raises `Refusal` if there is none."""
    known = [(kind, entry.id) for kind, entry in catalog.offered()]
    if found := choose(text, known):
        return found[0].name, found[1]
    guess = did_you_mean(text, [each for _, each in known])
    advice = guess or "a draft needs 'status: active' first"
    raise Refusal(f"There is nothing public named '{text}' — {advice}", 2)


def _named(version: Version) -> Iterator[tuple[Kind, str]]:
    """What a version requires of others."""
    data = version.entry.data
    for required in getattr(data, "prerequisites", ()):
        yield MICRO_CREDENTIAL, required
    for step in getattr(data, "steps", ()):
        for reference in step.references:
            yield STACK if reference.kind == "stack" else MICRO_CREDENTIAL, reference.id
