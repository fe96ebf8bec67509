"""Golden cases of what is right: a change of the small example, and what it makes of the site."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SMALL, MakeProject
from test_cases import files_of_case

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents.jsontext import to_json
from badgepress.documents.openbadges2 import badge_class
from badgepress.outputs import make_pages
from badgepress.project import open_catalog

CASES = sorted((Path(__file__).parent / "cases" / "valid").glob("*.yaml"))


def _texts(catalog: Catalog) -> dict[str, str]:
    """Address → page body or badge class."""
    texts = {page.path: page.html for page in make_pages(catalog, [])}
    for kind, entry in catalog.badges():
        path = urls.version(kind.address, entry.id, entry.data.version) + urls.BADGE_CLASS
        texts[path] = to_json(badge_class(catalog, kind, entry))
    return texts


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_change_is_taken_and_shown(path: Path, project: MakeProject) -> None:
    """What an owner may write gives no problem, and is where people and backpacks look for it."""
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    catalog, problems = open_catalog(project(files_of_case(case)))
    assert problems.sorted() == []
    texts = _texts(catalog)
    for address, expected in case["shows"].items():
        assert [text for text in expected if text not in texts[address]] == []
    for address, unexpected in case.get("hides", {}).items():
        assert [text for text in unexpected if text in texts[address]] == []
    assert [address for address in case.get("absent", []) if address in texts] == []


def test_small_example_itself_shows_none_of_it() -> None:
    """The cases can fail: without its change, the example lacks what each of them shows."""
    texts = _texts(open_catalog(SMALL)[0])
    for path in CASES:
        case = yaml.safe_load(path.read_text("utf-8"))
        wanted = [(address, text) for address, all_ in case["shows"].items() for text in all_]
        assert any(text not in texts.get(address, "") for address, text in wanted), path.stem
