"""What becomes of the events that are brought to processing: taken at once, after more tries, kept, brought anew, lost.

By the time at which the event came, so that the outage of a consumer shows as a bite taken out of what is delivered.
"""

from dataclasses import dataclass

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import bins, names
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.time import BELOW, axis, clipped, stamps
from archlib.lab.palette import BLUE, GREEN, GREY, ORANGE, VERMILION, Look
from archlib.outcome import Run
from archlib.outcome.trace import Floats, Ints, Reason
from archlib.topology import Delivery, Rule

BAND_PX = 150
FATES = ("at the first try", "after more tries", "from the dead letters", "kept as a dead letter", "lost", "under way")
LOOKS = dict(
    zip(
        FATES,
        (
            Look(GREEN), Look(BLUE, pattern="/"), Look(ORANGE, pattern="."), Look(GREY, pattern="+"),
            Look(VERMILION, pattern="x"), Look(GREY),
        ),
        strict=True,
    )
)  # fmt: skip
AT_ONCE, LATER, ANEW, KEPT, LOST, PENDING = range(len(FATES))


@dataclass(frozen=True, eq=False)
class Brought:
    """The events brought to one station.

    Attributes
    ----------
    came_s : float array (n,), s, when each came, rising
    fate : int array (n,), a number of FATES
    tries : int array (n,), how often it was brought
    late_s : float array (n,), s, from when it came to the try that was taken; NaN for none
    """

    came_s: Floats
    fate: Ints
    tries: Ints
    late_s: Floats

    def counts(self) -> Ints:
        """Return how many events met each fate, int array (len(FATES),)."""
        return np.bincount(self.fate, minlength=len(FATES))


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return bars of events by the time they came, stacked by what became of them, an architecture a band."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    edges = bins.edges_for(*clipped(run.trace, window))
    known = [(lane, brought(lane.run)) for lane in shown]
    floors = [float(len(shown) - 1 - i) for i in range(len(shown))]
    seen = [fate for fate in range(len(FATES)) if any(b is not None and (b.fate == fate).any() for _, b in known)]
    data: list[Trace] = []
    ticks, labels = [], []
    for (lane, found), floor in zip(known, floors, strict=True):
        most = _most(found, edges)
        data += _bars(found, edges, floor, most, start_h)
        ticks += [floor, floor + 0.85]
        name = lane.label if len(shown) > 1 else ""
        labels += ["0", f"{name}<br>{most:g}" if name else f"{most:g}"]
    height = 88 + BAND_PX * len(shown)
    each = bins.length_text(bins.length_for(float(edges[-1] - edges[0])))
    y = titled(
        f"events ({each})", tickvals=ticks, ticktext=labels, range=[0, len(shown)], fixedrange=True, zeroline=False
    )
    made = layout(
        height,
        axis(run.trace.horizon_s, start_h, window),
        y,
        left=names.margin(labels, beside_px=36),
        bottom=BELOW,
        legend=[FATES[fate] for fate in seen],
        barmode="overlay",
        bargap=0,
    )
    return Picture(
        key="fates",
        title="What became of the events for processing",
        sentence=sentence(shown),
        columns=("architecture", *FATES, "longest wait"),
        rows=rows_of([_row(lane, found) for lane, found in known]),
        colours=tuple(lane.look.colour for lane in shown),
        data=(*data, *_legend(seen)),
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def delivery(run: Run) -> tuple[str, Delivery] | None:
    """Return the station that processes and how a bus brings it events, None where no bus does."""
    for station in run.topology.playing("process"):
        for edge in run.topology.edges:
            if isinstance(edge, Rule) and edge.target == station.name:
                return station.name, edge.delivery
    return None


def brought(run: Run) -> Brought | None:
    """Return what became of the events that a bus brings to processing, None where none does."""
    known = delivery(run)
    if known is None:
        return None
    name, how = known
    rows = run.trace.visits_at(run.topology.index[name])
    rows = rows.take(np.lexsort((rows["enter"], rows["video"])))
    rows = rows.take(np.flatnonzero(rows["enter"] < run.trace.end_s))
    videos, first, tries = np.unique(rows["video"], return_index=True, return_counts=True)
    came = rows["enter"][first]
    good = rows.take(np.flatnonzero(rows["reason"] == Reason.OK))
    taken, at = np.unique(good["video"], return_index=True)
    late = np.full(len(videos), np.nan)
    late[np.searchsorted(videos, taken)] = good["enter"][at]
    late -= came
    fate = _fates(run, videos, late, tries, how)
    inside = came < run.trace.horizon_s
    order = came[inside].argsort(kind="stable")
    return Brought(came[inside][order], fate[inside][order], tries[inside][order], late[inside][order])


def _fates(run: Run, videos: Ints, late: Floats, tries: Ints, how: Delivery) -> Ints:
    fate = np.where(run.trace.fate[videos] == Reason.DEAD_LETTERED, KEPT, LOST)
    fate[run.trace.fate[videos] == Reason.UNFINISHED] = PENDING
    is_taken = np.isfinite(late)
    fate[is_taken] = np.where(late > how.longest_age_s, ANEW, np.where(tries > 1, LATER, AT_ONCE))[is_taken]
    return fate


def sentence(shown: list[Lane]) -> str:
    """Return how many events met each fate."""
    parts = []
    for lane in shown:
        found = brought(lane.run)
        if found is None:
            parts.append(f"{lane.label} has no bus that brings events to processing")
            continue
        told = [f"{words.count(n)} {name}" for name, n in zip(FATES, found.counts(), strict=True) if n]
        parts.append(f"{lane.label}: of {words.count(len(found.fate))} events {', '.join(told) or 'none came'}")
    return f"{'; '.join(parts)}."


def _row(lane: Lane, found: Brought | None) -> tuple[str, ...]:
    if found is None:
        return lane.label, *["no bus"] * (len(FATES) + 1)
    late = found.late_s[np.isfinite(found.late_s)]
    return (
        lane.label,
        *(words.count(n) for n in found.counts()),
        words.duration(float(late.max()) if len(late) else 0.0),
    )


def _most(found: Brought | None, edges: Floats) -> float:
    """The most events that came in a stretch, at least 1."""
    return 1.0 if found is None else max(1.0, float(bins.counts(found.came_s, edges).max(initial=0.0)))


def _bars(found: Brought | None, edges: Floats, floor: float, most: float, start_h: float) -> list[Trace]:
    """Return a trace a fate; each bar stands on those before it."""
    if found is None:
        return []
    made, scale = [], 0.85 / most
    base = np.zeros(len(edges) - 1)
    for fate in np.unique(found.fate).tolist():
        n = bins.counts(found.came_s[found.fate == fate], edges)
        look = LOOKS[FATES[fate]]
        some = np.flatnonzero(n)
        made.append(
            {
                "type": "bar",
                "name": FATES[fate],
                "showlegend": False,
                "x": packed(stamps((edges[:-1] + edges[1:])[some] / 2, start_h)),
                "y": packed(n[some] * scale, "<f4"),
                "base": packed((floor + base * scale)[some], "<f4"),
                "width": packed(np.diff(edges)[some] * 1000.0),
                "marker": {"color": look.colour, "pattern": {"shape": look.pattern}},
                "customdata": [words.count(v) for v in n[some]],
                "hovertemplate": "%{customdata} events<br>%{x|day %-j %H:%M}<extra>%{fullData.name}</extra>",
            }
        )
        base += n
    return made


def _legend(seen: list[int]) -> tuple[Trace, ...]:
    """Return a key for each fate that was met, one trace at least."""
    return tuple(
        {
            "type": "bar", "name": FATES[fate], "x": [None], "y": [None], "hoverinfo": "skip",
            "marker": {"color": LOOKS[FATES[fate]].colour, "pattern": {"shape": LOOKS[FATES[fate]].pattern}},
        }
        for fate in seen or [AT_ONCE]
    )  # fmt: skip
