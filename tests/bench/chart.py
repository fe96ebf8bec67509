"""The plot: time over size, both axes logarithmic, a line for each contender.

Seconds are this machine's and say nothing elsewhere, so the axis tells multiples of the smallest.
"""

import io

import matplotlib as mpl
from matplotlib.figure import Figure

from tests.bench.contenders import BARE, HUGO, OURS, OUT_OF_NAV, PLAIN, SEARCHED, TITLES
from tests.bench.measure import Bench

_LOOKS = {
    OURS: ("#1d4f73", "-", "o"),
    BARE: ("#1d4f73", "--", "o"),
    SEARCHED: ("#b8500c", "-", "s"),
    HUGO: ("#b8500c", "--", "s"),
    PLAIN: ("#5f6b72", "-", "^"),
    OUT_OF_NAV: ("#5f6b72", "--", "^"),
}
"""Contender → color, line and mark; each differs from the others in two of the three."""


def draw(bench: Bench) -> str:
    """An SVG, the same for the same figures."""
    least = min(bench.median(size, OURS, "wall") for size in bench.runs)
    with mpl.rc_context({"svg.hashsalt": "badgepress", "svg.fonttype": "path", "font.size": 11}):
        figure = Figure(figsize=(7.5, 5), layout="constrained")
        axes = figure.add_subplot()
        for contender, (color, line, mark) in _LOOKS.items():
            sizes = [size for size, found in bench.runs.items() if contender in found]
            times = [bench.median(size, contender, "wall") / least for size in sizes]
            if sizes:
                title = TITLES[contender]
                axes.plot(sizes, times, color=color, linestyle=line, marker=mark, label=title)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xticks(list(bench.runs), [f"{size:,}" for size in bench.runs])
        axes.set_xticks([], minor=True)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.set_xlabel("micro-credentials")
        axes.set_ylabel(f"time, as a multiple of badgepress’ at {min(bench.runs):,}")
        axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
        axes.legend(frameon=False)
        written = io.StringIO()
        # White in dark pages, too: the lines are drawn for it.
        figure.savefig(
            written, format="svg", facecolor="white", metadata={"Date": None, "Creator": None}
        )
    return written.getvalue()
