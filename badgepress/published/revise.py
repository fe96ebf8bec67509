"""`badgepress revise` and `badgepress move`: changes of meaning, and of the site's home."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from badgepress import yamlfile
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.load import CONFIG_FILE, SETTINGS_PATH, load
from badgepress.model import Settings, Status
from badgepress.problems import Problems, did_you_mean
from badgepress.published import writing
from badgepress.published.homes import doubtful, refused
from badgepress.published.records import Home, Homes
from badgepress.refusal import Refusal
from badgepress.yamledit import set_values


class Revision(NamedTuple):
    """A new version that was started."""

    file: str
    number: int


def revise(root: Path, entity_id: str) -> Revision:
    """Make a draft of the next version out of a YAML file whose version was published.

    The published version stays on the site until the draft is made active. Raises `Refusal`, and
    `OSError`.
    """
    documents = load(root, Problems())
    entries = {
        entry.id: (kind, entry)
        for kind in (MICRO_CREDENTIAL, STACK)
        for entry in documents.entries[kind.name].values()
    }
    if entity_id not in entries:
        advice = did_you_mean(entity_id, entries) or "see 'badgepress check' if its file is there"
        raise Refusal(f"There is no micro-credential and no stack '{entity_id}' — {advice}", 2)
    kind, entry = entries[entity_id]
    number = entry.data.version
    if number not in documents.published.of(kind.name, entity_id):
        raise Refusal(
            f"{entry.file.name}: version {number} is not published yet — edit it as you like"
        )
    if entry.data.status is Status.RETIRED:
        raise Refusal(
            f"{entry.file.name}: it is retired — remove 'retired:' and write 'status: active'"
            " first, if it is to be offered again"
        )
    file = yamlfile.read(root / entry.file.name, root)
    set_values(file, {("version",): str(number + 1), ("status",): Status.DRAFT.value})
    return Revision(entry.file.name, number + 1)


class Move(NamedTuple):
    """A change of the site's home."""

    before: str
    after: str
    warning: str


def move(root: Path, base_url: str, *, today: date) -> Move:
    """Record a new home for everything that is published from now on, and set it.

    What was published keeps its ids. Raises `Refusal`, and `OSError`.
    """
    documents = load(root, Problems())
    homes = documents.published.homes
    if homes is None or documents.settings_file is None:
        raise Refusal("Nothing is published yet — set base_url in mkdocs.yml, and that is all")
    before = homes.homes[-1].base_url
    after = _home(base_url)
    if before == after:
        raise Refusal(f"{after} is the home already")
    if documents.settings is None or documents.settings.base_url != after:
        file = yamlfile.read(root / CONFIG_FILE, root)
        set_values(file, {(*SETTINGS_PATH, "base_url"): after})
    home = Home(since=today, base_url=after)
    writing.write_homes(root, Homes(homes=(*homes.homes, home)))
    return Move(before, after, " — ".join(doubtful(after) or ()))


def _home(text: str) -> str:
    """A home as it is written in the settings. Raises `Refusal`."""
    try:
        home: str = Settings(base_url=text).base_url
    except ValueError:
        raise Refusal(
            f"'{text}' is no home for a site — write it in full, such as"
            " https://badges.example.org/",
            2,
        ) from None
    if reason := refused(home):
        raise Refusal(" — ".join(reason))
    return home
