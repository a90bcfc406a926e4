"""How often the processing of a video was started: once is what one hopes for, a queue promises at least once."""

import numpy as np

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
from archlib.outcome import Run
from archlib.outcome.trace import Ints, Reason

HEIGHT = 240
MOST = 6  # times; the last bar holds those and more
TIMES = ("never", *(str(k) for k in range(1, MOST)), f"{MOST} or more")


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a bar for each number of deliveries; the window is not used, a video may come back at any time."""
    shown = lanes(comparison)
    data = tuple(_bars(lane) for lane in shown)
    made = layout(
        HEIGHT,
        titled("how often its processing was started", type="category", fixedrange=True),
        titled("share of the videos", tickformat=".0%", range=[0, 1.03], fixedrange=True),
        legend=names_of(data),
        barmode="group",
    )
    return Picture(
        key="deliveries",
        title="How often each video was handed out",
        sentence=sentence(shown),
        columns=("architecture", "started once", "more than once", "starts in vain", "dead-lettered", "ready"),
        rows=rows_of([_row(lane) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def counted(run: Run) -> Ints:
    """Return how many videos were started never, once, ... and MOST times or more, int array (MOST + 1,)."""
    return np.bincount(np.minimum(run.jobs.deliveries, MOST), minlength=MOST + 1)


def in_vain(run: Run) -> int:
    """Return how many starts of processing made no video ready that was not ready already."""
    return int(run.jobs.deliveries.sum()) - int(np.count_nonzero(np.isfinite(run.trace.ready)))


def sentence(shown: list[Lane]) -> str:
    """Return how many starts were in vain, and what was given up."""
    parts = []
    for lane in shown:
        starts = int(lane.run.jobs.deliveries.sum())
        text = f"{lane.label} {words.count(in_vain(lane.run))} of {words.count(starts)}"
        gone = _dead(lane.run)
        parts.append(text + (f", and {words.count(gone)} videos were dead-lettered" if gone else ""))
    return f"Starts of processing in vain: {'; '.join(parts)}."


def _dead(run: Run) -> int:
    return int(np.count_nonzero(run.jobs.reason == Reason.DEAD_LETTERED))


def _bars(lane: Lane) -> Trace:
    share = counted(lane.run) / max(1, len(lane.run.jobs))
    return {
        "type": "bar",
        "name": lane.label,
        "x": list(TIMES),
        "y": [float(v) for v in share],
        "marker": {"color": lane.look.colour, "pattern": {"shape": lane.look.pattern}},
        "hovertemplate": "%{y:.2%} of the videos<br>%{x}<extra>%{fullData.name}</extra>",
    }


def _row(lane: Lane) -> tuple[str, ...]:
    n = counted(lane.run)
    numbers = (n[1], n[2:].sum(), in_vain(lane.run), _dead(lane.run), lane.run.jobs.counts()["ready"])
    return lane.label, *(words.count(number) for number in numbers)
