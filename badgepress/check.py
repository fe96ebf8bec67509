"""Rules between documents: what one says of another must be so."""

from collections.abc import Callable

from badgepress import agreement, circles, references, todo, translations
from badgepress.load import Documents
from badgepress.problems import Problems
from badgepress.published import agree, consistent, keep
from badgepress.references import Found
from badgepress.terms.check import forced_terms_exist

RULES: tuple[Callable[[Documents], Found], ...] = (
    references.issuers_exist,
    references.prerequisites_exist,
    references.replacements_exist,
    references.alignments_exist,
    references.steps_exist,
    references.recognitions_exist,
    references.terms_exist,
    circles.no_circles,
    agreement.hours_make_ceu,
    agreement.settings_know_the_words,
    agreement.rubrics_fit_scoring_guides,
    agreement.terms_are_distinct,
    agreement.names_are_distinct,
    forced_terms_exist,
    translations.translations_fit,
    translations.translated_terms_are_distinct,
    agreement.ctids_are_distinct,
    todo.nothing_is_left_to_write,
    references.former_ids_are_free,
    agree.meaning_stays,
    agree.versions_follow,
    agree.published_things_stay,
    agree.named_things_stay,
    agree.home_stays,
    keep.frozen_versions_stay,
    consistent.versions_agree,
    consistent.homes_are_homes,
    keep.records_are_whole,
)


def check(documents: Documents, problems: Problems) -> None:
    """Apply every rule between documents; what is wrong is added to `problems`."""
    for rule in RULES:
        problems.extend(rule(documents))
    for remark in agree.corrections_are_recorded(documents):
        problems.remark(remark)
    for remark in translations.translations_are_new(documents):
        problems.remark(remark)
