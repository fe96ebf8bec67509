"""What Canvas Credentials, Credly, Moodle, the Credential Registry and spreadsheets give."""

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from conftest import FULL, MakeProject
from importing import (
    bare,
    checked,
    files_in,
    found_problems,
    import_one,
    run_import,
    source_file,
    yaml_of,
)
from test_import_openbadges import png

from badgepress.cli import main
from badgepress.handouts import checklist_csv
from badgepress.project import open_catalog

CANVAS: dict[str, Any] = {
    "status": {"success": True, "description": "ok"},
    "result": [
        {
            "entityType": "BadgeClass",
            "entityId": "b1",
            "openBadgeId": "https://api.badges.example.com/public/badges/b1",
            "createdAt": "2020-01-01T00:00:00Z",
            "createdBy": "u1",
            "issuer": "i1",
            "issuerOpenBadgeId": "https://api.badges.example.com/public/issuers/i1",
            "name": "Copyright Basics",
            "image": "https://media.badges.example.com/b1.png",
            "description": "Uses media lawfully.",
            "criteriaUrl": None,
            "criteriaNarrative": "Write a *plan*.",
            "alignments": [
                {
                    "targetName": "Media",
                    "targetUrl": "https://agency.example.org/competencies/",
                    "targetDescription": None,
                    "targetFramework": None,
                    "targetCode": None,
                }
            ],
            "tags": ["copyright"],
            "expires": {"amount": 3, "duration": "years"},
            "extensions": {"extensions:X": {"y": 1}},
        },
        {
            "entityType": "Issuer",
            "entityId": "i1",
            "openBadgeId": "https://api.badges.example.com/public/issuers/i1",
            "name": "Example District",
            "url": "https://www.district.example.org",
            "email": "badges@district.example.org",
            "description": "We are a district.",
            "staff": [{"user": "u1", "role": "owner", "userProfile": {"firstName": "Jane"}}],
            "badgrDomain": "badges.example.com",
        },
    ],
}
TEMPLATE: dict[str, Any] = {
    "id": "804c7c23",
    "name": "Data Coach",
    "description": "Coaches <b>colleagues</b>.",
    "global_activity_url": "https://www.example.com/data-coach",
    "level": "Intermediate",
    "cost": "Free",
    "time_to_earn": "Weeks",
    "type_category": "Learning",
    "skills": [{"id": "1", "name": "Coaching", "vanity_slug": "coaching"}, "Data"],
    "badge_template_activities": [
        {"id": "a", "activity_type": "Course", "title": "Take the course", "activity_url": None}
    ],
    "alignments": [],
    "image": {"id": "x", "url": "https://images.example.com/x.png"},
    "image_url": "https://images.example.com/x.png",
    "owner": {
        "type": "Organization",
        "id": "o",
        "name": "Example Org",
        "vanity_url": "https://v.example.com/o",
    },
    "badges_count": 12,
    "public": True,
    "state": "active",
}


def test_canvas_answer_becomes_badge_and_issuer(project: MakeProject, tmp_path: Path) -> None:
    """What Badgr's API lists is read, with the issuer that it names by a number of its own."""
    root = project()
    done = run_import(root, source_file(tmp_path, "canvas.json", CANVAS))
    assert done.code == 0
    values = yaml_of(root, "catalog/copyright-basics.yaml")
    assert (values["valid_for"], values["tags"]) == ("3 years", ["copyright"])
    assert (values["issuer"], values["alignments"]) == ("example-district", ["digital/media"])
    text = (root / "catalog/copyright-basics.yaml").read_text("utf-8")
    assert "#   criteria.narrative: Write a *plan*.\n" in text
    assert '#   extensions: {"extensions:X": {"y": 1}}\n' in text
    assert (
        yaml_of(root, "catalog/issuers/example-district.yaml")["description"]
        == "We are a district."
    )
    assert "Jane" not in "".join(map(str, files_in(root).values()))


def test_first_api_of_badgr_is_read(tmp_path: Path) -> None:
    """Version 1 called criteria and issuers otherwise."""
    badge = {
        "created_at": "2016-04-25T17:28:00Z",
        "id": 174,
        "issuer": "https://api.badges.example.com/public/issuers/science",
        "json": {"@context": "https://w3id.org/openbadges/v1", "type": "BadgeClass"},
        "name": "Team Work",
        "description": "Works in a team.",
        "criteria_text": "Work together.",
        "image": "https://api.badges.example.com/team.svg",
        "slug": "team-work",
        "recipient_count": 0,
        "created_by": "https://api.badges.example.com/user/67",
    }
    root, done = import_one(tmp_path, [badge])
    assert done.code == 0
    text = (root / "catalog/team-work.yaml").read_text("utf-8")
    assert "#   criteria.narrative: Work together.\n" in text
    assert "user/67" not in text
    checked(root)


@pytest.mark.parametrize(
    "wrapped", [TEMPLATE, [TEMPLATE], {"data": TEMPLATE}, {"data": [TEMPLATE]}]
)
def test_credly_template_becomes_a_draft(wrapped: Any, tmp_path: Path) -> None:
    """Skills become tags, the level is one of ours, and everything else is kept in comments."""
    root, done = import_one(tmp_path, wrapped)
    assert done.code == 0
    values = yaml_of(root, "catalog/data-coach.yaml")
    assert values["tags"] == ["Coaching", "Data"]
    assert (values["level"], values["summary"]) == ("intermediate", "Coaches colleagues.")
    assert values["issuer"] == "example-org"
    text = (root / "catalog/data-coach.yaml").read_text("utf-8")
    for said in ("time_to_earn: Weeks", "Take the course", "cost: Free", "example.com/data-coach"):
        assert said in text
    checked(root)


def test_credly_award_names_nobody(tmp_path: Path) -> None:
    """An issued badge gives its template; its earner is left out."""
    award = {
        "id": "award-1",
        "issued_to": "Jane Doe",
        "recipient_email": "jane@example.org",
        "user": {"first_name": "Jane"},
        "badge_template": TEMPLATE,
        "issuer": {"summary": "issued by X", "entities": [{"entity": {"name": "Deep Org"}}]},
    }
    root, done = import_one(tmp_path, {"data": [award, award]})
    assert done.code == 0
    everything = b"".join(files_in(root).values()).decode() + done.out + done.err
    assert "jane" not in everything.lower()
    assert "recipient_email" in everything
    assert len([name for name in files_in(root) if name.startswith("catalog/data")]) == 1


BADGES = """<?xml version="1.0" encoding="UTF-8"?>
<badges>
  <badge id="7">
    <name>Course Starter</name>
    <description>Begins &amp; goes on.</description>
    <timecreated>1400000000</timecreated><usercreated>2</usercreated>
    <issuername>Example School</issuername>
    <issuerurl>https://school.example.org</issuerurl>
    <issuercontact>$@NULL@$</issuercontact>
    <expiredate>$@NULL@$</expiredate><expireperiod>63072000</expireperiod>
    <type>2</type><courseid>5</courseid>
    <message>&lt;p&gt;You got %badgelink%&lt;/p&gt;</message>
    <messagesubject>Hello</messagesubject>
    <version>2</version><language>en</language>
    <criteria>
      <criterion id="1"><criteriatype>0</criteriatype><method>2</method>
        <description>&lt;p&gt;Do it &lt;b&gt;all&lt;/b&gt;.&lt;/p&gt;</description>
        <descriptionformat>1</descriptionformat><parameters/></criterion>
      <criterion id="2"><criteriatype>4</criteriatype><method>1</method>
        <description>$@NULL@$</description></criterion>
    </criteria>
    <alignments><alignment id="1"><targetname>A</targetname><targeturl>https://a.example.org</targeturl>
      <targetdescription>$@NULL@$</targetdescription></alignment></alignments>
    <tags><tag id="1"><name>start</name><rawname>Start</rawname></tag></tags>
    <manual_awards><manual_award id="1"><recipientid>99</recipientid></manual_award></manual_awards>
  </badge>
</badges>"""
PICTURE = png(512)
DIGEST = hashlib.sha1(PICTURE).hexdigest()  # noqa: S324
FILES = f"""<files>
  <file id="1"><contenthash>{DIGEST}</contenthash><component>badges</component>
    <filearea>badgeimage</filearea><itemid>7</itemid><filename>f3.png</filename>
    <filesize>{len(PICTURE)}</filesize></file>
  <file id="2"><contenthash>{"0" * 40}</contenthash><component>user</component>
    <filearea>icon</filearea><itemid>7</itemid><filesize>99999999</filesize></file>
</files>"""
BACKUP = {
    "moodle_backup.xml": b"<moodle_backup/>",
    "badges.xml": BADGES.encode(),
    "files.xml": FILES.encode(),
    f"files/{DIGEST[:2]}/{DIGEST}": PICTURE,
    "users.xml": b"<users><user><firstname>Jane</firstname></user></users>",
}


def tar(files: dict[str, bytes]) -> bytes:
    """A gzipped tar, as Moodle writes it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip, as older ones of Moodle's write it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("packed", [tar, zipped])
@pytest.mark.parametrize("folder", ["", "course/"])
def test_backup_of_a_course_gives_its_badges(packed: Any, folder: str, tmp_path: Path) -> None:
    """Criteria, tags, validity and picture of a course's badges are read; users are not."""
    files = {f"{folder if name == 'badges.xml' else ''}{name}": c for name, c in BACKUP.items()}
    root, done = import_one(tmp_path, packed(files), "course.mbz")
    assert done.code == 0
    values = yaml_of(root, "catalog/course-starter.yaml")
    assert values["summary"] == "Begins & goes on."
    assert (values["version"], values["valid_for"], values["tags"]) == (2, "2 years", ["Start"])
    assert values["artwork"] == {"image": "images/course-starter.png"}
    assert yaml_of(root, "catalog/issuers/example-school.yaml")["email"] == "todo@example.org"
    text = (root / "catalog/course-starter.yaml").read_text("utf-8")
    assert "#   criteria.narrative: Do it **all**.\n" in text
    assert "it was left out: manual_awards." in " ".join(text.split())
    assert "Jane" not in b"".join(files_in(root).values()).decode("latin-1")
    checked(root)


CTDL: dict[str, Any] = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@graph": [
        {
            "@id": "https://credentialengineregistry.org/resources/ce-1",
            "@type": "ceterms:Badge",
            "ceterms:ctid": "ce-a4c0a549-aed3-4704-ade2-e81a5d76865b",
            "ceterms:name": {"en": "Open Water"},
            "ceterms:description": {"en-US": "Dives."},
            "ceterms:subjectWebpage": "https://dive.example.org/open-water",
            "ceterms:ownedBy": ["https://credentialengineregistry.org/resources/ce-2"],
            "ceterms:keyword": {"en": ["diving", "water"]},
            "ceterms:estimatedDuration": [
                {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "PT40H"}
            ],
            "ceterms:creditValue": [
                {
                    "schema:value": 4,
                    "ceterms:creditUnitType": [
                        {"ceterms:targetNode": "creditUnit:ContinuingEducationUnit"}
                    ],
                }
            ],
            "ceterms:requires": [
                {
                    "@type": "ceterms:ConditionProfile",
                    "ceterms:description": {"en": "Dive."},
                    "ceterms:experience": "some",
                }
            ],
            "ceterms:audienceLevelType": [{"ceterms:targetNode": "audLevel:IntermediateLevel"}],
        },
        {
            "@id": "https://credentialengineregistry.org/resources/ce-2",
            "@type": "ceterms:CredentialOrganization",
            "ceterms:ctid": "ce-b4c0a549-aed3-4704-ade2-e81a5d76865b",
            "ceterms:name": {"en": "Dive School"},
            "ceterms:subjectWebpage": "https://dive.example.org/",
            "ceterms:email": ["info@dive.example.org", "jobs@dive.example.org"],
        },
        {
            "@id": "https://credentialengineregistry.org/resources/ce-3",
            "@type": "ceterms:Pathway",
            "ceterms:name": {"en": "To the Sea"},
            "ceterms:description": {"en": "Step by step."},
            "ceterms:ownedBy": ["https://credentialengineregistry.org/resources/ce-2"],
            "ceterms:hasPart": ["https://credentialengineregistry.org/resources/ce-4"],
        },
        {
            "@id": "https://credentialengineregistry.org/resources/ce-4",
            "@type": "ceterms:CredentialComponent",
            "ceterms:name": {"en": "First Dive"},
        },
    ],
}


def test_graph_of_the_registry_is_read(tmp_path: Path) -> None:
    """Credentials, their organization and pathways of the Credential Registry become files."""
    root, done = import_one(tmp_path, CTDL)
    assert done.code == 0
    values = yaml_of(root, "catalog/open-water.yaml")
    assert (values["hours"], values["ceu"], values["level"]) == (40, 4, "intermediate")
    assert (values["tags"], values["issuer"]) == (["diving", "water"], "dive-school")
    assert values["ctid"] == "ce-a4c0a549-aed3-4704-ade2-e81a5d76865b"
    text = (root / "catalog/open-water.yaml").read_text("utf-8")
    assert "#   ceterms:requires.ceterms:experience: some\n" in text
    stack = (root / "stacks/to-the-sea.yaml").read_text("utf-8")
    assert "#   ceterms:hasPart (write each as a step): - First Dive\n" in stack
    assert "- micro_credential: open-water  # TODO: the steps are not in the source\n" in stack
    assert "jobs@dive.example.org" in (root / "catalog/issuers/dive-school.yaml").read_text("utf-8")
    checked(root)


HEADINGS = [
    "Badge Name",
    "Description",
    "Skills",
    "Level",
    "Hours",
    "Organization",
    "Reviewed by",
    "Recipient Email",
    "First Name",
]
ROWS = [
    [
        "Data Coach",
        "Coaches colleagues.",
        "coaching; data",
        "Intermediate",
        15,
        "Example Org",
        "the board",
        "jane@example.org",
        "Jane",
    ],
    [
        "Data Coach",
        "Coaches colleagues.",
        "coaching; data",
        "Intermediate",
        15,
        "Example Org",
        "the board",
        "john@example.org",
        "John",
    ],
    ["Listener", "Listens.", "", "Expert", "", "Example Org", "", "", ""],
]


def csv_of(rows: list[list[Any]], delimiter: str = ",") -> str:
    """Rows as CSV; no cell of these tests needs quotes."""
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows)


def workbook_of(rows: list[list[Any]]) -> bytes:
    """Rows as a workbook of Excel's."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Badges")
    for number, row in enumerate(rows, start=2):  # a table may begin further down
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


TABLES = {
    "comma.csv": csv_of([HEADINGS, *ROWS]).encode(),
    "semicolon.csv": csv_of([HEADINGS, *ROWS], ";")
    .replace("; data", "\u00a0data")
    .encode("utf-8-sig"),
    "tab.tsv": csv_of([HEADINGS, *ROWS], "\t").encode("utf-16"),
    "windows.csv": csv_of([HEADINGS, *ROWS]).replace("Listens.", "“Listens.”").encode("cp1252"),
    "book.xlsx": workbook_of([HEADINGS, *ROWS]),
}


@pytest.mark.parametrize("name", TABLES)
def test_table_of_another_program_is_matched_by_its_headings(name: str, tmp_path: Path) -> None:
    """A row is a badge; unknown columns are listed and kept, earners' are left out."""
    root, done = import_one(tmp_path, TABLES[name], name)
    assert done.code == 0
    values = yaml_of(root, "catalog/data-coach.yaml")
    assert values["tags"][0].startswith("coaching")
    assert (values["level"], values["hours"]) == ("intermediate", 15)
    assert yaml_of(root, "catalog/issuers/example-org.yaml")["name"] == "Example Org"
    text = (root / "catalog/data-coach.yaml").read_text("utf-8")
    assert "#   Reviewed by: the board\n" in text
    assert "left out: Recipient Email, First Name." in " ".join(text.split())
    assert "level: foundational  # TODO" in (root / "catalog/listener.yaml").read_text("utf-8")
    assert "Reviewed by: no field has this heading — its values were kept in comments" in done.err
    assert "Recipient Email: no field has this heading — it may be about earners" in done.err
    everything = b"".join(files_in(root).values()).decode() + done.out + done.err
    assert "jane" not in everything.lower().replace("first name", "")
    checked(root)


def test_own_table_with_a_column_of_somebody_is_read(project: MakeProject, tmp_path: Path) -> None:
    """Columns that people add to an exported table are listed, and their cells kept."""
    root = project()
    table = "ID,Name,Summary,Issuer,Audience: roles,Level,Hours,Remark\n"
    row = "new-one,New One,Is new.,small-agency,teacher,advanced,5,ask Kim\n,lost row,,,,,,\n"
    done = run_import(root, source_file(tmp_path, "micro-credentials.csv", table + row))
    assert done.code == 0
    assert "Remark: no field has this heading — its values were kept in comments" in done.err
    assert "row 3: ID: the row does not say what it belongs to — write its id" in done.err
    values = yaml_of(root, "catalog/new-one.yaml")
    assert (values["level"], values["hours"], values["issuer"]) == ("advanced", 5, "small-agency")
    assert "#   Remark: ask Kim\n" in (root / "catalog/new-one.yaml").read_text("utf-8")


def test_table_without_names_says_what_it_needs(tmp_path: Path) -> None:
    """Where no column can be the name, nothing is guessed."""
    _, done = import_one(tmp_path, "Color,Size\nred,1\n", "table.csv")
    assert done.code == 1
    assert done.err.startswith(
        "table.csv: no column is called 'Name', so that no badge can be told"
        " — call the column with the badges' names 'Name'\n"
    )


def test_glossary_that_is_there_stays(project: MakeProject, tmp_path: Path) -> None:
    """Terms of a table go into no glossary that somebody has written; what it lacks is named."""
    root = project()
    before = (root / "glossary.yaml").read_bytes()
    head = "ID,Term,Definition,Source: title,Since,Status\n"
    table = head + "quite-new,new,Is new.,x,2020-01-01,current\n"
    done = run_import(root, source_file(tmp_path, "glossary.csv", table))
    assert done.code == 0
    assert "glossary.yaml: it has no quite-new, and a file that is there stays as it is" in done.err
    assert (root / "glossary.yaml").read_bytes() == before


def test_folder_for_what_is_found(tmp_path: Path) -> None:
    """`--as` names a folder below catalog/ and stacks/; pictures lie beside their badges."""
    root = bare(tmp_path)
    source = source_file(tmp_path, "course.mbz", tar(BACKUP))
    assert run_import(root, source, "--as", "catalog/from-moodle").code == 0
    assert (root / "catalog/from-moodle/course-starter.yaml").exists()
    assert (root / "catalog/from-moodle/images/course-starter.png").exists()
    checked(root)


@pytest.mark.parametrize("folder", ["../out", "/elsewhere", "issuers", ".hidden", "x.yaml"])
def test_other_folders_are_refused(folder: str, tmp_path: Path) -> None:
    """Nothing is written outside of catalog/ and stacks/, nor where other kinds lie."""
    root = bare(tmp_path)
    done = run_import(root, source_file(tmp_path, "badge.json", TEMPLATE), "--as", folder)
    assert done.code == 2
    assert "is no folder below" in done.err
    assert sorted(files_in(root)) == ["mkdocs.yml", "pages/index.md"]


def test_dry_run_shows_what_would_be_written(tmp_path: Path) -> None:
    """Every file is shown whole, and nothing is there afterwards."""
    root = bare(tmp_path)
    source = source_file(tmp_path, "badge.json", TEMPLATE)
    before = files_in(tmp_path)
    done = run_import(root, source, "--dry-run")
    assert (done.code, files_in(tmp_path)) == (0, before)
    assert run_import(root, source).code == 0
    shown = "".join(
        f"    {line}".rstrip() + "\n"
        for line in (root / "catalog/data-coach.yaml").read_text("utf-8").splitlines()
    )
    assert (
        "Would write catalog/data-coach.yaml (Credly badge template, badge.json)\n" + shown
        in done.out
    )


def test_workbook_is_read_by_cells_that_are_filled(tmp_path: Path) -> None:
    """Formulas give their values, dates are dates, and an empty sheet is nothing."""
    book = openpyxl.Workbook()
    book.active.append(["Name", "Version"])
    book.active.append(["One", 2])
    book.create_sheet("Empty")
    stream = io.BytesIO()
    book.save(stream)
    root, done = import_one(tmp_path, stream.getvalue(), "book.xlsx")
    assert done.code == 0
    assert yaml_of(root, "catalog/one.yaml")["version"] == 2


def test_tables_and_backup_of_one_catalog_have_one_issuer(
    project: MakeProject, tmp_path: Path
) -> None:
    """Two forms of the same things in one folder do not make the issuer twice."""
    for form in ("csv", "moodle"):
        assert (
            main(["export", form, "--project", str(project()), "--out", str(tmp_path / "x")]) == 0
        )
    root = bare(tmp_path)
    assert run_import(root, tmp_path / "x").code == 0
    assert [n for n in files_in(root) if n.startswith("catalog/issuers/")] == [
        "catalog/issuers/small-agency.yaml"
    ]


def test_what_the_check_refuses_is_told_at_once(tmp_path: Path) -> None:
    """An import names what its files lack beside themselves, in the words of the check."""
    root = bare(tmp_path)
    main(["export", "csv", "--project", str(FULL), "--out", str(tmp_path / "x")])
    tried = run_import(root, tmp_path / "x", "--dry-run")
    assert not (root / "catalog").exists()
    done = run_import(root, tmp_path / "x")
    refused = [str(problem) for problem in found_problems(root).errors]
    assert any("artwork.image" in line for line in refused)
    assert [line for line in done.out.splitlines() if line in refused] == refused
    assert [line for line in tried.out.splitlines() if line in refused] == refused
    assert f", {len(refused)} problems to be solved. Then run 'badgepress check'.\n" in done.out


def test_checklists_of_a_copied_site_are_no_badges(project: MakeProject, tmp_path: Path) -> None:
    """The checklist beside a micro-credential's page lists parts, which become no badges."""
    catalog = open_catalog(project())[0]
    entry = next(iter(catalog.micro_credentials.values()))
    source_file(tmp_path, "keep/checklist.csv", checklist_csv(catalog, entry))
    source_file(tmp_path, "badges.csv", "Name\nRobots\n")
    root = bare(tmp_path)
    assert run_import(root, tmp_path / "source").code == 0
    assert [n for n in files_in(root) if n.startswith("catalog/") and "/issuers/" not in n] == [
        "catalog/robots.yaml"
    ]
