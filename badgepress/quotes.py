"""A definition as others quote it: address, links, plain text, citation, and cards for a page."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from badgepress import urls
from badgepress.languages import day_in, speech
from badgepress.model import Term
from badgepress.translations import ENGLISH

_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")


class Quote(NamedTuple):
    """One form in which a definition is taken along."""

    id: str
    """Its anchor and what names it in the messages of `languages/`."""
    text: str
    """Plain text; of HTML, the source."""


class Quoted(NamedTuple):
    """What is quoted: a term as its page shows it."""

    term: Term
    """In the page's language."""
    base_url: str
    path: str
    """The page's address, relative to `base_url`."""
    language: str = ENGLISH
    standing: str = ""
    """Of a translation, whether it is official, in words: the source has not said these."""

    @property
    def address(self) -> str:
        """Full address."""
        return self.base_url + self.path


def quotes_of(quoted: Quoted) -> tuple[Quote, ...]:
    """Address, HTML and Markdown links, plain text with its source, and a citation."""
    term, address = quoted.term, quoted.address
    source = _source(quoted)
    link = Markup('<a href="{}">{}</a>').format(address, term.term)
    words = _MARKDOWN.sub(r"\\\1", term.term)
    named = term.term + (f" ({term.abbreviation})" if term.abbreviation else "")
    return (
        Quote("address", address),
        Quote("html", str(link)),
        Quote("markdown", f"[{words}]({address})"),
        Quote("text", f"{named}: “{_line(term.definition)}” ({source}) {address}"),
        Quote("citation", _citation(quoted)),
    )


def embeds_of(quoted: Quoted) -> tuple[Quote, ...]:
    """HTML that shows a term in another site: in a frame, or without one."""
    return (
        Quote("frame", frame(quoted.base_url, quoted.path, quoted.term.term, 240)),
        Quote("snippet", str(snippet(quoted))),
    )


def frame(base_url: str, path: str, title: str, height: int) -> str:
    """An iframe as wide as the place where it is put; `height` in pixels."""
    source = base_url + urls.embed(path)
    return str(
        Markup(
            '<iframe src="{}" title="{}" width="100%" height="{}"'
            ' style="border:0;max-width:42rem" loading="lazy"></iframe>'
        ).format(source, title, height)
    )


def snippet(quoted: Quoted) -> Markup:
    """A definition as HTML that takes type and colors from the page that it is put into."""
    term = quoted.term
    language = Markup(' lang="{}"').format(quoted.language) if quoted.language != ENGLISH else ""
    body = Markup(
        '<blockquote cite="{address}"{language}>\n'
        "<p><strong>{term}</strong>: {definition}</p>\n"
        '<footer><cite>{source}</cite> · <a href="{address}">{short}</a></footer>\n'
        "</blockquote>"
    )
    return body.format(
        address=quoted.address,
        language=language,
        term=term.term,
        definition=_line(term.definition),
        source=_source(quoted),
        short=quoted.address.removeprefix("https://").removeprefix("http://"),
    )


def glossary_embeds_of(
    base_url: str, path: str, title: str, terms: Sequence[Quoted]
) -> tuple[Quote, ...]:
    """The same for the whole glossary, whose page stands at `path`."""
    entry = Markup('<dt><a href="{}">{}</a></dt>\n<dd>{}</dd>')
    entries = (entry.format(q.address, q.term.term, _line(q.term.definition)) for q in terms)
    language = terms[0].language if terms else ENGLISH
    start = Markup('<dl lang="{}">').format(language) if language != ENGLISH else Markup("<dl>")
    end = Markup('</dl>\n<p><a href="{}">{}</a></p>').format(base_url + path, title)
    listed = Markup("\n").join([start, *entries, end])
    return (
        Quote("frame", frame(base_url, path, title, 480)),
        Quote("snippet", str(listed)),
    )


def _source(quoted: Quoted) -> str:
    term = quoted.term
    source = f"{term.source.title}, {day_in(quoted.language, term.since)}"
    return f"{source}; {quoted.standing}" if quoted.standing else source


def _citation(quoted: Quoted) -> str:
    """In the order of the APA style: who or what, date, the entry, where it is kept."""
    term, say = quoted.term, speech(quoted.language)
    original = f" {say('quoted-from')} {term.source.url}" if term.source.url else ""
    day: date = term.since
    what = quoted.standing or say("definition")
    entry = f"{term.term} [{what}]"
    return f"{term.source.title}. ({day.isoformat()}). {entry}. {quoted.address}{original}"


def _line(text: str) -> str:
    return " ".join(text.split())
