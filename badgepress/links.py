"""Links of hand-written pages: those to pages that are made from YAML lead somewhere."""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from badgepress import urls
from badgepress.addresses import builder_pages, entity_addresses
from badgepress.catalog import Catalog, has_badge
from badgepress.frame import source_name
from badgepress.pages.lists import list_outlines
from badgepress.pages.render import Renderer
from badgepress.problems import Problem, Problems, Severity, nearest

_FOUND = (*urls.LISTS, urls.PLAN, urls.COMPARE)
_AREAS = {path.rstrip("/") for path in _FOUND} | {"browse"}
"""Folders in which badgepress makes the pages."""
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s>]+)", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\s*\n))*?(?<!`)\1(?!`)|<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_CONTAINER = re.compile(r"\s{0,3}(?:[-*+]|\d+[.)]|!!!|\?\?\?|===|\[\^?[^\]]+\]:|:)(?:\s|$|\+)")
"""Begins something whose indented lines are no code: an item, an admonition, a footnote."""


def check_links(
    root: Path, catalog: Catalog, pages_folder: Path, problems: Problems, *, everywhere: bool
) -> None:
    """Every link to a page that should be made from YAML leads to one that is.

    `everywhere` warns of dead links between hand-written pages, too.
    """
    written = sorted(written_pages(pages_folder))
    known = set(written) | _listed_pages(catalog)
    browsing: set[str] = set()
    for page in written:
        file = pages_folder / page
        name = Path(os.path.relpath(file, root)).as_posix()
        for line, column, link in _links(text_of(file)):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
            area = target.split("/")[0]
            if area == "browse" and not browsing:
                browsing.update(_browse_pages(catalog))
            if target in known or target in browsing or not (everywhere or area in _AREAS):
                continue
            problems.add(_problem((name, line, column), page, link, target, known | browsing))


def known_pages(catalog: Catalog) -> set[str]:
    """Every page that is made from YAML, by the name that links use."""
    return _listed_pages(catalog) | set(_browse_pages(catalog))


def _listed_pages(catalog: Catalog) -> set[str]:
    """All of them but the lists below browse/, which take longer to find out."""
    cards = urls.embed("")
    paths = (path for _, path in entity_addresses(catalog) if path.endswith("/"))
    pages = (path for path in paths if not path.startswith(cards))
    made = (*_FOUND, *builder_pages(catalog), *pages, *_uses(catalog))
    return {source_name(path) for path in made}


def _uses(catalog: Catalog) -> Iterator[str]:
    """The pages that tell how badges are used in other systems."""
    yield urls.USE
    for kind, entry in catalog.offered():
        if has_badge(entry.data):
            yield urls.use(kind.address, entry.id)


def written_pages(pages_folder: Path) -> Iterator[str]:
    """Names of all hand-written pages below their folder, in no order."""
    for top, _, names in os.walk(pages_folder):
        for name in names:
            if name.endswith(".md"):
                yield Path(top, name).relative_to(pages_folder).as_posix()


def text_of(file: Path) -> str:
    """A page's text; empty where it cannot be read."""
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""  # MkDocs says so


class _Silent(Renderer):
    """Renders nothing, where only the pages' addresses are wanted."""

    def __init__(self) -> None:
        pass

    def render(self, template: str, path: str, **variables: object) -> str:
        """Nothing."""
        return ""


def _browse_pages(catalog: Catalog) -> Iterator[str]:
    yield from (source_name(page.path) for page in list_outlines(catalog, _Silent()))


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and target of each link to a Markdown file."""
    text = without_code(text)
    for match in _LINK.finditer(text):
        group = 1 if match[1] else 2
        target = unquote(match[group].partition("#")[0].partition("?")[0])
        if not target.endswith(".md") or target.startswith("/") or ":" in target.split("/")[0]:
            continue
        start = match.start(group)
        line = text.count("\n", 0, start) + 1
        yield line, start - text.rfind("\n", 0, start), target


def without_code(text: str) -> str:
    """Markdown with spaces for every letter of code and comments, so that places stay."""
    lines, fence, container, blank, indented = [], "", False, True, False
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        code = bool(fence)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
        elif mark and "`" not in line[mark.end() :]:
            fence, code = mark[1], True
        elif line.strip():
            deep = line.startswith(("    ", "\t"))
            if not deep:
                container = bool(_CONTAINER.match(line)) or (container and line.startswith(" "))
            indented = deep and not container and (blank or indented)
            code = indented
        blank = not line.strip()
        lines.append(" " * len(line) if code else line)
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), "\n".join(lines))


def _problem(
    place: tuple[str, int, int], page: str, link: str, target: str, known: set[str]
) -> Problem:
    area = target.split("/")[0]
    ours = area in _AREAS
    folder = posixpath.dirname(page) or "."
    listed = f"{area}/index.md" if ours else ""
    others = (other for other in known - {listed, page} if other.split("/")[0] == area)
    if near := nearest(target, others):
        advice = f"did you mean '{posixpath.relpath(near, folder)}'?"
    elif listed in known:
        advice = f"link the list, '{posixpath.relpath(listed, folder)}'"
    else:
        advice = "mend the link, or remove it"
    what = "no YAML file makes that page" if ours else "there is no such page"
    message = f"the link '{link}' leads nowhere: {what}"
    severity = Severity.ERROR if ours else Severity.WARNING
    name, line, column = place
    return Problem(name, line, column, "", message, advice, "dead-link", severity)
