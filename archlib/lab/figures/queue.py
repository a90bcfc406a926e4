"""How much work waits for processing, and how much is in hand, over time."""

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import (
    FEW,
    Lane,
    Picture,
    Trace,
    Window,
    by_lane,
    lanes,
    layout,
    lines,
    names_of,
    rows_of,
    titled,
)
from archlib.lab.figures.stations import Line, waiting
from archlib.lab.figures.time import BELOW, axis, clipped, stamps, thinned

HEIGHT = 240


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return two lines an architecture, what waits and what is in work or in flight; of many only what waits."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    found = [(lane, line) for lane in shown for line in waiting(lane.run)]
    few = found if len(shown) <= FEW else [(lane, line) for lane, line in found if not line.dash]
    data = by_lane([(lane, drawn(lane, line, clipped(run.trace, window), start_h)) for lane, line in few])
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("videos (number)", rangemode="tozero", fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="queue",
        title="What waits for processing",
        sentence=sentence(shown),
        columns=("architecture", "what", "longest", "mean"),
        rows=rows_of([_row(lane, line) for lane, line in found]),
        colours=tuple(lane.look.colour for lane, _ in found),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def sentence(shown: list[Lane]) -> str:
    """Return how long each line of waiting videos became."""
    parts = []
    for lane in shown:
        first = waiting(lane.run)[:1]
        parts += [f"{words.count(line.step.max())} in {lane.label}" for line in first]
    return f"The longest line of videos waiting for processing: {words.listed(parts)}."


def drawn(lane: Lane, line: Line, span: tuple[float, float], start_h: float) -> Trace:
    """Return a line over time with about a point a pixel."""
    t, v = thinned(line.step, *span)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{lane.label} {line.name}",
        "x": packed(stamps(t, start_h)),
        "y": packed(v * line.factor, "<f4"),
        "line": {
            "shape": "hv",
            "width": 1.2 if line.dash else 2,
            "color": lane.look.colour,
            "dash": line.dash or lane.look.dash,
        },
        "hovertemplate": "%{y:.4~g}<br>%{x|day %-j %H:%M}<extra>%{fullData.name}</extra>",
    }


def _row(lane: Lane, line: Line) -> tuple[str, ...]:
    return lane.label, line.name, words.count(line.step.max()), f"{line.step.mean():,.2f}"
