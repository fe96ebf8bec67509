"""What became of something over the years: its versions, amendments, and what changed between."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from badgepress.pages.history_views import AmendmentView, ChangeView, Passage, VersionView
from badgepress.published.differences import Difference, differences, with_inherited
from badgepress.published.store import Frozen
from badgepress.versions import Version
from badgepress.yamlfile import FieldPath

_SINGULAR = {"criteria": "criterion", "of": "choice", "steps": "step"}
_MAX_WORDS = 4000
"""Longer texts are shown as a whole before and after."""


def version_views(versions: Sequence[Version]) -> tuple[VersionView, ...]:
    """All versions, the newest first, each with what it changed."""
    found = []
    for later, earlier in pairwise((*versions, None)):
        assert later is not None  # noqa: S101 - only the last of each pair may be none
        found.append(
            VersionView(
                number=later.number,
                id=later.entry.id,
                path=later.path,
                published=later.frozen.record.published if later.frozen else None,
                current=later.is_current,
                amendments=_amendments(later.frozen),
                changes=tuple(_changes(earlier, later)) if earlier else (),
            )
        )
    return tuple(found)


def _amendments(frozen: Frozen | None) -> tuple[AmendmentView, ...]:
    listed = frozen.record.amendments if frozen else ()
    return tuple(
        AmendmentView(
            each.date,
            each.reason,
            tuple(label((name,)) for name in each.fields),
            each.before,
            each.after,
        )
        for each in listed
    )


def _changes(earlier: Version, later: Version) -> Iterator[ChangeView]:
    before, after = earlier.entry.data, later.entry.data
    if later.frozen is None and earlier.frozen is not None:
        # Not published yet: what it leaves to its issuer is shown only where it says so itself.
        after = with_inherited(after, before)
    for found in differences(before, after):
        yield ChangeView(label(found.path), tuple(_passages(found)))


def _passages(found: Difference) -> Iterator[Passage]:
    before, after = _words(found.before), _words(found.after)
    if not before or not after or len(before) + len(after) > _MAX_WORDS:
        yield from (Passage("removed", " ".join(before)),) if before else ()
        yield from (Passage("added", " ".join(after)),) if after else ()
        return
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Passage("same", " ".join(before[a:b]))
            continue
        yield from (Passage("removed", " ".join(before[a:b])),) if b > a else ()
        yield from (Passage("added", " ".join(after[c:d])),) if d > c else ()


def _words(value: Any) -> list[str]:
    return _text(value).split()


def _text(value: Any) -> str:
    """A value as a reader would be told it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{label((name,))}: {_text(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def label(path: FieldPath) -> str:
    """Where a value stands, in words: `Part 2, rubric, passing`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            noun = words.pop()
            words.append(f"{_SINGULAR.get(noun, noun.removesuffix('s'))} {step + 1}")
        else:
            words.append("CEU" if step == "ceu" else step.replace("_", " "))
    text = ", ".join(words)
    return text[:1].upper() + text[1:]
