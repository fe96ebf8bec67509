"""What is left to earn: the browser counts as the engine does, for any stacks."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from browsing import serve
from conftest import FULL, SMALL
from playwright.sync_api import Browser, Page

from badgepress.pages.render import TEMPLATES
from badgepress.planning.entries import plan_documents
from badgepress.planning.shards import shard_of
from badgepress.project import open_catalog
from badgepress.totals import Amounts, Needed, Range, Total, of_one, of_steps

pytest_plugins = ["visitor_fixtures"]

COUNT = """async ([home, cases]) => {
  const { Counter, range } = await import(home + "assets/badgepress/plan/totals.js");
  return cases.map(({ entries, have, keys }) => {
    const counter = new Counter(new Map(Object.entries(entries)), new Map(Object.entries(have)));
    return keys.map((key) => {
      const left = counter.remaining(key);
      return left && [range(left.hours), range(left.ceu)];
    });
  });
}"""


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[tuple[Page, str]]:
    """A page beside the engine's scripts."""
    for home in serve(TEMPLATES):
        page = browser.new_page()
        page.goto(home + "assets/badgepress/favicon.svg")
        yield page, home
        page.close()


class _Oracle:
    """What is left, by the engine's own totals: what is met drops out of each step."""

    def __init__(self, entries: Mapping[str, Any], have: Mapping[str, int]) -> None:
        self.entries, self.have = entries, have
        self.amounts = {
            key: Amounts(entry["hours"], entry["ceu"])
            for key, entry in entries.items()
            if "hours" in entry
        }

    def met(self, text: str) -> bool:
        key, _, version = text.partition("@")
        steps = self.entries[key].get("steps")
        held = self.have.get(key, 0) >= int(version or 1)
        return held or (steps is not None and self.left(steps) is None)

    def left(self, steps: list[Any]) -> Total | None:
        open_steps = []
        for step in steps:
            unmet = [text for text in step["of"] if not self.met(text)]
            need = step["need"] - (len(step["of"]) - len(unmet))
            if need > 0:
                options = [self.total(text) for text in unmet]
                open_steps.append(Needed(need, [option for option in options if option]))
        return of_steps(open_steps, self.amounts) if open_steps else None

    def total(self, text: str) -> Total | None:
        key = text.partition("@")[0]
        if key in self.amounts:
            return of_one(key, self.amounts[key])
        return self.left(self.entries[key]["steps"])

    def told(self, key: str) -> list[str] | None:
        total = None if self.met(key) else self.total(key)
        return [str(total.hours), str(total.ceu)] if total else None


def _generated(seed: int) -> dict[str, Any]:
    """Stacks of micro-credentials and of stacks, with choices, and a plan."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    amounts = (1, 5, 10, 12.5, 20)
    entries: dict[str, Any] = {
        f"m{n}": {"hours": rng.choice(amounts), "ceu": rng.choice((0, 0.08, 0.5, 1, 2))}
        for n in range(rng.randint(2, 14))
    }
    for number in range(rng.randint(1, 6)):
        steps = []
        for _ in range(rng.randint(1, 4)):
            options = rng.sample(list(entries), rng.randint(1, min(6, len(entries))))
            named = [o + ("@2" if rng.random() < 0.2 else "") for o in options]
            steps.append({"need": rng.randint(1, len(named)), "of": named})
        entries[f"stacks/s{number}"] = {"steps": steps}
    keys = list(entries)
    have = {key: rng.randint(1, 2) for key in rng.sample(keys, rng.randint(0, len(keys) // 2))}
    return {"entries": entries, "have": have, "keys": keys}


def test_generated_plans_are_counted_as_the_engine_counts(scripts: tuple[Page, str]) -> None:
    """Hours and CEU left agree for stacks in stacks, choices, older versions and shared steps."""
    page, home = scripts
    cases = [_generated(seed) for seed in range(400)]
    expected = []
    for case in cases:
        oracle = _Oracle(case["entries"], case["have"])
        expected.append([oracle.told(key) for key in case["keys"]])
    assert page.evaluate(COUNT, [home, cases]) == expected
    assert sum(told is None for case in expected for told in case) > 100


@pytest.mark.parametrize("example", [SMALL, FULL])
def test_empty_plan_is_the_stacks_totals(scripts: tuple[Page, str], example: Any) -> None:
    """Who has nothing has left what each stack's page says that it comes to."""
    page, home = scripts
    catalog, _ = open_catalog(example)
    entries = {k: e for k, e in plan_documents(catalog).items() if "now" not in e}
    keys = [f"stacks/{entry}" for entry in catalog.stacks]
    found = page.evaluate(COUNT, [home, [{"entries": entries, "have": {}, "keys": keys}]])[0]
    assert found == [
        [str(catalog.hours_of(entry)), str(catalog.ceu_of(entry))]
        for entry in catalog.stacks.values()
    ]


def test_web_of_stacks_is_counted_in_no_time(scripts: tuple[Page, str]) -> None:
    """Choices with too many ways are estimated as the engine does it, and a long web ends."""
    page, home = scripts
    entries: dict[str, Any] = {f"m{n:02}": {"hours": n + 1, "ceu": n / 10} for n in range(14)}
    wide = {"need": 6, "of": list(entries)}
    entries["stacks/wide"] = {"steps": [wide, wide]}
    for number in range(60):
        named = [f"stacks/c{n}" for n in range(max(0, number - 3), number)] or ["stacks/wide"]
        entries[f"stacks/c{number}"] = {"steps": [{"need": 1, "of": [each]} for each in named]}
    case = {"entries": entries, "have": {"m00": 1, "m05": 2}, "keys": ["stacks/wide", "stacks/c59"]}
    oracle = _Oracle(entries, case["have"])  # type: ignore[arg-type]
    wide_left = oracle.told("stacks/wide")
    found = page.evaluate(COUNT, [home, [case]])[0]
    assert found[0] == wide_left
    assert found[1] is not None


def test_entries_are_looked_for_where_they_are(scripts: tuple[Page, str]) -> None:
    """The browser finds each key's file by the same hash as the build."""
    page, home = scripts
    keys = [f"stacks/a-{n}" for n in range(200)] + ["a", "copyright-in-student-work", "9"]
    script = """async ([home, keys]) => {
      const { shardOf } = await import(home + "assets/badgepress/plan/entries.js");
      return keys.map((key) => shardOf(key, 17));
    }"""
    assert page.evaluate(script, [home, keys]) == [shard_of(key, 17) for key in keys]
    assert len({shard_of(key, 17) for key in keys}) == 17


def test_range_of_the_oracle_is_the_engines() -> None:
    """The words that are compared are those of the pages."""
    assert str(Range(1.5, 20)) == "1.5–20"
