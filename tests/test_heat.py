"""How much of a framework is covered, level by level."""

import pytest
from built_site import Site
from playwright.sync_api import Page, expect

from badgepress.model import Level
from badgepress.pages.heat import heat_of, legend

pytest_plugins = ["site_fixtures", "visitor_fixtures"]


@pytest.mark.parametrize(
    ("most", "spans"),
    [
        (0, ((0, "0"),)),
        (2, ((0, "0"), (1, "1"), (2, "2"))),
        (8, ((0, "0"), (1, "1–2"), (2, "3–4"), (3, "5–6"), (4, "7–8"))),
    ],
)
def test_legend_names_every_count(most: int, spans: tuple[tuple[int, str], ...]) -> None:
    """Each count up to the highest has one shade; none has the shade of nothing."""
    assert legend(most) == spans
    assert heat_of(most, most) == min(most, 4)


def test_table_counts_what_is_offered(any_site: Site) -> None:
    """Each row's number is that of micro-credentials aligned to it, and its levels add up to it."""
    catalog = any_site.catalog
    for framework in catalog.frameworks.values():
        page = any_site.pages[f"frameworks/{framework.id}/index.html"]
        rows = page.tree.xpath("//table[@class='bp-heat']/tbody/tr")
        for row, (area, item) in zip(rows, framework.data.items(), strict=True):
            *levels, total = [int(cell.text_content()) for cell in row.xpath("td")]
            parts = (area, *area.competencies) if item is area else (item,)
            names = {f"{framework.id}/{part.id}" for part in parts}
            offered = [
                entry
                for entry in catalog.micro_credentials.values()
                if entry.data.status != "retired" and names & set(entry.data.alignments)
            ]
            assert total == len(offered)
            # Nothing leads to nothing; a count leads to the view that shows as many.
            linked = [bool(cell.xpath("a")) for cell in row.xpath("td")]
            assert linked == [bool(number) for number in (*levels, total)]
            assert levels == [sum(e.data.level is level for e in offered) for level in Level]


def test_count_leads_to_what_it_counts(site: Site, own_home: str, page: Page) -> None:
    """Who follows a number sees as many cards in the catalog's search."""
    framework = next(iter(site.catalog.frameworks))
    page.goto(f"{own_home}frameworks/{framework}/", wait_until="networkidle")
    count = page.locator(".bp-heat td:not(:last-child) a").first
    number = int(count.inner_text())
    count.click()
    page.wait_for_url("**/catalog/?*level=*")
    expect(page.locator("[data-cards] .bp-card")).to_have_count(number)


def test_level_is_one_word_on_a_phone(site: Site, own_home: str, page: Page) -> None:
    """On a phone each count stands below its level's name, which no letter falls out of."""
    page.set_viewport_size({"width": 360, "height": 740})
    framework = next(iter(site.catalog.frameworks))
    page.goto(f"{own_home}frameworks/{framework}/", wait_until="networkidle")
    assert page.locator(".bp-heat thead").is_hidden()
    cell = page.locator(".bp-heat td").first
    assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"Foundational"'
    for each in page.locator(".bp-heat td").all()[:8]:
        assert each.evaluate("e => e.scrollWidth <= e.clientWidth")
        assert each.evaluate("e => e.getBoundingClientRect().height") < 60
