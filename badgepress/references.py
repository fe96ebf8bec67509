"""Rules for references: what is named exists, may be named here, and leads into no circle."""

from collections.abc import Iterator
from typing import Any

from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK, TERM
from badgepress.load import Documents, Entry
from badgepress.model import MicroCredential, Offered, Recognizer, Reference, Stack, Status, Step
from badgepress.problems import Problem, did_you_mean, one_of
from badgepress.yamlfile import FieldPath, field_name

Found = Iterator[Problem]
Links = Iterator[tuple[FieldPath, str]]
"""Where a document names others, and which."""

_KIND_OF_REFERENCE = {
    "micro_credential": MICRO_CREDENTIAL.name,
    "stack": STACK.name,
    "issuer": ISSUER.name,
}
_RULE = "dangling-reference"


def _leads(
    documents: Documents, entry: Entry[Any], path: FieldPath, kind: str, target: str
) -> Found:
    """A problem unless a document of that kind and id exists and may be shown with this one."""
    known = documents.known_ids.get(kind, set())
    target = documents.renames.get((kind, target), target)
    if not target:
        return  # Not readable; that is reported already.
    if target not in known:
        elsewhere = [other for other, ids in documents.known_ids.items() if target in ids]
        message = f"there is no {kind} '{target}'"
        if elsewhere:
            message += f", but there is {_a(elsewhere[0])} of that name"
        yield entry.problem(
            path, message, _how_to_name(path, kind, target, elsewhere, known), _RULE
        )
    elif _is_draft(documents, kind, target) and not _draft_status(entry):
        message = f"the {kind} '{target}' is a draft, which only the preview shows"
        advice = "make it active first, or remove the reference"
        yield entry.problem(path, message, advice, "draft-reference")


def _how_to_name(
    path: FieldPath, kind: str, target: str, elsewhere: list[str], known: set[str]
) -> str:
    of_other_kind = elsewhere[0].replace("-", "_") if elsewhere else ""
    if of_other_kind in ("stack", "micro_credential") and path[0] in ("steps", "recognizes"):
        if path[-2:-1] == ("of",):
            return f"write {'stacks/' if of_other_kind == 'stack' else ''}{target}"
        return f"write '{of_other_kind}: {target}'"
    if elsewhere:
        return f"name {_a(kind)}, or remove the reference"
    if guess := did_you_mean(target, known):
        return guess
    if kind == FRAMEWORK.name:
        return f"add the file {FRAMEWORK.file_of(target)}, or remove the reference"
    return f"make it ('badgepress new {kind} {target}'), or remove the reference"


def _a(kind: str) -> str:
    return f"an {kind}" if kind == ISSUER.name else f"a {kind}"


def _is_draft(documents: Documents, kind: str, target: str) -> bool:
    """Whether nothing of it is public; the draft of a new version leaves the last one."""
    entry = documents.entries.get(kind, {}).get(target)
    published = documents.published.of(kind, target)
    return entry is not None and not published and _draft_status(entry)


def _draft_status(entry: Entry[Any]) -> bool:
    status = getattr(entry.data, "status", Status.ACTIVE)
    # Where the status itself is wrong, nothing follows from it.
    return status is Status.DRAFT or status is None


def issuers_exist(documents: Documents) -> Found:
    """Everything offered names an issuer that exists."""
    for _, entry in documents.offered():
        yield from _leads(documents, entry, ("issuer",), ISSUER.name, entry.data.issuer)


def prerequisites_exist(documents: Documents) -> Found:
    """Prerequisites are micro-credentials of this catalog, and no drafts."""
    kind = MICRO_CREDENTIAL.name
    for entry in documents.all_of(kind):
        for path, target in prerequisites_of(entry.data):
            yield from _leads(documents, entry, path, kind, target)


def replacements_exist(documents: Documents) -> Found:
    """What replaces something retired exists, is of the same kind, and is no draft."""
    for kind, entry in documents.offered():
        for path, target in replacements_of(entry.data):
            yield from _leads(documents, entry, path, kind, target)


def alignments_exist(documents: Documents) -> Found:
    """Alignments name a framework and one of its items."""
    frameworks = documents.entries[FRAMEWORK.name]
    items = {key: [item.id for _, item in f.data.items()] for key, f in frameworks.items()}
    for entry in documents.all_of(MICRO_CREDENTIAL.name):
        for index, alignment in enumerate(entry.data.alignments):
            framework, _, item = alignment.partition("/")
            path = ("alignments", index)
            yield from _leads(documents, entry, path, FRAMEWORK.name, framework)
            known = items.get(framework, [item])
            if item not in known:
                message = f"the framework '{framework}' has no item '{item}'"
                guess = did_you_mean(item, known)
                yield entry.problem(path, message, guess or f"name one of {one_of(known)}", _RULE)


def steps_exist(documents: Documents) -> Found:
    """Steps name micro-credentials and stacks of the catalog, each once, in versions that exist."""
    for entry in documents.all_of(STACK.name):
        seen: dict[tuple[str, str], FieldPath] = {}
        for path, reference in step_references(entry.data):
            kind = _KIND_OF_REFERENCE[reference.kind]
            yield from _leads(documents, entry, path, kind, reference.id)
            yield from _version_exists(documents, entry, path, kind, reference)
            first = seen.setdefault((kind, reference.id), path)
            if first != path and reference.id:
                message = f"'{reference.id}' stands already at {field_name(first)}"
                yield entry.problem(path, message, "name it once", "repeated-step")


def _version_exists(
    documents: Documents, entry: Entry[Stack], path: FieldPath, kind: str, reference: Reference
) -> Found:
    target_id = documents.renames.get((kind, reference.id), reference.id)
    target: Entry[Offered] | None = documents.entries[kind].get(target_id)
    if target and reference.from_version > (latest := _latest(documents, kind, target)):
        message = (
            f"the {kind} '{reference.id}' has no version {reference.from_version}"
            f" (its version is {latest})"
        )
        advice = f"write @{latest} or less" if latest > 1 else "leave out the @ and the number"
        yield entry.problem(path, message, advice, "version")


def _latest(documents: Documents, kind: str, entry: Entry[Offered]) -> int:
    """The number of the version that is public, or that is to be the first one."""
    published = documents.published.latest(kind, entry.id)
    return published.number if published and _draft_status(entry) else entry.data.version


def recognitions_exist(documents: Documents) -> Found:
    """Recognizers recognize what exists and is no draft."""
    for entry in documents.all_of(RECOGNIZER.name):
        recognizer: Recognizer = entry.data
        for index, recognition in enumerate(recognizer.recognizes):
            for name, kind in _KIND_OF_REFERENCE.items():
                target = getattr(recognition, name)
                if target is not None:
                    path = ("recognizes", index, name)
                    yield from _leads(documents, entry, path, kind, target)


def terms_exist(documents: Documents) -> Found:
    """Terms refer to other terms, not to themselves."""
    for entry in documents.all_of(TERM):
        for name in ("see", "replaced_by"):
            for index, target in enumerate(getattr(entry.data, name)):
                path = (name, index)
                yield from _leads(documents, entry, path, TERM, target)
                if target == entry.id and name == "see":
                    yield entry.problem(path, "the term refers to itself", "remove it", "circle")


def former_ids_are_free(documents: Documents) -> Found:
    """A former id belongs to one document, and no other has it today."""
    owners: dict[tuple[str, str], str] = {}
    for kind in (*documents.entries, TERM):
        for entry in documents.all_of(kind):
            for index, former in enumerate(entry.data.formerly or ()):
                path = ("formerly", index)
                first = owners.setdefault((kind, former), entry.id)
                if former in documents.known_ids.get(kind, set()):
                    message = f"there is {_a(kind)} '{former}' today"
                    advice = "remove it here, or the other one"
                    yield entry.problem(path, message, advice, "former-id")
                elif first != entry.id:
                    message = f"'{first}' names '{former}' as a former id already"
                    advice = "remove it from one of the two"
                    yield entry.problem(path, message, advice, "former-id")


def prerequisites_of(data: MicroCredential) -> Links:
    """What a micro-credential requires."""
    for index, target in enumerate(data.prerequisites):
        yield ("prerequisites", index), target


def replacements_of(data: Offered) -> Links:
    """What takes the place of something retired."""
    for index, target in enumerate(data.retired.replaced_by if data.retired else ()):
        yield ("retired", "replaced_by", index), target


def step_references(stack: Stack) -> Iterator[tuple[FieldPath, Reference]]:
    """Everything that the steps of a stack name."""
    for index, step in enumerate(stack.steps):
        for option, reference in enumerate(step.references):
            yield ("steps", index, *_inside(step, option)), reference


def _inside(step: Step, option: int) -> FieldPath:
    if step.any is not None:
        return ("any", "of", option)
    return ("stack",) if step.stack is not None else ("micro_credential",)
