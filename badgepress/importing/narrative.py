"""Criteria that badgepress wrote, read back into the fields that they came from."""

from badgepress.importing.found import Found


def set_narrative(found: Found, narrative: str) -> bool:
    """Fill in what a narrative says; `False`, and it is kept for a comment, if it is none of ours."""
    found.note("criteria.narrative", narrative)
    return False
