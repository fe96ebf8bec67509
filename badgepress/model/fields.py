"""The types that fields are made of, and what may stand in them."""

import re
import string
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

from badgepress.model.markup import is_blank, markup_problem
from badgepress.yamlfile import Look

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_ADVICE = "use lower-case letters a-z, digits and single hyphens, such as safe-online-interaction"


class Authored(BaseModel):
    """What all authored objects share: frozen, and no field that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def wrong(
    rule: str, message: str, advice: str, *, at: tuple[str | int, ...] = (), kind: str = ""
) -> PydanticCustomError:
    """A field's error in the owner's words: what is wrong, and what to do.

    `at` leads from the validated value to the field inside it where the problem is shown.
    """
    # pydantic formats the template with the context, so the sentences travel in the context.
    context = {"rule": rule, "message": message, "advice": advice, "at": at, "kind": kind}
    return PydanticCustomError("badgepress", "{message}", context)


def exactly_one(rule: str, given: Mapping[str, object]) -> None:
    """Raise an error unless exactly one of these fields is filled in."""
    named = [f"'{name}'" for name, value in given.items() if value is not None]
    if len(named) != 1:
        *names, last = (f"'{name}'" for name in given)
        raise wrong(
            rule,
            f"this names {' and '.join(named) or 'nothing'}",
            f"write exactly one of {', '.join(names)} and {last}",
        )


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(f"{_CONTROL.pattern[:-1]}{_DIRECTION.pattern[1:]}")
_LETTERS = frozenset(string.ascii_letters + string.digits)
_LINE_BREAK = re.compile("[\n\x85\u2028\u2029]")
_SCRIPT = re.compile(
    r"</?\s*(?:script|iframe|object|embed|style|link|meta|svg)\b|<[^>]*\son\w+\s*=",
    re.IGNORECASE,
)
_HOST = re.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?([.][a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*[.]?")
_READ_AS = {
    "date": "a date",
    "time": "a date and time",
    "yes/no": "yes or no",
    "number": "a number",
}


def short(value: str) -> str:
    """The beginning of a value, for a message."""
    return value if len(value) <= 60 else value[:59] + "…"


def needs_quotes(text: str, kind: str) -> tuple[str, str, str]:
    """Rule, message and advice for text that YAML reads as something else."""
    message = f"'{short(text)}' is read as {_READ_AS[kind]}, not as text"
    return "text-needs-quotes", message, f'put it in quotes: "{short(text)}"'


def _only_text(value: Any) -> Any:
    if type(value) is str:  # nearly always
        return value
    if read_as := _read_as(value):
        text, kind = read_as
        raise wrong(*needs_quotes(text, kind), kind=kind)
    return value


def _read_as(value: Any) -> tuple[str, str] | None:
    """The text and the kind of what YAML has not read as text, though it is a single value."""
    if isinstance(value, Look):
        return value, value.kind
    if isinstance(value, bool):
        return str(value).lower(), "yes/no"
    if isinstance(value, int | float):
        return str(value), "number"
    return None


def form(check: Callable[[str], str]) -> tuple[BeforeValidator, AfterValidator]:
    """Validates a text's form.

    What YAML reads as a number is told the form at once, unless quotes are all that it needs.
    """

    def as_text(value: Any) -> Any:
        if read_as := _read_as(value):
            check(read_as[0])
        return value

    return BeforeValidator(as_text), AfterValidator(check)


def _tidy(value: str) -> str:
    tidy = value.strip()
    if not tidy:
        raise wrong("empty-field", "there is nothing here", "fill it in, or remove the field")
    if not _INVISIBLE.search(tidy) and tidy[0] in _LETTERS:
        return tidy  # nearly always
    if control := _CONTROL.search(tidy):
        raise wrong(
            "control-character",
            f"there is an invisible control character (U+{ord(control[0]):04X})",
            "delete it; in double quotes, a backslash makes such characters",
        )
    if turn := _DIRECTION.search(tidy):
        raise wrong(
            "control-character",
            f"an invisible character (U+{ord(turn[0]):04X}) turns the direction of the text",
            "delete it; Arabic, Hebrew and the like need none to be shown rightly",
        )
    if is_blank(tidy):
        raise wrong(
            "empty-field",
            "there is no letter and no digit here",
            "write words, or remove the field",
        )
    return tidy


def _markdown(value: str) -> str:
    if problem := markup_problem(value):
        raise wrong(*problem)
    return value


def _no_script(value: str) -> str:
    if found := _SCRIPT.search(value):
        raise wrong(
            "script",
            f"there is a script in the text ('{short(found[0])}')",
            "delete it; a definition is words alone",
        )
    return value


def _one_line(value: str) -> str:
    if _LINE_BREAK.search(value):
        raise wrong(
            "one-line",
            "the text has several lines, but only one may stand here",
            "write it in one line, or begin it with '>-' so that its lines are joined",
        )
    return value


def _url(value: str) -> str:
    if re.search(r"\s", value):
        advice = "write it without spaces and line breaks; a space inside it is written %20"
    elif not re.fullmatch("[!-~]+", value) or re.search(r'[<>"{}|\\^`]', value):
        advice = "copy it from the browser's address bar, where such characters are written as %…"
    elif re.match("https?://[^/?#]*@", value):
        advice = "leave out the part up to @; everybody could read it"
    elif re.search("%(?![0-9A-Fa-f]{2})", value):
        advice = "write a percent sign as %25"
    elif not _is_url(value):
        advice = "write it in full, such as https://www.example.org/page"
    else:
        return value
    raise wrong("url", f"'{short(value)}' is not an address of the web", advice)


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    named = _HOST.fullmatch(host) is not None or parts.netloc.startswith("[")
    return named and value.startswith(("http://", "https://"))


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        raise wrong(
            "email",
            f"'{short(value)}' is not an e-mail address",
            "write one such as badges@example.org",
        ) from None


def _date(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("not_a_date", "not a date")
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise wrong(
            "date",
            f"'{short(value)}' is not a date",
            "write year-month-day with two digits for month and day, such as 2026-08-01",
        )
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise wrong(
            "date", f"{value} is not a day of the calendar", "check month and day"
        ) from None


def _kebab(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise wrong("id", f"'{short(value)}' is not an id", ID_ADVICE)
    return value


def pattern(regex: str, message: str, advice: str) -> tuple[BeforeValidator, AfterValidator, Any]:
    """What a text must look like: validates it, and says so in the JSON Schema.

    `message` follows the quoted text: "'x' is not a color".
    """

    def check(value: str) -> str:
        if not re.search(regex, value):
            raise wrong("pattern", f"'{short(value)}' {message}", advice)
        return value

    return *form(check), Field(json_schema_extra={"pattern": regex})


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        if seen.setdefault(value, index) != index:
            raise wrong(
                "repeated", f"'{short(value)}' stands here twice", "remove one", at=(index,)
            )
    return values


DISTINCT = (AfterValidator(_distinct), Field(json_schema_extra={"uniqueItems": True}))
"""Makes a list refuse an item that stands in it already."""

MAX_PROSE = 20_000
MAX_TEXT = 1_000

_Words = Annotated[str, BeforeValidator(_only_text), AfterValidator(_tidy)]
Prose = Annotated[_Words, Field(max_length=MAX_PROSE)]
"""Text, stripped; its lines stay."""
Text = Annotated[_Words, Field(max_length=MAX_TEXT), AfterValidator(_one_line)]
"""One line of plain text; it is never read as markup."""
Markdown = Annotated[
    Prose, AfterValidator(_markdown), Field(json_schema_extra={"contentMediaType": "text/markdown"})
]
"""Prose in Markdown. HTML in it is shown as text."""


def is_markdown(metadata: object) -> bool:
    """Whether it is what makes Markdown of a text's type."""
    return isinstance(metadata, AfterValidator) and metadata.func is _markdown


Definition = Annotated[Prose, AfterValidator(_no_script)]
"""Words that are quoted elsewhere, wherever that is: no script may travel with them."""
Url = Annotated[Text, *form(_url), Field(json_schema_extra={"format": "uri"})]
Email = Annotated[Text, *form(_email), Field(json_schema_extra={"format": "email"})]
Date = Annotated[date, BeforeValidator(_date)]
Id = Annotated[Text, *form(_kebab), Field(json_schema_extra={"pattern": ID_PATTERN})]
FormerIds = Annotated[tuple[Id, ...], *DISTINCT]
Color = Annotated[
    Text,
    *pattern(
        "^#[0-9a-fA-F]{6}$",
        "is not a color",
        'write # and six digits or letters a-f, in quotes, such as "#1f6f8b"',
    ),
]
Ctid = Annotated[
    Text,
    *pattern(
        "^ce-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        "is not a CTID",
        "write 'ce-' and a UUID in lower-case letters,"
        " such as ce-a4c0a549-aed3-4704-ade2-e81a5d76865b",
    ),
]
"""An identifier in the Credential Registry (CTDL, property ceterms:ctid)."""
Count = Annotated[int, Strict(), Field(ge=1, le=9999)]
Amount = Annotated[float, Strict(), Field(gt=0, le=10_000)]
"""A positive number such as hours or CEU."""


class Level(StrEnum):
    """How far a micro-credential leads."""

    FOUNDATIONAL = "foundational"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Status(StrEnum):
    """Whether something is offered. A draft is shown only by `badgepress serve`."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
