"""Jinja's environment for page bodies: autoescape that makes no object for each text it prints.

A page prints some hundred texts. Jinja escapes each into a `Markup`, which only tells whoever would
print it again that it is safe; what is printed is joined and gone. The output is the same.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from badgepress import urls


def escaped(value: Any) -> str:
    """The text that `markupsafe.escape` gives, as a plain one where it can."""
    kind = type(value)
    if kind is str:
        # In the order of markupsafe; a text without any of them comes back as it is.
        return (  # type: ignore[no-any-return]
            value.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace('"', "&#34;")
        )
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else escape(value)


class _Generator(CodeGenerator):
    """Writes `environment.escaped(…)` where Jinja writes `escape(…)` around what is printed."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


class Link:
    """`url` in templates: links from one page, as `urls.relative` makes them."""

    __slots__ = ("_first", "_start", "_up")

    def __init__(self, start: str) -> None:
        self._start = start
        self._first = start[: start.find("/") + 1]
        self._up = "../" * start.count("/")

    def __call__(self, target: str) -> str:
        # Most addresses have no folder in common with the page's own.
        if target[:1].isalpha() and "/" in target and not target.startswith(self._first):
            return self._up + target
        return urls.relative(target, self._start)


class _Context(Context):
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What Jinja's own does, which first asks each callable whether it wants the context."""
        kind = type(called)
        if kind is not Link and kind is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs) if kind is Link else called(self.eval_ctx, *args, **kwargs)


class BodyEnvironment(Environment):
    """Renders what `Environment` does, in less time."""

    code_generator_class = _Generator
    context_class = _Context
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Those of the environment, where a template brings none of its own.

        Jinja chains the two, and each import asks the chain for all of its names.
        """
        return super().make_globals(d) if d else self.globals


class Kept:
    """`kept(macro, …)` in templates: what a macro gives, which is asked for again by the next page.

    The page of something and that of its version have most in common.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def __call__(self, macro: Macro, *args: Any) -> Any:
        """`macro(*args)`; the macro must use nothing but these."""
        before, made = self._last.get(macro.name, ((), None))
        if len(before) != len(args) or any(
            one is not other and not (type(one) is str and one == other)
            for one, other in zip(args, before, strict=True)
        ):
            made = macro(*args)
            self._last[macro.name] = args, made
        return made
