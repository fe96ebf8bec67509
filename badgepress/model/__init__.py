"""What owners write, as types: the one place that says which fields there are.

Validation, the JSON Schemas of editors and the field reference are all derived from here.
"""

from badgepress.model.bearing import Bearing, bears
from badgepress.model.common import (
    Apply,
    Artwork,
    Audience,
    Link,
    Offered,
    Retired,
    Review,
    ScoringGuide,
    ScoringLevel,
    Source,
)
from badgepress.model.fields import Authored, Level, Status
from badgepress.model.framework import Competency, FocusArea, Framework
from badgepress.model.glossary import Glossary, LetterCase, Term, TermStatus, Wording
from badgepress.model.micro_credential import (
    Component,
    Criterion,
    Method,
    MicroCredential,
    Part,
    PartKind,
    Words,
)
from badgepress.model.parties import (
    CountsAs,
    Issuer,
    Purpose,
    Recognition,
    Recognizer,
    RecognizerKind,
    Verification,
)
from badgepress.model.settings import Settings
from badgepress.model.stack import Awards, Choice, Reference, Stack, Step
from badgepress.model.translations import (
    MicroCredentialTranslation,
    TermTranslation,
)

__all__ = [
    "Apply",
    "Artwork",
    "Audience",
    "Authored",
    "Awards",
    "Bearing",
    "Choice",
    "Competency",
    "Component",
    "CountsAs",
    "Criterion",
    "FocusArea",
    "Framework",
    "Glossary",
    "Issuer",
    "LetterCase",
    "Level",
    "Link",
    "Method",
    "MicroCredential",
    "MicroCredentialTranslation",
    "Offered",
    "Part",
    "PartKind",
    "Purpose",
    "Recognition",
    "Recognizer",
    "RecognizerKind",
    "Reference",
    "Retired",
    "Review",
    "ScoringGuide",
    "ScoringLevel",
    "Settings",
    "Source",
    "Stack",
    "Status",
    "Step",
    "Term",
    "TermStatus",
    "TermTranslation",
    "Verification",
    "Wording",
    "Words",
    "bears",
]
