"""From pydantic's errors to problems that an owner understands."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from badgepress.model.fields import needs_quotes, short
from badgepress.problems import Problem, did_you_mean, nearest, one_of
from badgepress.yamlfile import FieldPath, Look, YamlFile, resolve_plain
from badgepress.yamlnodes import MAX_PROBLEMS

Sentence = tuple[str, str, str]
"""Rule, message and advice."""
Model = type[BaseModel]


class _Wrong(NamedTuple):
    """One error of pydantic's, and what is known about its place."""

    type: str
    name: str
    """The field's own name; empty for the whole document."""
    input: Any
    context: dict[str, Any]
    plain: str | None
    """The value as it is written, if it is a single one without quotes."""
    owner: Model | None
    """The model that the field belongs to."""
    inner: Model | None
    """The model that should stand in the field."""
    text: str

    @property
    def shown(self) -> str:
        """The value as the owner knows it, in a few words."""
        value = self.input
        if isinstance(value, list):
            return "a list" if value else "an empty list"
        if isinstance(value, dict):
            return "a group of fields"
        if isinstance(value, Look) or not isinstance(value, str):
            return "nothing" if value is None else f"'{short(self.plain or str(value))}'"
        return f"the text '{short(value)}'"


def explain(
    error: ValidationError, model: Model, file: YamlFile, below: FieldPath = ()
) -> list[Problem]:
    """All of a validation's errors as problems with file, line and advice.

    `below` is where in the file the validated data stands.
    """
    problems = []
    errors = error.errors(include_url=False)
    meant = _meant(errors[:MAX_PROBLEMS], model)
    for item in errors[:MAX_PROBLEMS]:
        of_key = "[key]" in item["loc"]
        loc = tuple(step for step in item["loc"] if step != "[key]")
        path = (*below, *loc)
        if any(path[: len(broken)] == broken for broken in file.unreadable) or (
            (item["type"] == "missing" and loc in meant) or _only_wrong_items(item)
        ):
            continue
        rule, message, advice = _sentence(_look_at(item, loc, model, file.plain(path)))
        path = (*path, *item.get("ctx", {}).get("at", ()))
        at_key = of_key or item["type"] == "extra_forbidden"
        problems.append(file.problem(path, message, advice, rule, at_key=at_key))
    if len(errors) > MAX_PROBLEMS:
        message = f"there are {len(errors) - MAX_PROBLEMS} more problems in this file"
        problems.append(file.problem((), message, "mend the others first", "more"))
    return problems


def _only_wrong_items(item: Any) -> bool:
    """Whether a list is called too short only because wrong items of it were not counted."""
    return item["type"] == "too_short" and bool(len(item["input"]) >= item["ctx"]["min_length"])


def _meant(errors: Sequence[Any], model: Model) -> set[FieldPath]:
    """Paths that misspelled fields were meant for; they are not missing besides."""
    meant = set()
    for item in errors:
        if item["type"] == "extra_forbidden":
            *above, name = item["loc"]
            known = _field_names(_model_at(model, tuple(above)))
            if guess := nearest(str(name), known):
                meant.add((*above, guess))
    return meant


def _look_at(item: Any, loc: FieldPath, model: Model, plain: str | None) -> _Wrong:
    return _Wrong(
        type=item["type"],
        name=str(loc[-1]) if loc else "",
        input=item["input"],
        context=item.get("ctx", {}),
        plain=plain,
        owner=_model_at(model, loc[:-1]),
        inner=_model_at(model, loc),
        text=str(item["msg"]),
    )


def _sentence(wrong: _Wrong) -> Sentence:
    if wrong.type == "badgepress":
        return _own_words(wrong)
    explainer = _EXPLAINERS.get(wrong.type)
    if explainer:
        return explainer(wrong)
    return "value", short(wrong.text), "see the field's description in the reference"


def _own_words(wrong: _Wrong) -> Sentence:
    context = wrong.context
    if context["rule"] == "text-needs-quotes" and wrong.plain:
        # 1.10 has become 1.1 on its way here; the owner knows it as 1.10.
        meaning = resolve_plain(wrong.plain)
        if isinstance(meaning, Look) or not isinstance(meaning, str):
            return needs_quotes(wrong.plain, context["kind"])
    return context["rule"], context["message"], context["advice"]


def _unknown_field(wrong: _Wrong) -> Sentence:
    known = _field_names(wrong.owner)
    guess = did_you_mean(wrong.name, known)
    advice = guess or f"remove it; the fields here are {one_of(known, 40)}"
    return "unknown-field", "there is no such field", advice


def _missing_field(wrong: _Wrong) -> Sentence:
    help_text = ""
    for key, field in wrong.owner.model_fields.items() if wrong.owner else ():
        if wrong.name in (key, field.alias):
            help_text = (field.description or "").split("\n")[0].rstrip(".").replace("`", "'")
    return "missing-field", "the field is missing", f"add '{wrong.name}:' ({help_text})"


def _expected(wrong: _Wrong, what: str, advice: str) -> Sentence:
    return "wrong-type", f"{what} is expected, but this is {wrong.shown}", advice


def _not_a_text(wrong: _Wrong) -> Sentence:
    return _expected(wrong, "one text", "write the text behind the colon")


def _not_a_date(wrong: _Wrong) -> Sentence:
    return _expected(wrong, "a date", "write year-month-day, such as 2026-08-01")


def _not_a_list(wrong: _Wrong) -> Sentence:
    example = "a, b"
    if isinstance(wrong.input, str) and re.fullmatch("[A-Za-z][\\w ,./-]{0,60}", wrong.input):
        example = wrong.input
    return _expected(wrong, "a list", f"write [{example}], or '- ' and an item on each line")


def _not_a_group(wrong: _Wrong) -> Sentence:
    names = _field_names(wrong.inner)
    fields = f"its fields ({one_of(names)})" if names else "'name: value' lines"
    return _expected(wrong, "a group of fields", f"write {fields} below it, each indented")


def _not_a_number(wrong: _Wrong) -> Sentence:
    if isinstance(wrong.input, Look):
        advice = "write it with digits alone and no zero in front, such as 15 or 1.5"
    else:
        advice = "write digits without quotes and units, such as 15 or 1.5"
    return _expected(wrong, "a number", advice)


def _not_a_whole_number(wrong: _Wrong) -> Sentence:
    return _expected(wrong, "a whole number", "write digits alone, such as 2")


def _not_yes_or_no(wrong: _Wrong) -> Sentence:
    return _expected(wrong, "true or false", "write true or false, without quotes")


def _not_a_choice(wrong: _Wrong) -> Sentence:
    choices = re.findall("'([^']*)'", wrong.context["expected"])
    if isinstance(wrong.input, list | dict):
        return _expected(wrong, f"one of {', '.join(choices)}", "write the word behind the colon")
    value = wrong.plain or str(wrong.input)
    advice = did_you_mean(value, choices) or "write one of them"
    return "choice", f"'{short(value)}' is not one of {', '.join(choices)}", advice


def _too_long(wrong: _Wrong) -> Sentence:
    limit, length = wrong.context["max_length"], len(str(wrong.input).strip())
    return (
        "length",
        f"the text has {length} characters; at most {limit} are allowed",
        f"shorten it by {length - limit}",
    )


def _too_few(wrong: _Wrong) -> Sentence:
    least, number = wrong.context["min_length"], len(wrong.input)
    if not number:
        return "length", "the list is empty", f"add at least {least}"
    return "length", f"at least {least} must be here, but there is only {number}", "add another"


def _limit(words: str, key: str, advice: str) -> Callable[[_Wrong], Sentence]:
    def explain_limit(wrong: _Wrong) -> Sentence:
        shown = wrong.plain or str(wrong.input)
        message = f"the number must be {words} {wrong.context[key]:g}, but this is {short(shown)}"
        return "range", message, advice

    return explain_limit


_EXPLAINERS: dict[str, Callable[[_Wrong], Sentence]] = {
    "extra_forbidden": _unknown_field,
    "missing": _missing_field,
    "string_type": _not_a_text,
    "not_a_date": _not_a_date,
    "tuple_type": _not_a_list,
    "model_type": _not_a_group,
    "dict_type": _not_a_group,
    "int_type": _not_a_whole_number,
    "float_type": _not_a_number,
    "bool_type": _not_yes_or_no,
    "enum": _not_a_choice,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "too_short": _too_few,
    "greater_than": _limit("more than", "gt", "write a larger one"),
    "greater_than_equal": _limit("at least", "ge", "write a larger one"),
    "less_than_equal": _limit("at most", "le", "write a smaller one"),
}


def _field_names(model: Model | None) -> list[str]:
    return [field.alias or key for key, field in model.model_fields.items()] if model else []


def _model_at(model: Model | None, path: FieldPath) -> Model | None:
    """The model whose fields stand at a path."""
    for step in path:
        if isinstance(step, int) or model is None:
            continue
        found = None
        for name, field in model.model_fields.items():
            if step in (field.alias, name):
                found = _inner_model(field.annotation)
        model = found
    return model


def _inner_model(annotation: Any) -> Model | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if inner := _inner_model(argument):
            return inner
    return None
