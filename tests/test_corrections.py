"""Links for corrections: what a reader proposes arrives with its place and its present text."""

from urllib.parse import parse_qs, urlsplit

import pytest

from badgepress.corrections import Place, correction_link
from badgepress.model import Settings

PLACE = Place("Stack & more", "https://b.example.org/x/", "glossary.yaml", "terms[2].term", "A\n&b")
BODY = (
    "Page: https://b.example.org/x/\nFile: glossary.yaml\nField: terms[2].term\n\n"
    "It says now:\n\nA\n&b\n\nIt should say:\n\n"
)


def _settings(corrections: str | None) -> Settings:
    return Settings(base_url="https://b.example.org/", corrections=corrections)


@pytest.mark.parametrize(
    ("target", "start", "title", "body"),
    [
        ("a@b.example.org", "mailto:a@b.example.org", "subject", "body"),
        ("https://github.com/o/r", "https://github.com/o/r/issues/new", "title", "body"),
        ("https://github.com/o/r/", "https://github.com/o/r/issues/new", "title", "body"),
        (
            "https://gitlab.com/g/o/r",
            "https://gitlab.com/g/o/r/-/issues/new",
            "issue[title]",
            "issue[description]",
        ),
    ],
)
def test_correction_is_filled_in(target: str, start: str, title: str, body: str) -> None:
    """An issue or an e-mail names page, file, field and text, whatever characters they have."""
    link = correction_link(_settings(target), PLACE) or ""
    assert link.partition("?")[0] == start
    fields = parse_qs(urlsplit(link).query)
    assert fields == {title: ["Correction: Stack & more"], body: [BODY]}


def test_long_text_is_cut() -> None:
    """The address stays short enough for browsers and e-mail programs."""
    place = PLACE._replace(text="word " * 2000)
    assert len(correction_link(_settings("a@b.example.org"), place) or "") < 4000


def test_no_place_no_link() -> None:
    """Where nobody reads corrections, none are offered."""
    assert correction_link(_settings(None), PLACE) is None
