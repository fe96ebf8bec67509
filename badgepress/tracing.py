"""The frame around pages, rendered once for pages that differ in texts alone, then filled.

A page is rendered with marks in the place of its texts. Where the template asks something of a text
(is there one? does it hold a heading?), the answer is that of the page's own text, and is kept as a
condition: the frame fits other pages for which all answers are the same. What nobody foresaw makes
the text itself a condition. So templates need no care, and neither do plugins that give them more.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jinja2 import Environment, Template, pass_context
from markupsafe import Markup, escape

from badgepress.stages import Stage, during

_OPEN, _CLOSE = "\ue000", "\ue001"
_PROBE = "&amp;<b>'"
"""Tells what a template did to a text before it printed it."""
_MARK = re.compile(f"{_OPEN}([0-9]+)(.*?){_CLOSE}")


def _striptags(text: str) -> str:
    return str(Markup(text).striptags())  # noqa: S704 - as Jinja's filter does


_WAYS: dict[str, Callable[[str], str]] = {
    way(_PROBE): way
    for way in (
        str,
        lambda text: str(escape(text)),
        _striptags,
        lambda text: str(escape(_striptags(text))),
    )
}
"""What the probe has become → what was done to it."""
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


class NoFrame(Exception):
    """The page holds something that no frame can be made for."""


class _Condition(NamedTuple):
    text: int
    holds: Callable[[str], object]
    answer: object


class _Trace:
    """What one rendering with marks has asked."""

    def __init__(self, texts: list[str], page: Any) -> None:
        self.texts = texts
        self.page = page
        self.conditions: dict[tuple[Any, ...], _Condition] = {}
        self.targets: set[str] = set()
        self.broken = False

    def ask(self, text: int, name: str, argument: Any, holds: Callable[[str], object]) -> Any:
        answer = holds(self.texts[text])
        self.conditions[text, name, argument] = _Condition(text, holds, answer)
        return answer


class _Slot(str):
    """Stands for a text of the page: prints its mark, answers for the text."""

    __slots__ = ("number", "trace")
    trace: _Trace
    number: int

    def __new__(cls, trace: _Trace, number: int) -> "_Slot":
        slot = super().__new__(cls, f"{_OPEN}{number}{_PROBE}{_CLOSE}")
        slot.trace, slot.number = trace, number
        return slot

    def __str__(self) -> str:
        return self

    def __bool__(self) -> bool:
        return bool(self.trace.ask(self.number, "is", None, bool))

    def __contains__(self, part: Any) -> bool:
        return bool(self.trace.ask(self.number, "has", part, lambda text: part in text))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Slot):
            return self.itself() == other.itself()
        return bool(self.trace.ask(self.number, "equals", other, lambda text: text == other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.itself())

    def itself(self) -> str:
        """The text, which becomes a condition."""
        text = self.trace.texts[self.number]
        return str(self.trace.ask(self.number, "exactly", None, str) or text)


def _unforeseen(name: str) -> Callable[..., Any]:
    def method(self: _Slot, *args: Any, **kwargs: Any) -> Any:
        return getattr(self.itself(), name)(*args, **kwargs)

    return method


_KEPT = {
    "__new__", "__init__", "__init_subclass__", "__subclasshook__", "__class__", "__dir__",
    "__doc__", "__getattribute__", "__setattr__", "__delattr__", "__sizeof__", "__repr__",
    "__getstate__", "__reduce__", "__reduce_ex__", "__getnewargs__",
}  # fmt: skip
for _name in set(dir(str)) - _KEPT - set(vars(_Slot)):
    setattr(_Slot, _name, _unforeseen(_name))
setattr(_Slot, "__radd__", lambda self, other: other + self.itself())  # noqa: B010


class _Link:
    """An entry of a table of contents with marks."""

    def __init__(self, title: Any, url: Any, level: int, children: list[Any]) -> None:
        self.title, self.url, self.level, self.children = title, url, level, children


class _MarkedPage:
    """A page with marks for its texts."""

    def __init__(self, trace: _Trace, page: Any, texts: Mapping[str, Any]) -> None:
        self.__dict__.update({name: getattr(page, name) for name in _PAGE_CONSTANTS})
        self.__dict__.update(texts)
        self._trace = trace

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        # A frame that shows anything else of a page is that page's own.
        self._trace.broken = hasattr(self._trace.page, name) or self._trace.broken
        return getattr(self._trace.page, name)


def _flatten(value: Any, texts: list[str]) -> Any:
    """The shape of a value: what is no text; its texts are added to the list."""
    kind = type(value)
    if kind is str:
        texts.append(value)
        return None
    if kind is list or kind is tuple:
        return kind, *[_flatten(item, texts) for item in value]
    if kind is dict:
        return kind, *[(key, _flatten(item, texts)) for key, item in value.items()]
    if value is None or kind is bool or kind is int or (callable(value) and kind is not type):
        return kind, value
    raise NoFrame(kind.__name__)


def _marked(value: Any, slots: Iterator[_Slot]) -> Any:
    """The same value with a mark for each text, in the order of `_flatten`."""
    kind = type(value)
    if kind is str:
        return next(slots)
    if kind is list or kind is tuple:
        return kind(_marked(item, slots) for item in value)
    if kind is dict:
        return {key: _marked(item, slots) for key, item in value.items()}
    return value


def _contents(links: Iterable[Any], texts: list[str]) -> Any:
    shape = []
    for link in links:
        texts += (link.title, link.url)
        shape.append((link.level, _contents(link.children, texts)))
    return tuple(shape)


def _marked_contents(links: Iterable[Any], slots: Iterator[_Slot]) -> list[_Link]:
    return [
        _Link(next(slots), next(slots), link.level, _marked_contents(link.children, slots))
        for link in links
    ]


def _places(address: str, named: frozenset[str]) -> tuple[str | None, ...]:
    """An address as links to it and from it see it: only folders that are linked have names."""
    parts = address.split("/")
    folders = ("/".join(parts[: n + 1]) for n in range(len(parts)))
    return tuple(folder if folder in named else None for folder in folders)


@dataclass(slots=True)
class _Frame:
    """What is the same for all pages that it fits."""

    pieces: list[str]
    fills: list[tuple[int, Callable[[str], str]]]
    conditions: list[_Condition]
    named: frozenset[str]
    places: tuple[str | None, ...]

    def fits(self, address: str, texts: list[str]) -> bool:
        return _places(address, self.named) == self.places and all(
            asked.holds(texts[asked.text]) == asked.answer for asked in self.conditions
        )

    def filled(self, texts: list[str]) -> str:
        parts = [self.pieces[0]]
        for (text, way), piece in zip(self.fills, self.pieces[1:], strict=True):
            parts.append(texts[text] if way is str else way(texts[text]))
            parts.append(piece)
        return "".join(parts)


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
        self._trace: _Trace | None = None
        found = environment.get_template

        def get_template(name: Any, parent: Any = None, globals: Any = None) -> Any:
            template = found(name, parent, globals)
            # Those with a parent are parts of another one.
            return _Framed(self, template) if parent is None else template

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
        self._trace = trace = _Trace(texts, page)
        try:
            text = template.render(_marked_context(context, trace))
        except Exception:
            return None  # the page itself was rendered: it is the marks that the template minds
        finally:
            self._trace = None
        found = list(_MARK.finditer(text))
        if trace.broken or any(match[2] not in _WAYS for match in found):
            return None
        ends = [0, *(match.end() for match in found)]
        starts = [*(match.start() for match in found), len(text)]
        named = frozenset(_folders(trace.targets))
        return _Frame(
            pieces=[text[end:start] for end, start in zip(ends, starts, strict=True)],
            fills=[(int(match[1]), _WAYS[match[2]]) for match in found],
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
            if isinstance(value, _Slot):
                if trace.ask(value.number, "begins", "#", lambda text: text.startswith("#")):
                    return value
                value = value.itself()
            trace.broken = trace.broken or _OPEN in str(value)
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
        *[_flatten(getattr(page, name), texts) for name in _PAGE_TEXTS],
        *[(name, _flatten(context[name], texts)) for name in _given(context)],
    )


def _marked_context(context: Mapping[str, Any], trace: _Trace) -> dict[str, Any]:
    page = trace.page
    slots = (_Slot(trace, number) for number in range(len(trace.texts)))
    texts: dict[str, Any] = {"toc": _marked_contents(page.toc, slots)}
    for name in _PAGE_TEXTS:
        texts[name] = _marked(getattr(page, name), slots)
    marked = dict(context)
    for name in _given(context):
        marked[name] = _marked(context[name], slots)
    marked["page"] = _MarkedPage(trace, page, texts)
    return marked


def _given(context: Mapping[str, Any]) -> Iterator[str]:
    """What plugins and hooks have given the template."""
    return (name for name in context if name != "page" and name not in _SITE + _DEPTH)


def _folders(targets: Iterable[str]) -> Iterator[str]:
    for target in targets:
        parts = target.partition("#")[0].partition("?")[0].lstrip("./").split("/")
        for n in range(len(parts)):
            yield "/".join(parts[: n + 1])
