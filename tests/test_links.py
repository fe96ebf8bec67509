"""Links of hand-written pages: what the check says about those that lead nowhere."""

from pathlib import Path

import pytest
from conftest import FULL, SMALL, MakeProject

from badgepress import links
from badgepress.frame import source_name
from badgepress.outputs import make_pages
from badgepress.project import inspect, open_catalog


def _found(project: MakeProject, text: str, page: str = "about/mine.md") -> list[str]:
    _, problems = inspect(project({f"pages/{page}": text}))
    return [str(problem) for problem in problems.sorted()]


def test_dead_link_to_a_generated_page_is_an_error_at_its_place(project: MakeProject) -> None:
    """File, line and column are named, and the nearest page."""
    found = _found(project, "# Mine\n\nSee [it](../catalog/safe-onlin.md#top), [x](../index.md).\n")
    assert found == [
        "pages/about/mine.md:3:10: the link '../catalog/safe-onlin.md' leads nowhere: no YAML file"
        " makes that page — did you mean '../catalog/safe-online.md'?"
    ]


def test_dead_link_without_a_near_page_gets_the_list(project: MakeProject) -> None:
    """What is like nothing is best replaced by its list, named as from the page."""
    (line,) = _found(project, "[it](issuers/zzzzzzzzzzzzzz.md)\n", "index.md")
    assert line.endswith("makes that page — link the list, 'issuers/index.md'")


def test_dead_link_between_hand_written_pages_is_a_warning(project: MakeProject) -> None:
    """Another plugin may make that page, so the check alone cannot refuse it."""
    (line,) = _found(project, "[it](other.md)\n")
    assert line == (
        "pages/about/mine.md:1:6: warning: the link 'other.md' leads nowhere: there is no such page"
        " — mend the link, or remove it"
    )


@pytest.mark.parametrize(
    "text",
    [
        "`[x](../catalog/none.md)`",
        "``[x](../catalog/none.md) ` ``",
        "```md\n[x](../catalog/none.md)\n```",
        "~~~~\n```\n[x](../catalog/none.md)\n~~~~",
        "    [x](../catalog/none.md)",
        "<!-- [x](../catalog/none.md) -->",
        "[x](https://example.org/catalog/none.md)",
        "[x](/catalog/none.md)",
        "[x](../catalog/none.txt)",
        "[x](#none.md)",
        "[x](../catalog/safe-online.md#part)",
        "[x](<../catalog/safe-online.md>)",
        '[x](../catalog/safe-online.md "Title")',
        "[x](../catalog/safe-online/v1.md)",
        "[x](../catalog/safe%2Donline.md)",
    ],
)
def test_code_and_good_links_are_no_problem(project: MakeProject, text: str) -> None:
    """Code, comments, other addresses and pages that exist give no line."""
    assert _found(project, f"# Mine\n\n{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "!!! note\n\n    [x](../catalog/none.md)",
        "- item\n\n    [x](../catalog/none.md)",
        "One [two](../index.md) `code` [x](../catalog/none.md)",
        "```\ncode\n```\n[x](../catalog/none.md)",
        "[x]\n\n[x]: ../catalog/none.md",
        "[x](../browse/level/none.md)",
        "[x](../browse/none.md)",
    ],
)
def test_dead_links_are_found_beside_code(project: MakeProject, text: str) -> None:
    """Lists and admonitions are no code, and definitions of links count."""
    (line,) = _found(project, f"# Mine\n\n{text}\n")
    assert "leads nowhere: no YAML file makes that page" in line


@pytest.mark.parametrize("example", [SMALL, FULL], ids=["small", "full"])
def test_every_generated_page_may_be_linked(project: MakeProject, example: Path) -> None:
    """The check knows each page that is made, and no other."""
    catalog, _ = open_catalog(example)
    made = sorted(source_name(page.path) for page in make_pages(catalog, []))
    assert any(name.startswith("browse/") for name in made)
    text = "".join(f"[x]({name})\n" for name in made)
    root = project({"pages/every.md": text}, example)
    assert [str(p) for p in inspect(root)[1].sorted()] == []
    assert links.known_pages(catalog) == set(made)


def test_only_the_preview_links_drafts(project: MakeProject) -> None:
    """A link to a draft is dead in a build, and alive in the preview."""
    draft = (SMALL / "catalog/safe-online.yaml").read_text("utf-8")
    draft = draft.replace("status: active", "status: draft")
    root = project({"catalog/not-yet.yaml": draft, "pages/a.md": "[x](catalog/not-yet.md)\n"})
    assert [problem.rule for problem in inspect(root)[1].errors] == ["dead-link"]
    assert open_catalog(root, drafts=True)[1].sorted() == []
