"""Skeletons: they pass the check as they are, and nothing is overwritten."""

from pathlib import Path

import pytest
from conftest import SMALL, Files, MakeProject

from badgepress.cli import main
from badgepress.kinds import DOCUMENT_KINDS
from badgepress.problems import Problems
from badgepress.project import inspect
from badgepress.schema import model_schema, schema_of
from badgepress.skeleton import fill, scalar
from badgepress.yamlfile import read

KINDS = ["micro-credential", "stack", "issuer", "recognizer", "term"]
FILES = {
    "micro-credential": "catalog/quite-new.yaml",
    "stack": "stacks/quite-new.yaml",
    "issuer": "catalog/issuers/quite-new.yaml",
    "recognizer": "catalog/recognizers/quite-new.yaml",
    "term": "glossary.yaml",
}
SETTINGS = (SMALL / "mkdocs.yml").read_text("utf-8")
BARE_ISSUER = "name: A\nurl: https://a.example.org\nemail: a@example.org\n"
GUIDED_ISSUER = (
    BARE_ISSUER
    + """\
scoring_guide:
  levels:
    - {id: "2", name: Two, description: Good.}
    - {id: "1", name: One, description: Fair.}
  pass: at least 5 parts at 2
"""
)


def new(root: Path, kind: str, entity_id: str = "quite-new", *options: str) -> int:
    """Run `badgepress new`."""
    return main(["new", kind, entity_id, "--project", str(root), *options])


def assert_only_todo(problems: Problems) -> None:
    """Nothing is wrong but that placeholders are left, each a warning."""
    assert problems.errors == []
    assert {problem.rule for problem in problems.sorted()} <= {"todo"}


def test_warnings_name_every_placeholder(project: MakeProject) -> None:
    """Whoever mends all warnings of a skeleton has no placeholder left."""
    root = project()
    new(root, "recognizer")
    lines = (root / FILES["recognizer"]).read_text("utf-8").splitlines()
    warned = {problem.line for problem in inspect(root)[1].sorted()}
    left = {i for i, line in enumerate(lines, 1) if "todo" in line.partition("#")[0].lower()}
    assert warned == left


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project with settings and nothing else."""
    root = tmp_path / "empty"
    root.mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    return root


@pytest.mark.parametrize("kind", KINDS)
def test_skeleton_passes_the_check(kind: str, project: MakeProject) -> None:
    """A skeleton has no errors; warnings name what is left to write, but not in a draft."""
    root = project()
    assert new(root, kind) == 0
    documents, problems = inspect(root)
    assert problems.errors == []
    assert {problem.file for problem in problems.sorted()} == (
        set() if kind in ("micro-credential", "stack") else {FILES[kind]}
    )
    assert_only_todo(problems)
    assert "quite-new" in documents.known_ids[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_skeleton_passes_the_check_in_a_new_project(kind: str, empty: Path) -> None:
    """One issuer is enough for every kind; a stack needs a micro-credential as well."""
    assert new(empty, "issuer", "first-agency") == 0
    if kind == "stack":
        assert new(empty, "micro-credential", "first-step") == 0
    assert new(empty, kind) == 0
    assert_only_todo(inspect(empty)[1])


@pytest.mark.parametrize("issuer", [BARE_ISSUER, GUIDED_ISSUER], ids=["bare", "guided"])
def test_micro_credential_fits_its_issuer(issuer: str, empty: Path) -> None:
    """The skeleton brings what the issuer leaves out, and uses its levels and passing rule."""
    (empty / "catalog/issuers").mkdir(parents=True)
    (empty / "catalog/issuers/own-agency.yaml").write_text(issuer, "utf-8")
    assert new(empty, "micro-credential") == 0
    documents, problems = inspect(empty)
    assert problems.sorted() == []
    made = documents.entries["micro-credential"]["quite-new"].data
    assert len(made.parts) == (5 if "at least 5" in issuer else 3)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("micro-credential", "There is no issuer yet — make one first: badgepress new issuer ID"),
        ("stack", "There is no issuer yet — make one first: badgepress new issuer ID"),
    ],
)
def test_issuer_comes_first(
    kind: str, sentence: str, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without an issuer nothing is written, and the sentence says what to make."""
    assert new(empty, kind) == 1
    assert capsys.readouterr().err == sentence + "\n"
    assert [path.name for path in empty.rglob("*")] == ["mkdocs.yml"]


def test_stack_needs_something_to_build_on(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stack of nothing cannot be; the sentence says what to make first."""
    new(empty, "issuer", "first-agency")
    assert new(empty, "stack") == 1
    assert "make one first: badgepress new micro-credential ID" in capsys.readouterr().err
    assert not (empty / "stacks").exists()


@pytest.mark.parametrize("kind", ["micro-credential", "stack"])
def test_skeleton_is_a_draft(kind: str, project: MakeProject) -> None:
    """What is offered begins as a draft by the first issuer, so nothing unfinished is published."""
    root = project()
    new(root, kind)
    made = inspect(root)[0].entries[kind]["quite-new"].data
    assert (made.status, made.version, made.issuer) == ("draft", 1, "small-agency")


def test_recognizer_recognizes_something_that_is_published(project: MakeProject) -> None:
    """A recognizer is no draft, so its skeleton names an active micro-credential."""
    root = project()
    for path in sorted((root / "catalog").glob("*.yaml"))[:1]:
        path.write_text(path.read_text("utf-8").replace("status: active", "status: draft"), "utf-8")
        draft = path.stem
    new(root, "recognizer")
    (recognition,) = inspect(root)[0].entries["recognizer"]["quite-new"].data.recognizes
    assert recognition.micro_credential not in (None, draft)


@pytest.mark.parametrize("kind", KINDS)
def test_fields_carry_the_models_help(kind: str, project: MakeProject) -> None:
    """Above the first fields stands what the model says about them, word for word."""
    root = project()
    new(root, kind)
    schema = schema_of(next(k for k in DOCUMENT_KINDS if k.name in (kind, "glossary")))
    owner = schema["$defs"]["Term"] if kind == "term" else schema
    text = " ".join((root / FILES[kind]).read_text("utf-8").replace("#", " ").split())
    for node in owner["properties"].values():
        if words := node.get("description"):
            assert " ".join(words.replace("#", " ").split()) in text


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_overwritten(
    kind: str, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second skeleton of the same id is refused, names the file, and changes nothing."""
    root = project()
    new(root, kind)
    path = root / FILES[kind]
    before = path.read_bytes()
    capsys.readouterr()
    assert new(root, kind) == 1
    expected = f"The id 'quite-new' is in use: {FILES[kind]} — choose another id\n"
    assert capsys.readouterr().err == expected
    assert path.read_bytes() == before


def test_id_in_a_subfolder_is_in_use(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ids are unique across subfolders, whether the file there can be read or not."""
    root = project({"catalog/area/quite-new.yaml": "name: ["})
    assert new(root, "micro-credential") == 1
    assert "is in use: catalog/area/quite-new.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("entity_id", "sentence"),
    [
        ("Quite New", "'Quite New' is not an id — use lower-case letters"),
        ("glossary", "the id 'glossary' is reserved (it is a part of the site's own addresses)"),
        ("con", "the id 'con' is reserved (Windows cannot store it)"),
        ("../evil", "'../evil' is not an id"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_bad_id_is_refused(
    kind: str,
    entity_id: str,
    sentence: str,
    project: MakeProject,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An id that the check would refuse is refused before anything is written."""
    root = project()
    before = sorted(root.parent.rglob("*"))
    assert new(root, kind, entity_id) == 1
    assert capsys.readouterr().err.startswith(sentence)
    assert sorted(root.parent.rglob("*")) == before


def test_subfolder_is_made_and_schema_found(project: MakeProject) -> None:
    """--in makes the folder, and the first line leads from there to the schema."""
    root = project()
    assert new(root, "micro-credential", "quite-new", "--in", "area/inner") == 0
    path = root / "catalog/area/inner/quite-new.yaml"
    link = path.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
    schemas = root / "badgepress/schemas"
    assert (path.parent / link).resolve() == schemas / "micro-credential.schema.json"
    assert inspect(root)[1].sorted() == []


@pytest.mark.parametrize(
    "folder", ["..", "../stacks", "/elsewhere", "issuers", "frameworks/x", ".x", "x.yaml", "link"]
)
def test_subfolder_elsewhere_is_refused(
    folder: str, project: MakeProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--in cannot lead out of the kind's own folder, nor into another kind's."""
    root = project()
    (root / "catalog/link").symlink_to(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert new(root, "micro-credential", "quite-new", "--in", folder) == 2
    assert capsys.readouterr().err.startswith(f"'{folder}' is no folder below catalog/")
    assert sorted(tmp_path.rglob("*")) == before


TERM = """\
  - id: one
    term: one
    definition: The first.
    source: {title: A book}
    since: 2016-03-01
    status: current
"""
GLOSSARIES: dict[str, Files] = {
    "missing": {"glossary.yaml": None},
    "empty": {"glossary.yaml": ""},
    "plain": {"glossary.yaml": f"terms:\n{TERM}"},
    "no newline at the end": {"glossary.yaml": f"terms:\n{TERM}".rstrip()},
    "comments": {"glossary.yaml": f"# top\nterms: # list\n\n  # one\n{TERM}\n# end\n"},
    "no indent": {"glossary.yaml": "terms:\n" + TERM.replace("\n  ", "\n").removeprefix("  ")},
    "crlf": {"glossary.yaml": f"terms:\n{TERM}".replace("\n", "\r\n")},
    "crlf without end": {"glossary.yaml": f"terms:\n{TERM}".rstrip().replace("\n", "\r\n")},
    "byte order mark": {"glossary.yaml": f"\ufeffterms:\n{TERM}"},
    "block at the end": {"glossary.yaml": f"terms:\n{TERM}    note: |\n      Some\n      words"},
}


@pytest.mark.parametrize("glossary", GLOSSARIES.values(), ids=GLOSSARIES.keys())
def test_term_is_appended(glossary: Files, project: MakeProject) -> None:
    """Every byte of the glossary stays, the new term has its line endings, and the check passes."""
    root = project()
    path = root / "glossary.yaml"
    text = glossary["glossary.yaml"]
    before = text.encode() if isinstance(text, str) else b""
    path.write_bytes(before)
    if text is None:
        path.unlink()
    assert new(root, "term") == 0
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.endswith(b"\n")
    if b"\r\n" in before:
        assert after.count(b"\r\n") == after.count(b"\n")
    documents, problems = inspect(root)
    assert_only_todo(problems)
    assert set(documents.terms) == {"quite-new"} | ({"one"} if before else set())


@pytest.mark.parametrize(
    "glossary", ["terms: []\n", "terms: [{id: a}]\n", "words:\n  - id: a\n", "terms:\n  - id: [\n"]
)
def test_unusual_glossary_is_left_alone(
    glossary: str, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a term cannot be appended safely, nothing is changed and the text is shown."""
    root = project({"glossary.yaml": glossary})
    assert new(root, "term") == 1
    assert (root / "glossary.yaml").read_text("utf-8") == glossary
    error = capsys.readouterr().err
    assert "nothing was changed" in error
    assert "- id: quite-new" in error


def test_terms_have_no_subfolder(project: MakeProject) -> None:
    """--in makes no sense for a term and is a wrong call."""
    assert new(project(), "term", "quite-new", "--in", "x") == 2


def test_every_required_field_gets_a_value() -> None:
    """A field that the model comes to require is in the skeleton without further ado."""
    for kind in DOCUMENT_KINDS:
        schema = model_schema(kind.model)
        assert set(schema["required"]) <= set(fill(schema, schema, {}))


@pytest.mark.parametrize(
    "text", ["plain", "K-5", "yes", "1.10", "a: b", "x #y", "- z", "it's", "12:30", "", "“q” → é"]
)
def test_scalar_is_read_back_as_it_was(text: str, tmp_path: Path) -> None:
    """Whatever text a project brings along, YAML gives it back as that text."""
    (tmp_path / "x.yaml").write_text(f"a: {scalar(text)}\n", "utf-8")
    value = read(tmp_path / "x.yaml", tmp_path).data["a"]
    assert value == text
    assert type(value) is str
