"""How much of a framework is covered, level by level."""

import pytest
from built_site import Site

from badgepress.model import Level
from badgepress.pages.heat import heat_of, legend

pytest_plugins = ["site_fixtures"]


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
            assert levels == [sum(e.data.level is level for e in offered) for level in Level]
