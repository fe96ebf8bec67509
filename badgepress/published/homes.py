"""Which address can be a public home for ever."""

import ipaddress
from urllib.parse import urlsplit

_EXAMPLES = ("example", "test", "invalid")
"""Top-level names that are kept for examples and tests (RFC 2606, RFC 6761)."""
_LOCAL = ("localhost", "local", "internal", "lan", "home.arpa")
_SHARED = (
    "github.io", "gitlab.io", "pages.dev", "netlify.app", "netlify.com", "vercel.app",
    "web.app", "firebaseapp.com", "amazonaws.com", "cloudfront.net", "azurestaticapps.net",
    "windows.net", "readthedocs.io", "herokuapp.com", "onrender.com", "surge.sh",
    "blogspot.com", "wordpress.com", "weebly.com", "wixsite.com", "sites.google.com",
)  # fmt: skip
"""Hosts that lend a part of their own name to everybody."""


def refused(base_url: str) -> tuple[str, str] | None:
    """Message and advice if nothing can be published under this home, else `None`."""
    parts = urlsplit(base_url)
    host = (parts.hostname or "").rstrip(".").lower()
    own = "set base_url in mkdocs.yml to an address that you own and will keep"
    if _below(host, (*_EXAMPLES, "example.org", "example.com", "example.net")):
        return f"{base_url} is an example", own
    if _below(host, _LOCAL) or "." not in host or _is_number(host):
        return f"{base_url} is no public address with a name", own
    if parts.scheme != "https":
        advice = "let your host serve https, and write 'https://'; backpacks refuse anything else"
        return f"{base_url} is not secure", advice
    return None


def doubtful(base_url: str) -> tuple[str, str] | None:
    """Message and advice if the home belongs to somebody else, else `None`."""
    host = (urlsplit(base_url).hostname or "").rstrip(".").lower()
    owner = next((shared for shared in _SHARED if _below(host, (shared,))), None)
    if owner is None:
        return None
    advice = "use a domain of your own if you can; badges keep their address for ever"
    return (
        f"{host} belongs to {owner}: if you leave that host, every badge's address is lost",
        advice,
    )


def _below(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
