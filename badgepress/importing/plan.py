"""What an import would write: files with their content, fitted to the project that is there."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from badgepress.importing.complete import INHERITED, complete, told_by
from badgepress.importing.fit import fit, unmarked
from badgepress.importing.found import (
    Alignment,
    Findings,
    Found,
    Remark,
    SourceError,
)
from badgepress.importing.images import fitting
from badgepress.importing.joining import issuers_once, newest
from badgepress.importing.names import Names
from badgepress.importing.text import Open, document_text, open_fields
from badgepress.kinds import FRAMEWORK, GLOSSARY, ISSUER, MICRO_CREDENTIAL, STACK
from badgepress.load import Documents
from badgepress.model import Framework, Issuer
from badgepress.todo import Marked

_PICTURES = "images"
"""Folder of pictures beside the files that name them."""
_IN_SUBFOLDER = (MICRO_CREDENTIAL, STACK)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that an import writes."""

    path: PurePosixPath
    """Below the project's folder."""
    content: bytes
    about: str
    """What it was made from, in words."""
    open: tuple[Open, ...] = ()
    """What a person has to fill in."""


@dataclass(slots=True)
class Plan:
    """Everything that an import would do."""

    files: list[PlannedFile] = field(default_factory=list)
    there: list[tuple[PurePosixPath, str]] = field(default_factory=list)
    """Files that are there already, each with the name of what was found; they stay as they are."""
    remarks: list[Remark] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)
    """Names of what was left out because it is about somebody who earned a badge."""


def plan(documents: Documents, findings: Findings, subfolder: PurePosixPath) -> Plan:
    """Decide on ids and files. Nothing is written."""
    return _Planner(documents, findings, subfolder).run()


class _Planner:
    def __init__(self, documents: Documents, findings: Findings, subfolder: PurePosixPath) -> None:
        self._documents = documents
        self._findings = findings
        self._subfolder = subfolder
        self._names = Names(documents)
        self._plan = Plan(remarks=list(findings.remarks))
        self._one: dict[int, Found] = {}
        """`id()` of an issuer → the one that stands for all documents of it."""
        self._issuers: dict[int, str] = {}
        self._paths: set[PurePosixPath] = set()
        self._made: list[str] = []
        self._told: dict[str, dict[str, Any]] = {
            entry.id: told_by(entry.data) for entry in documents.all_of(ISSUER.name)
        }
        """Issuer's id → what its micro-credentials need not say themselves."""
        self._frameworks: list[tuple[str, Framework]] = [
            (entry.id, entry.data) for entry in documents.entries.get(FRAMEWORK.name, {}).values()
        ]
        self._at = {
            kind: {entry.id: entry.file.name for entry in documents.all_of(kind)}
            for kind in documents.entries
        }

    def run(self) -> Plan:
        items = list(newest(self._findings.items, self._plan.remarks))
        offered = [found for found in items if found.kind in _IN_SUBFOLDER]
        for found in (found for found in items if found.kind is FRAMEWORK):
            self._add(found)
        self._one = issuers_once(items)
        for found in self._one.values():
            self._issuer(found)
        # Those with ids of their own first, so that no id made from a name takes theirs.
        for found in sorted(offered, key=lambda found: (found.kind is STACK, not found.id)):
            self._offered(found)
        for found in items:
            if found.kind not in (*_IN_SUBFOLDER, ISSUER, FRAMEWORK, GLOSSARY):
                self._add(found)
        self._terms([found for found in items if found.kind is GLOSSARY])
        dropped = (name for found in self._findings.items for name in found.dropped)
        self._plan.personal = list(dict.fromkeys(dropped))
        return self._plan

    def _issuer(self, found: Found) -> str:
        """The id of an issuer: one that is there and is the same, or a new one."""
        found = self._one.get(id(found), found)
        fit(found, ISSUER.model)
        if known := self._issuers.get(id(found)):
            return known
        same = self._same_issuer(found)
        if same is not None:
            self._issuers[id(found)] = same
            self._plan.there.append(
                (PurePosixPath(self._at[ISSUER.name][same]), str(found.values.get("name", same)))
            )
            return same
        entity_id = self._add(found)
        self._issuers[id(found)] = entity_id
        told = {name: found.values[name] for name in INHERITED if name in found.values}
        self._told.setdefault(entity_id, told)
        return entity_id

    def _same_issuer(self, found: Found) -> str | None:
        """An issuer of the project with the id, the home page or the name that was found."""
        name = str(found.values.get("name", "")).casefold()
        url = str(found.values.get("url", "")).rstrip("/")
        for entry in self._documents.all_of(ISSUER.name):
            data: Issuer = entry.data
            same_name = name and str(data.name).casefold() == name
            same_url = url and str(data.url).rstrip("/") == url and not name
            if same_name or same_url or (not name and found.id == entry.id):
                return entry.id
        return None

    def _offered(self, found: Found) -> None:
        if "issuer" not in found.values:
            found.values["issuer"] = self._issuer_of(found)
        for aligned in found.alignments:
            self._align(found, aligned)
        self._add(found)

    def _issuer_of(self, found: Found) -> Any:
        if found.issuer is not None and found.has_issuer:
            return self._issuer(found.issuer)
        first = next(iter(self._told), None)
        if first is None:
            first = self._issuer(Found(ISSUER, found.at, "issuer that the source does not name"))
        found.reasons["issuer"] = "the source does not say who issues it"
        return first

    def _align(self, found: Found, aligned: Alignment) -> None:
        """Name the framework's item, or keep the source's words for a comment."""
        for framework_id, framework in self._frameworks:
            for _, item in framework.items():
                if _is_same(aligned, framework, item):
                    named = found.values.setdefault("alignments", [])
                    if f"{framework_id}/{item.id}" not in named:
                        named.append(f"{framework_id}/{item.id}")
                    return
        said = {name: getattr(aligned, name) for name in Alignment.__slots__}
        why = "no framework of the catalog has it: add one in catalog/frameworks/"
        found.note("alignment", {name: text for name, text in said.items() if text}, why)

    def _add(self, found: Found) -> str:
        """Plan a document's file and its picture; returns its id."""
        fit(found, found.kind.model)  # the name that will stand there is the one that counts
        entity_id, is_there = self._names.give(found)
        name = str(found.values.get("name", entity_id))
        if is_there:
            known = self._at.get(found.kind.name, {}).get(
                entity_id, str(found.kind.file_of(entity_id))
            )
            self._plan.there.append((PurePosixPath(known), name))
            return entity_id
        inner = self._subfolder if found.kind in _IN_SUBFOLDER else PurePosixPath()
        path = PurePosixPath(found.kind.folder, inner, f"{entity_id}.yaml")
        if found.kind is FRAMEWORK:
            self._remember_framework(entity_id, found)
        if found.kind is MICRO_CREDENTIAL:
            self._made.append(entity_id)
        self._picture(found, entity_id, path)
        text = document_text(found, self._values(found), path)
        fields = tuple(open_fields(text))
        self._keep(PlannedFile(path, text.encode(), f"{found.form}, {found.at}", fields))
        return entity_id

    def _keep(self, file: PlannedFile) -> None:
        self._paths.add(file.path)
        self._plan.files.append(file)

    def _values(self, found: Found) -> dict[str, Any]:
        """Values that the model takes whole, as far as they can be made so."""
        model = found.kind.model
        told = self._told.get(str(found.values.get("issuer", "")), {})
        for name in told:
            if found.kind is MICRO_CREDENTIAL and found.values.get(name) == told[name]:
                del found.values[name]
        values: dict[str, Any] = {}
        for _ in range(5):
            fit(found, model)
            if found.kind is STACK and "steps" not in found.values:
                found.values["steps"] = [{"micro_credential": self._some_step()}]
            values = complete(found, self._documents, told)
            try:
                model.model_validate(unmarked(values))
            except ValidationError as error:
                before = unmarked(found.values)
                fit(found, model, error)
                if unmarked(found.values) == before:
                    break
            else:
                break
        if "issuer" in found.reasons:
            values["issuer"] = Marked(values["issuer"], found.reasons["issuer"])
        return values

    def _some_step(self) -> Any:
        """A micro-credential to stand where a stack's steps are not told."""
        known = sorted(self._documents.known_ids.get(MICRO_CREDENTIAL.name, ()))
        first = next(iter((*self._made, *known)), "todo")
        return Marked(first, "the steps are not in the source")

    def _picture(self, found: Found, entity_id: str, path: PurePosixPath) -> None:
        if found.picture is None or "artwork" in found.values:
            return
        try:
            content, ending, remark = fitting(found.picture.content, found.picture.at)
        except SourceError as error:
            found.reasons["artwork"] = error.message
            self._plan.remarks.append(Remark(error.at, error.message, error.advice))
            return
        file = PurePosixPath(_PICTURES, f"{entity_id}.{ending}")
        number = 2
        while path.parent / file in self._paths:  # of something else in the same folder
            file = PurePosixPath(_PICTURES, f"{entity_id}-{number}.{ending}")
            number += 1
        found.values["artwork"] = {"image": str(file)}
        found.note("picture", remark)
        self._keep(PlannedFile(path.parent / file, content, f"picture, {found.picture.at}"))

    def _remember_framework(self, entity_id: str, found: Found) -> None:
        try:
            self._frameworks.append((entity_id, Framework.model_validate(found.values)))
        except ValidationError:
            return  # it will be told when it is checked

    def _terms(self, terms: list[Found]) -> None:
        if not terms:
            return
        path = PurePosixPath(str(GLOSSARY.name) + ".yaml")
        known = self._documents.known_ids.get("term", set())
        if (self._documents.root / path).exists():
            self._plan.there.append((path, "Glossary"))
            missing = sorted(found.id for found in terms if found.id not in known)
            if missing:
                message = f"it has no {', '.join(missing)}, and a file that is there stays as it is"
                advice = "add each with 'badgepress new term ID'"
                self._plan.remarks.append(Remark(str(path), message, advice))
            return
        whole = Found(GLOSSARY, terms[0].at, terms[0].form)
        whole.values["terms"] = [{"id": found.id, **found.values} for found in terms]
        whole.notes = [note for found in terms for note in found.notes]
        text = document_text(whole, self._values(whole), path)
        fields = tuple(open_fields(text))
        self._keep(PlannedFile(path, text.encode(), f"{whole.form}, {whole.at}", fields))


def _is_same(aligned: Alignment, framework: Framework, item: Any) -> bool:
    """Whether an item is the one that a source names, by its name and where it stands."""
    address = (item.url or framework.url).rstrip("/")
    same_address = aligned.url.rstrip("/") == address
    same_name = aligned.name.casefold() == item.name.casefold()
    same_code = bool(aligned.code) and aligned.code == item.code
    same_framework = aligned.framework.casefold() == framework.name.casefold()
    return (same_name and (same_address or same_framework)) or (same_code and same_framework)
