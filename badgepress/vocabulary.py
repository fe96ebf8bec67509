"""The words that the site's search may have been meant to find."""

import json
import re
from collections import Counter
from collections.abc import Iterator

from badgepress.catalog import Catalog

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")
_SHORTEST = 3
_STRONG = 100
"""What a word in a name weighs against one in a text: names come first."""


def vocabulary(catalog: Catalog) -> list[str]:
    """Every word of names, terms, tags, definitions and summaries in small letters.

    The most telling come first: of two words that are equally near, the earlier one is proposed.
    """
    weights: Counter[str] = Counter()
    for weight, text in _texts(catalog):
        for word in _WORD.findall(text.lower()):
            if len(word) >= _SHORTEST:
                weights[word] += weight
    return sorted(weights, key=lambda word: (-weights[word], word))


def vocabulary_json(catalog: Catalog) -> str:
    """The vocabulary as the search's script reads it: a list of words."""
    return json.dumps(vocabulary(catalog), separators=(",", ":")) + "\n"


def _texts(catalog: Catalog) -> Iterator[tuple[int, str]]:
    for _, entry in catalog.offered():
        yield _STRONG, entry.data.name
        yield _STRONG, " ".join(entry.data.tags)
        yield 1, entry.data.summary
    for term in (entry.data for entry in catalog.terms.values()):
        names = (term.term, term.abbreviation or "", *term.also, *term.forms)
        yield _STRONG, " ".join(names)
        yield 1, f"{term.definition} {term.note or ''}"
    for parties in (catalog.frameworks, catalog.recognizers, catalog.issuers):
        for party in parties.values():
            yield _STRONG, party.data.name
    for framework in catalog.frameworks.values():
        for _, item in framework.data.items():
            yield _STRONG, item.name
