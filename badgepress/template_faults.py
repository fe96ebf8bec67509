"""A mistake in a template: its file, its line and what is wrong, instead of a traceback."""

import os
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError

Fault = Callable[[str], Exception]


class TemplateFault(Exception):
    """A template cannot be read or rendered; the text says where and why."""


def guard(environment: Environment, fault: Fault = TemplateFault) -> None:
    """From now on, whatever fails in a template of the environment raises `fault(sentence)`."""
    expected = type(fault(""))
    rewritten, read = environment.handle_exception, _reader(environment)

    def handle_exception(source: str | None = None) -> NoReturn:
        try:
            rewritten(source=source)
        except expected:
            raise
        except Exception as error:
            raise fault(_sentence(error)) from None

    def get_source(_: Environment, template: str) -> Any:
        try:
            return read(environment, template)
        except UnicodeDecodeError:
            advice = "save it with the encoding UTF-8"
            file = _file(environment, template)
            raise fault(f"{file}:1: the template is not UTF-8 text — {advice}") from None

    environment.handle_exception = handle_exception  # type: ignore[method-assign]
    environment.loader.get_source = get_source  # type: ignore[union-attr,method-assign]


def _reader(environment: Environment) -> Callable[[Environment, str], Any]:
    assert environment.loader is not None  # noqa: S101 - both environments read folders
    return environment.loader.get_source


def _file(environment: Environment, template: str) -> str:
    folders = getattr(environment.loader, "searchpath", ())
    files = (os.path.join(folder, template) for folder in folders)
    return next((file for file in files if os.path.isfile(file)), template)


def _sentence(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    # Jinja gives compiled templates the names and lines of their files.
    places = [(frame.filename, frame.lineno) for frame in frames if _is_template(frame.filename)]
    if isinstance(error, TemplateSyntaxError):
        places.append((error.filename or error.name or "a template", error.lineno))
    file, line = places[-1] if places else ("a template", 1)
    return f"{file}:{line}: {_message(error)} — mend the template"


def _is_template(file: str) -> bool:
    return not file.endswith(".py") and not file.startswith("<")


def _message(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}'"
    return getattr(error, "message", None) or f"{error} ({type(error).__name__})"
