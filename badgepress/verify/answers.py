"""What an answer must be: its status, type, headers and bytes; each is judged alone."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from badgepress.artwork import inspect_image
from badgepress.hosting.rules import ALLOW_ORIGIN, TYPE, TYPES
from badgepress.verify.client import ORIGIN, Answer
from badgepress.verify.faults import FaultError
from badgepress.verify.targets import Target

_ALSO_RIGHT = {
    "json": ("application/ld+json", "application/feed+json"),
    "xml": ("text/xml", "application/atom+xml", "application/rss+xml"),
}
"""Types that are right for an ending besides its own."""
_STATUS = {
    403: "the host keeps it closed — let everybody read the site's files",
    404: "nothing is there — publish the whole site: nothing that was published may go",
    410: "it was taken away for good — publish the whole site: nothing that was published may go",
    429: "the host wants fewer requests — try again later, with --jobs 1",
}
_FAILED = "the web server failed — look at its log"
_ODD = "that is no answer for a file — look at the host's settings"
Document = Mapping[str, Any]


def good_status(answer: Answer) -> None:
    """Raise `FaultError` for anything but 200."""
    if answer.status == 200:
        return
    known = _STATUS.get(answer.status) or (_FAILED if answer.status >= 500 else _ODD)
    message, _, advice = known.partition(" — ")
    raise FaultError("status", f"status {answer.status} instead of 200: {message}", advice)


def good_type(answer: Answer, ending: str) -> None:
    """Raise `FaultError` where the type is not that of the ending."""
    right = (TYPES[ending], *_ALSO_RIGHT.get(ending, ()))
    sent = answer.headers.get(TYPE, "")
    if sent.partition(";")[0].strip().lower() in right:
        return
    got = f"its type is '{sent}'" if sent else "it has no type"
    if ending != "html" and _is_html(answer.body):
        message, advice = f"it is an HTML page ({got})", "publish the file, not a page, there"
    else:
        message = f"{got} instead of '{right[0]}'"
        advice = f"let the host send '{right[0]}' for it: see the pages on hosting"
    raise FaultError("type", message, advice)


def in_folder(answer: Answer) -> None:
    """Raise `FaultError` where a page is shown at an address from which its links lead astray."""
    path = urlsplit(answer.address).path
    if path.endswith(("/", "/index.html")):
        return
    raise FaultError(
        "slash",
        f"the page is shown at {answer.address}, so that its links lead elsewhere",
        "let the host redirect to the address with a slash at its end",
    )


def open_to_all(answer: Answer) -> Iterator[FaultError]:
    """A fault where scripts of other sites may not read a document (Fetch, CORS check)."""
    allowed = answer.headers.get(ALLOW_ORIGIN)
    if allowed not in ("*", ORIGIN):
        got = f"{ALLOW_ORIGIN} is '{allowed}'" if allowed else f"there is no {ALLOW_ORIGIN}"
        yield FaultError(
            "cors",
            f"{got}, so that backpacks in a browser cannot read it",
            f"let the host send '{ALLOW_ORIGIN}: *'",
        )


def good_picture(answer: Answer, path: str) -> Iterator[FaultError]:
    """Faults of a badge's picture."""
    if _is_html(answer.body):
        yield FaultError("image", "it is an HTML page", "publish the picture there")
        return
    for sentence in inspect_image(answer.body, path):
        message, _, _ = sentence.partition(" — ")
        yield FaultError(
            "image", message[0].lower() + message[1:], "put the picture on the host again"
        )


def same_bytes(answer: Answer, target: Target) -> Iterator[FaultError]:
    """A fault where a frozen file comes back as anything else."""
    if target.frozen is None:
        return
    frozen = target.frozen.read_bytes()
    if frozen != answer.body:
        was, is_ = (sha256(data).hexdigest()[:12] for data in (frozen, answer.body))
        yield FaultError(
            "bytes",
            f"its bytes are not those of published/{target.path} (SHA-256 {is_}…, not {was}…)",
            "publish the site again, and let the host change nothing",
        )


def document_of(answer: Answer) -> Any:
    """What a JSON document holds. Raises `FaultError` if it is none."""
    try:
        return json.loads(answer.body)
    except ValueError:
        what = "an HTML page" if _is_html(answer.body) else "no JSON"
        raise FaultError("json", f"it is {what}", "publish the site's own file there") from None


def id_fault(document: Document, target: Target, base_url: str) -> Iterator[FaultError]:
    """A fault where a document's id is not its address.

    A frozen document keeps the id that it got at an earlier home.
    """
    own, expected = document.get("id"), base_url + target.path
    if own != expected and not _kept(own, target):
        got = f"its id is '{own}' instead of" if own else "it has no id, which should be"
        yield FaultError("id", f"{got} '{expected}'", "publish what the project builds there")


def references_of(document: Document, target: Target) -> Iterator[str]:
    """What a document names at its own home and must answer as well, relative to the home."""
    own = str(document.get("id"))
    base = own.removesuffix(target.path)
    if base == own:
        return
    for name in ("image", "issuer", "creator", "criteria"):
        value = document.get(name)
        value = value.get("id") if isinstance(value, dict) else value
        if isinstance(value, str) and value.startswith(base):
            yield value[len(base) :].partition("#")[0]


def _kept(own: object, target: Target) -> bool:
    if target.frozen is None or not isinstance(own, str) or not own.endswith("/" + target.path):
        return False
    frozen = json.loads(target.frozen.read_bytes())
    return isinstance(frozen, dict) and frozen.get("id") == own


def _is_html(body: bytes) -> bool:
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html"))


def places_of(body: bytes) -> set[str]:
    """Every id of a page."""
    parser = _Places()
    parser.feed(body.decode("utf-8", "replace"))
    return parser.found


class _Places(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(value for name, value in attrs if name == "id" and value)
