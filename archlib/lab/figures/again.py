"""A door that hears of its own failures and tries again: how many uploads fail in the end, against p^(R+1)."""

from typing import NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.door import door
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
from archlib.lab.palette import GREY
from archlib.outcome import Run
from archlib.outcome.trace import Reason
from archlib.theory import attempts, final_failure
from archlib.topology import Publish

HEIGHT = 260
MOST = 6  # retries on the axis
LEAST = 1e-5  # share that fails, the foot of the axis
FORMULA = "p^(R+1)"


class Again(NamedTuple):
    """The uploads of a run: how many, tries of them, the share of tries and of uploads that failed, retries allowed."""

    uploads: int
    tries: int
    failing: float
    lost: float
    retries: int


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a mark for each architecture beside the line of the formula; the window is not used."""
    shown = lanes(comparison)
    known = [(lane, again(lane.run)) for lane in shown]
    p = next((found.failing for _, found in known if found and found.failing > 0), 0.0)
    data = (_formula(p), *(_mark(lane, found) for lane, found in known if found))
    top = max(retried.retries for _, retried in known if retried) if any(found for _, found in known) else 0
    made = layout(
        HEIGHT,
        titled("retries of one upload, at most (R)", range=[-0.3, max(MOST, top) + 0.3], dtick=1, fixedrange=True),
        titled("uploads lost (log)", type="log", range=[-5, 0.1], dtick=1, tickformat="~%",
               fixedrange=True),
        left=70,
        legend=names_of(data),
    )  # fmt: skip
    return Picture(
        key="again",
        title="Told of its own failures",
        sentence=sentence(shown),
        columns=("architecture", "R", "tries that fail", "uploads lost", FORMULA, "tries an upload", "by formula"),
        rows=rows_of([_row(lane, found) for lane, found in known]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def again(run: Run) -> Again | None:
    """Return how uploads and their tries went, None where there is no door for them."""
    found = door(run)
    if found is None:
        return None
    rows = run.trace.visits_at(run.topology.index[found.name])
    rows = rows.take(np.flatnonzero(np.isfinite(rows["end"])))
    uploads = len(run.jobs)
    lost = int(np.count_nonzero(run.trace.reason != Reason.OK))
    failing = float(np.mean(rows["reason"] != Reason.OK)) if len(rows) else 0.0
    return Again(uploads, len(rows), failing, lost / uploads if uploads else 0.0, _retries(run, found.name))


def _retries(run: Run, name: str) -> int:
    """Return how many failures of an upload a door tells of, and so tries again."""
    told = (e for e in run.topology.edges if isinstance(e, Publish) and e.source == name and e.when == "failure")
    return sum(edge.most for edge in told)


def sentence(shown: list[Lane]) -> str:
    """Return how many tries and how many uploads failed."""
    parts = []
    for lane in shown:
        found = again(lane.run)
        if found is None or not found.uploads:
            parts.append(f"{lane.label}: nobody uploads")
            continue
        parts.append(
            f"{lane.label}: {words.percent(found.failing)} of the tries fail, {words.percent(found.lost)} of the "
            f"{words.count(found.uploads)} uploads, with {found.retries} retries at most and "
            f"{found.tries / found.uploads:.3f} tries each on average"
        )
    return f"{'; '.join(parts)}."


def _row(lane: Lane, found: Again | None) -> tuple[str, ...]:
    if found is None or not found.uploads:
        return lane.label, *[words.NONE] * 6
    p = found.failing
    return (
        lane.label, str(found.retries), words.percent(p), words.percent(found.lost),
        words.percent(final_failure(p, found.retries)), f"{found.tries / found.uploads:.3f}",
        f"{attempts(p, found.retries):.3f}",
    )  # fmt: skip


def _formula(p: float) -> Trace:
    retries = [r for r in range(MOST + 1) if p > 0 and final_failure(p, r) >= LEAST]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"{FORMULA}, p = {p:.1%}".replace("%", " %"),
        "x": retries or [None],
        "y": [final_failure(p, r) for r in retries] or [None],
        "line": {"width": 1.5, "dash": "dash", "color": GREY},
        "marker": {"size": 5, "color": GREY},
        "hovertemplate": "%{y:.3~%} with %{x} retries<extra>%{fullData.name}</extra>",
    }


def _mark(lane: Lane, found: Again) -> Trace:
    """Return where a run stands; a run without any loss stands at the foot of the axis."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": lane.label,
        "x": [found.retries],
        "y": [max(LEAST, found.lost)],
        "marker": {"size": 13, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{y:.3~%} with %{x} retries<extra>%{fullData.name}</extra>",
    }
