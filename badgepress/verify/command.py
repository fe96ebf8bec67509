"""`badgepress verify`: its options, and what it prints."""

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from badgepress.refusal import Refusal

_MOST_JOBS = 64


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `badgepress verify` takes."""
    parser.add_argument(
        "url",
        metavar="URL",
        nargs="?",
        help="the live site's home; left out, the base_url of mkdocs.yml",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text to read, or a JSON object; left out, text",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=8,
        metavar="N",
        help=f"how many addresses are asked for at a time, 1 to {_MOST_JOBS}; left out, 8",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=10.0,
        metavar="SECONDS",
        help="how long one answer may take; left out, 10",
    )


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Verify and print. Returns 1 for any fault; raises `Refusal` for a wrong call."""
    from badgepress.verify.report import as_json, as_text
    from badgepress.verify.run import verify
    from badgepress.verify.targets import expected_of

    if not 1 <= arguments.jobs <= _MOST_JOBS:
        raise Refusal(f"--jobs is {arguments.jobs} — choose 1 to {_MOST_JOBS}", 2)
    if not 0 < arguments.timeout <= 600:
        raise Refusal(f"--timeout is {arguments.timeout:g} — choose more than 0, at most 600", 2)
    expected = expected_of(root)
    home = _home(arguments.url) if arguments.url else expected.base_url
    bar = arguments.format == "text" and sys.stderr.isatty()
    report = verify(expected, home, arguments.timeout, arguments.jobs, progress=bar)
    print(as_json(report) if arguments.format == "json" else as_text(report))
    return 1 if report.faults else 0


def _home(url: str) -> str:
    """The home's address with a last slash. Raises `Refusal` where it is none."""
    advice = "write it like https://badges.example.org/"
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        right = False
    if not right or re.search(r"[\s?#@]", url):
        raise Refusal(f"'{url}' is no home of a site — {advice}", 2)
    return url.removesuffix("/") + "/"
