"""What CTDL says of the classes that the documents use.

From Credential Engine's schema as its publishing workflow carries it (`meta:domainFor` of each
class; CTDL, CC BY 4.0). Subclasses of ceterms:Credential share their properties, and so do those of
ceterms:PathwayComponent; of both the common ones stand here.
"""

from pathlib import Path

import yaml

CONTEXT = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "credentialStat": "https://purl.org/ctdl/vocabs/credentialStat/",
    **{
        f"ceterms:{name}": {"@container": "@language"}
        for name in (
            "name",
            "description",
            "keyword",
            "frameworkName",
            "targetNodeName",
            "targetNodeDescription",
        )
    },
    **{
        name: {"@type": "@id"}
        for name in (
            "ceterms:subjectWebpage",
            "ceterms:image",
            "ceterms:ownedBy",
            "ceterms:offeredBy",
            "ceterms:framework",
            "ceterms:targetNode",
            "ceterms:targetCredential",
            "ceterms:targetComponent",
            "ceterms:proxyFor",
            "ceterms:hasPart",
            "ceterms:isPartOf",
            "ceterms:hasDestinationComponent",
            "ceterms:isDestinationComponentOf",
            "ceterms:precededBy",
            "ceasn:hasChild",
            "ceasn:isChildOf",
        )
    },
}
"""What the documents need of CTDL's own context, which is on the network alone."""

_TABLE = yaml.safe_load(
    (Path(__file__).parent / "cases" / "ctdl" / "properties.yaml").read_text("utf-8")
)
_OF = {
    "MicroCredential": "credential",
    "Badge": "credential",
    "Certificate": "credential",
    "CredentialComponent": "component",
    "BasicComponent": "component",
}
"""Class → the group of classes whose common properties are listed."""

REQUIRED = {kind: words.split() for kind, words in _TABLE.pop("required").items()}
"""Class, or `credential`, → properties that the Registry asks for."""


def properties(name: str) -> set[str]:
    """Full names of a class's properties. Raises `KeyError` for a class that no document uses."""
    words = _TABLE[_OF.get(name, name)].split()
    return {_full(word) for word in words}


def _full(word: str) -> str:
    prefix, _, name = word.rpartition(":")
    return f"{CONTEXT[prefix or 'ceterms']}{name}"
