"""What all formats need while they read: the source, what is known already, and pictures."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

from badgepress.importing.found import Findings, Found, Picture, SourceError
from badgepress.importing.shapes import Document, is_too_deep, parse_json, reference_of
from badgepress.importing.source import Blob, Source, absolute, short

AWARDED = "a badge that somebody was awarded"
"""Stands for the file or address of an award, which may name its earner."""


class Reading:
    """One import: nothing is read twice, so documents that name each other come to an end."""

    def __init__(self, source: Source, findings: Findings, blobs: Sequence[Blob] = ()) -> None:
        self.source = source
        self.blobs = blobs
        self.findings = findings
        self._known: dict[str, Found] = {}
        self._hidden: dict[str, str] = {}

    def keep(self, found: Found) -> Found:
        """Keep what was found, once."""
        if not any(found is other for other in self.findings.items):
            self.findings.add(found)
        return found

    def known(self, document: Document, address: str) -> Found | None:
        """What a document has become already."""
        return self._known.get(address or _digest(document))

    def remember(self, document: Document, address: str, found: Found) -> None:
        """Keep in mind what a document has become."""
        self._known[address or _digest(document)] = found

    def same_issuer(self, found: Found) -> Found:
        """The issuer of an address, whatever else has named it."""
        return self._known.setdefault(found.address, found)

    def by_name(self, name: str, found: Found) -> None:
        """Keep in mind what a platform's own name stands for."""
        if name:
            self._known[f"name {name}"] = found

    def named(self, name: str) -> Found | None:
        """What a platform's own name stands for."""
        return self._known.get(f"name {name}")

    def anonymous(self, at: str) -> str:
        """How the place of an award is told: addresses and files of awards may name a person."""
        self._hidden[at] = AWARDED
        return AWARDED

    def place(self, at: str, address: str) -> str:
        """How a place is told: by its own address if it has one, and by no award's."""
        if address.startswith(("http://", "https://")):
            return address
        return self._told(at)

    def document(self, value: Any, base: str, place: str) -> tuple[Document | None, str]:
        """A document that stands somewhere or is named there, and its place.

        `None`, with a remark, where it cannot be read.
        """
        if isinstance(value, dict) and (len(value) > 2 or not reference_of(value)):
            return value, place
        reference = reference_of(value) if not isinstance(value, str) else value.strip()
        if not reference:
            return None, place
        if reference.startswith("{"):
            value = parse_json(reference.encode(), place)
            return (value, place) if isinstance(value, dict) else (None, place)
        try:
            blob = self.source.follow(reference, base)
            if blob is None:
                return None, reference
            found = parse_json(blob.content, blob.at)
        except SourceError as error:
            self.findings.remark(self._told(error.at or reference), error.message, error.advice)
            return None, reference
        if not isinstance(found, dict) or is_too_deep(found):
            self.findings.remark(
                self._told(blob.at), "it is no badge's document", "check the source"
            )
            return None, reference
        return found, absolute(reference, base) if blob.is_web else blob.at

    def picture(self, found: Found, reference: str, base: str) -> None:
        """Keep a picture, or the words on why it could not be had."""
        try:
            if reference.startswith("data:"):
                found.picture = Picture(_data(reference), f"{found.at}: image")
                return
            blob = self.source.follow(reference, base)
        except SourceError as error:
            self.findings.remark(
                self._told(error.at or short(reference)), error.message, error.advice
            )
            blob = None
        if blob is not None:
            found.picture = Picture(blob.content, blob.at)
        if not reference.startswith("data:"):
            found.note("image", absolute(reference, base) if blob and blob.is_web else reference)

    def _told(self, at: str) -> str:
        return next((words for own, words in self._hidden.items() if at.startswith(own)), at)


def _data(reference: str) -> bytes:
    """The bytes of a `data:` address (RFC 2397). Raises `SourceError`."""
    head, comma, body = reference.partition(",")
    try:
        if not comma:
            raise ValueError
        content = unquote_to_bytes(body)
        if head.lower().endswith(";base64"):
            content = base64.b64decode(re.sub(rb"\s", b"", content), validate=True)
        return content
    except (ValueError, binascii.Error):
        message = "the picture in it is damaged"
        raise SourceError(message, "add a picture by hand", short(head)) from None


def _digest(document: Document) -> str:
    text = json.dumps(document, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
