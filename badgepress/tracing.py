"""The frame around pages, rendered once for pages that differ in texts alone, then filled.

A page is rendered with marks in the place of its texts. The frame that comes out fits all pages
that answer the same to what the template has asked of the texts. So templates need no care, and
neither do plugins that give them more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, Template, pass_context

from badgepress.compact import Mold, compact
from badgepress.marks import MARK, OPEN, WAYS, Condition, NoFrame, Slot, Trace, flatten, marked
from badgepress.stages import Stage, during

_PAGE_TEXTS = ("title", "content", "canonical_url", "abs_url", "edit_url", "url", "meta")
_PAGE_CONSTANTS = (
    "parent", "ancestors", "children", "active", "is_homepage", "is_index", "is_top_level",
    "previous_page", "next_page", "is_page", "is_section", "is_link", "update_date",
)  # fmt: skip
_SITE = ("nav", "pages", "config", "mkdocs_version", "build_date_utc")
"""The same for all pages of a build."""
_DEPTH = ("base_url", "extra_css", "extra_javascript")
"""The same for all pages in folders as deep; templates print them as JSON, too."""
_MANY = 200
"""So many frames of one kind are tried; pages that differ more are rendered one by one."""


class _Link:
    """An entry of a table of contents with marks."""

    def __init__(self, title: Any, url: Any, level: int, children: list[Any]) -> None:
        self.title, self.url, self.level, self.children = title, url, level, children


class _MarkedPage:
    """A page with marks for its texts."""

    def __init__(self, trace: Trace, page: Any, texts: Mapping[str, Any]) -> None:
        self.__dict__.update({name: getattr(page, name) for name in _PAGE_CONSTANTS})
        self.__dict__.update(texts)
        self._trace = trace

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        # A frame that shows anything else of a page is that page's own.
        self._trace.broken = hasattr(self._trace.page, name) or self._trace.broken
        return getattr(self._trace.page, name)


def _contents(links: Iterable[Any], texts: list[str]) -> Any:
    shape = []
    for link in links:
        texts += (link.title, link.url)
        shape.append((link.level, _contents(link.children, texts)))
    return tuple(shape)


def _marked_contents(links: Iterable[Any], slots: Iterator[Slot]) -> list[_Link]:
    return [
        _Link(next(slots), next(slots), link.level, _marked_contents(link.children, slots))
        for link in links
    ]


def _places(address: str, named: frozenset[str]) -> tuple[str | None, ...]:
    """An address as links to it and from it see it: only folders that are linked have names."""
    parts = address.split("/")
    folders = ("/".join(parts[: n + 1]) for n in range(len(parts)))
    return tuple(folder if folder in named else None for folder in folders)


class Filled(str):
    """A page made by a frame; of the frame, the compact form is known."""

    __slots__ = ("mold", "texts")
    mold: Mold
    texts: list[str]

    def compacted(self) -> str:
        """What `compact` makes of it."""
        return self.mold.filled(self.texts) or compact(self)


@dataclass(slots=True)
class _Frame:
    """What is the same for all pages that it fits."""

    pieces: list[str]
    fills: list[tuple[int, Callable[[str], str]]]
    conditions: list[Condition]
    named: frozenset[str]
    places: tuple[str | None, ...]
    mold: Mold = field(init=False)

    def __post_init__(self) -> None:
        self.mold = Mold(self.pieces)

    def fits(self, address: str, texts: list[str]) -> bool:
        return _places(address, self.named) == self.places and all(
            asked.holds(texts[asked.text]) == asked.answer for asked in self.conditions
        )

    def filled(self, texts: list[str]) -> str:
        filled = [texts[text] if way is str else way(texts[text]) for text, way in self.fills]
        parts = [""] * (2 * len(filled) + 1)
        parts[::2], parts[1::2] = self.pieces, filled
        whole = "".join(parts)
        if not self.mold.fits:
            return whole
        found = Filled(whole)
        found.mold, found.texts = self.mold, filled
        return found


@dataclass(slots=True)
class _Kind:
    """Pages of one shape."""

    frames: list[_Frame] = field(default_factory=list)
    given_up: bool = False


class Frames:
    """A theme's environment whose templates are rendered once for many pages."""

    def __init__(self, environment: Environment, fits: Callable[[Any], bool]) -> None:
        """From now on, templates of the environment are rendered so for pages that `fits` names.

        These must not stand in the navigation, since it marks its own pages.
        """
        self._fits = fits
        self._kinds: dict[Any, _Kind] = {}
        self._trace: Trace | None = None
        found = environment.get_template
        known: dict[str, _Framed] = {}

        def get_template(name: Any, parent: Any = None, globals: Any = None) -> Any:
            # Those with a parent are parts of another one.
            if parent is not None or globals is not None or not isinstance(name, str):
                template = found(name, parent, globals)
                return _Framed(self, template) if parent is None else template
            if name not in known:
                known[name] = _Framed(self, found(name))
            return known[name]

        environment.get_template = get_template  # type: ignore[method-assign]
        for name in ("url", "script_tag"):
            environment.filters[name] = self._watched(environment.filters[name])

    @during(Stage.FRAME)
    def render(self, template: Template, context: Mapping[str, Any]) -> str:
        """What `template.render(context)` gives."""
        page = context.get("page")
        if page is None or not self._fits(page):
            return template.render(context)
        texts: list[str] = []
        try:
            kind = self._kinds.setdefault(_key(template, context, texts), _Kind())
        except NoFrame:
            return template.render(context)
        for index, frame in enumerate(kind.frames):
            if frame.fits(page.url, texts):
                if index:  # neighbors are often alike
                    kind.frames.insert(0, kind.frames.pop(index))
                return frame.filled(texts)
        output = template.render(context)
        if not kind.given_up:
            made = self._made(template, context, texts)
            # What the marks do not show, the first page does.
            if made and made.filled(texts) == output:
                kind.frames.append(made)
            kind.given_up = made is None or len(kind.frames) >= _MANY
        return output

    def _made(
        self, template: Template, context: Mapping[str, Any], texts: list[str]
    ) -> _Frame | None:
        page = context["page"]
        self._trace = trace = Trace(texts, page)
        try:
            text = template.render(_marked_context(context, trace))
        except Exception:
            return None  # the page itself was rendered: it is the marks that the template minds
        finally:
            self._trace = None
        found = list(MARK.finditer(text))
        if trace.broken or any(match[2] not in WAYS for match in found):
            return None
        ends = [0, *(match.end() for match in found)]
        starts = [*(match.start() for match in found), len(text)]
        named = frozenset(_folders(trace.targets))
        return _Frame(
            pieces=[text[end:start] for end, start in zip(ends, starts, strict=True)],
            fills=[(int(match[1]), WAYS[match[2]]) for match in found],
            conditions=list(trace.conditions.values()),
            named=named,
            places=_places(page.url, named),
        )

    def _watched(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """A filter of MkDocs' that makes links from the page to an address of the site."""

        @pass_context
        def linked(context: Any, value: Any) -> Any:
            trace = self._trace
            if trace is None:
                return original(context, value)
            if isinstance(value, Slot):
                if trace.ask(value.number, "begins", "#", lambda text: text.startswith("#")):
                    return value
                value = value.itself()
            trace.broken = trace.broken or OPEN in str(value)
            trace.targets.add(str(value))
            return original({**context.get_all(), "page": trace.page}, value)

        return linked


class _Framed:
    """A template whose `render` fills a frame where it can."""

    def __init__(self, frames: Frames, template: Template) -> None:
        self._frames, self._template = frames, template

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, *args: Any, **kwargs: Any) -> str:
        """See `Template.render`."""
        if len(args) == 1 and not kwargs:
            return self._frames.render(self._template, args[0])
        return self._template.render(*args, **kwargs)


def _key(template: Template, context: Mapping[str, Any], texts: list[str]) -> Any:
    page = context["page"]
    return (
        template.name,
        id(page.parent),
        *[str(context[name]) for name in _DEPTH],
        _contents(page.toc, texts),
        *[flatten(getattr(page, name), texts) for name in _PAGE_TEXTS],
        *[(name, flatten(context[name], texts)) for name in _given(context)],
    )


def _marked_context(context: Mapping[str, Any], trace: Trace) -> dict[str, Any]:
    page = trace.page
    slots = (Slot(trace, number) for number in range(len(trace.texts)))
    texts: dict[str, Any] = {"toc": _marked_contents(page.toc, slots)}
    for name in _PAGE_TEXTS:
        texts[name] = marked(getattr(page, name), slots)
    given = dict(context)
    for name in _given(context):
        given[name] = marked(context[name], slots)
    given["page"] = _MarkedPage(trace, page, texts)
    return given


def _given(context: Mapping[str, Any]) -> Iterator[str]:
    """What plugins and hooks have given the template."""
    return (name for name in context if name != "page" and name not in _SITE + _DEPTH)


def _folders(targets: Iterable[str]) -> Iterator[str]:
    for target in targets:
        parts = target.partition("#")[0].partition("?")[0].lstrip("./").split("/")
        for n in range(len(parts)):
            yield "/".join(parts[: n + 1])
