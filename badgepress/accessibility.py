"""What is tested of the site's accessibility: one list for the tests and for the statement."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK
from badgepress.pages.facets import LEVEL, facets_of
from badgepress.translations import translation_of

STANDARD = "WCAG 2.2, level AA"


class Screen(NamedTuple):
    """A window in which pages are tested, in CSS pixels."""

    name: str
    width: int
    height: int


SCREENS = (Screen("desktop", 1280, 900), Screen("phone", 375, 812))
SCHEMES = ("light", "dark")
ZOOM_WIDTH = 320
"""A window of 1280 pixels at a zoom of 400 % (WCAG 2.2, 1.4.10)."""

PAGE_TYPES: Mapping[str, str] = {
    "Home": urls.HOME,
    "Catalog": urls.CATALOG,
    "Catalog with filters and words": "catalog/?q=badge&level={level}&sort=hours",
    "Plain list of a filter's value": "browse/level/{level}/",
    "My plan": urls.PLAN,
    "My plan with something in it": "plan/#plan=1&have={micro-credential}&want=stacks/{stack}",
    "Comparison": "compare/#compare=1&of={micro-credential},stacks/{stack}",
    "Micro-credential": "catalog/{micro-credential}/",
    "One version of a micro-credential": "catalog/{micro-credential}/v1/",
    "Other systems in which badges are used": urls.USE,
    "Forms of other systems, filled in": "use/catalog/{micro-credential}/",
    "Stacks": urls.STACKS,
    "Stack": "stacks/{stack}/",
    "Glossary": urls.GLOSSARY,
    "Term": "glossary/{term}/",
    "Page that builds a card of the glossary": urls.GLOSSARY_EMBED,
    "Glossary in another language": "es/glossary/#{term in es}",
    "Term in another language": "es/glossary/{term in es}/",
    "Micro-credential in another language": "es/catalog/{micro-credential in es}/",
    "Issuers": urls.ISSUERS,
    "Issuer": "issuers/{issuer}/",
    "Recognizers": urls.RECOGNIZERS,
    "Recognizer": "recognizers/{recognizer}/",
    "Frameworks": urls.FRAMEWORKS,
    "Framework": "frameworks/{framework}/",
    "Page that is not there": "no/such/page/",
    "Hand-written page": "about/how-to-earn/",
    "Hand-written page with wide tables": "reference/fields/",
    "Card of a micro-credential for other sites": "embed/catalog/{micro-credential}/",
    "Card of a stack for other sites": "embed/stacks/{stack}/",
    "Table of a recognizer for other sites": "embed/recognizers/{recognizer}/",
    "Card of the glossary for other sites": "embed/glossary/",
    "Card of a term for other sites": "embed/glossary/{term}/",
}
"""Kind of page → the address of one; an id in braces is the first of its kind."""

CHECKS: Mapping[str, str] = {
    "axe_finds_nothing": "axe-core finds no violation of its rules for WCAG 2.0, 2.1 and 2.2"
    " at levels A and AA, nor of its"
    " best practices; on each kind of page, in light and dark, on a desktop and on a phone.",
    "axe_finds_nothing_where_things_are_open": "The same with the menu open, and with"
    " everything unfolded that can be.",
    "zoom_needs_no_sideways_scroll": "At a zoom of 400 % no kind of page scrolls sideways.",
    "keyboard_reaches_everything": "The way past the header, the menu, the switch between"
    " light and dark, copying and unfolding work by"
    " keyboard alone; what has the focus is seen, and closing the menu gives the focus back.",
    "less_motion_is_honored": "Whoever asks the system for less motion gets none.",
    "language_is_marked": "Each page names its language, and what stands in another one"
    " names that.",
    "pictures_have_a_text_or_none": "Each picture has a text alternative, empty where it only"
    " decorates.",
    "actions_are_told": "What a button did is told to screen readers.",
    "keys_can_be_switched_off": "The keys `/`, `s` and `f`, which go to a page's search, can be"
    " switched off beside the catalog's search (WCAG 2.2, 2.1.4); the browser remembers it. None"
    " of them leaves the page.",
    "complete_without_scripts": "Without scripts every text can be read, and no button is"
    " shown that would do nothing.",
}
"""The test's name, without `test_` → what it holds the site to."""


def addresses(catalog: Catalog) -> dict[str, str]:
    """Kind of page → address of one in a catalog, without kinds that it has nothing of."""
    known = dict(_firsts(catalog))
    found = {}
    for name, path in PAGE_TYPES.items():
        try:
            found[name] = path.format_map(known)
        except KeyError:
            continue
    return found


def _firsts(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """What stands in braces → the first that a catalog has."""
    kinds = {kind.name: catalog.entries(kind) for kind in _KINDS}
    kinds["term"] = catalog.terms
    for name, entries in kinds.items():
        for entry_id in entries:
            yield name, entry_id
            break
    for name in (MICRO_CREDENTIAL.name, "term"):
        for entry_id, entry in kinds[name].items():
            if translation_of(entry.data, "es"):
                yield f"{name} in es", entry_id
                break
    for value in facets_of(catalog).get(LEVEL, ()):
        yield "level", value.slug
        break


_KINDS = (MICRO_CREDENTIAL, STACK, ISSUER, RECOGNIZER, FRAMEWORK)


def statement() -> str:
    """The public statement, in Markdown without its heading."""
    screens = " and ".join(f"{s.name} ({s.width} × {s.height})" for s in SCREENS)
    return "\n\n".join(
        [
            f"This site aims at {STANDARD}. It is to be usable with a keyboard alone, with a"
            " screen reader, enlarged, in"
            " light and dark, on a phone, and without scripts.",
            "## What is tested",
            "Each change of the engine that makes this site is tested in a real browser"
            " (Chromium):",
            "\n".join(f"- {text}" for text in CHECKS.values()),
            f"The windows are {screens}, in {' and '.join(SCHEMES)}; {ZOOM_WIDTH} pixels"
            " stand for the zoom. The kinds of pages are:",
            "\n".join(f"- {name}" for name in PAGE_TYPES),
            "## What is not",
            "Programs find some barriers and no others. Not tested yet: the site with people"
            " who use screen readers,"
            " magnifiers, switches or voice control; browsers other than Chromium; whether a"
            " text is easy to understand."
            " What other sites hold, among them the ones where an issuer takes applications,"
            " is theirs.",
            "## If something stands in your way",
            "Write to the issuer whose page it is: [issuers](../issuers/index.md) are listed"
            " with their addresses. Say which"
            " page it is, what you wanted to do, and with which browser and aids. Every page"
            " can also be read as"
            " [data](api.md), and what a micro-credential asks can be downloaded from its"
            " page as a plain text.",
        ]
    )
