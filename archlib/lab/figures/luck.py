"""What a month says of an availability: many months of the same architecture, sorted by what each has measured."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from archlib.compare import Comparison
from archlib.lab.figures.months import Months
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.palette import ORANGE
from archlib.lab.words import percent

HEIGHT = 260
EDGES: Final = (0.99, 0.995, 0.998, 0.999, 0.9995)
BINS: Final = ("under 99", "to 99.5", "to 99.8", "to 99.9", "to 99.95", "under 100", "100")  # %
FORMULA: Final = "without outage, formula"


def picture(comparison: Comparison, window: Window, found: Mapping[str, Months]) -> Picture:
    """Return a bar for each class of months of each run, and the formula's marker; the window is not used."""
    shown = lanes(comparison)
    data = (*(_bars(lane, found[lane.label], len(shown)) for lane in shown), _formula(list(found.values())))
    made = layout(
        HEIGHT,
        {"type": "category", "categoryarray": list(BINS), "categoryorder": "array", "fixedrange": True,
         "tickangle": 0, "tickfont": {"size": 10},
         "title": {"text": "measured in the month (% of the time)", "standoff": 6}},
        titled("share of the months", tickformat=".0%", range=[0, 1.02], fixedrange=True),
        bottom=52,
        legend=names_of(data),
        barmode="group",
        bargap=0.25,
    )  # fmt: skip
    return Picture(
        key="luck",
        title="What one month may show",
        sentence=sentence(shown, found),
        columns=("architecture", "in the long run, formula", "months", "without outage", "formula", "worst month"),
        rows=rows_of([_row(lane, found[lane.label]) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], found: Mapping[str, Months]) -> str:
    """Return in how many months nothing happened, beside the formula and the long run."""
    parts = []
    for lane in shown:
        one = found[lane.label]
        clean, law = (f"{share:.0%}".replace("%", " %") for share in (one.clean, one.expected_clean))
        parts.append(
            f"{lane.label}: {clean} of {len(one.shares)} show 100 % (formula {law}), and in the long run it is up "
            f"{percent(one.long_run)} of the time"
        )
    return f"Watched for {next(iter(found.values())).hours / 24:.3g} days each. {'; '.join(parts)}."


def counted(one: Months) -> list[float]:
    """Return the share of the months in each class."""
    shares = np.array(one.shares)
    at = np.where(shares == 1.0, len(EDGES) + 1, np.searchsorted(EDGES, shares, side="right"))
    return [float(n) / len(shares) for n in np.bincount(at, minlength=len(BINS))]


def _row(lane: Lane, one: Months) -> tuple[str, ...]:
    worst = percent(min(one.shares))
    clean = (percent(one.clean), percent(one.expected_clean))
    return lane.label, percent(one.long_run), str(len(one.shares)), *clean, worst


def _bars(lane: Lane, one: Months, n: int) -> Trace:
    return {
        "type": "bar",
        "name": lane.label if n > 1 else "months of runs",
        "x": list(BINS),
        "y": counted(one),
        "marker": {"color": lane.look.colour},
        "hovertemplate": "%{y:.1%} of the months<br>%{x}<extra>%{fullData.name}</extra>",
    }


def _formula(found: list[Months]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": FORMULA,
        "x": [BINS[-1]] * len(found),
        "y": [one.expected_clean for one in found],
        "marker": {"symbol": "line-ew", "size": 26, "color": ORANGE, "line": {"width": 3, "color": ORANGE}},
        "hovertemplate": "%{y:.1%} by exp(−t / MTBF)<extra></extra>",
    }
