"""Rules for `[[term]]`: what it names is a term, and it stands where a link can be."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from badgepress.kinds import TERM
from badgepress.links import text_of, without_code, written_pages
from badgepress.load import Documents
from badgepress.model.fields import is_markdown
from badgepress.problems import Problem, Problems, did_you_mean
from badgepress.terms.forced import FORCED, term_of
from badgepress.terms.matcher import Matcher
from badgepress.terms.written import WrittenPage, forced_in
from badgepress.todo import odd_texts, written_path
from badgepress.yamlfile import FieldPath

_RULE = "term-link"
_WITHOUT = "write the words without [[ and ]]"


def forced_terms_exist(documents: Documents) -> Iterator[Problem]:
    """Every `[[term]]` in YAML names a term, and stands in a text in Markdown."""
    matcher: Matcher | None = None
    kinds = {**documents.entries, TERM: documents.terms}
    for entry in (entry for entries in kinds.values() for entry in entries.values()):
        for path, text in odd_texts(documents, entry):
            if "[[" not in text:
                continue
            matcher = matcher or Matcher(documents.terms.values())
            markdown = _is_markdown(entry.data, path)
            for match in FORCED.finditer(without_code(text) if markdown else text):
                name = term_of(match)
                if not markdown:
                    message, advice = (
                        f"'{match[0]}' is no link here, but in Markdown alone",
                        _WITHOUT,
                    )
                elif matcher.named(name):
                    continue
                else:
                    message, advice = _unknown(name, matcher)
                yield entry.problem(written_path(entry.data, path), message, advice, _RULE)


def check_forced(root: Path, documents: Documents, pages: Path, problems: Problems) -> None:
    """Every `[[term]]` of a hand-written page names a term, and stands in no heading."""
    matcher: Matcher | None = None
    for page in sorted(written_pages(pages)):
        file = pages / page
        if "[[" not in text_of(file):
            continue
        matcher = matcher or Matcher(documents.terms.values())
        name = Path(os.path.relpath(file, root)).as_posix()
        for line, column, match, in_heading in forced_in(WrittenPage("", file).text):
            if in_heading:
                message, advice = (
                    f"'{match[0]}' stands in a heading, which holds no links",
                    _WITHOUT,
                )
            elif matcher.named(term_of(match)):
                continue
            else:
                message, advice = _unknown(term_of(match), matcher)
            problems.add(Problem(name, line, column, "", message, advice, _RULE))


def _unknown(name: str, matcher: Matcher) -> tuple[str, str]:
    guess = did_you_mean(name, matcher.names())
    return (
        f"the glossary has no term '{name}'",
        guess or "write one of its words between [[ and ]], or add the term to glossary.yaml",
    )


def _is_markdown(model: BaseModel, path: FieldPath) -> bool:
    """Whether the field at a path is read as Markdown."""
    value: Any = model
    kind: Any = type(model)
    for step in path:
        if isinstance(value, BaseModel):
            field = type(value).model_fields[str(step)]
            kind = (field.annotation, *field.metadata)
            value = getattr(value, str(step))
        else:
            value = value[step]
    return _holds_markdown(kind)


def _holds_markdown(kind: Any) -> bool:
    parts = (
        kind if isinstance(kind, tuple) else (*get_args(kind), *getattr(kind, "__metadata__", ()))
    )
    return any(is_markdown(part) or _holds_markdown(part) for part in parts)
