"""The commands that publish: `publish`, `revise`, `amend`, `move`."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from badgepress.words import count

Command = Callable[[argparse.Namespace], int]
Root = Callable[[argparse.Namespace], Path]


class Add(Protocol):
    """Adds a command to the command line."""

    def __call__(self, name: str, run: Command, text: str, /) -> argparse.ArgumentParser: ...


def add_commands(add: Add, root: Root) -> None:
    """Add all commands; `root` finds the project's folder."""
    published = add("publish", lambda a: _publish(root(a), a), "Freeze what is public, for ever.")
    published.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="what to publish; left out, everything that is active and not published yet",
    )
    published.add_argument(
        "--dry-run", action="store_true", help="write nothing; say what would be published"
    )
    revised = add(
        "revise",
        lambda a: _revise(root(a), a),
        "Start a new version of what was published, because its meaning changes.",
    )
    named = "a micro-credential or a stack; stacks/ID or catalog/ID, if both have that id"
    revised.add_argument("id", metavar="ID", help=named)
    amended = add(
        "amend",
        lambda a: _amend(root(a), a),
        "Record a correction in a published version that changes nothing of what was earned.",
    )
    amended.add_argument("id", metavar="ID", help=named)
    amended.add_argument(
        "--reason", required=True, metavar="TEXT", help="why, in one sentence that earners read"
    )
    moved = add("move", lambda a: _move(root(a), a), "Give the site another public home.")
    moved.add_argument("base_url", metavar="ADDRESS", help="the new home, such as https://…/")
    for command in (published, amended, moved):
        command.add_argument(
            "--date",
            type=_day,
            metavar="YYYY-MM-DD",
            help="the day to write down; left out, today",
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is not a date — write year-month-day, such as 2026-08-01"
        raise argparse.ArgumentTypeError(message) from None


def _publish(root: Path, arguments: argparse.Namespace) -> int:
    from badgepress.published.publish import publish

    done = publish(
        root, arguments.ids, today=arguments.date or date.today(), dry_run=arguments.dry_run
    )
    would = "Would publish" if arguments.dry_run else "Published"
    for version in done.versions:
        print(f"{would} {version.kind.name} {version.entry.id}, version {version.number}")
    if done.warning:
        print(f"warning: {done.warning}")
    if not (done.versions or done.addresses):
        print("There is nothing new to publish: all that is public is published already.")
        return 0
    addresses = count(done.addresses, "new permanent address", "new permanent addresses")
    print(f"{would} {count(len(done.versions), 'version')}; {addresses}.")
    if not arguments.dry_run:
        print("Commit the folder published/, build, and put the site on your host.")
    return 0


def _revise(root: Path, arguments: argparse.Namespace) -> int:
    from badgepress.published.revise import revise

    done = revise(root, arguments.id)
    print(
        f"{done.file} is the draft of version {done.number} now; version {done.number - 1} stays on"
        " the site as it is.\nEdit it, see it with 'badgepress serve', then write 'status: active'"
        " and run 'badgepress publish'."
    )
    return 0


def _amend(root: Path, arguments: argparse.Namespace) -> int:
    from badgepress.published.amend import amend

    reason = " ".join(arguments.reason.split())
    done = amend(root, arguments.id, reason, today=arguments.date or date.today())
    for before, after in done.texts:
        print(f"- {before}\n+ {after}")
    amendment = done.amendment
    print(
        f"Amended {arguments.id}: {', '.join(amendment.fields)}. Files changed: "
        f"{', '.join(sorted(amendment.after))}.\n"
        "Commit the folder published/ together with the YAML."
    )
    return 0


def _move(root: Path, arguments: argparse.Namespace) -> int:
    from badgepress.published.revise import move

    done = move(root, arguments.base_url, today=arguments.date or date.today())
    if done.warning:
        print(f"warning: {done.warning}")
    print(
        f"The home is {done.after} from now on; what was published keeps its ids.\n"
        "Let each earlier host redirect every address to it, for as long as anybody holds a badge"
        " (301, path and all):"
    )
    for home in done.before:
        folder = urlsplit(home).path
        print(
            f"    {home}*  →  {done.after}*\n"
            f"        Netlify and Cloudflare, in _redirects:  {folder}*  {done.after}:splat  301\n"
            f"        nginx, in the old server block:  rewrite ^{re.escape(folder)}(.*)$"
            f" {done.after}$1 permanent;"
        )
    if done.returned:
        print(f"Take away the redirects of {done.after} itself, or browsers go round in a circle.")
    print("Keep the old domains registered: who owns them decides what those addresses say.")
    return 0
