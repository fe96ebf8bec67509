"""What a source describes, before it has an id and a file."""

from dataclasses import dataclass, field
from typing import Any

from badgepress.kinds import ISSUER, Kind


@dataclass(frozen=True, slots=True)
class Note:
    """What the source says and no field takes: it becomes a comment."""

    path: str
    """Where the source says it, such as `criteria.narrative`."""
    value: Any
    """As the source has it."""
    why: str = ""
    """Why no field takes it, if that is not plain."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """An item of a framework that the source names, in its own words."""

    name: str = ""
    url: str = ""
    description: str = ""
    framework: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it came."""

    content: bytes
    at: str
    """Address or file, for messages."""


@dataclass(slots=True)
class Found:
    """One micro-credential, stack, issuer or anything else that a source describes."""

    kind: Kind
    at: str
    """Where it stands: an address, or a file with the place in it."""
    form: str
    """What it is there, such as `Open Badges 2.0 BadgeClass`."""
    values: dict[str, Any] = field(default_factory=dict)
    """Fields as YAML has them; not yet validated."""
    id: str = ""
    """The id that the source gives it, if it gives one that may be kept."""
    address: str = ""
    """Its permanent address, for an id if there is no better one."""
    ours: bool = False
    """Whether badgepress wrote it: then no text in it is HTML."""
    issuer: "Found | None" = None
    alignments: list[Alignment] = field(default_factory=list)
    picture: Picture | None = None
    notes: list[Note] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Names of what was left out because it is about a person who earned it."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Field → why it has to be filled in, where there is more to say than that it is missing."""

    @property
    def has_issuer(self) -> bool:
        """Whether what it names as its issuer is one; a badge that names itself has none."""
        return self.issuer is not None and self.issuer.kind is ISSUER

    def note(self, path: str, value: Any, why: str = "") -> None:
        """Keep something for a comment, once; nothing at all is not kept."""
        found = Note(path, value, why)
        if value not in (None, "", [], {}) and found not in self.notes:
            self.notes.append(found)

    def drop(self, *names: str) -> None:
        """Remember that something personal was left out."""
        self.dropped += [name for name in names if name not in self.dropped]


@dataclass(frozen=True, slots=True)
class Remark:
    """What the owner should know of a source, besides what becomes a file."""

    at: str
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.at}: {self.message} — {self.advice}"


@dataclass(slots=True)
class Findings:
    """Everything that a source gave."""

    items: list[Found] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, found: Found) -> Found:
        """Keep one thing, and give it back."""
        self.items.append(found)
        return found

    def remark(self, at: str, message: str, advice: str) -> None:
        """Keep a remark once."""
        remark = Remark(at, message, advice)
        if remark not in self.remarks:
            self.remarks.append(remark)


def issuers_of(items: list[Found]) -> list[Found]:
    """Every issuer, those that stand alone and those that something else names."""
    alone = [found for found in items if found.kind is ISSUER]
    named = [found.issuer for found in items if found.has_issuer and found.issuer]
    return list({id(found): found for found in (*alone, *named)}.values())


class SourceError(Exception):
    """A source, or a part of it, that cannot be read: message and advice for the owner."""

    def __init__(self, message: str, advice: str, at: str = "") -> None:
        self.message = message
        self.advice = advice
        self.at = at
        super().__init__(message)
