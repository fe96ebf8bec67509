"""The kinds of documents that owners write, and where each lies."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic import BaseModel

from badgepress.model import (
    Framework,
    Glossary,
    Issuer,
    MicroCredential,
    Recognizer,
    Stack,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document."""

    name: str
    """The field's own word, with hyphens: `micro-credential`."""
    model: type[BaseModel]
    folder: str
    """Folder of its files below the project's; ids are the files' names."""
    address: str
    """First part of its addresses."""

    def file_of(self, entity_id: str) -> PurePosixPath:
        """Where a new document of this kind is made."""
        return PurePosixPath(self.folder, f"{entity_id}.yaml")


MICRO_CREDENTIAL = Kind("micro-credential", MicroCredential, "catalog", "catalog")
STACK = Kind("stack", Stack, "stacks", "stacks")
ISSUER = Kind("issuer", Issuer, "catalog/issuers", "issuers")
RECOGNIZER = Kind("recognizer", Recognizer, "catalog/recognizers", "recognizers")
FRAMEWORK = Kind("framework", Framework, "catalog/frameworks", "frameworks")

ENTITY_KINDS = (MICRO_CREDENTIAL, STACK, ISSUER, RECOGNIZER, FRAMEWORK)
"""Kinds of which each document is a file of its own."""

GLOSSARY_FILE = "glossary.yaml"
TERM = "term"
"""The kind's name of glossary terms, which share one file."""
GLOSSARY = Kind("glossary", Glossary, ".", "glossary")
DOCUMENT_KINDS = (*ENTITY_KINDS, GLOSSARY)
"""Everything that has a JSON Schema."""
