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
from archlib.outcome.dead_letters import dead_letters
from archlib.outcome.trace import Ints

HEIGHT = 240
MOST = 6  # times; the last bar holds those and more
COLUMNS = (
    "architecture", "started once", "more than once", "starts in vain", "dead-lettered", "of these ready already",
    "ready",
)  # fmt: skip
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
        columns=COLUMNS,
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
        gone, ready = dead_letters(lane.run.topology, lane.run.trace)
        text += f", and {words.count(gone)} were dead-lettered" if gone else ""
        parts.append(text + (f" ({words.count(ready)} of these were ready already)" if ready else ""))
    return f"Starts of processing in vain: {'; '.join(parts)}."


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
    gone = dead_letters(lane.run.topology, lane.run.trace)
    numbers = (n[1], n[2:].sum(), in_vain(lane.run), *gone, lane.run.jobs.counts()["ready"])
    return lane.label, *(words.count(number) for number in numbers)
