"""Where each YAML field goes in each standard, or that it goes nowhere and why.

The reference's page is made from this table, and tests hold it to what the documents say.
"""

from badgepress.documents.mapping.offers import MICRO_CREDENTIAL_ROWS, STACK_ROWS
from badgepress.documents.mapping.others import (
    FRAMEWORK_ROWS,
    GLOSSARY_ROWS,
    ISSUER_ROWS,
    RECOGNIZER_ROWS,
    SETTINGS_ROWS,
)
from badgepress.documents.mapping.rows import STANDARDS, Cell, Rows, Standard
from badgepress.kinds import FRAMEWORK, GLOSSARY, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK

__all__ = ["MAPPING", "SETTINGS", "STANDARDS", "Cell", "Rows", "Standard", "keys_of"]

SETTINGS = "settings"
"""The name under which the settings stand beside the kinds of documents."""

MAPPING: dict[str, Rows] = {
    MICRO_CREDENTIAL.name: MICRO_CREDENTIAL_ROWS,
    STACK.name: STACK_ROWS,
    ISSUER.name: ISSUER_ROWS,
    RECOGNIZER.name: RECOGNIZER_ROWS,
    FRAMEWORK.name: FRAMEWORK_ROWS,
    GLOSSARY.name: GLOSSARY_ROWS,
    SETTINGS: SETTINGS_ROWS,
}
"""Kind's name, or `settings` → field, as people write it (`parts.words.min`) → its cells."""


def keys_of(kind: str, field: str, standard: Standard, *, of_badges: bool = True) -> frozenset[str]:
    """Top-level keys of a standard's document that a field reaches.

    `field` may be a group, such as `parts`: then it is what any field in it reaches. With
    `of_badges` it is the badge's document (for fields of issuers and others: of the badges that
    have to do with them), without, the document of the thing itself, such as an issuer's profile.
    Raises `KeyError` for a field that there is not.
    """
    rows = MAPPING[kind]
    named = [name for name in rows if name == field or name.startswith(f"{field}.")]
    if not named:
        raise KeyError(field)
    cells = [rows[name][STANDARDS.index(standard)] for name in named]
    is_badge = kind in (MICRO_CREDENTIAL.name, STACK.name)
    paths = (cell.badges if of_badges and not is_badge else cell.own for cell in cells)
    return frozenset(path.split(".")[0] for found in paths for path in found)
