"""Requests: one at a time, bounded in time and size; redirects are followed in the open."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    IncompleteRead,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

import badgepress
from badgepress.verify.faults import FaultError

MAX_BYTES = 16 * 1024 * 1024
"""The largest answer that is read, in bytes."""
MAX_REDIRECTS = 3
MAX_SECONDS_FACTOR = 2
"""How many times its timeout one request may take at most: it waits for the body once more."""
ORIGIN = "https://backpack.example"
"""From where a backpack's script would ask."""

_CHUNK = 64 * 1024
HEADERS = {
    "User-Agent": f"badgepress/{badgepress.__version__}",
    "Accept": "*/*",
    # As it is: what is compared are the bytes that were published.
    "Accept-Encoding": "identity",
    "Origin": ORIGIN,
}
_SPEAKS = "see that the web server runs, and that the address is right"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back at last."""

    address: str
    """Where it came from, after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in any letter case."""
    body: bytes


class Client:
    """Asks a web server; may be used by several threads at once."""

    def __init__(self, timeout: float, jobs: int) -> None:
        self.timeout = timeout
        self.max_bytes = MAX_BYTES
        self._pool = urllib3.PoolManager(
            maxsize=jobs, retries=False, timeout=urllib3.Timeout(connect=timeout, read=timeout)
        )

    def close(self) -> None:
        """Let go of connections that wait for more."""
        self._pool.clear()

    def get(self, address: str, *, same_host: bool = True) -> Answer:
        """The answer at the end of at most three redirects.

        With `same_host`, none of them may lead to another host. Raises `FaultError`.
        """
        seen = [address]
        while True:
            answer = self.ask(seen[-1])
            location = answer.headers.get("Location")
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            if not location:
                raise FaultError(
                    "redirect",
                    f"it answers with status {answer.status}, but does not say where to go",
                    "mend the host's redirect",
                )
            seen.append(urljoin(seen[-1], location).partition("#")[0])
            _refuse_redirect(seen, same_host)

    def ask(self, address: str) -> Answer:
        """One request, whatever the answer is. Raises `FaultError`."""
        until = time.monotonic() + self.timeout
        try:
            response = self._send(address)
        except (HTTPError, UnicodeError, ValueError) as error:
            raise self._no_answer(error, address) from None
        try:
            body = self._body(response, until)
        except (HTTPError, ValueError) as error:
            response.close()
            raise self._half_an_answer(error) from None
        except FaultError:
            response.close()
            raise
        response.release_conn()
        return Answer(address, response.status, response.headers, body)

    def _send(self, address: str) -> urllib3.BaseHTTPResponse:
        return self._pool.request(
            "GET", address, headers=HEADERS, redirect=False, preload_content=False
        )

    def _body(self, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := response.read1(_CHUNK, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > self.max_bytes:
                limit = f"{self.max_bytes // 1024 // 1024} MB"
                raise FaultError(
                    "size",
                    f"the answer is larger than {limit}, and may never end",
                    "see what the host sends there",
                )
            if time.monotonic() > until:
                raise self._too_slow()
        return b"".join(parts)

    def _too_slow(self) -> FaultError:
        return FaultError(
            "timeout",
            f"the answer did not end within {seconds(self.timeout)}",
            "see what the host sends there, or give it longer with --timeout",
        )

    def _half_an_answer(self, error: Exception) -> FaultError:
        if isinstance(error, ReadTimeoutError):
            return self._too_slow()
        cause = error.args[1] if len(error.args) > 1 else None
        if isinstance(cause, IncompleteRead) and cause.expected is not None:
            whole = int(cause.partial or 0) + cause.expected
            what = f"the answer breaks off after {cause.partial} of {whole} bytes"
        else:
            what = "the answer breaks off, or is not packed as it says"
        return FaultError("truncated", what, "put the file on the host again")

    def _no_answer(self, error: Exception, address: str) -> FaultError:
        host = urlsplit(address).netloc
        if isinstance(error, NameResolutionError):
            advice = "check the address, and the domain's DNS"
            return FaultError(
                "host", f"there is no host named {urlsplit(address).hostname}", advice
            )
        if isinstance(error, NewConnectionError):
            return FaultError("connection", f"nothing takes connections at {host}", _SPEAKS)
        if isinstance(error, ConnectTimeoutError | ReadTimeoutError):
            what = f"no answer within {seconds(self.timeout)}"
            return FaultError("timeout", what, f"{_SPEAKS}, or give it longer with --timeout")
        if isinstance(error, SSLError):
            reason = getattr(error.args[0], "verify_message", "") or "the host speaks no TLS there"
            return FaultError(
                "tls",
                f"there is no secure connection: {reason}",
                "renew or mend the host's certificate",
            )
        if isinstance(error, ProtocolError):
            what = "the connection was closed without a proper answer"
            return FaultError("connection", what, _SPEAKS)
        return FaultError("address", f"it cannot be asked for: {error}", "check the address")


def seconds(value: float) -> str:
    """A span of time in words."""
    return "1 second" if value == 1 else f"{value:g} seconds"


def _refuse_redirect(seen: list[str], same_host: bool) -> None:
    """Raise `FaultError` where the last step is one too many or leads astray."""
    advice = "mend the host's redirects"
    before, after = urlsplit(seen[-2]), urlsplit(seen[-1])
    if seen[-1] in seen[:-1]:
        raise FaultError("redirect", f"it redirects in a circle, to {seen[-1]} again", advice)
    if after.scheme not in ("http", "https") or not after.hostname:
        raise FaultError("redirect", f"it redirects to {seen[-1]}, which is no web address", advice)
    if same_host and after.hostname != before.hostname:
        what = f"it redirects to another host, {after.hostname}"
        raise FaultError("redirect", what, "let the host answer itself: an id must not wander")
    if (before.scheme, after.scheme) == ("https", "http"):
        raise FaultError("redirect", f"it redirects from https to http, {seen[-1]}", advice)
    if len(seen) > MAX_REDIRECTS + 1:
        raise FaultError("redirect", f"it redirects more than {MAX_REDIRECTS} times", advice)
