"""Pages of the tools for visitors: the plan, which is a plain list of stacks without scripts, and
the comparison."""

from collections.abc import Iterator

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import STACK
from badgepress.pages.cards import card
from badgepress.pages.facets import by_name, is_offered
from badgepress.pages.page import Crumb, GeneratedPage
from badgepress.pages.render import Renderer
from badgepress.pages.steps import step_views
from badgepress.pages.tool_views import CompareView, PlanView, StackInPlan
from badgepress.planning.comparison import row_names
from badgepress.planning.entries import key_count
from badgepress.planning.shards import shard_count

STACKS_PER_PAGE = 24
MOST_COMPARED = 4
_PLAN = (
    "My plan",
    "Mark what you have and what you want, and see how far you are on each stack and what is left"
    " to earn. No account: the plan stays in this browser, and nothing is sent anywhere.",
)
_COMPARE = (
    "Compare",
    "Two to four micro-credentials or stacks side by side, with their differences marked.",
)


def tool_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The plan, page by page, and the comparison."""
    yield from _plan_pages(catalog, renderer)
    title, lead = _COMPARE
    view = CompareView(title, lead, _shards(catalog), row_names(), MOST_COMPARED)
    html = renderer.render("compare.html", urls.COMPARE, view=view)
    yield GeneratedPage(urls.COMPARE, title, lead, html, searchable=False)


def _plan_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    title, lead = _PLAN
    stacks = [entry for entry in by_name(catalog.stacks.values()) if is_offered(entry)]
    starts = range(0, max(len(stacks), 1), STACKS_PER_PAGE)
    paths = tuple(
        f"{urls.PLAN}{number}/" if number > 1 else urls.PLAN for number in range(1, len(starts) + 1)
    )
    for number, (start, path) in enumerate(zip(starts, paths, strict=True), start=1):
        shown = tuple(
            StackInPlan(card(catalog, STACK, entry), step_views(catalog, entry.data))
            for entry in stacks[start : start + STACKS_PER_PAGE]
        )
        view = PlanView(title, lead, _shards(catalog), shown, len(stacks), number, paths)
        yield GeneratedPage(
            path=path,
            title=title if number == 1 else f"{title}, stacks, page {number}",
            description=lead,
            html=renderer.render("plan.html", path, view=view),
            crumbs=() if number == 1 else (Crumb(title, urls.PLAN),),
            searchable=False,
        )


def _shards(catalog: Catalog) -> int:
    return shard_count(key_count(catalog))
