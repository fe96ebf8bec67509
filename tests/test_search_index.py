"""What the search is told, and lists that go on in pages."""

import re
from pathlib import Path

import pytest

from badgepress import search_index, search_pagefind, urls
from badgepress.catalog import Catalog
from badgepress.pages import GeneratedPage, Renderer, all_pages
from badgepress.pages.facets import facets_of
from badgepress.project import open_catalog
from badgepress.search_index import BackgroundIndex, make_index
from badgepress.search_pagefind import IndexFault
from badgepress.vocabulary import vocabulary
from tests.conftest import SMALL, MakeProject

MANY = 130
SCRIPTS = Path(search_index.__file__).parent / "theme" / "assets" / "badgepress" / "search"


@pytest.fixture
def large(project: MakeProject) -> Catalog:
    """The small example with many copies of one micro-credential, all recognized one by one."""
    entry = (SMALL / "catalog/safe-online.yaml").read_text("utf-8")
    entry = re.sub(r"(?m)^prerequisites: .*\n", "", entry)
    files = {
        f"catalog/copy-{number:03}.yaml": entry.replace("Safe Online", f"Copy {number:03}")
        for number in range(MANY)
    }
    name = "catalog/recognizers/small-county.yaml"
    files[name] = (SMALL / name).read_text("utf-8") + "".join(
        f"  - micro_credential: copy-{number:03}\n    since: 2026-08-01\n    for: pay\n"
        "    source: https://schools.example.org/pay\n"
        for number in range(MANY)
    )
    return open_catalog(project(files))[0]


def _pages(catalog: Catalog) -> dict[str, GeneratedPage]:
    return {page.path: page for page in all_pages(catalog, Renderer())}


def test_lists_of_parties_are_capped_and_go_on(large: Catalog) -> None:
    """Issuer and framework show twelve and lead to the rest; a recognizer's rows go on in pages."""
    pages = _pages(large)
    for path, rest in (
        ("issuers/small-agency/", "browse/issuer/small-agency/"),
        ("frameworks/digital/", "browse/focus-area/safety/"),
    ):
        html = pages[path].html
        assert html.count('href="../../catalog/copy-') <= 12
        assert f'<a href="../../{rest}">See all micro-credentials</a>' in html
        assert rest in pages
    first, second = pages["recognizers/small-county/"], pages["browse/recognizers/small-county/2/"]
    rows = [page.html.count('data-level="For"') for page in (first, second)]
    assert rows == [100, MANY + 2 - 100]
    assert 'href="../../../../recognizers/small-county/recognized.csv"' in second.html
    assert 'href="../../browse/recognizers/small-county/2/"' in first.html
    assert second.crumbs[-1].path == "recognizers/small-county/"
    assert not second.searchable


def test_no_page_carries_the_whole_catalog(large: Catalog) -> None:
    """No page but a recognizer's own table links more micro-credentials than a list has."""
    for path, page in _pages(large).items():
        if "recognizers/" not in path:
            found = set(re.findall(r'href="[./]*(?:catalog/)?(copy-\d+)/"', page.html))
            assert len(found) <= 36, path


def test_facet_of_many_values_has_pages_of_its_own(project: MakeProject) -> None:
    """Above a list stand twelve values; all of them stand on a page, each with its list."""
    stack = (SMALL / "stacks/media-basics.yaml").read_text("utf-8")
    files = {
        f"stacks/more-{number:02}.yaml": stack.replace("Media Basics", f"More {number:02}")
        for number in range(20)
    }
    catalog = open_catalog(project(files))[0]
    pages = _pages(catalog)
    values = facets_of(catalog)["Stack"]
    assert len(values) > 20
    shown = re.findall(r'data-value="([^"]+)"', pages["catalog/"].html.split('"stack"')[1])
    assert len([slug for slug in shown if slug.startswith("more-")]) <= 12
    assert f'<a href="../browse/stack/all/" data-more>All {len(values)}</a>' in (
        pages["catalog/"].html
    )
    listing = pages["browse/stack/all/"].html
    assert all(urls.relative(value.path, "browse/stack/all/") in listing for value in values)


def test_vocabulary_has_names_terms_and_other_words(project: MakeProject) -> None:
    """Words to propose come from names, terms and what else these are called, names first."""
    words = vocabulary(open_catalog(project())[0])
    assert {"online", "sources", "cluster", "ceu", "badge", "micro-credentials"} <= set(words)
    assert words.index("online") < words.index("picture")
    assert len(words) == len(set(words))


def test_index_without_its_program_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Pagefind's program is missing or fails, the build says so; the preview goes on."""
    monkeypatch.setattr(search_pagefind, "get_executable", lambda: None)
    with pytest.raises(IndexFault) as fault:
        make_index(tmp_path, {})
    assert str(fault.value) == (
        "The search index could not be made: Pagefind's program is not there; install"
        " 'pagefind[bin]'"
    )
    BackgroundIndex().start(tmp_path, {})
    for program in ("false", "true"):
        monkeypatch.setattr(search_pagefind, "get_executable", lambda: Path("/bin", program))  # noqa: B023
        with pytest.raises(IndexFault, match=r"^The search index could not be made: "):
            make_index(tmp_path, {})
    assert list(tmp_path.iterdir()) == []


def test_scripts_are_small() -> None:
    """No script of the search is longer than three hundred lines."""
    lengths = {file.name: file.read_text("utf-8").count("\n") for file in SCRIPTS.iterdir()}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
