"""The four promises of badges, and how a page's badge keeps them."""

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import STACK
from badgepress.pages.around_views import Promise
from badgepress.versions import Version
from badgepress.words import count, long_date

_WORDS = {
    "Portable": ("portable", "portability"),
    "Stackable": ("stackable", "stackability"),
    "Verifiable": ("verifiable", "verifiability"),
    "Open": ("open", "openness", "open-badging-initiative"),
}
"""Promise → ids by which a glossary may have it."""


def promises_of(catalog: Catalog, version: Version) -> tuple[Promise, ...]:
    """How each is kept for one version, in sentences that hold for any host and any award."""
    kind, head = version.kind, version.head
    stacks = len(catalog.in_stacks.get((kind.name, head.id), ()))
    stackable = (
        f"{count(stacks, 'stack')} of this catalog {'asks' if stacks == 1 else 'ask'} for it."
        if stacks
        else "No stack of this catalog asks for it yet."
    )
    if kind is STACK:
        stackable = f"It is made of {count(len(version.entry.data.steps), 'step')}. {stackable}"
    frozen = catalog.frozen(kind, version.entry)
    verifiable = "Its documents name the issuer, the version and what was required. " + (
        f"This version was published on {long_date(frozen.record.published)} and keeps its words."
        if frozen
        else "This version is not published yet and may still change."
    )
    texts = (
        "Its badge class exists in Open Badges 2.0 and 3.0, with a picture that backpacks take, at"
        " addresses of the issuer’s own.",
        stackable + " Other issuers can name it in theirs by its address.",
        verifiable + " Who earned it and when is told by the award, which another system keeps.",
        "Everything that is asked, rubrics included, can be read without an account, by people here"
        " and by programs in open formats.",
    )
    return tuple(
        Promise(name, _term(catalog, ids), text)
        for (name, ids), text in zip(_WORDS.items(), texts, strict=True)
    )


def _term(catalog: Catalog, ids: tuple[str, ...]) -> str | None:
    return next((urls.term(each) for each in ids if each in catalog.terms), None)
