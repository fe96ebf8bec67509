"""How entries are related to each other: recognized, aligned, a step of a stack."""

from typing import Any, NamedTuple

from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import Competency, FocusArea, Framework, Recognition, Recognizer


class Recognized(NamedTuple):
    """A recognition together with who grants it."""

    recognizer: Entry[Recognizer]
    recognition: Recognition


class Aligned(NamedTuple):
    """What an alignment leads to."""

    framework: Entry[Framework]
    focus_area: FocusArea
    item: Competency

    @property
    def url(self) -> str:
        """Where the item is published, or what it belongs to."""
        return self.item.url or self.focus_area.url or self.framework.data.url


class Option(NamedTuple):
    """What a step of a stack leads to."""

    kind: Kind
    entry: Entry[Any]
    from_version: int


def target_of(recognition: Recognition) -> tuple[str, str]:
    """Kind's name and id of what a recognition names."""
    if recognition.micro_credential is not None:
        return MICRO_CREDENTIAL.name, recognition.micro_credential
    if recognition.stack is not None:
        return STACK.name, recognition.stack
    return ISSUER.name, recognition.issuer or ""
