"""Open Badges 2.0 documents, to the byte."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import FULL, SMALL, TESTS, MakeProject

from badgepress import urls
from badgepress.outputs import all_files
from badgepress.project import open_catalog

GOLDEN = TESTS / "cases" / "openbadges2"
EXAMPLES = {"small": SMALL, "full": FULL}


def _documents(project: Path) -> dict[str, str]:
    """Badge classes and profiles by their path."""
    catalog, _ = open_catalog(project)
    return {
        output.path: _text(output.content)
        for output in all_files(catalog)
        if output.path.endswith((urls.BADGE_CLASS, urls.ISSUER_PROFILE))
    }


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode("utf-8")


@pytest.mark.parametrize("example", EXAMPLES)
def test_documents_are_exactly_these(
    example: str, project: MakeProject, request: pytest.FixtureRequest
) -> None:
    """Badge classes and profiles of the examples are byte for byte as kept under tests/cases."""
    documents = _documents(project(example=EXAMPLES[example]))
    folder = GOLDEN / example
    if request.config.getoption("--rewrite-cases"):
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in documents.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, "utf-8", newline="\n")
        return
    kept = {
        file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8")
        for file in folder.rglob("*.json")
    }
    assert documents == kept


@pytest.mark.parametrize("example", EXAMPLES)
def test_documents_are_ascii_and_end_with_a_newline(example: str, project: MakeProject) -> None:
    """No host's guess at the encoding can change what a backpack reads."""
    documents = _documents(project(example=EXAMPLES[example]))
    assert documents
    for path, content in documents.items():
        assert content.isascii(), path
        assert content.endswith("}\n"), path


def test_ids_come_from_base_url_with_or_without_its_last_slash(project: MakeProject) -> None:
    """A home in a folder of a host is kept whole in every address of a document."""
    text = (SMALL / "mkdocs.yml").read_text("utf-8")
    documents = []
    for home in ("https://host.example.org/x/y", "https://host.example.org/x/y/"):
        changed = text.replace("https://badges.example.org/", home)
        documents.append(_documents(project({"mkdocs.yml": changed})))
    assert documents[0] == documents[1]
    for path, content in documents[0].items():
        document = json.loads(content)
        assert document["id"] == f"https://host.example.org/x/y/{path}"
        assert "https://badges.example.org" not in str(content)


def test_narrative_says_everything_required(project: MakeProject) -> None:
    """The criteria hold every part, every word of each rubric, and the passing rule."""
    root = project()
    catalog, _ = open_catalog(root)
    documents = _documents(root)
    for entry in catalog.micro_credentials.values():
        path = urls.version("catalog", entry.id, entry.data.version) + urls.BADGE_CLASS
        narrative = json.loads(documents[path])["criteria"]["narrative"]
        wanted = [entry.data.competency, entry.data.method.key]
        for part in entry.data.parts:
            wanted += [part.name, part.prompt]
            wanted += [text for row in part.rows for text in row.rubric.values()]
        for text in wanted:
            assert " ".join(text.split()) in " ".join(narrative.split())
        assert "To pass:" in narrative
