"""What is asked at each address."""

from collections.abc import Iterator
from dataclasses import dataclass

from badgepress.hosting.rules import DOCUMENTS, PICTURES, TYPES
from badgepress.verify.answers import (
    document_of,
    good_picture,
    good_status,
    good_type,
    id_fault,
    in_folder,
    open_to_all,
    places_of,
    references_of,
    same_bytes,
)
from badgepress.verify.client import Answer, Client
from badgepress.verify.faults import Fault, FaultError
from badgepress.verify.targets import Target

_NOT_THERE = "badgepress-asks-for-what-is-not-there/"
REQUESTS = 2
"""How many addresses one check asks for at most, redirects not counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one address had to say."""

    faults: list[Fault]
    references: list[str]
    """What its document names that must answer as well, relative to the home."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks single addresses of a live site; used by several threads at once."""

    client: Client
    home: str
    """Where the live site is, with a last slash."""
    base_url: str
    """What ids are made from."""

    def check(self, target: Target) -> Found:
        """Everything about one address."""
        address = self.home + target.path
        references: list[str] = []
        checks = self._page(target) if target.is_page else self._file(target, references)
        faults = []
        try:
            # What is raised ends the check; what is yielded does not.
            for where, fault in checks:
                faults.append(fault.at(where))
        except FaultError as error:
            faults.append(error.at(address))
        return Found(faults, references)

    def missing(self) -> list[Fault]:
        """A wrong address must be told as one, or no status could be relied on."""
        address = self.home + _NOT_THERE
        try:
            status = self.client.get(address, same_host=False).status
        except FaultError as error:
            return [error.at(address)]
        if status in (404, 410):
            return []
        what = f"status {status} for an address that does not exist"
        return [Fault(address, "missing", what, "let the host send 404.html with status 404")]

    def _page(self, target: Target) -> Iterator[tuple[str, FaultError]]:
        address = self.home + target.path
        answer = self.client.get(address, same_host=False)
        good_status(answer)
        good_type(answer, "html")
        in_folder(answer)
        places = places_of(answer.body) if target.fragments else set()
        for name in target.fragments:
            if name not in places:
                message = f"the page has no place named '{name}'"
                fault = FaultError("fragment", message, "bring it back: others link it")
                yield f"{address}#{name}", fault
        if target.path:
            bare = address.removesuffix("/")
            try:
                answer = self.client.get(bare, same_host=False)
                good_status(answer)
                in_folder(answer)
            except FaultError as fault:
                yield bare, fault

    def _file(self, target: Target, references: list[str]) -> Iterator[tuple[str, FaultError]]:
        address = self.home + target.path
        answer = self.client.get(address)
        good_status(answer)
        ending = target.path.rpartition(".")[2].lower()
        if ending in TYPES:
            good_type(answer, ending)
        for fault in self._file_faults(target, ending, answer, references):
            yield address, fault

    def _file_faults(
        self, target: Target, ending: str, answer: Answer, references: list[str]
    ) -> Iterator[FaultError]:
        if ending in DOCUMENTS:
            yield from open_to_all(answer)
        if ending in PICTURES:
            yield from good_picture(answer, target.path)
        if ending == "json":
            document = document_of(answer)
            # Only linked data has an id; bulk data has none.
            if isinstance(document, dict) and "@context" in document:
                yield from id_fault(document, target, self.base_url)
                references.extend(references_of(document, target))
        yield from same_bytes(answer, target)
