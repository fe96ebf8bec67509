"""Published folders, written by hand: what tests need to look at a catalog's past."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from badgepress import urls
from badgepress.addresses import entity_addresses
from badgepress.catalog import Catalog
from badgepress.load import CONFIG_FILE
from badgepress.outputs import all_files
from badgepress.project import open_catalog
from badgepress.published.records import (
    Amendment,
    Home,
    Homes,
    IssuerRecord,
    Record,
    digest,
)
from badgepress.published.store import ADDRESSES, FOLDER, HOMES, RECORD, SOURCE
from badgepress.published.texts import plain, to_yaml


def publish(root: Path, day: str) -> None:
    """Freeze every version that is not published yet, as on that day."""
    catalog, _ = open_catalog(root)
    made = {output.path: output.content for output in all_files(catalog)}
    for version in catalog.versions():
        if version.frozen is None:
            names = [name for name in urls.BADGE_FILES if name != urls.BADGE_PNG]
            files = {
                name: _bytes(made[version.path + name])
                for name in names
                if version.path + name in made
            }
            files[SOURCE] = to_yaml(plain(version.entry.data)).encode()
            digests = {name: digest(content) for name, content in files.items()}
            record = Record(published=day, base_url=catalog.settings.base_url, digests=digests)
            _write(root / FOLDER / version.path, {**files, RECORD: _yaml(record)})
    _write_site(root, catalog, day)


def amend(
    root: Path, file: str, version: str, day: str, reason: str, changes: Mapping[str, Any]
) -> None:
    """Correct fields of a file and of what was published of it, such as `catalog/x/v1/`."""
    folder = root / FOLDER / version
    before = Record.model_validate(yaml.safe_load((folder / RECORD).read_text("utf-8")))
    edit(root, file, changes)
    shutil.rmtree(folder)
    publish(root, str(before.published))
    after = Record.model_validate(yaml.safe_load((folder / RECORD).read_text("utf-8")))
    changed = {name for name, value in after.digests.items() if before.digests[name] != value}
    amendment = Amendment(
        date=day,
        reason=reason,
        fields=tuple(changes),
        before={name: before.digests[name] for name in sorted(changed)},
        after={name: after.digests[name] for name in sorted(changed)},
    )
    amendments = (*before.amendments, amendment)
    record = after.model_copy(update={"amendments": amendments})
    (folder / RECORD).write_bytes(_yaml(record))


def edit(root: Path, file: str, changes: Mapping[str, Any]) -> None:
    """Set fields of a YAML file; `None` removes one."""
    values = {**yaml.safe_load((root / file).read_text("utf-8")), **changes}
    kept = {name: value for name, value in values.items() if value is not None}
    (root / file).write_text(to_yaml(kept), "utf-8")


def move(root: Path, old: str, new: str, day: str) -> None:
    """Give the site another home from that day on."""
    config = root / CONFIG_FILE
    config.write_text(config.read_text("utf-8").replace(old, new), "utf-8")
    homes = Homes.model_validate(yaml.safe_load((root / HOMES).read_text("utf-8"))).homes
    moved = Homes(homes=(*homes, Home(since=day, base_url=new)))
    (root / HOMES).write_bytes(_yaml(moved))


def _write_site(root: Path, catalog: Catalog, day: str) -> None:
    base = catalog.settings.base_url
    if not (root / HOMES).exists():
        _write(root, {HOMES: _yaml(Homes(homes=(Home(since=day, base_url=base),)))})
    for issuer in catalog.issuers:
        if issuer not in catalog.published.issuers:
            record = IssuerRecord(published=day, base_url=base)
            _write(root / FOLDER / "issuers" / issuer, {RECORD: _yaml(record)})
    known = catalog.published.addresses
    paths = sorted({*known, *(path for _, path in entity_addresses(catalog))})
    _write(root, {ADDRESSES: "".join(f"{path}\n" for path in paths).encode()})


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _yaml(model: Any) -> bytes:
    return to_yaml(plain(model)).encode()


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
