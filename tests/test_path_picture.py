"""The picture of a stack: any name is drawn within its box, and it says what the list says."""

import pytest
from built_site import Site
from hypothesis import given
from hypothesis import strategies as st

from badgepress.pages.path_picture import _width, wrapped
from badgepress.pages.steps import step_views

pytest_plugins = ["site_fixtures"]


@given(st.text(max_size=300), st.integers(60, 700))
def test_name_fits_its_box(text: str, width: int) -> None:
    """Any name makes at most three lines of the given width; a cut one ends with …."""
    lines = wrapped(text, width)
    assert 1 <= len(lines) <= 3
    assert all(_width(line) <= width for line in lines)
    whole = "".join(lines).replace(" ", "")
    assert whole.endswith("…") or whole == "".join(text.split())


@pytest.mark.parametrize("name", ["W" * 255, "长" * 100, "supercalifragilistic" * 9, "a b " * 80])
def test_long_name_is_cut(name: str) -> None:
    """A name that is too long ends with an ellipsis."""
    lines = wrapped(name, 200)
    assert len(lines) == 3
    assert lines[2].endswith("…")


def test_picture_says_what_the_list_says(any_site: Site) -> None:
    """Each stack's picture names in its description every step and everything in it."""
    for stack in any_site.catalog.stacks.values():
        page = any_site.pages[f"stacks/{stack.id}/index.html"]
        pictures = page.tree.xpath("//figure[@class='bp-path']/svg")
        assert [p.get("class") for p in pictures] == ["bp-path__wide", "bp-path__narrow"]
        for picture in pictures:
            text = picture.xpath("string(desc)")
            for number, step in enumerate(step_views(any_site.catalog, stack.data), start=1):
                assert f"Step {number}: {step.words}" in text
                assert all(card.name in text for card in step.cards)
            assert picture.xpath(".//script | .//b | .//foreignobject") == []


def test_boxes_stay_within_the_picture(any_site: Site) -> None:
    """Nothing is drawn beyond the picture's edge, and no two boxes of a step lie on each other."""
    for path, page in any_site.pages.items():
        for picture in page.tree.xpath("//figure[@class='bp-path']/svg"):
            _, _, width, height = map(int, picture.get("viewbox").split())
            boxes = []
            for rect in picture.xpath(".//rect[not(@class)]"):
                x, y, w, h = (int(rect.get(name)) for name in ("x", "y", "width", "height"))
                assert 0 <= x < x + w <= width, path
                assert 0 <= y < y + h <= height, path
                for a, b, c, d in boxes:
                    assert x >= a + c or a >= x + w or y >= b + d or b >= y + h, path
                boxes.append((x, y, w, h))


def test_page_says_what_each_step_needs(any_site: Site) -> None:
    """A stack's page says for each step what it comes to, and links what has to be earned first."""
    for stack in any_site.catalog.stacks.values():
        page = any_site.pages[f"stacks/{stack.id}/index.html"]
        items = page.tree.xpath("//ol[@class='bp-steps']/li")
        for item, step in zip(items, step_views(any_site.catalog, stack.data), strict=True):
            facts = " ".join(item.xpath(".//p[@class='bp-step__facts']//text()"))
            assert str(step.hours) in facts
            assert all(need.name in facts for need in step.needs)
