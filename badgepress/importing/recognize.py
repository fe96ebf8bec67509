"""What bytes are, and who reads them."""

import base64
import json
import re
from typing import Any

from badgepress.importing import baked, canvas, credly, ctdl, moodle, openbadges, spreadsheet
from badgepress.importing.archives import GZIP, ZIP, members
from badgepress.importing.context import Reading
from badgepress.importing.found import Findings, Found, Picture, SourceError
from badgepress.importing.shapes import is_too_deep, items_of, parse_json, text_of
from badgepress.importing.source import Blob, FileSource, Source
from badgepress.importing.tables import WORKBOOK, Grid, is_table, of_csv, of_workbook

MAX_ITEMS = 5_000
"""So many things one document may list."""
_LISTS = (
    "data",
    "result",
    "@graph",
    "badgeclasses",
    "badges",
    "badge_templates",
    "issuers",
    "items",
    "badge",
)
"""Under which names platforms list things."""
_SIGNED = re.compile(rb"\s*eyJ[\w-]+\.[\w-]+\.[\w-]*\s*")
_TABLE = (".csv", ".tsv")


def read_source(source: Source, findings: Findings) -> None:
    """Everything that a source holds. Raises `SourceError` where there is nothing in it."""
    blobs = list(source.start())
    reading = Reading(source, findings, blobs)
    if isinstance(source, FileSource):
        for blob in blobs:
            _index(blob, source)
    grids: list[Grid] = []
    unknown: list[str] = []
    for blob in blobs:
        try:
            told = _read(blob, reading, grids)
        except SourceError as error:
            if len(blobs) == 1:
                raise
            findings.remark(error.at or blob.at, error.message, error.advice)
            continue
        if not told:
            unknown.append(blob.at)
    if unknown:
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        what = "no badge in any form that is known"
        findings.remark(f"{', '.join(unknown[:3])}{more}", what, "left out")
    spreadsheet.read(grids, reading)


def _index(blob: Blob, source: FileSource) -> None:
    """Remember a document of a folder by its own address."""
    if blob.content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        try:
            document = parse_json(blob.content, blob.at)
        except SourceError:
            return  # it is told when it is read
        own = (
            text_of(document.get("id") or document.get("@id")) if isinstance(document, dict) else ""
        )
        if own:
            source.keep(own, blob)


def _read(blob: Blob, reading: Reading, grids: list[Grid]) -> bool:
    """Read one file; `False` if it is of no known form. Raises `SourceError`."""
    content = blob.content
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content.strip():
        raise SourceError("it is empty", "get it again", blob.at)
    if content.startswith(baked.PNG) or baked.is_svg(content):
        return _picture(blob, reading)
    if content.startswith((ZIP, GZIP)):
        _archive(blob, reading, grids)
    elif _SIGNED.fullmatch(content):
        _signed(content.decode("ascii"), blob.at, reading)
    elif start.startswith((b"<!doctype html", b"<html")):
        if len(reading.blobs) > 1:
            return False
        message = "it is a web page, not a badge's document"
        raise SourceError(message, "look on that page for the badge's JSON or picture", blob.at)
    elif start[:1] in (b"{", b"[") or _begin(content)[:1] in ("{", "["):
        read_json(parse_json(content, blob.at), blob.at, reading)
    elif blob.at.lower().endswith(_TABLE) or (blob.is_web and is_table(content)):
        grids.append(of_csv(content, blob.at))
    else:
        return False
    return True


def _begin(content: bytes) -> str:
    """How text begins, in whatever Unicode JSON may be written (RFC 4627, section 3)."""
    text = content[:512].decode(json.detect_encoding(content), "ignore")
    return text.lstrip("\ufeff \t\r\n")


def _picture(blob: Blob, reading: Reading) -> bool:
    """A picture: with a badge in it, or without, and then it belongs to something else."""
    text = baked.text_in(blob.content, blob.at)
    if not text:
        if isinstance(reading.source, FileSource) and reading.source.is_folder:
            return True
        advice = "import the badge class (JSON) that it belongs to"
        raise SourceError("the picture holds no badge", advice, blob.at)
    whose = reading.anonymous(blob.at)
    before = len(reading.findings.items)
    if text.startswith(("http://", "https://")):
        document, place = reading.document(text, blob.at, text)
        if document is not None:
            openbadges.read_award(document, place, reading)
    elif _SIGNED.fullmatch(text.encode("utf-8", "replace")):
        _signed(text, blob.at, reading)
    else:
        read_json(parse_json(text.encode(), whose), blob.at, reading)
    for found in reading.findings.items[before:]:
        if isinstance(found, Found) and found.issuer is not found:
            found.picture = Picture(baked.without_texts(blob.content), f"{whose}, its picture")
            break
    return True


def _signed(text: str, at: str, reading: Reading) -> None:
    """What a signed award says; its signature is not judged (Open Badges 2.0, section 5.2)."""
    payload = text.strip().split(".")[1]
    try:
        content = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    except ValueError:
        raise SourceError("it is no signed badge", "import the badge class", at) from None
    document = parse_json(content, at)
    if isinstance(document, dict) and isinstance(document.get("vc"), dict):
        document = document["vc"]  # JSON Web Token of a verifiable credential, version 1.1
    read_json(document, at, reading)


def _archive(blob: Blob, reading: Reading, grids: list[Grid]) -> None:
    if blob.content.startswith(ZIP) and members(blob.content, lambda n: n == WORKBOOK, blob.at):
        grids.extend(of_workbook(blob.content, blob.at))
    elif moodle.is_moodle(blob.content, blob.at):
        moodle.read(blob.content, blob.at, reading)
    else:
        message = "the archive is neither a backup of Moodle's nor a workbook"
        raise SourceError(message, "unpack it, and import the folder", blob.at)


def read_json(value: Any, at: str, reading: Reading) -> None:
    """What JSON says, whoever wrote it. Raises `SourceError` where it is nested without end."""
    if is_too_deep(value):
        raise SourceError("the JSON is nested too deep", "give the badge's own document", at)
    _read_value(value, at, reading)


def _read_value(value: Any, at: str, reading: Reading) -> None:
    if isinstance(value, list):
        _read_list(value, at, reading)
    elif not isinstance(value, dict):
        _unknown(at, "it is no object of JSON", "give the badge's own document", reading)
    elif ctdl.is_ctdl(value):
        ctdl.read(value, at, reading)
    elif canvas.is_canvas(value):
        canvas.read(value, at, reading)
    elif credly.is_credly(value):
        credly.read(value, at, reading)
    elif {"api", "items"} <= set(value):
        message = "it is bulk data of a catalog, which lacks what is needed"
        reading.findings.remark(at, message, "import what 'badgepress export csv' writes")
    elif openbadges.is_award(value) or (openbadges.is_open_badge(value) and not _lists(value)):
        openbadges.read(value, at, reading)
    elif names := _lists(value):
        for name in names:
            _read_list(items_of(value[name]), at if len(names) == 1 else f"{at}, {name}", reading)
    else:
        advice = "give a badge class, an achievement, a template or an issuer"
        _unknown(at, "it is no badge in any form that is known", advice, reading)


def _unknown(at: str, message: str, advice: str, reading: Reading) -> None:
    """Tell what is none; of a list, such as a feed, once for all of it."""
    place = re.sub(r"(, item \d+)+$", "", at)
    if place != at:
        message = "not all that it lists is a badge in a form that is known"
    reading.findings.remark(place, message, advice)


def _lists(value: dict[str, Any]) -> list[str]:
    """Under which names an object lists others; one that is a badge itself lists none."""
    if "name" in value:
        return []
    return [name for name in _LISTS if isinstance(value.get(name), list | dict) and value[name]]


def _read_list(values: list[Any], at: str, reading: Reading) -> None:
    if len(values) > MAX_ITEMS:
        message = f"it lists more than {MAX_ITEMS} things"
        raise SourceError(message, "import them in parts", at)
    # Issuers first: badges name them.
    numbered = [(number, each) for number, each in enumerate(values, start=1)]
    numbered.sort(key=lambda pair: not _is_issuer(pair[1]))
    for number, each in numbered:
        _read_value(each, f"{at}, item {number}" if len(values) > 1 else at, reading)


def _is_issuer(value: Any) -> bool:
    return isinstance(value, dict) and value.get("entityType") == "Issuer"
