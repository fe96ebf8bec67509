"""What the home page shows around its hand-written text."""

from badgepress.catalog import Catalog
from badgepress.kinds import STACK
from badgepress.pages.cards import card, css_class, micro_credentials
from badgepress.pages.facets import FOCUS_AREA, facets_of, is_offered
from badgepress.pages.views import Area, HomeView

FEATURED = 6
"""Cards on the home page."""
SHOWN = 4
"""Badges in the picture at the top."""


def home_view(catalog: Catalog) -> HomeView:
    """Numbers, focus areas, a few stacks, and badges for the picture at the top."""
    active = [e for e in catalog.micro_credentials.values() if is_offered(e)]
    stacks = [e for e in catalog.stacks.values() if is_offered(e)]
    areas: list[tuple[Area, int]] = []
    picked = {}
    for value in facets_of(catalog).get(FOCUS_AREA, ()):
        framework_id, _, area_id = value.key.partition("/")
        css = css_class(framework_id, area_id)
        areas.append((Area(value.title, value.path, css), len(value.entries)))
        picked[value.entries[0].id] = value.entries[0]
    for entry in active[: max(0, SHOWN - len(picked))]:
        picked[entry.id] = entry
    ordered = sorted(stacks, key=lambda e: (-len(catalog.micro_credentials_in(e)), e.id))
    stack_cards = tuple(card(catalog, STACK, entry) for entry in ordered)
    badges = [c for c in stack_cards if c.image][:1] + list(
        micro_credentials(catalog, picked.values())
    )
    return HomeView(
        micro_credentials=len(active),
        stacks=len(stacks),
        terms=len(catalog.terms),
        areas=tuple(areas),
        featured=stack_cards[:FEATURED],
        badges=tuple(badges[:SHOWN]),
    )
