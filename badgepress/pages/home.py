"""What the home page shows around its hand-written text."""

from badgepress.catalog import Catalog
from badgepress.kinds import STACK
from badgepress.model import Status
from badgepress.pages.cards import card, mark, micro_credentials
from badgepress.pages.lists import slug
from badgepress.pages.views import Area, HomeView

FEATURED = 6
"""Cards on the home page."""


def home_view(catalog: Catalog) -> HomeView:
    """Numbers, focus areas, a few stacks, and badges for the picture at the top."""
    active = [e for e in catalog.micro_credentials.values() if e.data.status is not Status.RETIRED]
    stacks = [e for e in catalog.stacks.values() if e.data.status is not Status.RETIRED]
    areas: list[tuple[Area, int]] = []
    picked = {}
    for framework in catalog.frameworks.values():
        for area in framework.data.focus_areas:
            aligned = [e for e in active if catalog.focus_area_of(e) == area]
            if aligned:
                browse = f"browse/focus-area/{slug(area.id)}/"
                areas.append((mark(framework, area)._replace(path=browse), len(aligned)))
                picked[aligned[0].id] = aligned[0]
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
        badges=tuple(badges[:5]),
    )
