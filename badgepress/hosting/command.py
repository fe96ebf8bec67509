"""`badgepress hosting`: print a host's configuration, made from the project's settings."""

import argparse
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from badgepress.refusal import Refusal

HOSTS = ("nginx", "s3")
_ONLY = {
    "root": "nginx",
    "certificates": "nginx",
    "plain": "nginx",
    "hsts": "nginx",
    "bucket": "s3",
}
"""Option → the host that it belongs to."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `badgepress hosting` takes."""
    parser.add_argument(
        "host", metavar="HOST", choices=HOSTS, help="nginx (a configuration) or s3 (a script)"
    )
    parser.add_argument(
        "--root",
        metavar="FOLDER",
        help="nginx: the folder in which the built site lies, below the path of the base_url if it"
        " has one; left out, /var/www/ and the host's name",
    )
    parser.add_argument(
        "--certificates",
        metavar="FOLDER",
        help="nginx: the folder of fullchain.pem and privkey.pem; left out, Let's Encrypt's",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="nginx: no https, for a server behind one that speaks it",
    )
    parser.add_argument(
        "--hsts",
        action="store_true",
        help="nginx: tell browsers for a year to come by https alone; it binds the whole domain",
    )
    parser.add_argument(
        "--bucket", metavar="NAME", help="s3: the bucket; left out, the name of the host"
    )


def run(arguments: argparse.Namespace, root: Path) -> str:
    """The configuration's text. Raises `Refusal` if the project or the call is wrong."""
    for option, host in _ONLY.items():
        if getattr(arguments, option) and host != arguments.host:
            raise Refusal(f"--{option} is no option of {arguments.host} — leave it out", 2)
    forms: dict[str, Callable[[argparse.Namespace, Path], str]] = {"nginx": _nginx, "s3": _s3}
    return forms[arguments.host](arguments, root)


def _nginx(arguments: argparse.Namespace, root: Path) -> str:
    from badgepress.hosting.nginx import Server, configuration
    from badgepress.hosting.redirects import redirects
    from badgepress.hosting.rules import rules_of
    from badgepress.project import open_or_refuse

    if arguments.plain and arguments.certificates:
        raise Refusal("--plain needs no --certificates — leave one of them out", 2)
    catalog = open_or_refuse(root)
    base_url = catalog.settings.base_url
    host = urlsplit(base_url).hostname
    certificates = arguments.certificates or f"/etc/letsencrypt/live/{host}"
    server = Server(
        base_url,
        (arguments.root or f"/var/www/{host}").rstrip("/"),
        None if arguments.plain else certificates.rstrip("/"),
        arguments.hsts,
    )
    return configuration(server, rules_of(catalog), redirects(catalog))


def _s3(arguments: argparse.Namespace, root: Path) -> str:
    from badgepress.hosting.redirects import redirects
    from badgepress.hosting.rules import rules_of
    from badgepress.hosting.s3 import script
    from badgepress.project import open_or_refuse

    catalog = open_or_refuse(root)
    base_url = catalog.settings.base_url
    bucket = arguments.bucket or str(urlsplit(base_url).hostname)
    return script(base_url, bucket, rules_of(catalog), redirects(catalog))
