"""Availability of each feature by time, by requests and by the deadline, on an axis of nines, against what is promised.

The share that fails has a logarithmic axis. It has no zero, so what never failed stands in a column of its own.
"""

import math
from contextlib import suppress
from typing import NamedTuple

from archlib.compare import Comparison
from archlib.contract import Contract
from archlib.errors import TopologyError
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.palette import BLUE, GREEN, GREY, ORANGE, VERMILION
from archlib.outcome.availability import YEAR_HOURS, FeatureAvailability

ROW_PX, WIDE_PX, LINE = 22, 30, "<br>"
LEAST = 1e-5  # the axis goes at least to five nines
WEIGHTINGS = {  # name -> colour, symbol, what is counted
    "by time": (BLUE, "circle-open", "of the time"),
    "by requests": (ORANGE, "square-open", "of the requests"),
    "by the deadline": (VERMILION, "diamond-open", "of the videos"),
}
PROMISED, FORMULA = "promised", "closed form"
FORMULA_COLUMN = f"{FORMULA} (random failures)"
CLAUSES = {"upload": "upload", "process": "ready_share", "manage": "manage"}  # feature -> field of the contract

Formulas = dict[tuple[str, str], float]  # (label, feature) -> availability in the long run


class Point(NamedTuple):
    """One availability: whose, of which feature, in which weighting, and how much of it."""

    label: str
    row: str
    feature: FeatureAvailability
    weighting: str
    share: float


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a row a feature of each architecture, a marker a weighting. The window is for all of the time."""
    shown = lanes(comparison)
    found, drawn = points(shown), formulas(shown)
    shares = [*(p.share for p in found), *drawn.values(), *(level(comparison.contract, f) for f in CLAUSES)]
    floor = _floor([1.0 - share for share in shares])
    rows = list(dict.fromkeys(point.row for point in found))
    height = 96 + (WIDE_PX if any(LINE in row for row in rows) else ROW_PX) * len(rows)
    data = (
        *(_markers(w, found, floor) for w in WEIGHTINGS),
        *([_formula(found, drawn, floor)] if drawn else []),
        _promised(comparison.contract, found, floor),
    )
    more = [FORMULA_COLUMN] if drawn else []
    made = layout(
        height,
        _axis(floor),
        {
            "autorange": "reversed",
            "type": "category",
            "tickfont": {"size": 11},
            "fixedrange": True,
            "dtick": 1,
            "categoryorder": "array",
            "categoryarray": rows,
        },
        left=names.margin(rows),
        legend=[*WEIGHTINGS, FORMULA, PROMISED],  # room for all: nothing jumps when failures are drawn
        scattermode="group",
        scattergap=0.35,
    )
    return Picture(
        key="availability",
        title="Availability, three ways to count it",
        sentence=sentence(shown, comparison.contract),
        columns=("architecture", "feature", "promised", *WEIGHTINGS, "hours down a year", *more),
        rows=rows_of(_rows(shown, comparison.contract, drawn)),
        colours=tuple(lane.look.colour for lane in shown for _ in lane.run.availability),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def points(shown: list[Lane]) -> list[Point]:
    """Return every availability that there is; only processing has a deadline."""
    found, labels = [], names.short([lane.label for lane in shown])
    is_wide = names.are_wide(labels, list(CLAUSES))
    for lane, label in zip(shown, labels, strict=True):
        for f in lane.run.availability.values():
            row = names.row(label, f.feature, is_wide)
            shares = zip(WEIGHTINGS, (f.time_share, f.request_share, f.deadline_share), strict=True)
            found += [Point(lane.label, row, f, name, share) for name, share in shares if share is not None]
    return found


def formulas(shown: list[Lane]) -> Formulas:
    """Return (label, feature) -> the share of time up in the long run, by formula; of what fails at random only.

    A run of some days is one sample of it. What has more parts than the formula takes is left out.
    """
    found: Formulas = {}
    for lane in shown:
        if lane.run.scenario.faults.drawn:
            with suppress(TopologyError):
                found |= {(lane.label, f): share for f, share in lane.run.availability.closed_form.items()}
    return found if min(found.values(), default=1.0) < 1.0 else {}


def level(contract: Contract, feature: str) -> float:
    """Return what a contract promises of a feature, a share of requests."""
    return float(getattr(contract, CLAUSES[feature]))


def sentence(shown: list[Lane], contract: Contract) -> str:
    """Return which promises each architecture breaks, by the weighting of the contract."""
    parts = []
    for lane in shown:
        good = lane.run.availability
        broken = [f"{f} {words.percent(_judged(good[f]))}" for f in good if _judged(good[f]) < level(contract, f)]
        parts.append(f"{lane.label} {', '.join(broken) or 'none'}")
    return f"Promises broken, by requests (processing by the deadline): {'; '.join(parts)}."


def _judged(feature: FeatureAvailability) -> float:
    """Return the share by which a contract judges a feature."""
    return feature.request_share if feature.deadline_share is None else feature.deadline_share


def _rows(shown: list[Lane], contract: Contract, drawn: Formulas) -> list[tuple[str, ...]]:
    return [_row(lane, f, contract, drawn) for lane in shown for f in lane.run.availability.values()]


def _row(lane: Lane, f: FeatureAvailability, contract: Contract, drawn: Formulas) -> tuple[str, ...]:
    deadline = "no deadline" if f.deadline_share is None else words.percent(f.deadline_share)
    shares = (words.percent(f.time_share), words.percent(f.request_share), deadline)
    promised = words.percent(level(contract, f.feature))
    share = drawn.get((lane.label, f.feature))
    more = [words.NONE if share is None else words.percent(share)] if drawn else []
    return lane.label, f.feature, promised, *shares, f"{(1.0 - f.time_share) * YEAR_HOURS:,.1f}", *more


def _floor(failing: list[float]) -> float:
    """Return a power of ten that no share but zero is below."""
    least = min((share for share in failing if share > 0), default=LEAST)
    return float(min(LEAST, 10.0 ** math.floor(math.log10(least))))


def _axis(floor: float) -> dict[str, object]:
    """Return an axis of failing shares that reads as nines, better to the right, 100 % in a column at its end."""
    decades = range(-round(math.log10(floor)) + 1)
    ticks = [f"{100 * (1.0 - 10.0**-k):.{max(0, k - 2)}f} %" for k in decades]
    return titled(
        "availability (logarithmic in what fails)",
        type="log",
        range=[0.15, math.log10(floor) - 1.25],
        tickvals=[10.0**-k for k in decades] + [floor / 10],
        ticktext=[*ticks, "100 %"],
        tickangle=0,
        fixedrange=True,
    )


def _at(share: float, floor: float) -> float:
    return 1.0 - share if share < 1.0 else floor / 10


def _markers(weighting: str, found: list[Point], floor: float) -> Trace:
    colour, symbol, counted = WEIGHTINGS[weighting]
    mine = [point for point in found if point.weighting == weighting]
    return {
        "type": "scatter",
        "mode": "markers",
        "orientation": "h",
        "name": weighting,
        "offsetgroup": weighting,
        "x": [_at(point.share, floor) for point in mine],
        "y": [point.row for point in mine],
        "marker": {"symbol": symbol, "size": 8, "color": colour, "line": {"width": 2, "color": colour}},
        "customdata": [_hover(point, counted) for point in mine],
        "hovertemplate": "%{y}<br>%{customdata}<extra>%{fullData.name}</extra>",
    }


def _hover(point: Point, counted: str) -> str:
    text = f"{words.percent(point.share)} {counted}"
    if point.weighting != "by time":
        failed = round((1.0 - point.share) * point.feature.attempted)
        text += f"<br>{words.count(failed)} of {words.count(point.feature.attempted)} failed"
    return f"{text}<br>as much as {(1.0 - point.share) * YEAR_HOURS:,.1f} h a year"


def _formula(found: list[Point], drawn: Formulas, floor: float) -> Trace:
    """Return the cross in each row where the formula has the long run."""
    rows = {p.row: drawn.get((p.label, p.feature.feature)) for p in found}
    known = {row: share for row, share in rows.items() if share is not None}
    return {
        "type": "scatter",
        "mode": "markers",
        "orientation": "h",
        "name": FORMULA,
        "offsetgroup": "by time",  # which it is the long run of
        "x": [_at(share, floor) for share in known.values()],
        "y": list(known),
        "marker": {"symbol": "x-thin", "size": 9, "line": {"width": 2, "color": GREEN}, "color": GREEN},
        "customdata": [words.percent(share) for share in known.values()],
        "hovertemplate": "%{y}<br>%{customdata} in the long run, by random failures<extra>%{fullData.name}</extra>",
    }


def _promised(contract: Contract, found: list[Point], floor: float) -> Trace:
    """Return the tick in each row where the promise is."""
    rows = {point.row: point.feature.feature for point in found}
    levels = [level(contract, feature) for feature in rows.values()]
    return {
        "type": "scatter",
        "mode": "markers",
        "orientation": "h",
        "name": PROMISED,
        "offsetgroup": "by requests",  # the middle of the row
        "x": [_at(share, floor) for share in levels],
        "y": list(rows),
        "marker": {"symbol": "line-ns", "size": ROW_PX - 4, "line": {"width": 2, "color": GREY}, "color": GREY},
        "customdata": [words.percent(share) for share in levels],
        "hovertemplate": "%{y}<br>%{customdata} promised<extra></extra>",
    }
