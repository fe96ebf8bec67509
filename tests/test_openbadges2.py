"""Open Badges 2.0 documents."""

import json

from badge_documents import hosted_documents
from conftest import MakeProject

from badgepress import urls
from badgepress.project import open_catalog


def test_narrative_says_everything_required(project: MakeProject) -> None:
    """The criteria hold every part, every word of each rubric, and the passing rule."""
    root = project()
    catalog, _ = open_catalog(root)
    documents = hosted_documents(root)
    for entry in catalog.micro_credentials.values():
        path = urls.version("catalog", entry.id, entry.data.version) + urls.BADGE_CLASS
        narrative = json.loads(documents[path])["criteria"]["narrative"]
        wanted = [entry.data.competency, entry.data.method.key]
        for part in entry.data.parts:
            wanted += [part.name, part.prompt]
            wanted += [text for row in part.rows for text in row.rubric.values()]
        for text in wanted:
            assert " ".join(text.split()) in " ".join(narrative.split())
        assert "To pass:" in narrative
