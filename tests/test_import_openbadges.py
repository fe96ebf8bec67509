"""Badge classes, issuers and awards of Open Badges, in the shapes that they have in the wild."""

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from conftest import MakeProject
from importing import (
    bare,
    checked,
    files_in,
    import_one,
    run_import,
    source_file,
    yaml_of,
)

from badgepress.artwork import Design, draw, inspect_image, rasterize
from badgepress.project import inspect

ISSUER = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Issuer",
    "id": "https://badges.uni.example.edu/issuer.json",
    "name": "Example University",
    "url": "https://www.uni.example.edu/",
    "email": "badges@uni.example.edu",
}
BADGE: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "BadgeClass",
    "id": "https://badges.uni.example.edu/robots.json",
    "name": "Robots in Class",
    "description": "Builds robots with students.",
    "image": "https://badges.uni.example.edu/robots.png",
    "criteria": {"id": "https://badges.uni.example.edu/robots", "narrative": "- build\n- tell"},
    "issuer": ISSUER,
    "tags": ["robots", "making"],
}
AWARD: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://badges.uni.example.edu/awards/jane-doe.json",
    "recipient": {"type": "email", "identity": "jane.doe@example.org", "hashed": False},
    "evidence": {"id": "https://blog.example.org/jane-doe", "narrative": "Jane built one."},
    "issuedOn": "2019-05-06T10:00:00Z",
    "verification": {"type": "hosted"},
    "narrative": "Jane did well.",
    "badge": BADGE,
}
FILE = "catalog/robots-in-class.yaml"
MADE = "catalog/issuers/example-university.yaml"


def png(size: int = 600, **chunks: bytes) -> bytes:
    """A picture with transparency, and further chunks before its pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + b"\x10\x60\x90\xff" * size) * size
    more = b"".join(chunk(kind.encode(), data) for kind, data in chunks.items())
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0))
        + more
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def data_uri(content: bytes) -> str:
    """A picture as an address of its own."""
    return "data:image/png;base64," + base64.b64encode(content).decode()


def test_badge_class_becomes_a_draft_with_its_issuer(tmp_path: Path) -> None:
    """Every field of a badge class stands in the file, as a field or in a comment."""
    root, done = import_one(tmp_path, BADGE)
    assert done.code == 0
    values = yaml_of(root, FILE)
    assert values["name"] == "Robots in Class"
    assert values["summary"] == "Builds robots with students."
    assert values["tags"] == ["robots", "making"]
    assert (values["version"], values["status"]) == (1, "draft")
    assert values["issuer"] == "example-university"
    made = yaml_of(root, MADE)
    assert made == {
        "name": "Example University",
        "url": "https://www.uni.example.edu/",
        "email": "badges@uni.example.edu",
    }
    text = (root / FILE).read_text("utf-8")
    assert (
        "# Imported from https://badges.uni.example.edu/robots.json (Open Badges 2.0 BadgeClass)."
        in text
    )
    assert "#   criteria.narrative:\n#     - build\n#     - tell\n" in text
    assert "#   criteria.id: https://badges.uni.example.edu/robots\n" in text
    assert "#   image: https://badges.uni.example.edu/robots.png\n" in text
    checked(root)


def test_what_is_missing_is_told_line_by_line(tmp_path: Path) -> None:
    """Each placeholder has its reason behind it, and the command names its line."""
    root, done = import_one(tmp_path, BADGE)
    lines = (root / FILE).read_text("utf-8").splitlines()
    told = [line for line in done.out.splitlines() if line.startswith(FILE + ":")]
    numbers = {int(line.split(":")[1]) for line in told}
    assert numbers == {
        i
        for i, line in enumerate(lines, 1)
        if line.count("  # ") == 1 and ": " in line and not line.lstrip().startswith("#")
    }
    number = lines.index("competency: TODO  # not in the source") + 1
    assert f"{FILE}:{number}: competency: to be filled in — not in the source" in told
    assert "level: foundational  # TODO: not in the source" in lines


def test_nothing_that_was_not_said_can_go_public(tmp_path: Path) -> None:
    """Once the draft is active, the check names every placeholder that is left, as the import."""
    root, done = import_one(tmp_path, {**BADGE, "issuer": {"name": "Example University"}})
    text = (root / FILE).read_text("utf-8").replace("status: draft", "status: active")
    (root / FILE).write_text(text, "utf-8")
    found = inspect(root)[1].sorted()
    warned = {(problem.file, problem.line) for problem in found if problem.rule == "todo"}
    told = [line.split(":") for line in done.out.splitlines() if "to be filled in — " in line]
    assert {(file, int(line)) for file, line, *_ in told} == warned
    assert {file for file, _ in warned} == {FILE, MADE}


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    """The second time everything is there already."""
    root, _ = import_one(tmp_path, BADGE)
    before = files_in(root)
    again = run_import(root, tmp_path / "source/badge.json")
    assert again.code == 0
    assert again.out == (
        f"{MADE} is there already (Example University); it stays as it is\n"
        f"{FILE} is there already (Robots in Class); it stays as it is\n"
        "Everything is there already; nothing was written.\n"
    )
    assert files_in(root) == before


def test_award_gives_its_badge_and_names_nobody(tmp_path: Path) -> None:
    """Of an award only the badge is kept; the file says what was left out, not what it said."""
    root, done = import_one(tmp_path, AWARD, "jane-doe.json")
    assert done.code == 0
    text = (root / FILE).read_text("utf-8")
    assert (
        "# What is about somebody who earned it was left out: id, recipient, evidence, issuedOn,\n"
        "# verification, narrative." in text
    )
    assert (
        "Left out, because it is about somebody who earned a badge: id, recipient, evidence,"
        " issuedOn, verification, narrative\n" in done.out
    )
    everything = b"".join(files_in(root).values()).decode() + done.out + done.err
    for secret in ("jane", "Jane", "2019", "blog.example.org"):
        assert secret not in everything
    checked(root)


def test_award_of_3_gives_its_achievement(tmp_path: Path) -> None:
    """An OpenBadgeCredential's achievement becomes a draft; its subject is left out."""
    credential = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {**ISSUER, "type": ["Profile"]},
        "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:jane",
            "type": ["AchievementSubject"],
            "result": [{"value": "A"}],
            "achievement": {
                "id": "https://badges.uni.example.edu/a",
                "type": ["Achievement"],
                "name": "Robots in Class",
                "description": "Builds robots.",
                "criteria": {"narrative": "Build."},
                "tag": ["robots"],
                "achievementType": "Certificate",
            },
        },
        "proof": [{"type": "DataIntegrityProof", "proofValue": "z1"}],
    }  # fmt: skip
    root, done = import_one(tmp_path, credential)
    assert done.code == 0
    values = yaml_of(root, FILE)
    assert (values["tags"], values["issuer"]) == (["robots"], "example-university")
    text = (root / FILE).read_text("utf-8")
    assert "credentialSubject.id" in text
    assert "did:example" not in text
    assert "#   achievementType: Certificate\n" in text


def test_whatever_else_an_award_says_is_named(tmp_path: Path) -> None:
    """Fields that nobody has heard of are named as left out, and their values are nowhere."""
    award = {**AWARD, "recipientName": "Jane Doe", "extensions:who": {"name": "Jane Doe"}}
    award["credentialSubject"] = {"type": "X", "name": "Jane Doe", "achievement": BADGE}
    root, done = import_one(tmp_path, award)
    names = "recipientName, extensions:who, credentialSubject.name"
    assert names in " ".join((root / FILE).read_text("utf-8").replace("\n# ", " ").split())
    told = [line for line in done.out.splitlines() if line.startswith("Left out, ")]
    assert len(told) == 1
    assert told[0].endswith(f", {names}")
    assert "Jane" not in b"".join(files_in(root).values()).decode() + done.out + done.err


def test_signed_award_is_read(tmp_path: Path) -> None:
    """A JWS of an award is unpacked; its signature is nobody's business here."""
    parts = ({"alg": "RS256"}, AWARD)
    encoded = [base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts]
    root, done = import_one(tmp_path, ".".join([*encoded, "c2ln"]), "signed.txt")
    assert done.code == 0
    assert (root / FILE).exists()


OLD = {
    "recipient": "sha256$2ad891a61112bb953171416acc9cfe2484d59a45a3ed574a1ca93b47d07629fe",
    "salt": "hashbrowns",
    "issued_on": "2011-11-11",
    "badge": {
        "version": "0.5.0",
        "name": "Webmaking 101",
        "image": "/static/badge.png",
        "description": "Masters the basics.",
        "criteria": "/badges/webmaking",
        "issuer": {
            "origin": "http://p2pu.example.org",
            "name": "P2PU",
            "org": "School of Webcraft",
            "contact": "admin@p2pu.example.org",
        },
    },
}


def test_award_of_the_first_years_is_read(tmp_path: Path) -> None:
    """Open Badges 0.5 held badge and issuer inside of the award, and called things otherwise."""
    root, done = import_one(tmp_path, OLD, "jane-doe.json")
    assert done.code == 0
    assert "jane" not in b"".join(files_in(root).values()).decode() + done.out + done.err
    assert yaml_of(root, "catalog/webmaking-101.yaml")["summary"] == "Masters the basics."
    made = yaml_of(root, "catalog/issuers/p2pu.yaml")
    assert made == {
        "name": "P2PU",
        "url": "http://p2pu.example.org",
        "email": "admin@p2pu.example.org",
    }
    text = (root / "catalog/issuers/p2pu.yaml").read_text("utf-8")
    assert "#   org: School of Webcraft\n" in text
    assert "2ad891a6" not in b"".join(files_in(root).values()).decode()
    checked(root)


def test_documents_of_a_folder_find_each_other(tmp_path: Path) -> None:
    """Award, badge class, issuer and picture of a folder are one badge, by ids and by paths."""
    root = bare(tmp_path)
    source = tmp_path / "source"
    badge = {**BADGE, "issuer": "issuer.json", "image": "pictures/robots.png"}
    del badge["id"]
    source_file(tmp_path, "badge.json", badge)
    source_file(tmp_path, "issuer.json", ISSUER)
    source_file(tmp_path, "pictures/robots.png", png())
    source_file(tmp_path, "award.json", {**AWARD, "badge": "badge.json"})
    done = run_import(root, source)
    assert (done.code, done.err) == (0, "")
    assert sorted(files_in(root)) == [
        "catalog/images/robots-in-class.png", MADE, FILE, "mkdocs.yml", "pages/index.md",
    ]  # fmt: skip
    assert yaml_of(root, FILE)["artwork"] == {"image": "images/robots-in-class.png"}
    checked(root)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"name": ["Robots in Class", "Roboter"]}, {}),
        ({"name": {"en": "Robots in Class", "de": "Roboter"}}, {}),
        ({"name": {"@value": "Robots in Class", "@language": "en"}}, {}),
        ({"description": ["Builds robots with students."]}, {}),
        ({"tags": "robots, making"}, {}),
        ({"tags": ["robots", "robots", "", None, 7]}, {"tags": ["robots", "7"]}),
        ({"@context": "https://w3id.org/openbadges/v1"}, {}),
        ({"@context": "https://example.org/none"}, {}),
        ({"@context": ["https://w3id.org/openbadges/v2", {"x": "y"}]}, {}),
        ({"type": ["BadgeClass", "Thing"]}, {}),
        ({"type": "https://w3id.org/openbadges#BadgeClass"}, {}),
        ({"type": None}, {}),
        ({"issuer": [ISSUER]}, {}),
        ({"issuer": {**ISSUER, "name": ["Example University"]}}, {}),
        ({"version": "2"}, {"version": 2}),
        ({"version": "1.0.3"}, {"version": 1}),
        ({"criteria": "https://badges.uni.example.edu/robots"}, {}),
        ({"criteria": ["https://a.example.org", {"narrative": "x"}]}, {}),
        ({"image": {"id": "https://b.example.org/i.png", "caption": "A robot"}}, {}),
        ({"image": ["https://b.example.org/i.png"]}, {}),
        ({"image": None}, {}),
        ({"description": "<p>Builds <b>robots</b> with&nbsp;students.</p>"}, {}),
        ({"name": "  Robots\nin\tClass "}, {}),
    ],
)
def test_odd_shapes_are_read_with_patience(
    changed: dict[str, Any], expected: dict[str, Any], tmp_path: Path
) -> None:
    """Lists where texts belong, maps of languages, wrong contexts: the badge is the same."""
    root, done = import_one(tmp_path, {**BADGE, **changed})
    assert done.code == 0
    values = yaml_of(root, FILE)
    usual = {
        "name": "Robots in Class",
        "summary": "Builds robots with students.",
        "tags": ["robots", "making"],
        "issuer": "example-university",
        "version": 1,
    }
    assert {name: values[name] for name in usual} == {**usual, **expected}
    checked(root)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_byte_order_marks_are_no_part_of_the_badge(encoding: str, tmp_path: Path) -> None:
    """Documents in any Unicode are read, whatever program saved them."""
    text = json.dumps({**BADGE, "name": "Größe"}, ensure_ascii=False)
    root, done = import_one(tmp_path, text.encode(encoding))
    assert done.code == 0
    assert yaml_of(root, "catalog/groe.yaml")["name"] == "Größe"


@pytest.mark.parametrize(
    "name",
    [
        "yes", "null", "1.10", "2026-01-01", "*alias", "&anchor", "!!python/object:os.system x",
        "{a: b}", "[x]", "- item", "key: value", "# no comment", "'quoted'", '"quoted"', "a: b # c",
        "| block", "> folded", "%TAG", "@at", "`tick`", "? question", "Ünïcödé", "名前", "a\\nb",
        "trailing\\", "<<", "~", "---", "x\u2028y", "x\u0000y\u202ez", "TODO: me",
    ],
)  # fmt: skip
def test_hostile_names_are_only_names(name: str, tmp_path: Path) -> None:
    """Whatever YAML could read into a name, the file says the name."""
    root, done = import_one(tmp_path, {**BADGE, "name": name, "tags": [name]})
    assert done.code == 0
    (file,) = (
        path for path in files_in(root) if path.startswith("catalog/") and "issuers" not in path
    )
    said = yaml_of(root, file)["name"]
    plain = " ".join(
        name.replace("\u2028", " ").replace("\u0000", "").replace("\u202e", "").split()
    )
    # A name without any letter or digit is none; it stands in a comment.
    assert said == (plain if any(map(str.isalnum, plain)) else "TODO")
    checked(root)


def test_html_becomes_what_a_reader_sees(tmp_path: Path) -> None:
    """Markup of descriptions is plain text in one line, and Markdown where a field takes it."""
    about = (
        '<h2 onclick="x()">We</h2><p>are <em>here</em> &amp; there: <a href="/about">us</a>,'
        ' <a href="javascript:alert(1)">bad</a></p><ul><li>one</li><li>two</li></ul>'
        "<script>alert(1)</script><img src=x onerror=alert(1)>"
    )
    badge = {**BADGE, "description": about, "issuer": {**ISSUER, "description": about}}
    root, _ = import_one(tmp_path, badge)
    assert yaml_of(root, FILE)["summary"] == "We are here & there: us, bad one two"
    assert yaml_of(root, MADE)["description"] == (
        "## We\n\nare *here* & there: [us](https://badges.uni.example.edu/about), bad\n\n"
        "- one\n- two"
    )
    text = (root / MADE).read_text("utf-8")
    assert "#   description (as HTML):" in text
    checked(root)


def test_link_that_leads_nowhere_is_only_its_text(tmp_path: Path) -> None:
    """Where nobody knows what a relative link is relative to, its words stay."""
    issuer = {name: value for name, value in ISSUER.items() if name != "id"}
    about = '<p>About <a href="/us">us</a> and <a href="https://a.example.org/x">them</a></p>'
    root, _ = import_one(tmp_path, {**BADGE, "issuer": {**issuer, "description": about}})
    said = yaml_of(root, MADE)["description"]
    assert said == "About us and [them](https://a.example.org/x)"


def test_text_that_is_too_long_is_kept_whole(tmp_path: Path) -> None:
    """A description over the limit is no summary, and no word of it is lost."""
    long = " ".join(f"word{number}" for number in range(100))
    root, done = import_one(tmp_path, {**BADGE, "description": long})
    text = (root / FILE).read_text("utf-8")
    assert yaml_of(root, FILE)["summary"] == "TODO"
    reason = f"the source's text has {len(long)} characters, at most 500 fit: see below"
    assert f"summary: TODO  # {reason}\n" in text
    assert f"summary: to be filled in — {reason}" in done.out
    assert all(word in text for word in long.split())


def test_wrong_values_become_comments_with_the_reason(tmp_path: Path) -> None:
    """What a field does not take is told, and a person decides."""
    issuer = {**ISSUER, "url": "www.uni.example.edu", "email": "none at all", "telephone": "1"}
    root, done = import_one(tmp_path, {**BADGE, "issuer": issuer})
    text = (root / MADE).read_text("utf-8")
    assert (
        "url: https://www.example.org/todo  # what the source says does not fit: see below" in text
    )
    assert (
        "#   url ('www.uni.example.edu' is not an address of the web): www.uni.example.edu\n"
        in text
    )
    assert "none at all" in text
    assert "#   telephone: 1\n" in text
    assert f"{MADE}:" in done.out
    checked(root)


def test_documents_that_name_each_other_come_to_an_end(tmp_path: Path) -> None:
    """A badge whose issuer names the badge again, and an award of itself, are read once."""
    root = bare(tmp_path)
    source_file(
        tmp_path,
        "a.json",
        {**BADGE, "id": "https://x.example.org/a", "issuer": "https://x.example.org/b"},
    )
    source_file(
        tmp_path,
        "b.json",
        {
            **ISSUER,
            "id": "https://x.example.org/b",
            "issuer": "https://x.example.org/a",
            "badge": "https://x.example.org/a",
        },
    )
    at = "https://x.example.org/c"
    source_file(tmp_path, "c.json", {**AWARD, "id": at, "badge": at})
    done = run_import(root, tmp_path / "source")
    assert done.code == 0
    assert yaml_of(root, FILE)["issuer"] == "example-university"


def test_alignments_lead_to_frameworks_of_the_catalog(project: MakeProject, tmp_path: Path) -> None:
    """An alignment that a framework has is named; another one stands in a comment."""
    root = project()
    at = "https://agency.example.org/competencies/"
    aligned = [
        {"targetName": "Media", "targetUrl": at},
        {"name": "Teachers name their sources.", "url": at, "description": "1.1's words"},
        {"targetName": "Elsewhere", "targetUrl": "https://iste.example.org/1", "targetCode": "1"},
        "https://iste.example.org/2",
    ]
    source = source_file(tmp_path, "badge.json", {**BADGE, "alignment": aligned})
    assert run_import(root, source).code == 0
    assert yaml_of(root, FILE)["alignments"] == ["digital/media", "digital/sources"]
    text = (root / FILE).read_text("utf-8")
    assert '{"name": "Elsewhere", "url": "https://iste.example.org/1", "code": "1"}' in text
    assert '{"url": "https://iste.example.org/2"}' in text


def test_issuer_that_is_there_is_used(project: MakeProject, tmp_path: Path) -> None:
    """A badge of an issuer that the catalog has names that one; what it tells is not repeated."""
    root = project()
    badge = {**BADGE, "issuer": {**ISSUER, "name": "small agency"}}
    done = run_import(root, source_file(tmp_path, "badge.json", badge))
    assert "catalog/issuers/small-agency.yaml is there already (small agency)" in done.out
    values = yaml_of(root, FILE)
    assert values["issuer"] == "small-agency"
    assert "scoring_guide" not in values
    assert "review" not in values


def test_badge_without_issuer_says_so(project: MakeProject, tmp_path: Path) -> None:
    """Where the source names nobody, an issuer is only proposed."""
    root = project()
    badge = {name: value for name, value in BADGE.items() if name != "issuer"}
    run_import(root, source_file(tmp_path, "badge.json", badge))
    text = (root / FILE).read_text("utf-8")
    assert "issuer: small-agency  # TODO: the source does not say who issues it\n" in text


def test_badges_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    """Two badges of the same name are both kept, under the same ids each time."""
    twins = [
        {**BADGE, "id": f"https://x.example.org/{n}", "description": f"The {n}."} for n in "ab"
    ]
    root, _ = import_one(tmp_path, twins)
    again = run_import(root, tmp_path / "source/badge.json")
    assert "nothing was written" in again.out
    assert yaml_of(root, FILE)["summary"] == "The a."
    assert yaml_of(root, "catalog/robots-in-class-2.yaml")["summary"] == "The b."


def test_other_badge_of_that_id_is_left_alone(project: MakeProject, tmp_path: Path) -> None:
    """A file that is there for something else is not touched, and the badge gets another id."""
    root = project()
    before = (root / "catalog/safe-online.yaml").read_bytes()
    run_import(root, source_file(tmp_path, "badge.json", {**BADGE, "name": "Safe: Online!"}))
    assert (root / "catalog/safe-online.yaml").read_bytes() == before
    assert yaml_of(root, "catalog/safe-online-2.yaml")["name"] == "Safe: Online!"


@pytest.mark.parametrize("keyword", ["openbadges", "openbadgecredential"])
@pytest.mark.parametrize("kind", ["tEXt", "iTXt", "zTXt", "iTXt packed"])
def test_baked_png_gives_badge_and_picture(kind: str, keyword: str, tmp_path: Path) -> None:
    """The award in a picture is read, and the picture is kept without it."""
    text = json.dumps(AWARD).encode()
    head = keyword.encode() + b"\0"
    content = {
        "tEXt": head + text,
        "zTXt": head + b"\0" + zlib.compress(text),
        "iTXt": head + b"\0\0\0\0" + text,
        "iTXt packed": head + b"\1\0\0\0" + zlib.compress(text),
    }[kind]
    baked = png(600, **{kind[:4]: content})
    root, done = import_one(tmp_path, baked, "jane-doe.png")
    assert done.code == 0
    picture = (root / "catalog/images/robots-in-class.png").read_bytes()
    assert inspect_image(picture, "x.png") == []
    assert b"jane" not in picture
    everything = b"".join(files_in(root).values()).decode("latin-1") + done.out + done.err
    assert "jane" not in everything.lower()
    checked(root)


def test_baked_svg_gives_badge_and_picture(tmp_path: Path) -> None:
    """So is the award in a drawing."""
    drawing = draw(Design("hexagon", "robot", 1, None, "#1f6f8b", "Robots"))
    award = (
        '<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="x">'
        f"<![CDATA[{json.dumps(AWARD)}]]></openbadges:assertion></svg>"
    )
    for verify in ("", ' verify=""'):
        baked = drawing.replace("</svg>", award.replace(' verify="x"', verify))
        root, done = import_one(tmp_path / str(len(verify)), baked, "jane.svg")
        assert done.code == 0
        picture = (root / "catalog/images/robots-in-class.svg").read_text("utf-8")
        assert "jane" not in picture
        assert rasterize(picture) == rasterize(drawing)
        checked(root)


def test_picture_of_another_size_is_redrawn(tmp_path: Path) -> None:
    """Square pictures of old badges are kept, at the size that badges need today."""
    root, _ = import_one(tmp_path, {**BADGE, "image": data_uri(png(90))})
    picture = (root / "catalog/images/robots-in-class.png").read_bytes()
    assert inspect_image(picture, "x.png") == []
    assert "#   picture: redrawn from 90 by 90 pixels\n" in (root / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xd8\xff\xe0 jpeg", "the picture is a JPEG, not a PNG or SVG"),
        (b"GIF89a", "the picture is a GIF, not a PNG or SVG"),
        (b"not a picture", "the picture is none, not a PNG or SVG"),
        (b"\x89PNG\r\n\x1a\n", "the picture is damaged"),
        (png(600)[:-40], "the picture "),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60000, 60000) + bytes(9),
         "the picture has 60000 by 60000 pixels"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 300, 200) + bytes(9),
         "the picture has 300 by 200 pixels, no square"),
        (b"\x89PNG" + bytes(5_000_000), "the picture has 4.8 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>x()</script></svg>",
         "the drawing contains a script"),
        (b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>", "the drawing has a DOCTYPE line"),
    ],
)  # fmt: skip
def test_bad_pictures_are_refused_and_the_badge_is_kept(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    """A picture that is none, too large, damaged or acting is left out with the reason."""
    root, done = import_one(tmp_path, {**BADGE, "image": data_uri(content)})
    assert done.code == 0
    assert f"image: {reason}" in done.err
    assert f"# TODO: {reason}" in (root / FILE).read_text("utf-8")
    assert not (root / "catalog/images").exists()
    checked(root)


def test_copy_of_a_site_is_imported_as_what_it_was(project: MakeProject, tmp_path: Path) -> None:
    """In a folder that was hosted, addresses are found by their paths; both standards are one."""
    home = "https://badges.example.org/"
    at = "catalog/robots/v2/"
    source_file(tmp_path, f"{at}badgeclass.json", {
        **BADGE, "id": f"{home}{at}badgeclass.json", "image": f"{home}{at}badge.png",
        "issuer": f"{home}issuers/x/issuer.json", "version": "2",
    })  # fmt: skip
    source_file(tmp_path, f"{at}achievement.json", {
        "type": ["Achievement"], "id": f"{home}{at}achievement.json", "name": "Robots in Class",
        "description": "Builds robots with students.", "humanCode": "robots", "version": "2",
        "criteria": {}, "tag": ["robots", "making"],
    })  # fmt: skip
    source_file(tmp_path, "catalog/robots/v1/badgeclass.json", {
        **BADGE, "id": f"{home}catalog/robots/v1/badgeclass.json", "name": "Old", "image": None,
    })  # fmt: skip
    source_file(tmp_path, f"{at}badge.png", png())
    source_file(tmp_path, "issuers/x/issuer.json", {**ISSUER, "id": f"{home}issuers/x/issuer.json"})
    source_file(tmp_path, "index.html", "<!DOCTYPE html><title>Home</title>")
    source_file(tmp_path, "api/v1/index.json", {"api": "1.0.0", "items": [{"name": "Robots"}]})
    root = bare(tmp_path)
    done = run_import(root, tmp_path / "source")
    assert done.code == 0
    assert sorted(done.err.splitlines()) == [
        "api/v1/index.json: it is bulk data of a catalog, which lacks what is needed"
        " — import what 'badgepress export csv' writes",
        f"{home}catalog/robots/v1/badgeclass.json: it is version 1 of 'robots'; version 2 was taken"
        " — import it alone if you need it",
        "index.html: no badge in any form that is known — left out",
    ]
    assert sorted(files_in(root)) == [
        "catalog/images/robots.png", "catalog/issuers/x.yaml", "catalog/robots.yaml",
        "mkdocs.yml", "pages/index.md",
    ]  # fmt: skip
    values = yaml_of(root, "catalog/robots.yaml")
    assert (values["name"], values["version"]) == ("Robots in Class", 2)
    assert (values["issuer"], values["artwork"]) == ("x", {"image": "images/robots.png"})
    checked(root)


def test_badge_that_is_its_own_issuer_has_none(tmp_path: Path) -> None:
    """What names itself as its issuer is told to name nobody."""
    root = bare(tmp_path)
    at = "https://x.example.org/a"
    done = run_import(root, source_file(tmp_path, "a.json", {**BADGE, "id": at, "issuer": at}))
    assert done.code == 0
    assert "# TODO" in (root / FILE).read_text("utf-8").partition("issuer:")[2].partition("\n")[0]


BADGEKIT = {
    "id": 1,
    "slug": "robots-in-class",
    "name": "Robots in Class",
    "strapline": "Robots!",
    "earnerDescription": "You build robots.",
    "consumerDescription": "Builds robots with students.",
    "rubricUrl": "https://a.example.org/rubric",
    "criteriaUrl": "https://a.example.org/criteria",
    "criteria": [{"id": 1, "description": "Build one.", "required": 1, "note": ""}],
    "timeValue": 3,
    "timeUnits": "hours",
    "imageUrl": "https://a.example.org/badge.png",
}
FACTORY = {
    "id": "NM70",
    "name": "Robots in Class",
    "description": "Builds robots with students.",
    "criteria_html": "<p>Build <b>one</b>.</p>",
    "image": data_uri(png(90)),
    "tags": ["robots"],
    "email_subject": "You got it",
}


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        (
            BADGEKIT,
            ["Robots!", "You build robots.", "Build one.", "timeValue: 3", "a.example.org/rubric"],
        ),
        ({"badge": BADGEKIT}, ["You build robots."]),
        ({"badges": [BADGEKIT]}, ["You build robots."]),
        (FACTORY, ["criteria.narrative: Build **one**.", "email_subject: You got it"]),
        ({k: v for k, v in BADGE.items() if k not in ("@context", "type", "id")}, ["narrative"]),
    ],
)
def test_badges_of_other_systems_are_told_by_their_fields(
    document: Any, kept: list[str], tmp_path: Path
) -> None:
    """BadgeKit's and Open Badge Factory's own words, and badge classes of 1.0 without a type."""
    root, done = import_one(tmp_path, document)
    assert done.code == 0
    assert yaml_of(root, FILE)["summary"] == "Builds robots with students."
    text = (root / FILE).read_text("utf-8")
    assert [words for words in kept if words not in text] == []
    assert "somebody" not in text
    checked(root)


def test_only_what_does_not_fit_is_taken_out_of_a_long_list(tmp_path: Path) -> None:
    """Of thirteen tags the two that hold commas become comments, and no other."""
    tags = [f"t{number}" for number in range(13)]
    long = [*tags]
    long[2], long[10] = "b, c", "d, e"
    root, _ = import_one(tmp_path, {**BADGE, "tags": long})
    assert yaml_of(root, FILE)["tags"] == [tag for tag in tags if tag not in ("t2", "t10")]


def test_other_badge_of_the_same_name_gets_a_file_of_its_own(tmp_path: Path) -> None:
    """A name that is there already is no reason to lose another badge; the same one is known."""
    root, _ = import_one(tmp_path, BADGE)
    other = {
        **BADGE,
        "id": "https://other.example.edu/robots.json",
        "description": "Mends robots.",
        "issuer": {**ISSUER, "id": "https://other.example.edu/i", "name": "Other University"},
    }
    source = source_file(tmp_path, "other.json", other)
    assert run_import(root, source).code == 0
    assert yaml_of(root, FILE)["summary"] == "Builds robots with students."
    assert yaml_of(root, "catalog/robots-in-class-2.yaml")["summary"] == "Mends robots."
    again = run_import(root, source)
    assert "catalog/robots-in-class-2.yaml is there already" in again.out
    assert again.out.endswith("Everything is there already; nothing was written.\n")


def test_placeholders_are_named_with_their_whole_path(tmp_path: Path) -> None:
    """A name of a part is told from the badge's own."""
    _, done = import_one(tmp_path, BADGE)
    told = [line for line in done.out.splitlines() if line.startswith(FILE + ":")]
    fields = {line.split(": ")[1] for line in told}
    assert {"competency", "parts[1].name", "scoring_guide.levels[1].name"} <= fields
    assert "name" not in fields


def test_two_documents_of_an_issuer_are_one(tmp_path: Path) -> None:
    """The profiles of 2.0 and 3.0 of one issuer, each named by a badge, are one file, one logo."""
    home = "https://site.example.org/issuers/sample-agency/"
    image = data_uri(png())
    maker = {**ISSUER, "image": image}
    for number, name in (("2.0", "issuer.json"), ("3.0", "profile.json")):
        form = {"@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}
        badge = {
            **BADGE,
            **(form | {"type": "Achievement"} if number == "3.0" else {}),
            "id": f"https://site.example.org/{number}",
            "name": f"Badge {number}",
            "issuer": {**maker, "id": home + name},
        }
        source_file(tmp_path, f"{number}.json", badge)
    root = bare(tmp_path)
    done = run_import(root, tmp_path / "source")
    assert done.code == 0
    parties = [name for name in files_in(root) if name.startswith("catalog/issuers/")]
    assert parties == [
        "catalog/issuers/images/sample-agency.png",
        "catalog/issuers/sample-agency.yaml",
    ]


def test_picture_without_a_badge_says_what_to_import(tmp_path: Path) -> None:
    """A plain picture is refused with what is needed in its place."""
    _, done = import_one(tmp_path, png(), "plain.png")
    assert done.code == 1
    assert done.err.endswith(
        "plain.png: the picture holds no badge — import the badge class (JSON) that it belongs to\n"
    )


def test_feed_is_told_once(tmp_path: Path) -> None:
    """Of a list of other things one line is printed, not one for each."""
    root = bare(tmp_path)
    source_file(tmp_path, "feed.json", {"items": [{"items": [{"title": "x"}] * 3}] * 9})
    source_file(tmp_path, "badge.json", BADGE)
    done = run_import(root, tmp_path / "source")
    lines = [line for line in done.err.splitlines() if "feed.json" in line]
    assert lines == [
        "feed.json: not all that it lists is a badge in a form that is known — "
        "give a badge class, an achievement, a template or an issuer"
    ]
