"""When each feature of each architecture was up, degraded or down, and why."""

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of
from archlib.lab.figures.time import BELOW, COLUMNS, axis, clipped, stamp
from archlib.lab.palette import STATES
from archlib.outcome.health import DOWN, UP
from archlib.outcome.strips import Strip
from archlib.outcome.trace import Floats, Ints

NAMES = dict(enumerate(STATES))
ROW_PX, LISTED = 17, 12
THINNEST = 1 / 300  # of the width: a failure of a minute in a week must still be seen
HIGH = {"up": 0.3, "degraded": 0.6, "down": 0.95}  # of a row: the worse, the higher, for eyes that see no colours

MANY = 40  # stretches of a feature that are drawn one by one
SEVERAL = "several; zoom in"

Stretch = tuple[float, float, int, str]  # start s, end s, state, reason


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return the strips, a row for each feature of each architecture."""
    shown = lanes(comparison)
    keys = [(lane, feature) for lane in shown for feature in lane.run.strips]
    names = [f"{lane.label}  {feature}" for lane, feature in keys]
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    height = 94 + ROW_PX * len(keys)
    y = {"autorange": "reversed", "type": "category", "tickfont": {"size": 11}, "fixedrange": True, "dtick": 1}
    return Picture(
        key="strips",
        title="What was up, and when",
        sentence=sentence(shown),
        columns=("architecture", "feature", "state", "from", "to", "reason"),
        rows=rows_of(_rows(shown)),
        data=tuple(_traces(keys, names, clipped(run.trace, window), start_h)),
        layout=layout(height, axis(run.trace.horizon_s, start_h, window), y, left=150, bottom=BELOW, barmode="overlay"),
        height=height,
        lines=lines(shown),
    )


def sentence(shown: list[Lane]) -> str:
    """Return which features were down, and for how long."""
    parts = []
    for lane in shown:
        down = [f"{name} {words.duration(s.down_s)}" for name, s in lane.run.strips.items() if s.down_s > 0]
        parts.append(f"{lane.label} {', '.join(down) or 'never'}")
    unmet = [f"{lane.label} ({', '.join(lane.run.not_applicable)})" for lane in shown if lane.run.not_applicable]
    note = f" Failures that met nothing: {'; '.join(unmet)}." if unmet else ""
    return f"Down: {'; '.join(parts)}.{note}"


def stretches(strip: Strip, start_s: float, end_s: float) -> list[Stretch]:
    """Return the stretches of a window in which a feature was not up; many are joined as a picture cannot part them."""
    inside = np.flatnonzero((strip.state != UP) & (strip.end_s > start_s) & (strip.start_s < end_s))
    if len(inside) > MANY:
        return _joined(strip, inside, np.linspace(start_s, end_s, COLUMNS + 1))
    found = strip.start_s[inside], strip.end_s[inside], strip.state[inside]
    reasons = [strip.reason[i] for i in inside.tolist()]
    return list(zip(*(each.tolist() for each in found), reasons, strict=True))


def _joined(strip: Strip, inside: Ints, edges: Floats) -> list[Stretch]:
    """Return the worst state of each column of the picture, neighbours of one state as one stretch."""
    worst = np.zeros(len(edges) - 1, np.int64)
    low = np.clip(np.searchsorted(edges, strip.start_s[inside], side="right") - 1, 0, len(worst) - 1)
    high = np.clip(np.searchsorted(edges, strip.end_s[inside], side="left"), low + 1, len(worst))
    for a, b, state in zip(low.tolist(), high.tolist(), strip.state[inside].tolist(), strict=True):
        worst[a:b] = np.maximum(worst[a:b], state)
    firsts = np.flatnonzero(np.diff(worst, prepend=-1))
    lasts = np.append(firsts[1:], len(worst))
    return [
        (float(edges[a]), float(edges[b]), int(worst[a]), SEVERAL)
        for a, b in zip(firsts.tolist(), lasts.tolist(), strict=True)
        if worst[a] != UP
    ]


def _traces(keys: list[tuple[Lane, str]], names: list[str], span: tuple[float, float], start_h: float) -> list[Trace]:
    """Return a trace a state: a whole bar of "up" in each row, and over it what was not up."""
    start_s, end_s = span
    bars: dict[str, list[tuple[str, float, float, str]]] = {state: [] for state in STATES}
    for (lane, feature), name in zip(keys, names, strict=True):
        bars["up"].append((name, start_s, end_s, "up"))
        for begins, ends, state, reason in stretches(lane.run.strips[feature], start_s, end_s):
            text = f"{NAMES[state]} {words.duration(ends - begins)}: {reason}"
            bars[NAMES[state]].append((name, begins, ends, text))
    return [_trace(state, rows, span, start_h) for state, rows in bars.items()]


def _trace(state: str, rows: list[tuple[str, float, float, str]], span: tuple[float, float], start_h: float) -> Trace:
    look, least = STATES[state], (span[1] - span[0]) * THINNEST
    rows = rows or [("", span[0], span[0], "")]  # an empty trace would lose its place in the legend
    return {
        "type": "bar",
        "orientation": "h",
        "name": state,
        "y": [row[0] or None for row in rows],
        "base": [stamp(row[1], start_h) for row in rows],
        "x": [max(row[2] - row[1], least if row[0] else 0.0) * 1_000.0 for row in rows],
        "hovertext": [row[3] for row in rows],
        "hovertemplate": "%{y}<br>from %{base|day %-j %H:%M}<br>%{hovertext}<extra></extra>",
        "textposition": "none",
        "width": HIGH[state],
        "marker": {
            "color": look.colour,
            "line": {"width": 0},
            "pattern": {
                "shape": look.pattern,
                "size": 4,
                "solidity": 0.25,
                "fgcolor": "#202020",
                "fillmode": "overlay",
            },
        },
    }


def _rows(shown: list[Lane]) -> list[tuple[str, ...]]:
    """Return the stretches that were not up, the longest first."""
    found = []
    for lane in shown:
        start_h = lane.run.scenario.load.clock_start_h
        for feature, strip in lane.run.strips.items():
            bad = np.flatnonzero(strip.state != UP)
            longest = bad[np.argsort(strip.start_s[bad] - strip.end_s[bad], kind="stable")][:LISTED].tolist()
            for i in longest:
                start, end = float(strip.start_s[i]), float(strip.end_s[i])
                row = (lane.label, feature, NAMES[int(strip.state[i])])
                when = (words.moment(start, start_h), words.moment(end, start_h), strip.reason[i])
                found.append((int(strip.state[i]) == DOWN, end - start, (*row, *when)))
    found.sort(key=lambda item: (-item[0], -item[1]))
    return [row for _, _, row in found[:LISTED]]
