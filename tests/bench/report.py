"""The figures as tables and sentences, on the terminal and in the docs."""

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from badgepress.words import count
from tests.bench.chart import draw
from tests.bench.contenders import BARE, HUGO, OURS, PLAIN, ROOT, SEARCHED, TITLES
from tests.bench.measure import Bench

PAGE = ROOT / "pages" / "reference" / "speed.md"
CHART = ROOT / "pages" / "assets" / "speed.svg"
PLAIN_SIZE, PLAIN_RATIO = 1_000, 10
"""Largest size of the plain way, which is quadratic, and how much faster badgepress should be."""
LARGEST = 10_000
PEAK_MB = 600
GROWTH = 11


def report(bench: Bench) -> str:
    """All tables, as Markdown."""
    parts = [_stages_table(bench), _growth(bench)]
    parts += [_comparison(bench, size) for size in bench.runs]
    parts += ["\n".join(f"- {goal}" for goal in _goals(bench)), _artwork(bench)]
    return "\n\n".join(["", *filter(None, parts)])


def write_docs(bench: Bench, page: Path = PAGE, chart: Path = CHART) -> None:
    """Put the plot and the tables between the page's marks."""
    chart.parent.mkdir(parents=True, exist_ok=True)
    chart.write_text(draw(bench), "utf-8")
    tables = [f"### {size:,} micro-credentials\n\n{_ratios(bench, size)}" for size in bench.runs]
    machine = f"The machine had {count(os.cpu_count() or 1, 'processor')}."
    goals = "\n".join(f"- {goal}" for goal in _goals(bench))
    parts = [
        "![Time over size, both axes logarithmic, a line for each contender; the tables below say"
        " the same](../assets/speed.svg)",
        machine,
        *tables,
        "### Growth",
        _growth(bench),
        "### Goals",
        goals,
        "### Stages of badgepress",
        _shares(bench),
        _artwork(bench),
    ]
    put(page, "builds", "\n\n".join(filter(None, parts)))


def put(page: Path, name: str, text: str) -> None:
    """Replace what stands between the marks of one name in a page."""
    begin, end = f"<!-- {name}: made by the benchmark -->", f"<!-- end of {name} -->"
    old = page.read_text("utf-8")
    before, mark, rest = old.partition(begin)
    _, last, after = rest.partition(end)
    if not (mark and last):
        raise SystemExit(f"{page}: there is no place for {name}: '{begin}' and '{end}' mark it")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", "utf-8")


def _stages_of(bench: Bench) -> list[str]:
    runs = [run for found in bench.runs.values() for run in found.get(OURS, ())]
    return list(dict.fromkeys(stage for run in runs for stage in run.stages))


def _stages_table(bench: Bench) -> str:
    sizes = list(bench.runs)
    stages = _stages_of(bench)
    rows = [[stage, *(f"{bench.stage(n, stage):.2f}" for n in sizes)] for stage in stages]
    for title, name, form in (
        ("**in all**", "wall", "{:.1f}"),
        ("CPU", "cpu", "{:.1f}"),
        ("peak memory, MB", "peak_mb", "{:,.0f}"),
        ("files written", "files", "{:,.0f}"),
        ("MB written", "megabytes", "{:,.1f}"),
    ):
        rows.append([title, *(form.format(bench.median(n, OURS, name)) for n in sizes)])
    return table(["badgepress, seconds at", *(f"{n:,}" for n in sizes)], rows)


def _shares(bench: Bench) -> str:
    """Stages as shares of all their seconds, which say more than those of one machine."""
    sizes = list(bench.runs)
    wholes = {n: sum(bench.stage(n, stage) for stage in _stages_of(bench)) for n in sizes}
    rows = [
        [stage, *(f"{bench.stage(n, stage) / wholes[n]:.0%}" for n in sizes)]
        for stage in _stages_of(bench)
    ]
    return table(["share of the seconds of all processes", *(f"{n:,}" for n in sizes)], rows)


def _growth(bench: Bench) -> str:
    lines = []
    for less, more in pairwise(bench.runs):
        for contender in (OURS, BARE, HUGO, SEARCHED, PLAIN):
            if not (bench.has(less, contender) and bench.has(more, contender)):
                continue
            wall, cpu, memory = (
                bench.median(more, contender, name) / bench.median(less, contender, name)
                for name in ("wall", "cpu", "peak_mb")
            )
            lines.append(
                f"- {TITLES[contender]}, from {less:,} to {more:,} ({more / less:g} times as many):"
                f" {wall:.1f} times the time, {cpu:.1f} times the CPU, {memory:.1f} times the"
                " memory."
            )
    return "\n".join(lines) or "Growth needs two sizes."


def _comparison(bench: Bench, size: int) -> str:
    """Everything that was measured at a size."""
    rows = []
    for contender, runs in bench.runs[size].items():
        longer = "" if all(run.finished for run in runs) else "> "
        times = [bench.median(size, contender, name) for name in ("wall", "cpu")]
        ratios = [bench.ratio(size, contender, name) for name in ("wall", "cpu")]
        others = [bench.median(size, contender, n) for n in ("peak_mb", "files", "megabytes")]
        cells = [f"{longer}{number:,.1f}" for number in times]
        cells += [f"{longer}{number:,.2f}" for number in ratios]
        rows.append([TITLES[contender], *cells, *(f"{number:,.0f}" for number in others)])
    head = [f"{size:,}, median of {len(runs)}", "seconds", "CPU", "ratio", "of CPU"]
    return table([*head, "peak MB", "files", "MB"], rows)


def _ratios(bench: Bench, size: int) -> str:
    """What of it holds on other machines, too."""
    rows = []
    for contender, runs in bench.runs[size].items():
        longer = "" if all(run.finished for run in runs) else "> "
        ratios = [f"{longer}{bench.ratio(size, contender, n):.2f}" for n in ("wall", "cpu")]
        others = [bench.median(size, contender, n) for n in ("peak_mb", "files", "megabytes")]
        rows.append([TITLES[contender], *ratios, *(f"{number:,.0f}" for number in others)])
    head = [f"median of {len(runs)}", "time", "CPU", "peak memory, MB", "files", "MB written"]
    return table(head, rows)


def _goals(bench: Bench) -> Iterator[str]:
    """Each goal that these sizes can tell of, and whether it holds."""
    for size in bench.runs:
        for own, other, words in (
            (BARE, HUGO, "no slower than Hugo, without a search index"),
            (OURS, SEARCHED, "no slower than Hugo followed by Pagefind, with one"),
        ):
            if size == LARGEST and bench.has(size, own, other):
                ratio = bench.ratio(size, own, "wall", other)
                yield _goal(f"at {size:,}, {words}", f"{ratio:.2f} times its time", ratio <= 1)
    if bench.has(LARGEST, OURS):
        peak = bench.median(LARGEST, OURS, "peak_mb")
        words = f"at {LARGEST:,}, at most {PEAK_MB} MB for any single process"
        yield _goal(words, f"{peak:,.0f} MB", peak <= PEAK_MB)
    if bench.has(LARGEST, OURS) and bench.has(LARGEST // 10, OURS):
        wall = bench.median(LARGEST, OURS, "wall") / bench.median(LARGEST // 10, OURS, "wall")
        words = f"from {LARGEST // 10:,} to {LARGEST:,}, at most {GROWTH} times the time"
        yield _goal(words, f"{wall:.1f} times", wall <= GROWTH)
    if PLAIN in bench.runs.get(PLAIN_SIZE, {}):
        ratio = bench.ratio(PLAIN_SIZE, PLAIN, "wall")
        words = f"at {PLAIN_SIZE:,}, at least {PLAIN_RATIO} times faster than the plain way"
        yield _goal(words, f"{ratio:.1f} times", ratio >= PLAIN_RATIO)


def _goal(goal: str, measured: str, holds: bool) -> str:
    end = "The goal holds." if holds else "The goal DOES NOT HOLD."
    return f"{goal[0].upper()}{goal[1:]}. Measured: {measured}. {end}"


def _artwork(bench: Bench) -> str:
    art = bench.artwork
    return (
        "All badges got one and the same PNG, and all pages one QR code: that is left out above."
        f" On one processor a badge takes {art['rasterize']:.1f} ms to rasterize, after"
        f" {art['draw']:.1f} ms for drawing it, and a QR code takes {art['qr']:.1f} ms (medians of"
        " a sample)."
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown that is one in plain text, too."""
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        [head[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(head[1:], widths[1:], strict=True))]
    ]
    lines.append(["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    for row in rows:
        cells = zip(row[1:], widths[1:], strict=True)
        lines.append([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in cells)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
