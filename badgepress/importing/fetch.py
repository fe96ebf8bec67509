"""Documents from the web: public addresses of one host alone, bounded in time, size and number."""

import ipaddress
import socket
import threading
import time
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from badgepress.importing.found import SourceError
from badgepress.verify.client import HEADERS, Answer, Client, seconds
from badgepress.verify.faults import FaultError

MAX_DOCUMENTS = 200
"""So many addresses are asked for by one import."""
MAX_BYTES = 8 * 1024 * 1024
"""The largest answer, in bytes."""
MAX_ALL = 64 * 1024 * 1024
"""All answers together."""
SECONDS = 15.0
"""How long one answer may take."""
MAX_SECONDS = 180.0
"""How long all of them may take."""

_ACCEPT = "application/ld+json, application/json;q=0.9, image/png;q=0.8, */*;q=0.5"
_SAVE = "save the document and import the file"
_LATER = f"try again later, or {_SAVE}"
_ADVICE = {
    "timeout": _LATER,
    "connection": _LATER,
    "truncated": _LATER,
    "host": "check the address",
    "address": "check the address; it begins with https://",
    "redirect": "open it in a browser, and import the address at which it ends",
}
"""What to do about a fault, by its name; mostly to save the document."""
_PATIENCE = 3
"""How many times its timeout one answer may take with all of its redirects."""
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class PublicClient(Client):
    """Connects to public addresses alone, and to the very address that was looked up and judged.

    A name is looked up once, so that it cannot mean another machine when it is asked again. With
    `allow_local`, which no command offers, addresses of this machine are public, too.
    """

    def __init__(self, timeout: float = SECONDS, *, allow_local: bool = False) -> None:
        super().__init__(timeout, jobs=1)
        self.max_bytes = MAX_BYTES
        self._allow_local = allow_local
        self._pools: dict[tuple[str, str, int], urllib3.HTTPConnectionPool] = {}

    def close(self) -> None:
        """Let go of every connection."""
        super().close()
        for pool in self._pools.values():
            pool.close()

    def _send(self, address: str) -> urllib3.BaseHTTPResponse:
        try:
            parts = parse_url(address)
        except LocationParseError:
            raise FaultError("address", "it is no web address", "check the address") from None
        scheme, host = parts.scheme or "", (parts.host or "").strip("[]")
        if scheme not in ("http", "https") or not host:
            raise FaultError("address", "it is no web address", "write it with https://")
        port = parts.port or (443 if scheme == "https" else 80)
        pool = self._pools.get((scheme, host, port))
        if pool is None:
            pool = self._pools[scheme, host, port] = self._pool_of(scheme, host, port)
        return pool.urlopen(
            "GET",
            parts.request_uri,
            headers={**HEADERS, "Accept": _ACCEPT, "Host": parts.netloc or host},
            redirect=False,
            retries=False,
            preload_content=False,
            assert_same_host=False,
        )

    def _pool_of(self, scheme: str, host: str, port: int) -> urllib3.HTTPConnectionPool:
        """Connections to a host's judged address; TLS still proves the host's name."""
        ip = str(self._public_address(host, port))
        timeout = urllib3.Timeout(connect=self.timeout, read=self.timeout)
        if scheme == "http":
            return urllib3.HTTPConnectionPool(ip, port, timeout=timeout)
        return urllib3.HTTPSConnectionPool(
            ip, port, timeout=timeout, server_hostname=host, assert_hostname=host
        )

    def _public_address(self, host: str, port: int) -> IPAddress:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            what = f"there is no host named {host}"
            raise FaultError("host", what, "check the address") from None
        addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
        if not self._allow_local and not all(map(is_public, addresses)):
            what = f"{host} is this machine or one of a local network"
            raise FaultError("local", what, _SAVE)
        return addresses[0]


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public Internet (RFC 6890), what it wraps included."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class Fetcher:
    """Asks one host for one import, and stops where that would become too much."""

    def __init__(self, client: Client, first: str) -> None:
        self._client = client
        self._host = host_of(first)
        self._until = time.monotonic() + MAX_SECONDS
        self._bytes = 0
        self._known: dict[str, Answer | SourceError] = {}

    def is_here(self, address: str) -> bool:
        """Whether an address is on the host that was named."""
        return host_of(address) == self._host

    def get(self, address: str) -> Answer:
        """The answer, asked for once. Raises `SourceError`."""
        address = address.partition("#")[0]
        if address not in self._known:
            self._within_limits(address)
            self._known[address] = self._ask(address)
        known = self._known[address]
        if isinstance(known, SourceError):
            raise known
        return known

    def _ask(self, address: str) -> Answer | SourceError:
        """The answer, waited for no longer than its time, however slowly a host sends its headers.

        Timeouts of sockets begin anew with each byte, so the waiting is done beside.
        """
        found: list[Answer | SourceError] = []
        thread = threading.Thread(
            target=lambda: found.append(self._answer(address)), daemon=True, name=address
        )
        thread.start()
        thread.join(self._client.timeout * _PATIENCE)
        if found:
            return found[0]
        what = f"there was no whole answer within {seconds(self._client.timeout * _PATIENCE)}"
        return SourceError(what, _ADVICE["timeout"], address)

    def _answer(self, address: str) -> Answer | SourceError:
        try:
            answer = self._client.get(address)
        except FaultError as error:
            return SourceError(error.message, _ADVICE.get(error.name, _SAVE), address)
        self._bytes += len(answer.body)
        if answer.status != 200:
            advice = "check the address; where one must log in, " + _SAVE
            return SourceError(f"status {answer.status} instead of 200", advice, address)
        return answer

    def _within_limits(self, address: str) -> None:
        what = ""
        if len(self._known) >= MAX_DOCUMENTS:
            what = f"more than {MAX_DOCUMENTS} documents belong to it"
        elif self._bytes > MAX_ALL:
            what = f"its documents have more than {MAX_ALL // 1024 // 1024} MB"
        elif time.monotonic() > self._until:
            what = f"its documents took longer than {MAX_SECONDS:g} seconds"
        if what:
            raise SourceError(what, "import parts of it one by one", address)


def host_of(address: str) -> str:
    """An address's host in lower case; empty for what is no web address."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
