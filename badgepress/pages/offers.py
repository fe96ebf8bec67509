"""Pages of micro-credentials and stacks, and of each of their versions."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.documents import schema_org
from badgepress.documents.hosted import BADGE_DOCUMENTS
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import Offered, Stack
from badgepress.pages.cards import area_of, card, micro_credentials, stacks
from badgepress.pages.page import Alternate, Crumb, GeneratedPage, alternates
from badgepress.pages.render import Renderer, headings_of
from badgepress.pages.views import MicroCredentialView, StackView, StepView
from badgepress.relations import Option
from badgepress.words import passing_rule, step_words

_LIST_TITLES = {MICRO_CREDENTIAL.name: "Catalog", STACK.name: "Stacks"}


def offer_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """For everything offered: the page of its current version, and that version's own for ever."""
    for kind, entry in catalog.offered():
        for versioned in (False, True):
            yield _offer_page(catalog, renderer, kind, entry, versioned)


def _offer_page(
    catalog: Catalog, renderer: Renderer, kind: Kind, entry: Entry[Any], versioned: bool
) -> GeneratedPage:
    data: Offered = entry.data
    view: MicroCredentialView | StackView
    if kind is STACK:
        view, template = _stack_view(catalog, entry, versioned), "stack.html"
    else:
        view, template = _micro_credential_view(catalog, entry, versioned), "micro_credential.html"
    path = view.version_path if versioned else view.path
    html = renderer.render(template, path, view=view)
    crumbs = [Crumb(_LIST_TITLES[kind.name], f"{kind.address}/")]
    if versioned:
        crumbs.append(Crumb(data.name, view.path))
    return GeneratedPage(
        path=path,
        title=f"{data.name}, version {data.version}" if versioned else data.name,
        description=data.summary,
        html=html,
        crumbs=tuple(crumbs),
        headings=headings_of(html),
        source=entry.file.name,
        searchable=not versioned,
        listed=not versioned,
        alternates=_alternates(view),
        about=partial(schema_org.offered, catalog, kind, entry),
    )


def _alternates(view: MicroCredentialView | StackView) -> tuple[Alternate, ...]:
    if view.badge_class is None:
        return ()
    return alternates(view.version_path, BADGE_DOCUMENTS)


def _shared(catalog: Catalog, kind: Kind, entry: Entry[Any], versioned: bool) -> dict[str, Any]:
    """What both views have in common."""
    data: Offered = entry.data
    version_path = urls.version(kind.address, entry.id, data.version)
    address = catalog.version_address(kind, entry)
    badge = has_badge(data)
    replacements = catalog.stacks if kind is STACK else catalog.micro_credentials
    return {
        "id": entry.id,
        "data": data,
        "path": urls.page(kind.address, entry.id),
        "version_path": version_path,
        "versioned": versioned,
        "address": address,
        "badge_class": address + urls.BADGE_CLASS if badge else None,
        "achievement": address + urls.ACHIEVEMENT if badge else None,
        "image": version_path + urls.BADGE_SVG if badge else None,
        "png": version_path + urls.BADGE_PNG if badge else None,
        "area": area_of(catalog, entry),
        "issuer": catalog.issuer_of(data),
        "issuer_path": urls.page(ISSUER.address, data.issuer),
        "recognized": tuple(catalog.recognized(kind, entry)),
        "stacks": stacks(catalog, catalog.in_stacks.get((kind.name, entry.id), ())),
        "apply": catalog.apply_of(data),
        "retired": data.retired,
        "replaced_by": tuple(
            card(catalog, kind, replacements[other])
            for other in (data.retired.replaced_by if data.retired else ())
            if other in replacements
        ),
        "categories": catalog.settings.renewal_categories,
    }


def _micro_credential_view(
    catalog: Catalog, entry: Entry[Any], versioned: bool
) -> MicroCredentialView:
    data = entry.data
    guide = catalog.scoring_guide_of(data)
    return MicroCredentialView(
        **_shared(catalog, MICRO_CREDENTIAL, entry, versioned),
        guide=guide,
        passing=passing_rule(guide),
        review=catalog.review_of(data),
        prerequisites=tuple(
            card(catalog, MICRO_CREDENTIAL, catalog.micro_credentials[required])
            for required in data.prerequisites
        ),
        unlocks=micro_credentials(catalog, catalog.unlocks.get(entry.id, ())),
        alignments=tuple(catalog.alignments_of(data)),
    )


def _stack_view(catalog: Catalog, entry: Entry[Stack], versioned: bool) -> StackView:
    data = entry.data
    return StackView(
        **_shared(catalog, STACK, entry, versioned),
        awards=data.awards,
        steps=tuple(
            StepView(
                step_words(step) if step.any else "",
                step.note,
                tuple(_option_card(catalog, option) for option in catalog.options_of(step)),
            )
            for step in data.steps
        ),
        hours=catalog.hours_of(entry),
        ceu=catalog.ceu_of(entry),
    )


def _option_card(catalog: Catalog, option: Option) -> Any:
    since = f"Version {option.from_version} or later" if option.from_version > 1 else None
    return card(catalog, option.kind, option.entry, since)
