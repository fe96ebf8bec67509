"""Corrections, new versions, another home: what is recorded, what stays, what a kill leaves."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from conftest import FULL, SMALL, MakeProject
from killing import Killed, killed_at
from publishing import (
    HOME,
    at_home,
    errors,
    files_below,
    found,
    pages_of,
    publish_again,
    published,
    replace_in,
    served,
)

from badgepress import badge_files
from badgepress.cli import main
from badgepress.documents.openbadges2 import badge_class
from badgepress.published.amend import amend
from badgepress.published.publish import publish
from badgepress.published.records import digest
from badgepress.published.revise import move, revise
from badgepress.refusal import Refusal

SAFE, SOURCES = "catalog/safe-online.yaml", "catalog/naming-sources.yaml"
FOLDER = "published/catalog/safe-online/v1"
SECOND_DAY = date(2026, 4, 1)
NEW_HOME = "https://badges.southfield.education/"
OLD_SUMMARY, NEW_SUMMARY = "Teaches students to stay safe online.", "Helps students to be safe."


def _run(root: Path, *words: str) -> int:
    return main([*words, "--project", str(root)])


def _amend(root: Path, *words: str, reason: str = "A typing error.") -> int:
    return _run(root, "amend", *words, "--reason", reason, "--date", "2026-04-01")


def _corrected(root: Path) -> Path:
    replace_in(root, SAFE, OLD_SUMMARY, NEW_SUMMARY)
    return root


# Amendments


def test_amendment_is_recorded_with_both_digests(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """The record holds day, reason, fields and the digests of every file before and since."""
    root = published(project())
    before = files_below(root / FOLDER)
    _corrected(root)
    assert _amend(root, "safe-online", reason="  A typing\n error. ") == 0
    assert capsys.readouterr().out == (
        "- 'Teaches students to stay safe online.'\n+ 'Helps students to be safe.'\n"
        "Amended safe-online: summary. Files changed: achievement.json, badgeclass.json,"
        " source.yaml.\nCommit the folder published/ together with the YAML.\n"
    )
    after = files_below(root / FOLDER)
    names = ("source.yaml", "badgeclass.json", "achievement.json")
    record = before["record.yaml"].decode()
    for name in names:
        record = record.replace(digest(before[name]), digest(after[name]))
    record += (
        "amendments:\n  - date: '2026-04-01'\n    reason: A typing error.\n"
        "    fields:\n      - summary\n    before:\n"
    )
    record += "".join(f"      {name}: {digest(before[name])}\n" for name in names)
    record += "    after:\n" + "".join(f"      {name}: {digest(after[name])}\n" for name in names)
    assert after["record.yaml"].decode() == record
    assert after["badge.svg"] == before["badge.svg"]
    assert found(root) == []


def test_amendment_changes_the_touched_keys_alone(project: MakeProject) -> None:
    """Everything else in the documents stays, in its order."""
    root = _corrected(published(project()))
    before = files_below(root / FOLDER)
    assert _amend(root, "safe-online") == 0
    after = files_below(root / FOLDER)
    for name in ("badgeclass.json", "achievement.json"):
        old, new = (json.loads(files[name]) for files in (before, after))
        assert new == old | {"description": NEW_SUMMARY}
        assert list(new) == list(old)
    old_lines, new_lines = (files["source.yaml"].decode().splitlines() for files in (before, after))
    assert [line for line in new_lines if line not in old_lines] == [f"summary: {NEW_SUMMARY}"]
    assert (
        f'"description": "{NEW_SUMMARY}"'
        in served(root)["catalog/safe-online/v1/badgeclass.json"].decode()
    )


def test_amendment_brings_no_other_engine_in(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What today's engine would say otherwise stays as it was published."""
    root = _corrected(published(project()))
    before = json.loads((root / FOLDER / "badgeclass.json").read_bytes())

    def other(*arguments: Any) -> dict[str, Any]:
        document = badge_class(*arguments)
        return {"extra": "new", **document, "criteria": {"narrative": "Another wording."}}

    monkeypatch.setattr(badge_files, "badge_class", other)
    assert _amend(root, "safe-online") == 0
    after = json.loads((root / FOLDER / "badgeclass.json").read_bytes())
    assert after == before | {"description": NEW_SUMMARY}
    assert list(after) == list(before)


def test_tags_can_come_and_go(project: MakeProject) -> None:
    """A key that was not there is added, and removed with its field."""
    root = published(project())
    replace_in(root, SAFE, "artwork:", "tags: [privacy]\nartwork:")
    assert _amend(root, "safe-online") == 0
    documents = {name: json.loads(text) for name, text in _documents(root).items()}
    assert documents["badgeclass.json"]["tags"] == ["privacy"]
    assert documents["achievement.json"]["tag"] == ["privacy"]
    replace_in(root, SAFE, "tags: [privacy]\n", "")
    assert _amend(root, "safe-online") == 0
    assert "tags" not in json.loads(_documents(root)["badgeclass.json"])
    assert found(root) == []


def _documents(root: Path) -> dict[str, bytes]:
    return {n: c for n, c in files_below(root / FOLDER).items() if n.endswith(".json")}


def test_amendments_follow_each_other(project: MakeProject) -> None:
    """Each keeps its own lines, and its digests go on from those before."""
    root = _corrected(published(project()))
    first = amend(root, "safe-online", "One.", today=SECOND_DAY).amendment
    replace_in(root, SAFE, NEW_SUMMARY, "Keeps students safe.")
    second = amend(root, "safe-online", "Two.", today=date(2026, 5, 1)).amendment
    assert first.after == second.before
    assert (root / FOLDER / "record.yaml").read_text("utf-8").count("reason:") == 2
    page = pages_of(root)["catalog/safe-online/v1/"]
    assert "Amended on April 1, 2026: One." in page
    assert "Amended on May 1, 2026: Two." in page


def test_amended_picture_is_the_new_one(project: MakeProject) -> None:
    """Words of a drawn badge may be corrected; its picture is drawn anew and its digest kept."""
    root = published(project())
    before = served(root)
    replace_in(root, SAFE, "stars: 1", "stars: 3")
    amendment = amend(root, "safe-online", "Three stars.", today=SECOND_DAY).amendment
    assert amendment.fields == ("artwork",)
    assert set(amendment.after) == {"source.yaml", "badge.svg"}
    for name in ("badge.svg", "badge.png"):
        path = f"catalog/safe-online/v1/{name}"
        assert served(root)[path] != before[path]
    assert found(root) == []


def test_own_image_is_amended(project: MakeProject) -> None:
    """Another file under the same name is taken over, and nothing else is."""
    root = published(project(example=FULL))
    image = root / "catalog/deeply/nested/images/logo.svg"
    text = image.read_bytes().replace(b"</svg>", b"<!-- new --></svg>")
    image.write_bytes(text)
    amendment = amend(root, "short-one", "A better picture.", today=SECOND_DAY).amendment
    assert set(amendment.after) == {"badge.svg"}
    assert (root / "published/catalog/short-one/v1/badge.svg").read_bytes() == text
    assert [line for line in found(root) if "short-one" in line] == []


def test_stack_without_badge_is_amended(project: MakeProject) -> None:
    """Where there are no documents, the source alone changes."""
    root = published(project())
    replace_in(root, "stacks/media-basics.yaml", "Two first steps.", "The first two steps.")
    amendment = amend(root, "media-basics", "Clearer.", today=SECOND_DAY).amendment
    assert set(amendment.after) == {"source.yaml"}
    assert found(root) == []


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            ["safe-online"],
            1,
            "Nothing of 'safe-online' differs from what was published — correct its YAML file"
            " first, then run this again\n",
        ),
        (
            ["unknown"],
            2,
            "There is no published version of 'unknown' in the YAML of today — what is not"
            " published yet needs no amendment\n",
        ),
    ],
)
def test_what_cannot_be_amended(
    project: MakeProject,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    message: str,
) -> None:
    """A command that would record nothing says so and writes nothing."""
    root = published(project())
    before = files_below(root)
    assert _amend(root, *words) == code
    assert capsys.readouterr().err == message
    assert files_below(root) == before


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("  ", "there is nothing here"),
        ("—", "there is no letter and no digit here"),
        ("x" * 1001, "the text has more than 1000 characters"),
        ("a\x07b", "there is an invisible control character (U+0007)"),
        ("a\u202eb", "an invisible character (U+202E) turns the direction of the text"),
    ],
)
def test_reason_must_be_a_sentence(
    project: MakeProject, capsys: pytest.CaptureFixture[str], reason: str, message: str
) -> None:
    """What earners could not read is refused before anything is written."""
    root = _corrected(published(project()))
    before = files_below(root)
    assert _amend(root, "safe-online", reason=reason) == 2
    said = capsys.readouterr().err
    assert said == f"--reason: {message} — say in one sentence why it was corrected\n"
    assert files_below(root) == before


def test_meaning_is_not_amended(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """A correction beside a change of meaning is refused as a whole."""
    root = _corrected(published(project()))
    replace_in(root, SAFE, "level: intermediate", "level: advanced")
    before = files_below(root)
    assert _amend(root, "safe-online") == 1
    assert "level: version 1 was published with 'intermediate'" in capsys.readouterr().err
    assert files_below(root) == before


def test_amendment_after_a_rename_of_what_it_names(project: MakeProject) -> None:
    """A prerequisite, an issuer and a framework that have other ids today stand in no way."""
    root = published(project())
    _rename(root, SOURCES, "catalog/citing-sources.yaml")
    _rename(root, "catalog/issuers/small-agency.yaml", "catalog/issuers/big-agency.yaml")
    _rename(root, "catalog/frameworks/digital.yaml", "catalog/frameworks/media.yaml")
    assert errors(root) == []
    before = (root / FOLDER / "badge.svg").read_bytes()
    replace_in(_corrected(root), SAFE, "stars: 1", "stars: 2")
    assert _amend(root, "safe-online") == 0
    assert (root / FOLDER / "badge.svg").read_bytes() != before
    source = (root / FOLDER / "source.yaml").read_text("utf-8")
    assert "- naming-sources\n" in source
    assert "issuer: small-agency\n" in source
    assert errors(root) == []


def _rename(root: Path, old: str, new: str) -> None:
    text = (root / old).read_text("utf-8")
    (root / old).unlink()
    (root / new).write_text(f"{text}formerly: [{Path(old).stem}]\n", "utf-8")


# New versions


def _twist(text: str) -> bytes:
    """The same file with comments, quotes, CRLF and a byte order mark."""
    text = text.replace("version: 1", "version:   '1'   # counted".replace("'1'", "1"))
    text = text.replace("status: active", '"status" : "active"\t# active, not draft')
    return b"\xef\xbb\xbf" + ("# über: version: 1\n" + text).replace("\n", "\r\n").encode()


def test_revise_changes_two_values_and_no_other_byte(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Comments, quotes, Windows' line ends and the byte order mark are as the owner left them."""
    root = published(project())
    content = _twist((root / SAFE).read_text("utf-8"))
    (root / SAFE).write_bytes(content)
    (root / SAFE).chmod(0o640)
    assert errors(root) == []
    assert _run(root, "revise", "safe-online") == 0
    assert capsys.readouterr().out == (
        "catalog/safe-online.yaml is the draft of version 2 now; version 1 stays on the site as it"
        " is.\nEdit it, see it with 'badgepress serve', then write 'status: active' and run"
        " 'badgepress publish'.\n"
    )
    expected = content.replace(b"version:   1   #", b"version:   2   #")
    expected = expected.replace(b'"status" : "active"', b'"status" : draft')
    assert (root / SAFE).read_bytes() == expected
    assert (root / SAFE).stat().st_mode & 0o777 == 0o640
    assert found(root) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1", "version:\n  1"),
        ("version: 1", "? version\n: 1"),
        ("status: active", "status: 'active'"),
        ("status: active", "status: >-\n  active"),
        ("status: active", "status: active   "),
        ("status: active", "status: active #"),
    ],
)
def test_revise_knows_how_yaml_is_written(project: MakeProject, old: str, new: str) -> None:
    """Either both values are changed rightly, or the place is named and nothing is written."""
    root = published(project())
    replace_in(root, SAFE, old, new)
    before = (root / SAFE).read_bytes()
    if ">-" in new:
        with pytest.raises(Refusal) as refused:
            revise(root, "safe-online")
        assert str(refused.value) == (
            "catalog/safe-online.yaml:3:9: status: it cannot be changed by itself — write 'status:"
            " draft' there"
        )
        assert (root / SAFE).read_bytes() == before
    else:
        revise(root, "safe-online")
        assert len(before) - len((root / SAFE).read_bytes()) in (1, 3)
        assert errors(root) == []


def test_revise_of_a_file_in_one_line(project: MakeProject) -> None:
    """A value between braces ends where YAML says, not where the line does."""
    import yaml

    root = published(project())
    values = yaml.safe_load((root / SAFE).read_text("utf-8"))
    (root / SAFE).write_text(json.dumps(values), "utf-8")
    assert errors(root) == []
    revise(root, "safe-online")
    assert json.loads((root / SAFE).read_text("utf-8").replace("draft", '"draft"')) == values | {
        "version": 2,
        "status": "draft",
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "",
            "",
            "catalog/safe-online.yaml: version 2 is not published yet — edit it as you like",
        ),
        (
            "version: 1\nstatus: active",
            "version: 1\nstatus: retired\nretired: {date: 2026-04-01, reason: Over.}",
            "catalog/safe-online.yaml: it is retired — remove 'retired:' and write 'status:"
            " active' first, if it is to be offered again",
        ),
    ],
)
def test_what_cannot_be_revised(project: MakeProject, old: str, new: str, message: str) -> None:
    """What is not public, or is retired, is not revised."""
    root = published(project())
    if old:
        replace_in(root, SAFE, old, new)
    else:
        revise(root, "safe-online")
    before = (root / SAFE).read_bytes()
    with pytest.raises(Refusal) as refused:
        revise(root, "safe-online")
    assert str(refused.value) == message
    assert (root / SAFE).read_bytes() == before


def test_an_older_version_is_not_revised(project: MakeProject) -> None:
    """Whoever counted back is told which version is the last one."""
    root = published(project())
    revise(root, "safe-online")
    replace_in(root, SAFE, "status: draft", "status: active")
    publish_again(root, SECOND_DAY)
    replace_in(root, SAFE, "version: 2", "version: 1")
    with pytest.raises(Refusal) as refused:
        revise(root, "safe-online")
    assert str(refused.value) == (
        "catalog/safe-online.yaml: it says version 1, but 2 is the last published one — write"
        " 'version: 2' first"
    )


def test_unknown_ids_and_ids_of_two_kinds(project: MakeProject) -> None:
    """A misspelled id gets the nearest one; one of two kinds must be chosen."""
    stack = (SMALL / "stacks/media-basics.yaml").read_text("utf-8").replace("Basics", "Sources")
    root = published(project({"stacks/naming-sources.yaml": stack}))
    with pytest.raises(Refusal, match=r"^There is no micro-credential and no stack 'safe-onlin'"):
        revise(root, "safe-onlin")
    two = "There are a micro-credential and a stack named 'naming-sources' — write"
    for command in (
        lambda text: revise(root, text),
        lambda text: amend(root, text, "Clearer.", today=SECOND_DAY),
    ):
        with pytest.raises(Refusal, match=two):
            command("naming-sources")
    replace_in(root, "stacks/naming-sources.yaml", "Two first steps.", "Steps.")
    assert amend(root, "stacks/naming-sources", "Clearer.", today=SECOND_DAY).amendment.fields == (
        "summary",
    )
    assert revise(root, "catalog/naming-sources").file == SOURCES
    assert revise(root, "stacks/naming-sources").number == 2


# Another home


def test_move_is_recorded_and_new_things_get_the_new_home(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was published keeps its ids and bytes; what comes from then on has the new base."""
    root = published(project())
    before = served(root)
    config = (root / "mkdocs.yml").read_bytes()
    assert _run(root, "move", NEW_HOME.removesuffix("/"), "--date", "2026-04-01") == 0
    assert capsys.readouterr().out == (
        f"The home is {NEW_HOME} from now on; what was published keeps its ids.\n"
        "Let each earlier host redirect every address to it, for as long as anybody holds a badge"
        " (301, path and all):\n"
        f"    {HOME}*  →  {NEW_HOME}*\n"
        f"        Netlify and Cloudflare, in _redirects:  /*  {NEW_HOME}:splat  301\n"
        f"        nginx, in the old server block:  rewrite ^/(.*)$ {NEW_HOME}$1 permanent;\n"
        "Keep the old domains registered: who owns them decides what those addresses say.\n"
    )
    assert (root / "mkdocs.yml").read_bytes() == config.replace(HOME.encode(), NEW_HOME.encode())
    assert found(root) == []
    after = served(root)
    # What is there to keep names today's address.
    offered = (path for path in before if path.startswith(("catalog/", "stacks/")))
    frozen = [path for path in offered if "/keep/" not in path]
    assert {path: after[path] for path in frozen} == {path: before[path] for path in frozen}
    profile = json.loads(after["issuers/small-agency/issuer.json"])
    assert profile["id"] == f"{HOME}issuers/small-agency/issuer.json"
    # Awards may be hosted at either home.
    hosts = ["badges.northfield.education", "badges.southfield.education"]
    assert profile["verification"]["allowedOrigins"] == hosts
    revise(root, "safe-online")
    replace_in(root, SAFE, "status: draft", "status: active")
    publish_again(root, SECOND_DAY)
    document = json.loads(served(root)["catalog/safe-online/v2/badgeclass.json"])
    assert document["id"] == f"{NEW_HOME}catalog/safe-online/v2/badgeclass.json"
    assert document["image"] == f"{NEW_HOME}catalog/safe-online/v2/badge.png"
    assert document["issuer"] == f"{HOME}issuers/small-agency/issuer.json"
    assert f"{HOME}catalog/safe-online/v1/badgeclass.json" in [r["id"] for r in document["related"]]
    assert errors(root) == []


def test_move_from_below_a_path_redirects_what_is_below_it(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """The printed rules lead from the old folder to the new home, not to a folder in it."""
    root = project()
    publish(at_home(root, "https://northfield.education/old.badges/"), today=SECOND_DAY)
    assert _run(root, "move", NEW_HOME) == 0
    said = capsys.readouterr().out
    assert f"_redirects:  /old.badges/*  {NEW_HOME}:splat  301\n" in said
    assert f"rewrite ^/old\\.badges/(.*)$ {NEW_HOME}$1 permanent;\n" in said


@pytest.mark.parametrize(
    ("home", "code", "message"),
    [
        (HOME, 1, f"{HOME} is the home already"),
        (
            "badges.northfield.education",
            2,
            "'badges.northfield.education' is no home for a site — write it in full, such as"
            " https://badges.example.org/",
        ),
        (
            "https://badges.example.org/",
            1,
            "https://badges.example.org/ is an example — set base_url in mkdocs.yml to an address"
            " that you own and will keep",
        ),
    ],
)
def test_where_nothing_can_move(
    project: MakeProject,
    capsys: pytest.CaptureFixture[str],
    home: str,
    code: int,
    message: str,
) -> None:
    """Only another public home can be moved to."""
    root = published(project())
    before = files_below(root)
    assert _run(root, "move", home) == code
    assert capsys.readouterr().err == f"{message}\n"
    assert files_below(root) == before


def test_nothing_published_needs_no_move(project: MakeProject) -> None:
    """Before the first publication a line in mkdocs.yml is all."""
    with pytest.raises(Refusal) as refused:
        move(project(), NEW_HOME, today=SECOND_DAY)
    assert str(refused.value) == (
        "Nothing is published yet — set base_url in mkdocs.yml, and that is all"
    )


def test_broken_list_of_homes_is_named_and_not_begun_anew(project: MakeProject) -> None:
    """A list that cannot be read is no list that is not there."""
    root = published(project())
    (root / "published/base_urls.yaml").write_text("homes: []\n", "utf-8")
    with pytest.raises(Refusal, match=r"^published/base_urls\.yaml:1:1: homes: "):
        move(root, NEW_HOME, today=SECOND_DAY)


def test_move_forth_and_back(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """A home may be returned to; every one stays in the list, and no redirect leads in a circle."""
    root = published(project())
    move(root, NEW_HOME, today=SECOND_DAY)
    assert _run(root, "move", HOME, "--date", "2026-05-01") == 0
    said = capsys.readouterr().out
    assert f"    {NEW_HOME}*  →  {HOME}*\n" in said
    assert f"    {HOME}*" not in said
    assert f"Take away the redirects of {HOME} itself, or browsers go round in a circle.\n" in said
    assert found(root) == []
    text = (root / "published/base_urls.yaml").read_text("utf-8")
    assert text.count("since:") == 3


# Killed at any moment

Command: TypeAlias = Callable[[Path], Any]


def _prepare_publish(root: Path) -> None:
    at_home(root)


def _prepare_amend(root: Path) -> None:
    _corrected(published(root))


def _prepare_second(root: Path) -> None:
    published(root)
    for name in (SAFE, SOURCES):
        revise(root, Path(name).stem)
        replace_in(root, name, "status: draft", "status: active")


COMMANDS: dict[str, tuple[Command, Command]] = {
    "first publication": (_prepare_publish, lambda root: publish(root, today=SECOND_DAY)),
    "next publication": (_prepare_second, lambda root: publish(root, today=SECOND_DAY)),
    "amend": (_prepare_amend, lambda r: amend(r, "safe-online", "Clearer.", today=SECOND_DAY)),
    "revise": (published, lambda root: revise(root, "safe-online")),
    "move": (published, lambda root: move(root, NEW_HOME, today=SECOND_DAY)),
}


def _visible(root: Path) -> dict[str, bytes]:
    """All files but those that a killed command has left aside."""
    return {
        name: content
        for name, content in files_below(root).items()
        if not any(part.startswith(".") for part in Path(name).parts)
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_moment(project: MakeProject, tmp_path: Path, name: str) -> None:
    """What was published is whole at every moment; the same command again completes its work."""
    prepare, command = COMMANDS[name]
    start = project()
    prepare(start)
    done = tmp_path / "done"
    shutil.copytree(start, done)
    with killed_at(10**9) as killer:
        command(done)
    assert killer.deeds > 0
    for last in range(1, killer.deeds + 1):
        root = tmp_path / f"killed-{last}"
        shutil.copytree(start, root)
        with killed_at(last), pytest.raises(Killed):
            command(root)
        told = errors(root)
        if name == "move" and told:
            # Two files cannot change at once; the line between says how to go on.
            (line,) = told
            assert line.endswith(
                f"set it back, or run 'badgepress move {NEW_HOME}', which records it in"
                " published/base_urls.yaml"
            )
        else:
            assert told == [], last
            _same_badges(start, root)
        with suppress(Refusal):  # where all was done already
            command(root)
        assert _visible(root) == _visible(done), last
        assert errors(root) == []
        shutil.rmtree(root)


def _same_badges(start: Path, root: Path) -> None:
    """Whatever was public before is public, with the same identity."""
    if not (start / "published").exists():
        return
    before, after = (json.loads(served(r)[f"{FOLDER[10:]}/badgeclass.json"]) for r in (start, root))
    assert before | {"description": ""} == after | {"description": ""}
