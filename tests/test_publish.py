"""`badgepress publish`: what is frozen, what is refused, and that builds copy it byte for byte."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import FULL, MakeProject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publishing import (
    FIRST_DAY,
    HOME,
    at_home,
    errors,
    files_below,
    found,
    pages_of,
    published,
    replace_in,
    served,
)

from badgepress import badge_files, yamlfile
from badgepress.cli import main
from badgepress.documents.openbadges2 import badge_class
from badgepress.model import MicroCredential, Stack
from badgepress.project import open_catalog
from badgepress.published.publish import frozen_document, publish, source_bytes
from badgepress.published.records import digest
from badgepress.published.texts import plain

SAFE, SOURCES = "catalog/safe-online.yaml", "catalog/naming-sources.yaml"
PROJECTS, BASICS = "catalog/media-projects.yaml", "stacks/media-basics.yaml"
ABOUT = (
    "# Written by badgepress; not to be changed by hand: badges that people hold depend on it.\n"
)


def _run(root: Path, *words: str) -> int:
    return main([*words, "--project", str(root)])


def _publish(root: Path, *words: str) -> int:
    return _run(root, "publish", "--date", "2026-03-01", *words)


def test_everything_public_is_frozen(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each version gets a folder with its files and a record, and every address is listed."""
    root = at_home(project())
    assert _publish(root) == 0
    assert capsys.readouterr().out == (
        "Published micro-credential media-projects, version 1\n"
        "Published micro-credential naming-sources, version 2\n"
        "Published micro-credential safe-online, version 1\n"
        "Published stack media-basics, version 1\n"
        "Published stack media-teacher, version 1\n"
        f"Published 5 versions; {_listed(root)} new permanent addresses.\n"
        "Commit the folder published/, build, and put the site on your host.\n"
    )
    badge = ["achievement.json", "badge.svg", "badgeclass.json", "record.yaml", "source.yaml"]
    path = ["record.yaml", "source.yaml"]
    assert list(files_below(root / "published")) == sorted(
        [
            "addresses.txt",
            "base_urls.yaml",
            "issuers/small-agency/record.yaml",
            *(f"catalog/media-projects/v1/{name}" for name in badge),
            *(f"catalog/naming-sources/v2/{name}" for name in badge),
            *(f"catalog/safe-online/v1/{name}" for name in badge),
            *(f"stacks/media-basics/v1/{name}" for name in path),
            *(f"stacks/media-teacher/v1/{name}" for name in badge),
        ]
    )
    assert found(root) == []


def _listed(root: Path) -> int:
    return len((root / "published/addresses.txt").read_text("utf-8").splitlines())


def test_record_tells_day_home_and_digests(project: MakeProject) -> None:
    """What git shows of a publication is a few lines that anybody can hold against the files."""
    root = published(project())
    folder = root / "published/catalog/safe-online/v1"
    names = ("source.yaml", "badgeclass.json", "achievement.json", "badge.svg")
    digests = "".join(f"  {name}: {digest((folder / name).read_bytes())}\n" for name in names)
    assert (folder / "record.yaml").read_text("utf-8") == (
        f"{ABOUT}format: 1\npublished: '2026-03-01'\nbase_url: {HOME}\ndigests:\n{digests}"
    )
    issuer = root / "published/issuers/small-agency/record.yaml"
    assert issuer.read_text("utf-8") == f"{ABOUT}published: '2026-03-01'\nbase_url: {HOME}\n"
    assert (root / "published/base_urls.yaml").read_text("utf-8") == (
        f"{ABOUT}homes:\n  - since: '2026-03-01'\n    base_url: {HOME}\n"
    )


def test_addresses_are_sorted_and_complete(project: MakeProject) -> None:
    """The list names every page, document, picture and anchor that must answer for ever."""
    root = published(project())
    lines = (root / "published/addresses.txt").read_text("utf-8").splitlines()
    addresses = ["" if line == "/" else line for line in lines]
    assert addresses == sorted(set(addresses))
    assert {
        "",
        "catalog/safe-online/",
        "catalog/safe-online/v1/",
        "catalog/safe-online/v1/badge.png",
        "catalog/safe-online/v1/badgeclass.json",
        "stacks/media-basics/v1/",
        "issuers/small-agency/issuer.json",
        "recognizers/small-county/",
        "frameworks/digital/",
        "glossary/stack/",
        "glossary/#stack",
    } <= set(addresses)
    assert "stacks/media-basics/v1/badgeclass.json" not in addresses
    answered = {*served(root), *pages_of(root), ""}
    pages = [address for address in addresses if "#" not in address and "feed" not in address]
    assert [address for address in pages if address not in answered] == []


def test_nothing_is_left_to_publish(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second time changes no byte and says so."""
    root = published(project())
    before = files_below(root / "published")
    assert _publish(root) == 0
    assert capsys.readouterr().out == (
        "There is nothing new to publish: all that is public is published already.\n"
    )
    assert files_below(root / "published") == before


def test_dry_run_writes_nothing(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells what would be published, and leaves the folder as it is."""
    root = at_home(project())
    before = files_below(root)
    assert _publish(root, "--dry-run", "naming-sources") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Would publish micro-credential naming-sources, version 2"
    assert second.startswith("Would publish 1 version; ")
    assert files_below(root) == before
    assert not (root / "published").exists()


def test_dry_run_leaves_what_a_killed_command_left(project: MakeProject) -> None:
    """Even that is cleared by a real run alone."""
    root = published(project())
    (root / "published/.new/catalog").mkdir(parents=True)
    publish(root, today=FIRST_DAY, dry_run=True)
    assert (root / "published/.new/catalog").exists()


def test_one_id_alone_can_be_published(project: MakeProject) -> None:
    """The others stay unpublished, and none of their addresses becomes permanent."""
    root = at_home(project())
    assert _publish(root, "naming-sources") == 0
    lines = (root / "published/addresses.txt").read_text("utf-8").splitlines()
    assert "catalog/naming-sources/v2/" in lines
    assert not [line for line in lines if "safe-online" in line or "media-" in line]
    assert found(root) == [
        "mkdocs.yml:7:15: warning: extra.badgepress.base_url: 4 versions are not published yet and"
        " may still change: media-projects (version 1), safe-online (version 1), media-basics"
        " (version 1), media-teacher (version 1) — run 'badgepress publish'"
    ]


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (
            ["safe-online"],
            "'safe-online' names the micro-credential 'naming-sources', which is not published yet"
            " — publish both together",
        ),
        (
            ["media-teacher", "media-projects", "naming-sources", "safe-online"],
            "'media-teacher' names the stack 'media-basics', which is not published yet — publish"
            " both together",
        ),
        (
            ["save-online"],
            "There is nothing public named 'save-online' — did you mean 'safe-online'?",
        ),
        (
            ["zzz"],
            "There is nothing public named 'zzz' — a draft needs 'status: active' first",
        ),
        (
            ["stacks/safe-online"],
            "There is nothing public named 'stacks/safe-online' — did you mean 'safe-online'?",
        ),
    ],
)
def test_what_cannot_be_published_alone(
    project: MakeProject, capsys: pytest.CaptureFixture[str], ids: list[str], message: str
) -> None:
    """What a version requires is published with it or before it, and unknown ids are named."""
    root = at_home(project())
    assert _publish(root, *ids) in (1, 2)
    assert capsys.readouterr().err == f"{message}\n"
    assert not (root / "published").exists()


def test_what_is_named_together_is_published_together(project: MakeProject) -> None:
    """A prerequisite among the ids is enough."""
    root = at_home(project())
    assert _publish(root, "safe-online", "naming-sources") == 0
    assert errors(root) == []


def test_one_id_of_two_kinds_needs_its_area(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a stack has a micro-credential's id, nothing is chosen by chance."""
    stack = (FULL.parent / "small" / BASICS).read_text("utf-8")
    root = at_home(project({"stacks/naming-sources.yaml": stack.replace("Basics", "Sources")}))
    assert _publish(root, "naming-sources") == 2
    assert capsys.readouterr().err == (
        "There are a micro-credential and a stack named 'naming-sources' — write"
        " catalog/naming-sources or stacks/naming-sources\n"
    )
    assert _publish(root, "catalog/naming-sources") == 0
    assert (root / "published/catalog/naming-sources/v2").is_dir()
    assert not (root / "published/stacks").exists()


OWN = "set base_url in mkdocs.yml to an address that you own and will keep"


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        ("https://badges.example.org/", f"is an example — {OWN}"),
        ("https://badges.example/", f"is an example — {OWN}"),
        ("https://badges.test/", f"is an example — {OWN}"),
        ("http://example.com/a/", f"is an example — {OWN}"),
        ("http://localhost:8000/", f"is no public address with a name — {OWN}"),
        ("https://server.local/", f"is no public address with a name — {OWN}"),
        ("https://intranet/", f"is no public address with a name — {OWN}"),
        ("https://192.168.1.20/", f"is no public address with a name — {OWN}"),
        ("https://8.8.8.8/", f"is no public address with a name — {OWN}"),
        ("https://[2001:db8::1]/", f"is no public address with a name — {OWN}"),
        ("https://server.local./", f"is no public address with a name — {OWN}"),
        (
            "http://badges.northfield.education/",
            "is not secure — let your host serve https, and write 'https://'; backpacks refuse"
            " anything else",
        ),
    ],
)
def test_no_home_for_ever_is_refused(
    project: MakeProject, capsys: pytest.CaptureFixture[str], home: str, reason: str
) -> None:
    """Nothing is published under an example's, a local or an insecure address."""
    root = at_home(project(), home)
    assert _publish(root) == 1
    assert capsys.readouterr().err == f"Nothing can be published yet: {home} {reason}\n"
    assert not (root / "published").exists()


@pytest.mark.parametrize(
    ("home", "owner"),
    [
        ("https://northfield.github.io/badges/", "github.io"),
        ("https://northfield.netlify.app/", "netlify.app"),
        ("https://badges.s3-website-us-east-1.amazonaws.com/", "amazonaws.com"),
    ],
)
def test_lent_home_is_warned_of(
    project: MakeProject, capsys: pytest.CaptureFixture[str], home: str, owner: str
) -> None:
    """It is published, and the owner is told what leaving that host would cost."""
    root = at_home(project(), home)
    assert _publish(root, "naming-sources") == 0
    host = home.split("/")[2]
    assert (
        f"warning: {host} belongs to {owner}: if you leave that host, every badge's address is lost"
        " — use a domain of your own if you can; badges keep their address for ever\n"
    ) in capsys.readouterr().out


def test_a_catalog_with_an_error_is_not_published(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """All problems are listed, and nothing is written."""
    root = at_home(project())
    replace_in(root, SAFE, "level: intermediate", "level: high")
    assert _publish(root) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"{SAFE}:9:8: level: 'high' is not one of ")
    assert error.endswith("1 error, 0 warnings\n")
    assert not (root / "published").exists()


def test_wrong_date_is_explained(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """The day is refused in words before anything is done."""
    root = at_home(project())
    with pytest.raises(SystemExit) as stopped:
        _run(root, "publish", "--date", "1.3.2026")
    assert stopped.value.code == 2
    assert capsys.readouterr().err.endswith(
        "--date: '1.3.2026' is not a date — write year-month-day, such as 2026-08-01\n"
    )


def test_full_example_reads_back_as_it_was(project: MakeProject) -> None:
    """Text that would like to be code or YAML comes back from `source.yaml` as the same model."""
    root = at_home(project(example=FULL))
    before, _ = open_catalog(root)
    kept = {
        (kind.name, entry.id): frozen_document(before, entry.data)
        for kind, entry in before.offered()
    }
    publish(root, today=FIRST_DAY)
    assert errors(root) == []
    catalog, _ = open_catalog(root)
    assert catalog.published.versions.keys() == kept.keys()
    for key, versions in catalog.published.versions.items():
        (frozen,) = versions.values()
        assert plain(frozen.data) == plain(kept[key])
        assert frozen.data == kept[key]


def _documents() -> tuple[Any, Any]:
    catalog, _ = open_catalog(FULL)
    return (
        frozen_document(catalog, catalog.micro_credentials["every-field"].data),
        frozen_document(catalog, catalog.stacks["every-step"].data),
    )


LIKE_YAML = (
    "yes no on off null ~ true 1 1.0 1e3 0x1f 010 1_000 12:30 .inf .nan 2026-01-01 - ? : # & * !"
    " | > % @ ` ' \" [x] {x} <<: --- ... a:\u00a0b !!str"
)
WORDS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60),
    st.sampled_from(LIKE_YAML.split(" ")),
)
LINES = st.one_of(
    WORDS, st.sampled_from(["", "  ", "\t", "a ", " a", "\x85", "\u2028", "\u2029", "#"])
)
BREAKS = st.sampled_from([" ", "\n", "\n\n", "\n  ", " \n"])
PROSE = st.tuples(BREAKS, st.lists(LINES, min_size=1, max_size=6)).map(lambda x: x[0].join(x[1]))


def _same_when_read(tmp_path: Path, data: Any, model: Any) -> None:
    file = tmp_path / "source.yaml"
    content = source_bytes(data)
    file.write_bytes(content)
    read = yamlfile.read(file, tmp_path)
    assert read.problems == []
    again = model.model_validate(read.data)
    assert again == data
    assert source_bytes(again) == content


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=WORDS, prose=PROSE, hours=st.floats(0.000001, 10_000), tag=WORDS)
def test_whatever_is_written_reads_back_the_same(
    tmp_path: Path, name: str, prose: str, hours: float, tag: str
) -> None:
    """Numbers as text, YAML's own signs, line ends and spaces: nothing is changed by freezing."""
    badge, stack = _DOCUMENTS
    # What the model itself refuses or strips is no business of what is frozen.
    try:
        data = MicroCredential.model_validate(
            plain(badge) | {"name": name, "rationale": prose, "hours": hours, "tags": [tag]}
        )
        path = Stack.model_validate(plain(stack) | {"name": name, "description": prose})
    except ValueError:
        return
    _same_when_read(tmp_path, data, MicroCredential)
    _same_when_read(tmp_path, path, Stack)


_DOCUMENTS = _documents()


@pytest.mark.parametrize(
    "prose",
    [
        "  indented first line is stripped\n    code\nend",
        "line\u2028separator",
        "next\x85line",
        "word " * 3900 + "end",
        "a\n\n\n   b   \n\t\nc",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "key: value\n# no comment\n- item",
        "'single' \"double\" \\ back",
        "🙂 עברית ثانيا",
    ],
)
def test_hard_texts_read_back_the_same(tmp_path: Path, prose: str) -> None:
    """The texts that break writers of YAML, by name."""
    data = MicroCredential.model_validate(plain(_DOCUMENTS[0]) | {"competency": prose})
    _same_when_read(tmp_path, data, MicroCredential)


def test_builds_copy_and_never_derive_again(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that would make other documents today changes no byte of what was published."""
    root = published(project())
    before = served(root)

    def other(*arguments: Any) -> dict[str, Any]:
        return badge_class(*arguments) | {"name": "Another Engine's Words"}

    monkeypatch.setattr(badge_files, "badge_class", other)
    monkeypatch.setattr(badge_files, "achievement", other)
    assert {p: c for p, c in served(root).items() if "/v1/" in p or "/v2/" in p} == {
        p: c for p, c in before.items() if "/v1/" in p or "/v2/" in p
    }
    frozen = files_below(root / "published")
    for path in ("catalog/safe-online/v1/badgeclass.json", "stacks/media-teacher/v1/badge.svg"):
        assert before[path] == frozen[path]


def test_what_is_not_published_is_derived(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same other engine does change what is not published yet, so the test above can fail."""
    root = at_home(project())
    monkeypatch.setattr(badge_files, "badge_class", lambda *_: {"name": "Other"})
    assert json.loads(served(root)["catalog/safe-online/v1/badgeclass.json"])["name"] == "Other"


def _revise(root: Path) -> None:
    for name in (SAFE,):
        replace_in(root, name, "version: 1", "version: 2")
        replace_in(root, name, "status: active", "status: draft")
        replace_in(root, name, "hours: 15\nceu: 1.5", "hours: 20\nceu: 2")


def test_draft_of_the_next_version_is_shown_in_the_preview_alone(project: MakeProject) -> None:
    """The public site keeps the published version as it is until the draft is made active."""
    root = published(project())
    before = pages_of(root)["catalog/safe-online/"]
    _revise(root)
    assert found(root) == []
    assert pages_of(root)["catalog/safe-online/"] == before
    assert "catalog/safe-online/v2/" not in pages_of(root)
    preview = pages_of(root, drafts=True)
    assert "<strong>20 hours</strong>" in preview["catalog/safe-online/"]
    assert "<strong>15 hours</strong>" in preview["catalog/safe-online/v1/"]
    assert "catalog/safe-online/v2/" in preview


def test_active_next_version_is_built_and_remarked(project: MakeProject) -> None:
    """It is public at once, with a line that says that it may still change."""
    root = published(project())
    _revise(root)
    replace_in(root, SAFE, "status: draft", "status: active")
    assert found(root) == [
        "mkdocs.yml:7:15: warning: extra.badgepress.base_url: 1 version is not published yet and"
        " may still change: safe-online (version 2) — run 'badgepress publish'"
    ]
    assert "<strong>20 hours</strong>" in pages_of(root)["catalog/safe-online/"]
    assert "not yet; it may still change" in pages_of(root)["catalog/safe-online/v2/"]


def test_new_addresses_alone_are_remarked(project: MakeProject) -> None:
    """A new term is public as well, and becomes permanent with the next publication."""
    root = published(project())
    replace_in(root, "glossary.yaml", "terms:\n", "terms:\n" + _term("backpack"))
    assert found(root) == [
        "mkdocs.yml:7:15: warning: extra.badgepress.base_url: there are public addresses that are"
        " not in the list of permanent ones yet — run 'badgepress publish'"
    ]
    assert publish(root, today=FIRST_DAY).addresses == 3
    assert found(root) == []


def _term(term_id: str) -> str:
    return (
        f"  - id: {term_id}\n    term: {term_id}\n    definition: Where badges are kept.\n"
        "    source: {title: The agency's glossary}\n    since: 2026-03-01\n    status: current\n"
    )


def test_the_engines_preview_survives_another_scoring_guide(project: MakeProject) -> None:
    """A published micro-credential keeps its levels in the preview, too."""
    root = published(project())
    name = "catalog/issuers/small-agency.yaml"
    replace_in(root, name, "    - id: developing\n", _LEVEL + "    - id: developing\n")
    assert errors(root) == []
    assert "Beyond" not in pages_of(root, drafts=True)["catalog/safe-online/"]


_LEVEL = "    - id: beyond\n      name: Beyond\n      description: It shows more.\n"


def test_published_ceu_do_not_depend_on_todays_rate(project: MakeProject) -> None:
    """Another number of hours for each CEU in the settings changes nothing of what was earned."""
    root = published(project())
    replace_in(root, "mkdocs.yml", "hours_per_ceu: 10", "hours_per_ceu: 12")
    assert errors(root) == []


def test_publishing_under_a_folder_of_a_host(project: MakeProject) -> None:
    """Project pages below a path have the path in every id."""
    root = at_home(project(), "https://northfield.education/badges")
    publish(root, today=date(2026, 3, 2))
    document = json.loads((root / "published/catalog/safe-online/v1/badgeclass.json").read_bytes())
    home = "https://northfield.education/badges/"
    assert document["id"] == f"{home}catalog/safe-online/v1/badgeclass.json"
    assert document["issuer"] == f"{home}issuers/small-agency/issuer.json"
    assert found(root) == []


def test_retired_things_are_published_as_they_were_offered(project: MakeProject) -> None:
    """Retirement is said on the page and stands in no frozen file."""
    root = published(project(example=FULL))
    source = (root / "published/catalog/old-one/v1/source.yaml").read_text("utf-8")
    assert "status: active" in source
    assert "retired" not in source
    assert "Retired on" in pages_of(root)["catalog/old-one/"]


def test_folder_is_the_same_whatever_was_there(project: MakeProject, tmp_path: Path) -> None:
    """Two people who publish the same catalog on the same day write the same bytes."""
    one = published(project(example=FULL))
    two = tmp_path / "two"
    shutil.copytree(FULL, two)
    publish(at_home(two), today=FIRST_DAY)
    assert files_below(one / "published") == files_below(two / "published")
