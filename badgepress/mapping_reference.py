"""The reference of where each field goes in each standard, as Markdown, from the mapping."""

from badgepress.documents.mapping import MAPPING, SETTINGS, STANDARDS, Cell
from badgepress.kinds import DOCUMENT_KINDS
from badgepress.model import Settings
from badgepress.model.walk import Model, leaf_fields
from badgepress.tables import markdown_table

_INTRO = (
    "A micro-credential, and a stack that awards something, become three documents, and so does an"
    " issuer. In the tables, `criteria.narrative` is the `narrative` within `criteria`; *badges:*"
    " goes before what a field becomes in the documents of badges that have to do with it, such as"
    " those of an issuer's micro-credentials; *dropped:* says why something goes nowhere."
)
_MEANING = (
    "What may change without changing what a badge means (how to start, who recognizes it, whether"
    " it is still offered) is no part of a badge's documents. The page that they lead to says it."
)
_IDS = (
    "A file's name is its id: it stands in every address of the documents (`id`, `@id`, `image`,"
    " `criteria.id`, `related`), and is `humanCode` in an achievement. Whatever names something"
    " says the name and address of what it names."
)


def mapping_text() -> str:
    """A table of the documents, then one for each kind of document and for the settings."""
    models = {kind.name: kind.model for kind in DOCUMENT_KINDS} | {SETTINGS: Settings}
    chapters = [_chapter(kind, model) for kind, model in models.items()]
    return "\n\n".join([_INTRO, _documents(), _IDS, _MEANING, *chapters])


def _documents() -> str:
    rows = ((each.name, each.badge, each.issuer) for each in STANDARDS)
    return markdown_table(("Standard", "A badge", "An issuer"), rows)


def _chapter(kind: str, model: Model) -> str:
    rows = ((f"`{field}`", *map(_words, MAPPING[kind][field])) for field in leaf_fields(model))
    table = markdown_table(("Field", *(standard.name for standard in STANDARDS)), rows)
    return f"## {kind.capitalize()}\n\n{table}"


def _words(cell: Cell) -> str:
    if cell.why_not:
        return f"*dropped:* {cell.why_not}"
    own = ", ".join(f"`{path}`" for path in cell.own)
    badges = ", ".join(f"`{path}`" for path in cell.badges)
    return "; ".join(filter(None, [own, badges and f"*badges:* {badges}"]))
