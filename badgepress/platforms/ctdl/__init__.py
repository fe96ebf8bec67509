"""The Credential Registry: what has a CTID, in CTDL (Credential Transparency Description Language).

The documents are those of the site, from where Credential Engine's publishing workflow takes them.
"""

from badgepress.platforms.ctdl.credentials import credential, organization
from badgepress.platforms.ctdl.files import documents, makers
from badgepress.platforms.ctdl.pathways import pathway

__all__ = ["credential", "documents", "makers", "organization", "pathway"]
