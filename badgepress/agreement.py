"""Rules for values that must agree with each other, across files and with the settings."""

from collections.abc import Iterator
from typing import Any

from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, RECOGNIZER
from badgepress.load import SETTINGS_PATH, Documents, Entry
from badgepress.model import (
    Issuer,
    MicroCredential,
    Offered,
    Recognizer,
    ScoringGuide,
    Settings,
    Status,
    Term,
    TermStatus,
)
from badgepress.problems import did_you_mean, nearest, one_of
from badgepress.published.differences import with_inherited
from badgepress.references import Found
from badgepress.terms.matcher import spelled
from badgepress.yamlfile import FieldPath

_UNLISTED = "not-in-settings"


def hours_make_ceu(documents: Documents) -> Found:
    """CEU are what the hours make, or a note says why not."""
    settings = documents.settings
    if settings is None:
        return
    for entry in _micro_credentials(documents):
        data = entry.data
        if data.version in documents.published.of(MICRO_CREDENTIAL.name, entry.id):
            continue  # another rate in the settings changes nothing of what was published
        expected = round(data.hours / settings.hours_per_ceu, 2)
        if data.ceu is None or data.ceu_note or abs(data.ceu - expected) < 0.005:
            continue
        message = (
            f"{data.hours:g} hours make {expected:g} CEU"
            f" (at {settings.hours_per_ceu:g} hours each), but this says {data.ceu:g}"
        )
        advice = f"write 'ceu: {expected:g}', or say in 'ceu_note' why it differs"
        yield entry.problem(("ceu",), message, advice, "hours-and-ceu")


def _micro_credentials(documents: Documents) -> Iterator[Entry[MicroCredential]]:
    yield from documents.entries[MICRO_CREDENTIAL.name].values()


def settings_know_the_words(documents: Documents) -> Found:
    """Renewal categories, roles and grades come from the settings' lists."""
    settings = documents.settings
    if settings is None:
        return
    for _, offered in documents.offered():
        yield from _audience(settings, offered)
    for entry in documents.all_of(MICRO_CREDENTIAL.name):
        if word := entry.data.renewal_category:
            yield from _category(settings, entry, ("renewal_category",), word)
    recognizer: Entry[Recognizer]
    for recognizer in documents.all_of(RECOGNIZER.name):
        for index, recognition in enumerate(recognizer.data.recognizes):
            here: FieldPath = ("recognizes", index)
            if recognition.counts_as and (word := recognition.counts_as.renewal_category):
                path = (*here, "as", "renewal_category")
                yield from _category(settings, recognizer, path, word)
            for position, role in enumerate(recognition.roles):
                path = (*here, "roles", position)
                yield from _listed(recognizer, path, "roles", role, settings.roles)


def _audience(settings: Settings, entry: Entry[Offered]) -> Found:
    audience = entry.data.audience
    if audience is None:
        return
    for index, role in enumerate(audience.roles):
        yield from _listed(entry, ("audience", "roles", index), "roles", role, settings.roles)
    for index, grade in enumerate(audience.grades):
        yield from _listed(entry, ("audience", "grades", index), "grades", grade, settings.grades)


def _listed(
    entry: Entry[Offered] | Entry[Recognizer],
    path: FieldPath,
    name: str,
    word: str,
    words: tuple[str, ...],
) -> Found:
    if word and words and word not in words:
        message = f"'{word}' is not in the list of {name}"
        known = f"use {one_of(words)}, or add it to {_setting(name)}"
        # 'K-12' is not a misspelled '9-12'.
        guess = did_you_mean(word, words) if word.isalpha() else ""
        yield entry.problem(path, message, guess or known, _UNLISTED)


def _category(
    settings: Settings,
    entry: Entry[MicroCredential] | Entry[Recognizer],
    path: FieldPath,
    word: str,
) -> Found:
    words = settings.renewal_categories
    if word not in words:
        place = _setting("renewal_categories")
        known = f"use {one_of(words)}, or add it to {place}" if words else f"add it to {place}"
        advice = did_you_mean(word, words) or known
        yield entry.problem(path, f"there is no renewal category '{word}'", advice, _UNLISTED)


def _setting(name: str) -> str:
    return f"{'.'.join(map(str, SETTINGS_PATH))}.{name} in mkdocs.yml"


def rubrics_fit_scoring_guides(documents: Documents) -> Found:
    """Every micro-credential has a scoring guide and a review, and rubrics use its levels."""
    for entry in _micro_credentials(documents):
        frozen = documents.published.of(MICRO_CREDENTIAL.name, entry.id).get(entry.data.version)
        data = with_inherited(entry.data, frozen.data) if frozen else entry.data
        issuer: Entry[Issuer] | None = documents.entries[ISSUER.name].get(data.issuer)
        for name in ("scoring_guide", "review"):
            if issuer and getattr(data, name) is None and getattr(issuer.data, name) is None:
                message = "neither the micro-credential nor its issuer has it"
                advice = f"add '{name}:' here or to {issuer.file.name}"
                yield entry.problem((name,), message, advice, "missing-field")
        guide = data.scoring_guide or (issuer.data.scoring_guide if issuer else None)
        if guide:
            yield from _rubric_levels(entry, [level.id for level in guide.levels])
            yield from _enough_parts(entry, guide)


def _enough_parts(entry: Entry[MicroCredential], guide: ScoringGuide) -> Found:
    needed, given = guide.passing_count or 1, len(entry.data.parts)
    if needed > given:
        message = f"{needed} parts must pass, but there are only {given}"
        advice = "add parts, or change the scoring guide's passing rule"
        yield entry.problem(("parts",), message, advice, "passing-rule")


def _rubric_levels(entry: Entry[MicroCredential], levels: list[str]) -> Found:
    for path, rubric in _rubrics(entry.data):
        unknown = {level: nearest(level, levels) for level in rubric if level not in levels}
        for level, near in unknown.items():
            message = f"the scoring guide has no level '{level}'"
            advice = f"did you mean '{near}'?" if near else f"use {', '.join(levels)}"
            here = (*path, level)
            yield entry.problem(here, message, advice, "rubric-levels", at_key=True)
        # A misspelled level is not missing besides.
        missing = [x for x in levels if x not in rubric and x not in unknown.values()]
        if missing:
            message = f"the rubric does not describe {', '.join(missing)}"
            advice = "add " + " and ".join(f"'{level}:'" for level in missing)
            yield entry.problem(path, message, advice, "rubric-levels")


def _rubrics(data: MicroCredential) -> Iterator[tuple[FieldPath, dict[str, str]]]:
    for index, part in enumerate(data.parts):
        if part.rubric is not None:
            yield ("parts", index, "rubric"), part.rubric
        for row, criterion in enumerate(part.criteria):
            yield ("parts", index, "criteria", row, "rubric"), criterion.rubric


def terms_are_distinct(documents: Documents) -> Found:
    """A word, an abbreviation, a form or another name belongs to one term alone."""
    owner: dict[str, str] = {}
    for words in (_words_of, _other_names_of):
        for entry in documents.terms.values():
            for path, word in words(entry.data):
                first = owner.setdefault(spelled(word).casefold(), entry.id)
                if first != entry.id and not (
                    words is _other_names_of and _follow(documents, first, entry.id)
                ):
                    message = f"'{word}' stands for the term '{first}' already"
                    advice = "remove it from one of the two terms"
                    yield entry.problem(path, message, advice, "ambiguous-term")


def names_are_distinct(documents: Documents) -> Found:
    """No two micro-credentials, and no two stacks, have one name; drafts are not compared."""
    owner: dict[tuple[str, str], str] = {}
    for kind, entry in documents.offered():
        name, status = entry.data.name, entry.data.status
        if not name or status in (None, Status.DRAFT):
            continue
        first = owner.setdefault((kind, " ".join(name.split()).casefold()), entry.file.name)
        if first != entry.file.name:
            message = f"{first} has the same name, so earners could not tell the two apart"
            yield entry.problem(
                ("name",), message, "give one of them another name", "duplicate-name"
            )


def ctids_are_distinct(documents: Documents) -> Found:
    """A CTID stands for one issuer, or for one version of one thing offered.

    CTDL, property ceterms:ctid: each version of a resource has one of its own.
    """
    owner: dict[str, str] = {}
    for issuer in documents.all_of(ISSUER.name):
        yield from _claimed(issuer, owner, f"{issuer.file.name} has")
    for kind, entry in documents.offered():
        for number, frozen in documents.published.of(kind, entry.id).items():
            if frozen.data.ctid and number != entry.data.version:
                owner.setdefault(frozen.data.ctid, f"version {number} of '{entry.id}' has")
    for _, entry in documents.offered():
        yield from _claimed(entry, owner, f"{entry.file.name} has")


def _claimed(entry: Entry[Any], owner: dict[str, str], here: str) -> Found:
    ctid = entry.data.ctid
    if ctid and (first := owner.setdefault(ctid, here)) != here:
        message = f"{first} the same CTID, but it stands for one version of one thing"
        advice = "give this one a CTID of its own, or remove it"
        yield entry.problem(("ctid",), message, advice, "duplicate-ctid")


def _follow(documents: Documents, one: str, other: str) -> bool:
    """Whether one of two terms took the other's place, and may go by its name, too."""
    terms = documents.terms
    return other in terms[one].data.replaced_by or one in terms[other].data.replaced_by


def _other_names_of(term: Term) -> Iterator[tuple[FieldPath, str]]:
    for index, word in enumerate(term.also):
        yield ("also", index), word


def _words_of(term: Term) -> Iterator[tuple[FieldPath, str]]:
    yield ("term",), term.term
    if term.abbreviation:
        yield ("abbreviation",), term.abbreviation
    for index, word in enumerate(term.forms if term.status is not TermStatus.RETIRED else ()):
        yield ("forms", index), word
