"""What a published version says stays: every field of the model, changed one by one."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import FULL, TESTS, MakeProject
from probing import changed
from publishing import edit, errors, found, pages_of, published, replace_in, served

from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Documents, Entry
from badgepress.model import Bearing, bears
from badgepress.model.walk import leaf_fields
from badgepress.project import inspect
from badgepress.published import agree
from badgepress.published.differences import INHERITED
from badgepress.published.texts import plain, to_yaml

EXAMPLES = {
    MICRO_CREDENTIAL.name: ("every-field", "catalog/deeply/nested/every-field.yaml"),
    STACK.name: ("every-step", "stacks/every-step.yaml"),
}
KINDS = {kind.name: kind for kind in (MICRO_CREDENTIAL, STACK)}
LEAVES = [(kind.name, leaf) for kind in KINDS.values() for leaf in leaf_fields(kind.model)]
RULES = {
    Bearing.MEANING: {"published-meaning"},
    Bearing.AMENDABLE: {"published-correction"},
    Bearing.OUTSIDE: set(),
}
SAFE, ISSUER = "catalog/safe-online.yaml", "catalog/issuers/small-agency.yaml"
# One choice for each field that excludes another one.
INSTEAD: Mapping[str, Any] = {"artwork.image": "images/logo.svg"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """The full example, everything in it published."""
    root = tmp_path_factory.mktemp("full") / "project"
    shutil.copytree(FULL, root)
    _retire(root)
    documents, problems = inspect(published(root))
    assert problems.errors == []
    return documents


def _retire(root: Path) -> None:
    """Retired things have the fields that say so; the stack has all that it may have."""
    retired = {"date": "2026-01-01", "reason": "It is over."}
    status = {"status": "retired"}
    name = EXAMPLES[MICRO_CREDENTIAL.name][1]
    edit(root, name, status | {"retired": retired | {"replaced_by": ["short-one"]}})
    apply = {"url": "https://agency.example.org/", "fee": "none", "how": "Write."}
    drawn = {"shape": "shield", "icon": "star", "stars": 3, "banner": "One", "color": "#1f6f8b"}
    more = {"retired": retired | {"replaced_by": ["plain-path"]}, "apply": apply, "artwork": drawn}
    edit(root, EXAMPLES[STACK.name][1], status | more)


def _top(leaf: str) -> str:
    return leaf.partition(".")[0]


def _attribute(kind: Kind, name: str) -> str:
    return next(n for n, f in kind.model.model_fields.items() if name in (n, f.alias))


def _said(documents: Documents, kind: Kind, data: Any) -> set[tuple[str, str]]:
    """Rule and top-level field of everything that is said if a file holds this today."""
    entity_id, _ = EXAMPLES[kind.name]
    old = documents.entries[kind.name][entity_id]
    documents.entries[kind.name][entity_id] = Entry(entity_id, data, old.file)
    try:
        problems = [*agree.meaning_stays(documents), *agree.corrections_are_recorded(documents)]
    finally:
        documents.entries[kind.name][entity_id] = old
    return {(p.rule, p.field.partition(".")[0].partition("[")[0]) for p in problems}


@pytest.mark.parametrize(("kind_name", "leaf"), LEAVES)
def test_each_field_is_held_to_its_bearing(full: Documents, kind_name: str, leaf: str) -> None:
    """Meaning is refused, a correction remarked, and what is outside the badge changes freely."""
    kind = KINDS[kind_name]
    data = full.entries[kind_name][EXAMPLES[kind_name][0]].data
    other = _changed(data, leaf)
    assert plain(other) != plain(data), f"the full example says nothing under {leaf}"
    bearing = bears(kind.model, _attribute(kind, _top(leaf))).bearing
    if leaf == "version":
        assert _said(full, kind, other) == set()  # another version is not the published one
        return
    assert _said(full, kind, other) == {(rule, _top(leaf)) for rule in RULES[bearing]}


def _changed(data: Any, leaf: str) -> Any:
    if leaf in INSTEAD:
        name, _, inner = leaf.partition(".")
        model = type(getattr(data, name))
        return data.model_copy(update={name: model.model_validate({inner: INSTEAD[leaf]})})
    return changed(data, leaf, leaf)


@pytest.mark.parametrize(
    ("kind_name", "name"),
    [(k.name, name) for k in KINDS.values() for name in k.model.model_fields],
)
def test_each_field_that_is_removed_is_noticed(full: Documents, kind_name: str, name: str) -> None:
    """Leaving a field out is a change like any other; only the issuer's own may be left to it."""
    kind = KINDS[kind_name]
    field = kind.model.model_fields[name]
    if field.is_required():
        return
    data = full.entries[kind_name][EXAMPLES[kind_name][0]].data
    other = data.model_copy(update={name: field.get_default()})
    assert plain(other) != plain(data)
    written = field.alias or name
    rules = set() if name in INHERITED else RULES[bears(kind.model, name).bearing]
    assert _said(full, kind, other) == {(rule, written) for rule in rules}


PROMISED = {
    "competency", "method", "parts", "scoring_guide", "review", "name", "hours", "ceu", "level",
    "renewal_category", "valid_for", "issuer", "alignments", "prerequisites", "steps", "awards",
}  # fmt: skip


@pytest.mark.parametrize("kind_name", KINDS)
def test_what_was_promised_to_earners_carries_meaning(kind_name: str) -> None:
    """No engine of a later day may turn one of these into something that can be amended."""
    model = KINDS[kind_name].model
    for name in PROMISED & set(model.model_fields):
        assert bears(model, name).bearing is Bearing.MEANING, name


def _lists(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a list of more than one item stands."""
    if isinstance(data, list):
        if len(data) > 1:
            yield path
        for index, item in enumerate(data):
            yield from _lists(item, (*path, index))
    elif isinstance(data, dict):
        for name, inner in data.items():
            yield from _lists(inner, (*path, name))


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@pytest.mark.parametrize("kind_name", KINDS)
@pytest.mark.parametrize("how", ["shorter", "turned"])
def test_lists_keep_items_and_order(full: Documents, kind_name: str, how: str) -> None:
    """An item less, or two in another order, is noticed in every list of the document."""
    kind = KINDS[kind_name]
    data = full.entries[kind_name][EXAMPLES[kind_name][0]].data
    paths = list(_lists(plain(data)))
    assert len(paths) > 2
    for path in paths:
        values = plain(data)
        items = _at(values, path)
        items.reverse() if how == "turned" else items.pop()
        try:
            other = kind.model.model_validate(values)
        except ValueError:
            continue  # the model itself does not allow that
        bearing = bears(kind.model, _attribute(kind, path[0])).bearing
        assert _said(full, kind, other) == {(rule, path[0]) for rule in RULES[bearing]}, path


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (
            SAFE,
            "hours: 15\nceu: 1.5",
            "hours: 15\nceu: 2",
            f"{SAFE}:11:6: ceu: version 1 was published with 1.5, but this says 2 — set it back;"
            " if the meaning is to change, 'badgepress revise safe-online' starts version 2",
        ),
        (
            SAFE,
            "name: Safe Online",
            "name: Safe On-Line",
            f"{SAFE}:1:7: name: version 1 was published with 'Safe Online', but this says 'Safe"
            " On-Line' — set it back; if the meaning is to change, 'badgepress revise safe-online'"
            " starts version 2",
        ),
        (
            SAFE,
            "prompt: Send in a lesson that you taught.",
            "prompt: Send in two.",
            f"{SAFE}:29:13: parts[2].prompt: version 1 was published with 'Send in a lesson that"
            " you taught.', but this says 'Send in two.' — set it back; if the meaning is to"
            " change, 'badgepress revise safe-online' starts version 2",
        ),
        (
            SAFE,
            "prerequisites: [naming-sources]\n",
            "",
            f"{SAFE}:1:1: prerequisites: version 1 was published with 'naming-sources', but this"
            " says nothing — set it back; if the meaning is to change, 'badgepress revise"
            " safe-online' starts version 2",
        ),
        (
            SAFE,
            "hours: 15\n",
            "hours: 15\nvalid_for: 5 years\n",
            f"{SAFE}:11:12: valid_for: version 1 was published with nothing, but this says '5"
            " years' — set it back; if the meaning is to change, 'badgepress revise safe-online'"
            " starts version 2",
        ),
        (
            "stacks/media-teacher.yaml",
            "      of: [media-projects]",
            "      of: [media-projects, safe-online]",
            "stacks/media-teacher.yaml:11:28: steps[2].any.of[2]: version 1 was published with"
            " nothing, but this says 'safe-online' — set it back; if the meaning is to change,"
            " 'badgepress revise media-teacher' starts version 2",
        ),
        (
            SAFE,
            "summary: Teaches students to stay safe online.",
            "summary: Teaches students to be safe.",
            f"{SAFE}:5:10: warning: summary: version 1 was published with 'Teaches students to stay"
            " safe online.', and the site keeps showing that; this says 'Teaches students to be"
            " safe.' — run 'badgepress amend safe-online --reason …', or set it back",
        ),
        (
            SAFE,
            "stars: 1",
            "stars: 2",
            f"{SAFE}:34:34: warning: artwork.stars: version 1 was published with 1, and the site"
            " keeps showing that; this says 2 — run 'badgepress amend safe-online --reason …', or"
            " set it back",
        ),
    ],
)
def test_message_says_both_values_and_the_command(
    project: MakeProject, name: str, old: str, new: str, line: str
) -> None:
    """File and line, field, old and new value, and what does it properly."""
    root = published(project())
    replace_in(root, name, old, new)
    assert found(root) == [line]


def test_corrected_text_is_not_shown_until_it_is_recorded(project: MakeProject) -> None:
    """The site goes on showing what was published."""
    root = published(project())
    before = pages_of(root), served(root)
    replace_in(root, SAFE, "stay safe online.", "be safe.")
    assert (pages_of(root), served(root)) == before


def test_outside_fields_are_shown_at_once(project: MakeProject) -> None:
    """Links and the way to apply change without any record."""
    root = published(project())
    replace_in(root, SAFE, "artwork:", "resources: [{title: A New Book}]\nartwork:")
    assert found(root) == []
    assert "A New Book" in pages_of(root)["catalog/safe-online/v1/"]


def test_issuers_guide_of_that_day_stays(project: MakeProject) -> None:
    """Another scoring guide and review of the issuer changes no published micro-credential."""
    root = published(project())
    before = pages_of(root)["catalog/safe-online/v1/"]
    replace_in(root, ISSUER, "name: Passing", "name: Done")
    replace_in(root, ISSUER, "days: 14", "days: 99")
    replace_in(root, ISSUER, "    - id: developing\n", "    - id: none\n")
    assert found(root) == []
    assert pages_of(root)["catalog/safe-online/v1/"] == before
    assert "within 14 business days" in before
    # A new version takes the issuer's word of its own day.
    replace_in(root, SAFE, "version: 1", "version: 2")
    assert errors(root) != []
    text = (root / SAFE).read_text("utf-8").replace("developing:", "none:")
    (root / SAFE).write_text(text, "utf-8")
    assert errors(root) == []
    now = pages_of(root)
    assert "within 99 business days" in now["catalog/safe-online/v2/"]
    assert now["catalog/safe-online/v1/"].count("within 14 business days") == 1


def test_own_image_that_differs_is_remarked(project: MakeProject) -> None:
    """The picture's file is part of what was published, though the YAML names it only."""
    root = published(project(example=FULL))
    image = root / "catalog/deeply/nested/images/logo.svg"
    image.write_bytes(image.read_bytes() + b"<!-- new -->\n")
    advice = "or put the old one back"
    assert [line for line in found(root) if "artwork" in line] == [
        f"catalog/{name}.yaml:{line}:18: warning: artwork.image: the image is not the one that"
        f" version 1 was published with — run 'badgepress amend {name} --reason …', {advice}"
        for name, line in (("old-one", 28), ("short-one", 25))
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe", b""])
def test_own_image_that_is_none_is_one_line(project: MakeProject, content: bytes) -> None:
    """A broken file is reported with the images, whatever was published."""
    root = published(project(example=FULL))
    (root / "catalog/deeply/nested/images/logo.svg").write_bytes(content)
    lines = [line for line in errors(root) if line.startswith("catalog/old-one.yaml")]
    assert len(lines) == 1
    assert lines[0].startswith(
        "catalog/old-one.yaml:28:18: artwork.image: 'deeply/nested/images/logo.svg': "
    )


def test_reference_names_every_field(project: MakeProject) -> None:
    """The published table says of each field what it is to a badge, in the model's own words."""
    table = (TESTS.parent / "pages/reference/versions.md").read_text("utf-8")
    for kind in KINDS.values():
        for name, field in kind.model.model_fields.items():
            mark = bears(kind.model, name)
            assert any(
                f"`{field.alias or name}`" in line and mark.reason in line
                for line in table.splitlines()
            ), name


def test_source_written_today_is_the_same_document(full: Documents) -> None:
    """The comparison sees nothing where nothing was changed, so each of the above can fail."""
    for kind in KINDS.values():
        data = full.entries[kind.name][EXAMPLES[kind.name][0]].data
        assert _said(full, kind, data) == set()
        assert to_yaml(plain(data)).count("\n") > 20
