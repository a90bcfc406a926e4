"""How old the oldest message is that nobody has received yet: what a queue's length does not tell."""

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.picture import (
    Lane,
    Picture,
    Trace,
    Window,
    lanes,
    layout,
    lines,
    names_of,
    rows_of,
    titled,
)
from archlib.lab.figures.queue import drawn
from archlib.lab.figures.stations import Line, queues_before
from archlib.lab.figures.time import BELOW, axis, clipped
from archlib.outcome.step import Step

HEIGHT = 230
MIN_S = 60.0


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a line an architecture with a queue before its processing; the others have none."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    span = clipped(run.trace, window)
    data = tuple(_line(lane, age, span, start_h) for lane in shown for age in ages(lane)[:1])
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("its age (min)", rangemode="tozero", fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="oldest",
        title="How long the oldest message has waited",
        sentence=sentence(shown),
        columns=("architecture", "oldest at most", "on average", "longer than the deadline"),
        rows=rows_of([_row(lane) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data or (_nothing(),),
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def ages(lane: Lane) -> list[Step]:
    """Return the age of the oldest visible message, s, of each queue before the processing."""
    run = lane.run
    names = [name for station in run.topology.playing("process") for name in queues_before(run, station.name)]
    return [run.series[name].oldest_age_s for name in names]


def sentence(shown: list[Lane]) -> str:
    """Return how old the oldest message became, and who has no queue."""
    old = {lane.label: ages(lane) for lane in shown}
    parts = [f"{label} {words.duration(found[0].max())}" for label, found in old.items() if found]
    lacks = [label for label, found in old.items() if not found]
    note = f" No queue before the processing: {words.listed(lacks)}." if lacks else ""
    return f"The longest that a message waited unseen: {'; '.join(parts) or 'none'}.{note}"


def _line(lane: Lane, age: Step, span: tuple[float, float], start_h: float) -> Trace:
    return {**drawn(lane, Line("oldest", age, "", 1 / MIN_S), span, start_h), "name": lane.label}


def _nothing() -> Trace:
    return {"type": "scatter", "mode": "lines", "name": "no queue", "x": [None], "y": [None]}


def _row(lane: Lane) -> tuple[str, ...]:
    found = ages(lane)
    if not found:
        return lane.label, "no queue", words.NONE, words.NONE
    late = float((found[0].lengths * (found[0].v > lane.run.deadline_s)).sum())
    return lane.label, words.duration(found[0].max()), words.duration(found[0].mean()), words.duration(late)
