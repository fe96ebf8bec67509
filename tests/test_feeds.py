"""Feeds: what changed, told once and for ever by the same name."""

import json
import shutil
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import feedparser
import pytest
from conftest import FULL, SMALL, MakeProject
from jsonschema import Draft202012Validator, FormatChecker
from publishing import amend, edit, move, publish

from badgepress import urls
from badgepress.changes import ChangeType, changes
from badgepress.feeds.selection import AHEAD, LIMIT
from badgepress.outputs import make_feeds
from badgepress.project import open_catalog

BASE, NEW_BASE = "https://badges.example.org/", "https://new.example.org/"
EXAMPLES = {"small": SMALL, "full": FULL}
RECOGNIZER = "catalog/recognizers/small-county.yaml"
SOURCE = "https://schools.example.org/"

_TEXT = {"type": "string", "minLength": 1}
_URL = {"type": "string", "format": "uri", "pattern": "^https://"}
_MOMENT = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(Z|[+-][0-9]{2}:[0-9]{2})$",
}
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"name": _TEXT, "url": _URL, "avatar": _URL},
        "minProperties": 1,
        "additionalProperties": False,
    },
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "patternProperties": {"^_[a-z]": {"type": "object"}},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": _TEXT,
        "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "authors": _AUTHORS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
                "additionalProperties": False,
                "patternProperties": {"^_[a-z]": {"type": "object"}},
                "properties": {
                    "id": _TEXT,
                    "url": _URL,
                    "title": _TEXT,
                    "content_text": _TEXT,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": _TEXT},
                },
            },
        },
    },
}
"""What JSON Feed 1.1 asks of a feed (jsonfeed.org/version/1.1), as far as it is used here."""


def feeds(root: Path, site_name: str = "Badges of a Small Agency") -> dict[str, str]:
    """The text of each feed by its path."""
    return {o.path: str(o.content) for o in make_feeds(open_catalog(root)[0], site_name)}


def read(made: dict[str, str], folder: str = "") -> Any:
    """An Atom feed as a feed reader reads it."""
    return feedparser.parse(made[folder + urls.FEED_ATOM].encode())


def told(root: Path) -> list[tuple[str, str, str]]:
    """Day, type and id of each change."""
    found = changes(open_catalog(root)[0])
    return [(str(change.date), str(change.type), change.id) for change in found]


def types(root: Path, folder: str = "") -> list[tuple[str, str]]:
    """Day and category of each entry of a feed."""
    return [(e.updated[:10], e.tags[0].term) for e in read(feeds(root), folder).entries]


@pytest.fixture
def lived(project: MakeProject) -> Path:
    """A project with one change of each type, on days of its own."""
    root = project()
    publish(root, "2026-01-10")
    summary = {"summary": "Teaches students to stay safe on the web."}
    wrong = "Two words were exchanged"
    amend(root, "catalog/safe-online.yaml", "2026-02-01", wrong, summary)
    edit(root, "catalog/safe-online.yaml", {"version": 2, "hours": 20.0, "ceu": 2.0})
    publish(root, "2026-03-01")
    retired = {"date": "2026-04-01", "reason": "It is dated.", "replaced_by": ["safe-online"]}
    edit(root, "catalog/media-projects.yaml", {"status": "retired", "retired": retired})
    retired = {"date": "2026-05-01", "reason": "It led nowhere."}
    edit(root, "stacks/media-basics.yaml", {"status": "retired", "retired": retired})
    recognizes = [
        {"micro_credential": "safe-online", "since": "2026-01-15", "until": "2026-03-15"}
        | {"for": "pay", "source": SOURCE},
        {"stack": "media-teacher", "since": "2026-06-01", "for": "leadership", "source": SOURCE},
    ]
    edit(root, RECOGNIZER, {"recognizes": recognizes})
    return root


def test_every_type_of_change_is_told(lived: Path) -> None:
    """Each change has its day from the data, its type, and a name; the newest comes first."""
    county = f"{BASE}recognizers/small-county/#"
    recognition = "micro-credential:safe-online:pay:2026-01-15"
    stack = "stack:media-teacher:leadership:2026-06-01"
    assert told(lived) == [
        (
            "2026-06-01",
            "recognized",
            f"{county}recognized:{stack}",
        ),
        ("2026-05-01", "retired", f"{BASE}stacks/media-basics/#retired-2026-05-01"),
        ("2026-04-01", "replaced", f"{BASE}catalog/media-projects/#retired-2026-04-01"),
        ("2026-03-15", "recognition ended", f"{county}ended:{recognition}"),
        ("2026-03-01", "new version", f"{BASE}catalog/safe-online/v2/#published"),
        ("2026-02-01", "amended", f"{BASE}catalog/safe-online/v1/#amended-1"),
        ("2026-01-15", "recognized", f"{county}recognized:{recognition}"),
        ("2026-01-10", "new", f"{BASE}catalog/media-projects/v1/#published"),
        ("2026-01-10", "new", f"{BASE}catalog/naming-sources/v2/#published"),
        ("2026-01-10", "new", f"{BASE}catalog/safe-online/v1/#published"),
        ("2026-01-10", "new", f"{BASE}stacks/media-basics/v1/#published"),
        ("2026-01-10", "new", f"{BASE}stacks/media-teacher/v1/#published"),
    ]
    assert {type_ for _, type_, _ in told(lived)} == set(ChangeType)


def test_entries_are_read_as_people_say_it(lived: Path) -> None:
    """Title and text tell what happened to what, why, and where to read on."""
    entries = {entry.tags[0].term: entry for entry in reversed(read(feeds(lived)).entries)}
    said = {type_: (e.title, e.content[0].value, e.link) for type_, e in entries.items()}
    assert said["amended"] == (
        "Amended: Safe Online, version 1",
        "Two words were exchanged. Corrected: summary. What was earned means what it meant before.",
        f"{BASE}catalog/safe-online/v1/",
    )
    assert said["new version"] == (
        "New version: Safe Online, version 2",
        "Teaches students to stay safe on the web."
        " Versions before it stay as they were, and what was earned stays valid.",
        f"{BASE}catalog/safe-online/v2/",
    )
    assert said["replaced"] == (
        "Replaced: Media Projects",
        "Offered until April 1, 2026. It is dated. In its place: Safe Online."
        " What was earned stays valid.",
        f"{BASE}catalog/media-projects/",
    )
    assert said["retired"] == (
        "Retired: Media Basics",
        "Offered until May 1, 2026. It led nowhere. What was earned stays valid.",
        f"{BASE}stacks/media-basics/",
    )
    assert said["recognition ended"] == (
        "Recognized until March 15, 2026: Safe Online — Small County Schools",
        "Small County Schools recognizes Safe Online for pay from January 15, 2026 until March 15,"
        " 2026. Where it says so: https://schools.example.org/",
        f"{BASE}recognizers/small-county/",
    )
    assert said["new"][0] == "New: Media Projects"
    assert said["recognized"][0] == "Recognized: Media Teacher — Small County Schools"


def test_recognizers_feed_tells_what_concerns_it(lived: Path) -> None:
    """Its own recognitions, and what happened to what it recognizes while it did."""
    found = types(lived, "recognizers/small-county/")
    assert found == [
        ("2026-06-01", "recognized"),
        ("2026-03-15", "recognition ended"),
        ("2026-03-01", "new version"),
        ("2026-02-01", "amended"),
        ("2026-01-15", "recognized"),
        ("2026-01-10", "new"),
        ("2026-01-10", "new"),
    ]
    retired = {"date": "2026-07-01", "reason": "It is over."}
    edit(lived, "stacks/media-teacher.yaml", {"status": "retired", "retired": retired})
    assert types(lived, "recognizers/small-county/")[0] == ("2026-07-01", "retired")


def test_whoever_recognizes_an_issuer_hears_of_all_it_issues(lived: Path) -> None:
    """Each change of what the issuer issues is told once, also if it is recognized by name, too."""
    recognizes = [
        {"issuer": "small-agency", "since": "2026-01-01", "for": "other", "source": SOURCE},
        {"micro_credential": "safe-online", "since": "2026-01-02", "for": "pay", "source": SOURCE},
    ]
    edit(lived, RECOGNIZER, {"recognizes": recognizes})
    entries = read(feeds(lived), "recognizers/small-county/").entries
    assert len(entries) == 11
    assert len({entry.id for entry in entries}) == 11
    assert entries[-1].title == (
        "Recognized: everything issued by Small Agency — Small County Schools"
    )


def _ids(recognizers: Mapping[str, Any]) -> list[str]:
    """Ids of today and former ones."""
    return [each for entry in recognizers.values() for each in (entry.id, *entry.data.formerly)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_feed_parsers_accept_every_feed(example: str, project: MakeProject) -> None:
    """A third-party parser finds nothing wrong, and reads the words as they were written."""
    root = project(example=EXAMPLES[example])
    publish(root, "2026-01-10")
    made = feeds(root, "R&D <b>\x0b{{ 7*7 }}</b>")
    catalog, _ = open_catalog(root)
    assert set(made) == {
        folder + name
        for folder in ("", *(urls.page("recognizers", each) for each in _ids(catalog.recognizers)))
        for name in urls.FEEDS
    }
    for path in made:
        if path.endswith(urls.FEED_ATOM):
            feed = feedparser.parse(made[path].encode())
            assert not feed.bozo, feed.get("bozo_exception")
            assert feed.version == "atom10"
            assert feed.feed.title.endswith("R&D <b>\ufffd{{ 7*7 }}</b>")
            twin = json.loads(made[path.replace(".xml", ".json")])
            assert len(feed.entries) == len(twin["items"]) > 0
            for entry, item in zip(feed.entries, twin["items"], strict=True):
                assert (entry.id, entry.title, entry.updated, entry.link, entry.author) == (
                    item["id"],
                    item["title"],
                    item["date_modified"],
                    item["url"],
                    item["authors"][0]["name"],
                )
                assert entry.content[0].value == item["content_text"]
                assert [tag.term for tag in entry.tags] == item["tags"] == [item["_change"]["type"]]


@pytest.mark.parametrize("example", EXAMPLES)
def test_json_feeds_are_json_feed_1_1(example: str, project: MakeProject) -> None:
    """Each JSON Feed has what its specification asks for, and nothing that it does not know."""
    root = project(example=EXAMPLES[example])
    publish(root, "2026-01-10")
    made = feeds(root)
    for path, text in made.items():
        if path.endswith(urls.FEED_JSON):
            validator = Draft202012Validator(JSON_FEED, format_checker=FormatChecker())
            assert [str(fault) for fault in validator.iter_errors(json.loads(text))] == []
            own = json.loads(text)["feed_url"]
            assert [each for each in made if own.endswith(f"/{each}") and made[each] == text]


def test_names_of_changes_never_change(lived: Path) -> None:
    """A move, a rename, an end put off and a reason corrected leave every id as it was."""
    before = {name for _, _, name in told(lived)}
    move(lived, NEW_BASE, "2026-08-01")
    for folder, old, new in (
        ("catalog/recognizers", "small-county", "county"),
        ("catalog", "media-projects", "media"),
    ):
        shutil.move(lived / folder / f"{old}.yaml", lived / folder / f"{new}.yaml")
        edit(lived, f"{folder}/{new}.yaml", {"formerly": [old]})
    retired = {"date": "2026-04-01", "reason": "It is too old."}
    edit(lived, "catalog/media.yaml", {"retired": retired})
    stack = lived / "stacks/media-teacher.yaml"
    stack.write_text(stack.read_text("utf-8").replace("media-projects", "media"), "utf-8")
    recognizer = lived / "catalog/recognizers/county.yaml"
    text = recognizer.read_text("utf-8")
    assert text.count("2026-03-15") == 1
    recognizer.write_text(text.replace("2026-03-15", "2026-05-20"), "utf-8")
    assert {name for _, _, name in told(lived)} == before
    site = read(feeds(lived))
    assert site.feed.id == f"{BASE}feed.xml"
    assert {entry.link.startswith(NEW_BASE) for entry in site.entries} == {True}
    (own,) = [link.href for link in site.feed.links if link.rel == "self"]
    assert own == f"{NEW_BASE}feed.xml"


def test_renamed_recognizer_keeps_its_feed(project: MakeProject) -> None:
    """Subscribers of a former address get the feed of today, with the id that it always had."""
    root = project()
    old = root / RECOGNIZER
    shutil.move(old, old.with_name("county.yaml"))
    edit(root, "catalog/recognizers/county.yaml", {"formerly": ["small-county"]})
    made = feeds(root)
    assert made["recognizers/county/feed.xml"] == made["recognizers/small-county/feed.xml"]
    assert read(made, "recognizers/county/").feed.id == f"{BASE}recognizers/small-county/feed.xml"


def test_what_happens_on_one_day_has_names_of_its_own(project: MakeProject) -> None:
    """Two corrections and the same recognition for two roles on one day are four entries."""
    root = project()
    publish(root, "2026-01-10")
    for words in ("One thing.", "Another thing."):
        changes_ = {"summary": words}
        amend(root, "catalog/safe-online.yaml", "2026-01-10", "A typo.", changes_)
    shared = {"stack": "media-teacher", "since": "2026-01-10", "for": "pay", "source": SOURCE}
    recognizes = [{**shared, "roles": [role]} for role in ("teacher", "administrator")]
    edit(root, RECOGNIZER, {"recognizes": recognizes})
    found = [name for date, _, name in told(root) if date == "2026-01-10"]
    assert len(found) == len(set(found)) == 9
    assert [name.partition("#")[2] for name in found if "recognizers" in name] == [
        "recognized:stack:media-teacher:pay:2026-01-10",
        "recognized:stack:media-teacher:pay:2026-01-10:2",
    ]


def test_what_is_not_published_is_no_news(project: MakeProject) -> None:
    """Before the first publication the feed of the site has no new entries, and is valid."""
    root = project()
    edit(root, RECOGNIZER, {"recognizes": None})
    empty = read(feeds(root))
    assert not empty.bozo
    assert empty.entries == []
    assert empty.feed.updated == "1970-01-01T00:00:00Z"
    publish(root, "2026-01-10")
    assert read(feeds(root)).feed.updated == "2026-01-10T00:00:00Z"
    nothing = read(feeds(root), "recognizers/small-county/")
    assert not nothing.bozo
    assert nothing.entries == []
    assert nothing.feed.updated == "2026-01-10T00:00:00Z"


def test_what_happens_after_the_end_is_none_of_a_recognizers_news(lived: Path) -> None:
    """Once it recognizes something no longer, changes of it stand in the feed of the site alone."""
    wrong = "A word was missing."
    summary = {"summary": "Teaches all students to stay safe on the web."}
    amend(lived, "catalog/safe-online.yaml", "2026-03-16", wrong, summary)
    assert ("2026-03-16", "amended") in types(lived)
    assert ("2026-03-16", "amended") not in types(lived, "recognizers/small-county/")


def test_feed_has_the_newest_hundred(project: MakeProject) -> None:
    """Of two hundred recognitions with their ends, the newest are told."""
    root = project()
    publish(root, "2026-01-10")
    recognizes = [
        {"micro_credential": "safe-online", "for": "pay", "source": SOURCE}
        | {"since": f"{year}-01-01", "until": f"{year}-06-01"}
        for year in range(1900, 2100)
    ]
    edit(root, RECOGNIZER, {"recognizes": recognizes})
    assert len(told(root)) == 2 * 200 + 5
    found = types(root)
    assert len(found) == LIMIT
    assert found[0] == ("2099-06-01", "recognition ended")
    assert found[-1] == ("2050-01-01", "recognized")
    # The last beginning is the newest day that has come for certain.
    assert read(feeds(root)).feed.updated == "2099-01-01T00:00:00Z"


@pytest.mark.parametrize("folder", ["", "recognizers/small-county/"])
def test_ends_to_come_leave_room_for_the_news(folder: str, project: MakeProject) -> None:
    """Of the ends that are still to come, only the nearest are told."""
    root = project()
    publish(root, "2026-01-10")
    combined = product(
        ("safe-online", "naming-sources", "media-projects"),
        ("pay", "renewal", "hiring", "other"),
        ("teacher", "administrator", "media coordinator"),
    )
    recognizes = [
        {"micro_credential": named, "for": purpose, "roles": [role], "source": SOURCE}
        | {"since": "2026-02-01", "until": f"{2300 + number}-01-01"}
        for number, (named, purpose, role) in enumerate(combined)
    ]
    edit(root, RECOGNIZER, {"recognizes": recognizes})
    found = types(root, folder)
    ends = [(f"{year}-01-01", "recognition ended") for year in range(2300 + AHEAD - 1, 2299, -1)]
    assert found[:AHEAD] == ends
    assert found[AHEAD : AHEAD + 36] == [("2026-02-01", "recognized")] * 36
    assert ("2026-01-10", "new") in found
    assert read(feeds(root), folder).feed.updated == "2026-02-01T00:00:00Z"
