"""The catalog's lists: every value has an address of its own, and nothing is left out."""

from pathlib import Path

from badgepress.catalog import Catalog
from badgepress.pages.facets import FOCUS_AREA, facets_of
from badgepress.pages.home import home_view
from badgepress.pages.lists import list_pages
from badgepress.pages.render import Renderer
from badgepress.project import inspect, open_catalog
from tests.conftest import SMALL, MakeProject


def _catalog(root: Path) -> Catalog:
    return open_catalog(root)[0]


def _small(name: str) -> str:
    return (SMALL / name).read_text("utf-8")


def test_roles_that_differ_in_signs_only_have_lists_of_their_own(project: MakeProject) -> None:
    """Words whose addresses would be the same get numbers; none hides another."""
    settings = _small("mkdocs.yml").replace(
        "roles: [teacher, media coordinator, administrator]",
        'roles: [teacher, "teacher!", 教师, 校长, media coordinator]',
    )
    entry = _small("catalog/safe-online.yaml").replace(
        "roles: [teacher]", 'roles: [teacher, "teacher!", 教师, 校长]'
    )
    assert entry != _small("catalog/safe-online.yaml")
    files = {"mkdocs.yml": settings, "catalog/safe-online.yaml": entry}
    catalog = _catalog(project(files))
    paths = [value.path for value in facets_of(catalog)["Role"]]
    assert paths[:4] == [
        "browse/role/teacher/",
        "browse/role/teacher-2/",
        "browse/role/other/",
        "browse/role/other-2/",
    ]
    pages = [page.path for page in list_pages(catalog, Renderer())]
    assert len(pages) == len(set(pages))


def test_two_frameworks_may_use_one_id(project: MakeProject) -> None:
    """Focus areas of two frameworks with the same id have two lists."""
    name = next((SMALL / "catalog/frameworks").glob("*.yaml")).name
    entry = _small("catalog/safe-online.yaml")
    aligned = entry.replace("alignments: [", "alignments: [other/media, ")
    assert aligned != entry
    files = {
        "catalog/frameworks/other.yaml": _small(f"catalog/frameworks/{name}"),
        "catalog/safe-online.yaml": aligned,
    }
    values = facets_of(_catalog(project(files)))[FOCUS_AREA]
    assert len({value.path for value in values}) == len(values) >= 3


def test_retired_is_listed_apart(project: MakeProject) -> None:
    """What is retired is in the list of retired ones, and in no other."""
    retired = "status: retired\nretired: {date: 2026-01-31, reason: The tool is gone.}"
    files = {
        "catalog/alone.yaml": _small("catalog/safe-online.yaml")
        .replace("status: active", retired)
        .replace("name: Safe Online", "name: Alone Online")
    }
    catalog = _catalog(project(files))
    having = {
        value.path
        for values in facets_of(catalog).values()
        for value in values
        if any(entry.id == "alone" for entry in value.entries)
    }
    assert having == {"browse/status/retired/"}
    pages = {page.path: page.html for page in list_pages(catalog, Renderer())}
    assert "Alone Online" in pages["browse/status/retired/"]
    assert "Alone Online" not in pages["catalog/"]


def test_home_counts_what_the_lists_show(project: MakeProject) -> None:
    """The number on a focus area's tile is the number in the list behind it."""
    catalog = _catalog(project())
    lists = {value.path: len(value.entries) for value in facets_of(catalog)[FOCUS_AREA]}
    assert {area.path: number for area, number in home_view(catalog).areas} == lists


def test_hand_written_page_among_the_lists_is_refused(project: MakeProject) -> None:
    """`check` finds a page whose address belongs to the catalog's lists."""
    root = project({"pages/browse/level/advanced.md": "# Mine\n"})
    problems = inspect(root)[1].sorted()
    assert [str(problem) for problem in problems] == [
        "pages/browse/level/advanced.md:1:1: it has the same address as what badgepress makes:"
        " /browse/ — rename it, or move it elsewhere"
    ]
