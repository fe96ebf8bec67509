"""The secure connection: how long the certificate is valid, and whether http leads to https."""

import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from badgepress.verify.client import Client
from badgepress.verify.faults import Fault, FaultError


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that the host has proved to hold."""

    until: datetime
    """End of its validity, in UTC."""

    def days(self, now: datetime) -> int:
        """Whole days that are left."""
        return (self.until - now).days


def certificate(home: str, timeout: float) -> Certificate | None:
    """The certificate of a home that is reached by https; its name and chain are checked.

    `None` where it cannot be had; then every request says why.
    """
    parts = urlsplit(home)
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), timeout) as plain,
            context.wrap_socket(plain, server_hostname=parts.hostname) as secure,
        ):
            known = secure.getpeercert() or {}
    except OSError:
        return None
    seconds = ssl.cert_time_to_seconds(str(known["notAfter"]))
    return Certificate(datetime.fromtimestamp(seconds, UTC))


def http_leads_to_https(client: Client, home: str) -> tuple[list[Fault], list[str]]:
    """Faults and notes about visitors who come by http; ports of one's own are not asked."""
    parts = urlsplit(home)
    if parts.port not in (None, 443):
        return [], []
    return leads_to_https(client, f"http://{parts.hostname}{parts.path}")


def leads_to_https(client: Client, address: str) -> tuple[list[Fault], list[str]]:
    """The same for one address of plain http."""
    try:
        answer = client.get(address, same_host=False)
    except FaultError as error:
        if error.name in ("connection", "timeout"):
            return [], [f"{address}: {error.message}; visitors who leave out https see nothing"]
        return [error.at(address)], []
    if answer.address.startswith("https://"):
        return [], []
    what = "it answers by http without leading to https"
    advice = "let the host redirect everything to https"
    return [Fault(address, "https", what, advice)], []
