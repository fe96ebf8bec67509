"""Hosted badge documents of both standards, to the byte."""

import json
import shutil

import pytest
from badge_documents import STANDARDS, hosted_documents
from conftest import FULL, SMALL, TESTS, MakeProject

EXAMPLES = {"small": SMALL, "full": FULL}

each_standard = pytest.mark.parametrize("standard", STANDARDS)
each_example = pytest.mark.parametrize("example", EXAMPLES)


@each_standard
@each_example
def test_documents_are_exactly_these(
    standard: str, example: str, project: MakeProject, request: pytest.FixtureRequest
) -> None:
    """Badges' and issuers' documents are byte for byte as kept under tests/cases."""
    documents = hosted_documents(project(example=EXAMPLES[example]), standard)
    folder = TESTS / "cases" / standard / example
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


@each_standard
@each_example
def test_documents_are_ascii_and_end_with_a_newline(
    standard: str, example: str, project: MakeProject
) -> None:
    """No host's guess at the encoding can change what a backpack reads."""
    documents = hosted_documents(project(example=EXAMPLES[example]), standard)
    assert documents
    for path, content in documents.items():
        assert content.isascii(), path
        assert content.endswith("}\n"), path


@each_standard
def test_ids_come_from_base_url_with_or_without_its_last_slash(
    standard: str, project: MakeProject
) -> None:
    """A home in a folder of a host is kept whole in every address of a document."""
    text = (SMALL / "mkdocs.yml").read_text("utf-8")
    documents = []
    for home in ("https://host.example.org/x/y", "https://host.example.org/x/y/"):
        changed = text.replace("https://badges.example.org/", home)
        documents.append(hosted_documents(project({"mkdocs.yml": changed}), standard))
    assert documents[0] == documents[1]
    for path, content in documents[0].items():
        document = json.loads(content)
        assert document["id"] == f"https://host.example.org/x/y/{path}"
        assert "https://badges.example.org" not in content
