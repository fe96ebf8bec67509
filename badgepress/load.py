"""From the project's folder to validated models; every problem is collected, none is raised."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial as bound
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field, ValidationError

from badgepress import kept_reading, yamlfile
from badgepress.explain import explain
from badgepress.folder import files_of, of_file, stays_inside
from badgepress.ids import as_id, id_problem
from badgepress.kinds import ENTITY_KINDS, GLOSSARY_FILE, MICRO_CREDENTIAL, STACK, TERM, Kind
from badgepress.memory import Memory
from badgepress.model import Authored, Offered, Settings, Term
from badgepress.model.alike import held_once
from badgepress.model.fields import ID_PATTERN
from badgepress.partial import partial
from badgepress.problems import Problem, Problems, did_you_mean, nearest
from badgepress.published.store import Published, read_published
from badgepress.stages import Stage, during
from badgepress.yamlfile import FieldPath, YamlFile

CONFIG_FILE = "mkdocs.yml"
SETTINGS_PATH: FieldPath = ("extra", "badgepress")

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """A validated document with its id and the file it came from."""

    id: str
    data: M
    file: YamlFile
    below: FieldPath = ()
    """Where in the file the document stands; terms share one file."""

    def problem(
        self, path: FieldPath, message: str, advice: str, rule: str, *, at_key: bool = False
    ) -> Problem:
        """A problem at one of its fields."""
        return self.file.problem((*self.below, *path), message, advice, rule, at_key=at_key)


@dataclass(slots=True)
class Documents:
    """Everything that was read, by kind and id."""

    root: Path
    settings: Settings | None = None
    settings_file: YamlFile | None = None
    entries: dict[str, dict[str, Entry[Any]]] = field(default_factory=dict)
    """Kind's name → id → entry; sorted by id."""
    terms: dict[str, Entry[Term]] = field(default_factory=dict)
    known_ids: dict[str, set[str]] = field(default_factory=dict)
    """Ids of each kind's files, readable or not, so that a broken file breaks no reference."""

    published: Published = field(default_factory=Published)
    renames: dict[tuple[str, str], str] = field(default_factory=dict)
    """Kind's name and former id → id, from every `formerly`."""

    partial: dict[str, dict[str, Entry[Any]]] = field(default_factory=dict)
    """Kind's name → id → what is valid of a document that has problems; only for references."""

    memory: Memory = field(default_factory=Memory)
    """For what several rules find out about the same document, and perhaps the next build's."""

    def all_of(self, kind: str) -> Iterator[Entry[Any]]:
        """Every document of a kind, those with problems too, as far as they are valid."""
        yield from (self.terms if kind == TERM else self.entries[kind]).values()
        yield from self.partial.get(kind, {}).values()

    def offered(self) -> Iterator[tuple[str, Entry[Offered]]]:
        """Every micro-credential and every stack, each with its kind's name; see `all_of`."""
        for kind in (MICRO_CREDENTIAL.name, STACK.name):
            for entry in self.all_of(kind):
                yield kind, entry


@during(Stage.READING)
def load(
    root: Path, problems: Problems, settings: Any = None, memory: Memory | None = None
) -> Documents:
    """Read every file of a project's folder.

    `settings` is what `extra.badgepress` holds if somebody (MkDocs) has read it already; without
    it, mkdocs.yml is read. With a `memory`, files that nobody has written since are not read again.
    """
    documents = Documents(root, memory=memory or Memory())
    _load_settings(documents, problems, settings)
    for kind in ENTITY_KINDS:
        documents.entries[kind.name] = _load_kind(documents, kind, problems, memory)
    _load_glossary(documents, problems)
    documents.published = read_published(root, problems)
    kept_reading.finish()
    for kind_name in (*documents.entries, TERM):
        today = documents.known_ids.get(kind_name, set())
        for entry in documents.all_of(kind_name):
            for former in (each for each in entry.data.formerly or () if each not in today):
                documents.renames.setdefault((kind_name, former), entry.id)
    return documents


def _load_settings(documents: Documents, problems: Problems, data: Any) -> None:
    path = documents.root / CONFIG_FILE
    if path.exists():
        file = yamlfile.read(path, documents.root)
    elif data is None:
        advice = "start badgepress in the project's folder, where mkdocs.yml lies"
        problems.add(of_file(CONFIG_FILE, "the settings are missing", advice, "file-read"))
        return
    else:
        file = YamlFile(path, CONFIG_FILE)
    # The rest of mkdocs.yml is MkDocs' business, tags such as !ENV included.
    ours = re.compile(r"extra(\.badgepress\b.*)?|")
    problems.extend(_of_config(p) for p in file.problems if ours.fullmatch(p.field))
    if data is None:
        if not file.readable:
            return
        extra = file.data.get("extra")
        data = extra.get("badgepress") if isinstance(extra, dict) else None
        if data is None and not file.unreadable and (elsewhere := _settings_elsewhere(file)):
            problems.add(elsewhere)
            return
    documents.settings_file = file
    documents.settings = _validate(Settings, data or {}, file, problems, SETTINGS_PATH)


def _of_config(problem: Problem) -> Problem:
    if problem.rule != "empty-file":
        return problem
    advice = "write 'site_name:' and, below 'extra:' and 'badgepress:', the site's 'base_url:'"
    return replace(problem, advice=advice)


def _settings_elsewhere(file: YamlFile) -> Problem | None:
    """A problem if the settings seem to stand under another name or in another file."""
    extra = file.data.get("extra")
    inner = extra if isinstance(extra, dict) else {}
    message = "the settings of badgepress are missing"
    if near := nearest("badgepress", inner):
        advice = "did you mean 'badgepress'?"
        return file.problem(("extra", near), message, advice, "missing-field", at_key=True)
    if "badgepress" in file.data:
        advice = "'badgepress:' belongs below 'extra:', indented"
        return file.problem(("badgepress",), message, advice, "missing-field", at_key=True)
    if "INHERIT" in file.data:
        advice = (
            f"write 'extra:' and 'badgepress:' into {CONFIG_FILE} itself;"
            " badgepress does not read them from an inherited file"
        )
        return file.problem(("INHERIT",), message, advice, "missing-field", at_key=True)
    return None


def _load_kind(
    documents: Documents, kind: Kind, problems: Problems, memory: Memory | None
) -> dict[str, Entry[Any]]:
    entries: dict[str, Entry[Any]] = {}
    known: dict[str, str] = {}
    others = [other.folder for other in ENTITY_KINDS if other is not kind]
    paths = list(files_of(documents.root, kind.folder, others, problems))
    reading = _kept_entry if len(paths) >= kept_reading.WORTH else _read_entry
    for path in paths:
        name = path.relative_to(documents.root).as_posix()
        if refused := id_problem(path.stem):
            rule, message, advice = refused
            near = as_id(path.stem)
            advice = f"rename the file to {near}.yaml" if near else f"rename the file: {advice}"
            problems.add(of_file(name, message, advice, rule))
            continue
        if path.stem in known:
            message = f"two files have one address (the other is {known[path.stem]})"
            advice = "give one of them another name"
            problems.add(of_file(name, message, advice, "duplicate-address"))
            continue
        known[path.stem] = name
        read = bound(reading, path, documents.root, kind)
        entry, rest, found = memory.recall(path, _stamp(path), read) if memory else read()
        problems.extend(found)
        if entry:
            entries[path.stem] = entry
        elif rest:
            documents.partial.setdefault(kind.name, {})[path.stem] = rest
    documents.known_ids[kind.name] = set(known)
    return dict(sorted(entries.items()))


def _read_entry(
    path: Path, root: Path, kind: Kind
) -> tuple[Entry[Any] | None, Entry[Any] | None, list[Problem]]:
    """A file's document, or else what is valid of it, and its problems."""
    file = yamlfile.read(path, root)
    problems = Problems()
    problems.extend(file.problems)
    entry = rest = None
    if file.readable and (model := _validate(kind.model, file.data, file, problems)):
        entry = Entry(path.stem, held_once(model), file)
    elif file.readable:
        rest = Entry(path.stem, partial(kind.model, file.data), file)
    file.data = {}
    return entry, rest, problems.sorted()


def _kept_entry(
    path: Path, root: Path, kind: Kind
) -> tuple[Entry[Any] | None, Entry[Any] | None, list[Problem]]:
    """The same; a file of which nothing was to be said need not be read again."""
    kept = kept_reading.Kept(path, kind.model)
    if (document := kept.document()) is not None:
        file = YamlFile(path, path.relative_to(root).as_posix(), readable=True)
        return Entry(path.stem, held_once(document), file), None, []
    entry, rest, problems = _read_entry(path, root, kind)
    if entry and not problems and not entry.file.remarks:
        kept.keep(entry.data)
    return entry, rest, problems


def _stamp(path: Path) -> tuple[int, ...] | None:
    """What a file cannot be written without changing."""
    try:
        status = os.stat(path)
    except OSError:
        return None  # told by whoever reads it
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class _GlossaryFile(Authored):
    """The glossary's outside; its terms are validated one by one, so that a bad one hides none."""

    terms: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]
    """The terms."""


def _load_glossary(documents: Documents, problems: Problems) -> None:
    path = documents.root / GLOSSARY_FILE
    present = path.exists() or path.is_symlink()
    if not present or not stays_inside(path, documents.root, problems):
        return
    file = yamlfile.read(path, documents.root)
    problems.extend(file.problems)
    if not file.readable:
        return
    _validate(_GlossaryFile, file.data, file, problems)
    listed = file.data.get("terms")
    known: dict[str, int] = {}
    listed = listed if isinstance(listed, list) else []
    for index, raw in enumerate(listed):
        if not isinstance(raw, dict):
            continue
        below: FieldPath = ("terms", index)
        if _only_translates(raw):
            others = [t.get("id") for t in listed if t is not raw and isinstance(t, dict)]
            problems.add(_translation_of_nothing(file, below, raw["id"], others))
            continue
        if isinstance(raw.get("id"), str):
            _claim_term(file, below, raw["id"], known, problems)
        term = _validate(Term, raw, file, problems, below)
        if term is None:
            rest = Entry(f"terms[{index + 1}]", partial(Term, raw), file, below)
            documents.partial.setdefault(TERM, {})[rest.id] = rest
        elif term.id not in documents.terms:
            documents.terms[term.id] = Entry(term.id, term, file, below)
    documents.known_ids[TERM] = set(known)
    documents.terms = dict(sorted(documents.terms.items()))
    file.data = {}


def _only_translates(raw: dict[str, Any]) -> bool:
    """Whether something stands among the terms that translates one, but defines none."""
    return isinstance(raw.get("id"), str) and set(raw) == {"id", "translations"}


def _translation_of_nothing(
    file: YamlFile, below: FieldPath, term_id: str, others: list[Any]
) -> Problem:
    known = [other for other in others if isinstance(other, str)]
    advice = "write 'translations:' into the term that is translated, or add the term in English"
    if term_id in known:
        message = f"a translation of '{term_id}' stands beside the term"
    else:
        message = f"there is no term '{term_id}' that this could be a translation of"
        advice = did_you_mean(term_id, known) or advice
    return file.problem((*below, "id"), message, advice, "translation")


def _claim_term(
    file: YamlFile, below: FieldPath, term_id: str, known: dict[str, int], problems: Problems
) -> None:
    path = (*below, "id")
    if term_id in known:
        first = file.value_mark(("terms", known[term_id], "id")).line
        message = f"two terms have the id '{term_id}' (the first in line {first})"
        advice = "give one of them another id, or join them"
        problems.add(file.problem(path, message, advice, "duplicate-id"))
        return
    known[term_id] = int(below[1])
    # The model itself refuses what is no id at all.
    if re.fullmatch(ID_PATTERN, term_id) and (refused := id_problem(term_id)):
        rule, message, advice = refused
        problems.add(file.problem(path, message, advice, rule))


def _validate(
    model: type[M], data: Any, file: YamlFile, problems: Problems, below: FieldPath = ()
) -> M | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems.extend(explain(error, model, file, below))
        return None
