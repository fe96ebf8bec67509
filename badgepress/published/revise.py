"""`badgepress revise` and `badgepress move`: changes of meaning, and of the site's home."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from badgepress import yamlfile
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.load import CONFIG_FILE, SETTINGS_PATH, Entry, load
from badgepress.model import Offered, Settings, Status
from badgepress.problems import Problems, as_text, did_you_mean
from badgepress.published import writing
from badgepress.published.choose import choose
from badgepress.published.folder import FOLDER
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
    problems = Problems()
    documents = load(root, problems)
    if concerned := [p for p in problems.errors if p.file.startswith(FOLDER)]:
        raise Refusal(as_text(concerned))
    known = [(k, each) for k in (MICRO_CREDENTIAL, STACK) for each in documents.entries[k.name]]
    found = choose(entity_id, known)
    if found is None:
        guess = did_you_mean(entity_id, [each for _, each in known])
        advice = guess or "see 'badgepress check' if its file is there"
        raise Refusal(f"There is no micro-credential and no stack '{entity_id}' — {advice}", 2)
    kind, entity_id = found
    entry: Entry[Offered] = documents.entries[kind.name][entity_id]
    number = entry.data.version
    latest = documents.published.latest(kind.name, entity_id)
    if latest and number < latest.number:
        raise Refusal(
            f"{entry.file.name}: it says version {number}, but {latest.number} is the last"
            f" published one — write 'version: {latest.number}' first"
        )
    if latest is None or number > latest.number:
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

    before: tuple[str, ...]
    """Every home that it had, but the new one; the last one is the last."""
    after: str
    returned: bool
    """Whether the new home was one before."""
    warning: str


def move(root: Path, base_url: str, *, today: date) -> Move:
    """Record a new home for everything that is published from now on, and set it.

    What was published keeps its ids. Raises `Refusal`, and `OSError`.
    """
    problems = Problems()
    documents = load(root, problems)
    homes = documents.published.homes
    if concerned := [p for p in problems.errors if p.file.startswith((CONFIG_FILE, FOLDER))]:
        raise Refusal(as_text(concerned))
    if homes is None:
        raise Refusal("Nothing is published yet — set base_url in mkdocs.yml, and that is all")
    before = homes.homes[-1].base_url
    after = _home(base_url)
    if before == after:
        raise Refusal(f"{after} is the home already")
    if documents.settings and documents.settings.base_url != after:
        file = yamlfile.read(root / CONFIG_FILE, root)
        set_values(file, {(*SETTINGS_PATH, "base_url"): after})
    home = Home(since=today, base_url=after)
    writing.write_homes(root, Homes(homes=(*homes.homes, home)))
    earlier = tuple(dict.fromkeys(each.base_url for each in homes.homes))
    others = tuple(each for each in earlier if each != after)
    return Move(others, after, after in earlier, " — ".join(doubtful(after) or ()))


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
