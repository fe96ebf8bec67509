"""Rules between documents: what one says of another must be so."""

from collections.abc import Callable

from badgepress import agreement, references, todo
from badgepress.load import Documents
from badgepress.problems import Problems
from badgepress.references import Found

RULES: tuple[Callable[[Documents], Found], ...] = (
    references.issuers_exist,
    references.prerequisites_exist,
    references.replacements_exist,
    references.alignments_exist,
    references.steps_exist,
    references.recognitions_exist,
    references.terms_exist,
    references.no_circles,
    agreement.hours_make_ceu,
    agreement.settings_know_the_words,
    agreement.rubrics_fit_scoring_guides,
    agreement.terms_are_distinct,
    agreement.names_are_distinct,
    todo.nothing_is_left_to_write,
)


def check(documents: Documents, problems: Problems) -> None:
    """Apply every rule between documents; what is wrong is added to `problems`."""
    for rule in RULES:
        problems.extend(rule(documents))
