"""Golden cases: one mistake of an owner a file, and the lines that it must give."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SMALL, MakeProject, lay_over
from publishing import found as lines_of
from publishing import published

from badgepress.project import inspect

CASES = sorted((Path(__file__).parent / "cases" / "invalid").glob("*.yaml"))


def files_of_case(case: dict[str, Any], example: Path = SMALL) -> dict[str, str | None]:
    """What a case lays over an example."""
    files = dict(case.get("files", {}))
    for name, changes in case.get("edit", {}).items():
        text = files.get(name) or (example / name).read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} is not there exactly once in {name}"
            text = text.replace(old, new)
        files[name] = text
    return files


def _rewrite(path: Path, found: list[str]) -> None:
    head, _, _ = path.read_text("utf-8").partition("\nproblems:")
    lines = "".join(f"\n  - '{line.replace(chr(39), chr(39) * 2)}'" for line in found)
    path.write_text(f"{head.rstrip()}\nproblems:{lines}\n", "utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_mistake_gives_exactly_these_lines(
    path: Path, project: MakeProject, request: pytest.FixtureRequest
) -> None:
    """A mistake in an otherwise valid project is reported once, at its place, with advice."""
    case = yaml.safe_load(path.read_text("utf-8"))
    if case.get("published"):
        root = published(project())
        lay_over(root, files_of_case(case, root))
        found = lines_of(root)
    else:
        _, problems = inspect(project(files_of_case(case)))
        found = [str(problem) for problem in problems.sorted()]
    if request.config.getoption("--rewrite-cases"):
        _rewrite(path, found)
        return
    assert found == case["problems"]


CREDENTIAL, STACK = "catalog/safe-online.yaml", "stacks/media-basics.yaml"
ISSUER, RECOGNIZER = "catalog/issuers/small-agency.yaml", "catalog/recognizers/small-county.yaml"


COMPETENCY = "competency: The educator teaches students to protect their data."
LATER = """
    source: https://schools.example.org/renewal
  - micro_credential: naming-sources
    since: 2027-01-01
    for: renewal
    roles: [administrator]"""


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (CREDENTIAL, "{min: 100, max: 300}", "{min: 100}"),
        (CREDENTIAL, "{min: 100, max: 300}", "{max: 1}"),
        (CREDENTIAL, "{min: 100, max: 300}", "{min: 300, max: 300}"),
        (CREDENTIAL, "version: 1", "version: 9999"),
        (CREDENTIAL, "hours: 15\nceu: 1.5", "hours: 10000\nceu: 1000"),
        (CREDENTIAL, "hours: 15\nceu: 1.5", "hours: 0.5\nceu: 0.05"),
        (CREDENTIAL, "hours: 15\nceu: 1.5", "hours: 3.333\nceu: 0.33"),
        (CREDENTIAL, "hours: 15\nceu: 1.5", "hours: 15\nceu: 0\nceu_note: It counts for nothing."),
        (CREDENTIAL, "hours: 15\nceu: 1.5", "hours: 15"),
        (CREDENTIAL, "name: Safe Online", f"name: {'n' * 255}"),
        (CREDENTIAL, "name: Safe Online", 'name: "2026"'),
        (CREDENTIAL, "name: Safe Online", "name: 'No'"),
        (CREDENTIAL, "name: Safe Online", "name: >-\n  Safe\n  Online"),
        (CREDENTIAL, "stars: 1", "stars: 0"),
        (CREDENTIAL, "stars: 1", f"stars: 3, banner: {'i' * 18}"),
        (CREDENTIAL, "hours: 15", "hours: 15\nvalid_for: 1 day"),
        (CREDENTIAL, "hours: 15", "hours: 15\nvalid_for: 99 months"),
        (CREDENTIAL, "prerequisites: [naming-sources]", "prerequisites: []"),
        (STACK, "micro_credential: safe-online", "micro_credential: safe-online@1"),
        (RECOGNIZER, "for: renewal", "until: 2026-08-01\n    for: renewal"),
        (RECOGNIZER, "since: 2026-08-01\n    as", 'since: "2026-08-01"\n    as'),
        ("mkdocs.yml", "    hours_per_ceu: 10\n", ""),
        ("mkdocs.yml", "    roles: [teacher, media coordinator, administrator]\n", ""),
        ("mkdocs.yml", "https://badges.example.org/", "https://badges.example.org/a/b"),
        (
            CREDENTIAL,
            COMPETENCY,
            r"competency: Not \![an image](https://example.org/), [nor]\(this).",
        ),
        (CREDENTIAL, COMPETENCY, "competency: 'Say `![image](x.png)` and ``[`x`](y)`` in code.'"),
        (CREDENTIAL, COMPETENCY, "competency: |\n  Code:\n\n      <javascript:x>\n\n  and more"),
        (CREDENTIAL, COMPETENCY, "competency: |\n  ```\n  [x](y)\n\n  ![z](y)\n  ```\n  ends"),
        (
            CREDENTIAL,
            COMPETENCY,
            "competency: '[A](mailto:a@example.org) HTTPS <https://a.example>'",
        ),
        (CREDENTIAL, COMPETENCY, "competency: '[Note]: to all (of you) [sic] a[0] <b> x < y: z >'"),
        (CREDENTIAL, COMPETENCY, "competency: '[a](<HTTPS://example.org/a(b)?c=1&d=2> \"Title\")'"),
        (CREDENTIAL, COMPETENCY, f"competency: {'word ' * 4000}"),
        (CREDENTIAL, COMPETENCY, "competency: 授業"),
        (CREDENTIAL, "hours: 15", 'hours: 15\ntags: ["C#", "naïve café", "עברית"]'),
        (RECOGNIZER, "roles: [teacher]", "roles: [teacher]\n    until: 2026-12-31" + LATER),
        (RECOGNIZER, "roles: [teacher]", "roles: [teacher]" + LATER.replace("2027", "2026")),
        (STACK, "name: Media Basics", "name: Naming Sources"),
        ("mkdocs.yml", "https://badges.example.org/", "https://example.org/v1.0/my.project"),
        ("mkdocs.yml", "https://badges.example.org/", "http://localhost:8000"),
        (ISSUER, "pass: every part at passing", "pass: at least 2 parts at passing"),
        (ISSUER, "fee: none", 'fee: "no"'),
        (ISSUER, "email: badges@example.org", "email: o'neil+badges@bücher.example"),
        (ISSUER, "https://agency.example.org/apply", "http://localhost:8000/"),
        (ISSUER, "https://agency.example.org/apply", "https://[2001:db8::1]/apply"),
        (ISSUER, "https://agency.example.org/apply", "https://a_b.example.org?x=%20@y#z"),
    ],
)
def test_what_is_right_passes(project: MakeProject, name: str, old: str, new: str) -> None:
    """What comes close to a mistake but is none passes without a word."""
    _, problems = inspect(project(files_of_case({"edit": {name: [(old, new)]}})))
    assert problems.sorted() == []


def test_drafts_may_lead_to_drafts(project: MakeProject) -> None:
    """What only the preview shows may name what only the preview shows."""
    draft = (SMALL / CREDENTIAL).read_text("utf-8").replace("status: active", "status: draft")
    first = draft.replace("[naming-sources]", "[second-draft]")
    _, problems = inspect(
        project({"catalog/first-draft.yaml": first, "catalog/second-draft.yaml": draft})
    )
    assert problems.sorted() == []


def test_cases_are_found() -> None:
    """The folder of golden cases is read at all, and each file says what it shows."""
    assert len(CASES) > 100
    for path in CASES:
        case = yaml.safe_load(path.read_text("utf-8"))
        assert set(case) <= {"about", "published", "files", "edit", "problems"}, path.name
        assert case["about"].strip(), path.name
        assert case["problems"], path.name


def test_small_example_has_no_problem(project: MakeProject) -> None:
    """The project that all cases change is itself without errors and warnings."""
    _, problems = inspect(project())
    assert problems.sorted() == []
