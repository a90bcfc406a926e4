"""The luck of one week: what fails and what it costs under many seeds, as bands, with this week's values on them.

Two architectures had the same weeks, so their difference is told week by week: it varies less than either.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, rows_of, titled
from archlib.lab.figures.weeks import NO_WEEKS, Of, Weeks, apart
from archlib.lab.palette import GREY

ROW_PX, ROOM_PX, AXIS_PX, MARGINS_PX = 22, 20, 52, 78  # of an architecture, around them, below them, around all
GAP = 0.06  # of the width, between two
TITLES: Final[dict[Of, str]] = {
    "upload": "uploads that fail (%)",
    "process": "not ready in time (%)",
    "manage": "watching that fails (%)",
    "late": "95 % ready in (min)",
    "cost": "USD a month",
}
ACROSS: Final = 2  # small pictures in a row
MET = "contract met"
SAID: Final[dict[Of, str]] = {
    "upload": "of the uploads fail",
    "process": "of the videos are not ready in time",
    "manage": "of the requests to watch fail",
}
BAND_NAME, HERE = "10 to 90 % of the weeks, and the middle one", "the week of the seed shown"
SPOKEN: Final[tuple[Of, ...]] = ("cost", "process")
SPOKEN_ALONE: Final[Mapping[Of, str]] = {
    "cost": "a month",
    "process": "of the videos not ready in time",
    "late": "until 95 % are ready",
}
ALIKE = "no difference that is sure"
Found = Mapping[str, Weeks]


def picture(comparison: Comparison, window: Window = None, found: Found | None = None) -> Picture:
    """Return small pictures, an architecture a row: a band over the weeks each; the window is not used.

    Parameters
    ----------
    found : label -> what `archlib.lab.figures.weeks` found for that architecture; without it only this week is drawn
    """
    shown = lanes(comparison)
    known = {lane.label: (found or {}).get(lane.label, NO_WEEKS) for lane in shown}
    rows = names.short([lane.label for lane in shown])
    data = [trace for i, of in enumerate(TITLES) for trace in _traces(i, of, shown, rows, known)]
    against = (f"against {shown[0].label}",) if len(shown) > 1 else ()
    height = MARGINS_PX + _plot_px(len(shown))
    return Picture(
        key="bands",
        title="The luck of one week",
        sentence=sentence(shown, known),
        columns=("architecture", "measure", "10 %", "50 %", "90 %", *against),
        rows=rows_of([row for lane in shown for row in _rows(lane, known, shown[0])]),
        colours=tuple(lane.look.colour for lane in shown for _ in (MET, *TITLES)),
        data=tuple(data),
        layout={**layout(height, {}, {}, left=names.margin(rows), legend=(BAND_NAME, HERE)), **_axes(rows)},
        height=height + layout(0, {}, {}, legend=(BAND_NAME, HERE))["height"],
        lines=3 + 3 * (len(shown) - 1) // 2,
    )


def sentence(shown: list[Lane], known: Found) -> str:
    """Return how each differs from the first, in words: dearer or cheaper, and whether more or less of it fails."""
    n = min(len(one) for one in known.values())
    if n < 2:
        return "No other weeks have been run."
    first, *others = shown
    met = words.listed([f"{label} in {one.met}" for label, one in known.items()])
    kept = f"Of {n} weeks the contract is met by {met}."
    if not others:
        return f"{kept} {first.label}: {_alone(known[first.label])}."
    parts = [f"{lane.label} {_versus(known[lane.label], known[first.label]) or ALIKE}" for lane in others]
    return f"{kept} Against {first.label}, week by week, with 95 % confidence: {'; '.join(parts)}."


def _alone(one: Weeks) -> str:
    """Return what eight of ten weeks say of a single architecture; what no week has a number of is left out."""
    parts = []
    for of, said in SPOKEN_ALONE.items():
        if (band := one.band(of)) is not None:
            low, _, high = _written(band, of)
            parts.append(f"{low} to {high} {said}")
    return f"{words.listed(parts)}, in eight of ten weeks each"


def _versus(one: Weeks, other: Weeks) -> str:
    return ", ".join(part for of in SPOKEN if (part := differs(apart(one, other, of), of)))


def differs(ends: tuple[float, float] | None, of: Of) -> str:
    """Return an interval of a difference in words, "" where nothing is sure; money, or the share that fails."""
    if ends is None:
        return ""
    low, high = (-ends[1], -ends[0]) if of in SAID else ends  # what fails, not what went well
    if low <= 0.0 <= high:
        return ""
    near, far = sorted((abs(low), abs(high)))
    if of == "cost":
        return f"is {'dearer' if low > 0 else 'cheaper'} by {words.usd(near)} to {words.usd(far)} a month"
    if of == "late":
        return f"{words.duration(60 * near)} to {words.duration(60 * far)} {'later' if low > 0 else 'sooner'}"
    more = "more" if low > 0 else "fewer"
    return f"{100 * near:.2g} to {100 * far:.2g} percentage points {more} {SAID[of]}"


def _rows(lane: Lane, known: Found, first: Lane) -> list[tuple[str, ...]]:
    """Return a row a measure: what a tenth of the weeks, a half and nine tenths do not exceed."""
    one, other = known[lane.label], known[first.label]
    met = f"{one.met} of {len(one)} weeks" if len(one) else "not run"
    found = [(lane.label, MET, met, *[""] * (3 if len(known) > 1 else 2))]
    for of, title in TITLES.items():
        band = one.band(of)
        ends = [words.NONE if len(one) else "not run"] * 3 if band is None else _written(band, of)
        cells: tuple[str, ...] = (lane.label, title, *ends)
        if len(known) > 1:
            cells = (*cells, "" if lane is first else differs(apart(one, other, of), of) or ALIKE)
        found.append(cells)
    return found


def _written(band: tuple[float, float, float], of: Of) -> list[str]:
    if of == "cost":
        return [words.usd(value) for value in band]
    if of == "late":
        return [words.duration(60 * value) for value in band]
    return [words.percent(1.0 - value) for value in reversed(band)]


def _traces(i: int, of: Of, shown: list[Lane], rows: list[str], known: Found) -> list[Trace]:
    """Return the bands of one measure, a marker at the middle, and this week's values."""
    where = {"xaxis": f"x{i + 1}", "yaxis": f"y{i + 1}"} if i else {}
    made = [_band(lane, row, of, known[lane.label], where) for lane, row in zip(shown, rows, strict=True)]
    here = [_drawn(_now(lane, of), of) for lane in shown]
    now: Trace = {
        "type": "scatter", "mode": "markers", "name": HERE, "showlegend": i == 0, "x": here, "y": rows,
        "marker": {"symbol": "line-ns", "size": 14, "color": GREY, "line": {"width": 2, "color": GREY}},
        "cliponaxis": False, "hovertemplate": "%{y}: %{x:,.4~g} in the week of the seed shown<extra></extra>",
    }  # fmt: skip
    legend: Trace = {
        "type": "scatter", "mode": "lines+markers", "name": BAND_NAME, "x": [None], "y": [None],
        "line": {"width": 4, "color": GREY}, "marker": {"size": 8, "color": GREY},
    }  # fmt: skip
    return [*([legend] if i == 0 else []), *made, {**now, **where}]


def _band(lane: Lane, row: str, of: Of, one: Weeks, where: dict[str, str]) -> Trace:
    band = one.band(of)
    ends = [None] * 3 if band is None else sorted(_drawn(value, of) or 0.0 for value in band)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": lane.label,
        "showlegend": False,
        "x": ends,
        "y": [row] * 3,
        "line": {"width": 4, "color": lane.look.colour},
        "marker": {
            "symbol": lane.look.symbol,
            "size": [0, 9, 0],
            "color": lane.look.colour,
            "line": {"width": 0},
            "opacity": 1,
        },
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{x:,.4~g}<extra></extra>",
        **where,
    }


def _now(lane: Lane, of: Of) -> float | None:
    """Return this week's value, None where there is none."""
    run = lane.run
    if of == "cost":
        return run.bill.per_month
    if of == "late":
        wait = run.latency.quantile(0.95)
        return None if wait is None else wait / 60
    if of not in run.availability:
        return None
    feature = run.availability[of]
    return feature.deadline_share if of == "process" else feature.request_share


def _drawn(value: float | None, of: Of) -> float | None:
    """Return a value as its axis has it: money, minutes, or the per cent that fail."""
    if value is None or not np.isfinite(value):
        return None
    return 100.0 * (1.0 - value) if of in SAID else value


def _down() -> int:
    """Return how many rows of small pictures there are."""
    return -(-len(TITLES) // ACROSS)


def _plot_px(n: int) -> int:
    """Return the height of all small pictures with the axes between them, for n architectures."""
    return _down() * (ROOM_PX + ROW_PX * n + AXIS_PX) - AXIS_PX


def _axes(rows: list[str]) -> dict[str, Any]:
    """Return the axes of pictures beside and below each other; the left ones carry the names of the rows."""
    found: dict[str, Any] = {}
    between = AXIS_PX / _plot_px(len(rows))
    each = (1.0 + between) / _down()
    for i, title in enumerate(TITLES.values()):
        column, line, n = i % ACROSS, i // ACROSS, str(i + 1) if i else ""
        across = [0.0, 0.5 - GAP / 2] if column == 0 else [0.5 + GAP / 2, 1.0]
        top = 1.0 - line * each
        up = [max(0.0, top - each + between), top]
        x = titled(title, rangemode="tozero", fixedrange=True, nticks=5, domain=across, anchor=f"y{n}")
        y = {"type": "category", "categoryorder": "array", "categoryarray": rows[::-1], "fixedrange": True,
             "range": [-0.6, len(rows) - 0.4], "domain": up, "anchor": f"x{n}", "showticklabels": column == 0,
             "tickfont": {"size": 11}, "ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"}  # fmt: skip
        found |= {f"xaxis{n}": x, f"yaxis{n}": y}
    return found
