"""What becomes of the events that are brought to a consumer: taken at once, after more tries, kept, brought anew, lost.

Processing has a band, and so has each other consumer that hears of uploads. By the time at which the event came, so
that the outage of a consumer shows as a bite taken out of what is delivered.
"""

from typing import NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import bins, names
from archlib.lab.figures.brought import AT_ONCE, FATES, Brought, brought, hearers
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.time import BELOW, axis, clipped, stamps
from archlib.lab.palette import BLUE, GREEN, GREY, ORANGE, VERMILION, Look
from archlib.outcome.trace import Floats

BAND_PX, LOW_PX = 150, 100  # of a run, and of a consumer where a run has several
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


class Band(NamedTuple):
    """A band of the picture: a run, who hears of its events, and what became of them; None where no bus does."""

    lane: Lane
    who: str
    found: Brought | None


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return bars of events by the time they came, stacked by what became of them, an architecture a band."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    edges = bins.edges_for(*clipped(run.trace, window))
    known = bands(shown)
    floors = [float(len(known) - 1 - i) for i in range(len(known))]
    seen = [fate for fate in range(len(FATES)) if any(b is not None and (b.fate == fate).any() for *_, b in known)]
    data: list[Trace] = []
    ticks, labels = [], []
    for band, floor in zip(known, floors, strict=True):
        most = _most(band.found, edges)
        data += _bars(band.found, edges, floor, most, start_h)
        ticks += [floor, floor + 0.45, floor + 0.85]
        labels += ["0", _name(band, len(shown) > 1, len(known) > len(shown)), f"{most:g}"]
    height = 88 + (BAND_PX if len(known) == len(shown) else LOW_PX) * len(known)
    each = bins.length_text(bins.length_for(float(edges[-1] - edges[0])))
    y = titled(
        f"events ({each})", tickvals=ticks, ticktext=labels, range=[0, len(known)], fixedrange=True, zeroline=False
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
        title="What became of the events of uploads",
        sentence=sentence(known),
        columns=("architecture", "who hears", *FATES, "longest wait"),
        rows=rows_of([_row(band) for band in known]),
        colours=tuple(band.lane.look.colour for band in known),
        data=(*data, *_legend(seen)),
        layout=made,
        height=made["height"],
        lines=max(lines(shown), len(known)),
    )


def bands(shown: list[Lane]) -> list[Band]:
    """Return a band for each who hears of uploads, in each run."""
    return [
        Band(lane, who, brought(lane.run, who) if who else None) for lane in shown for who in hearers(lane.run) or ("",)
    ]


def _name(band: Band, is_named: bool, is_apart: bool) -> str:
    return "<br>".join([*([band.lane.label] if is_named else []), *([band.who] if is_apart and band.who else [])])


def sentence(known: list[Band]) -> str:
    """Return how many events met each fate, of each who hears of them."""
    parts = []
    is_apart = len(known) > len({band.lane.label for band in known})
    for band in known:
        name = _name(band, True, is_apart).replace("<br>", ", ")
        if band.found is None:
            parts.append(f"{name} has no bus that brings events to processing")
            continue
        told = [f"{words.count(n)} {fate}" for fate, n in zip(FATES, band.found.counts(), strict=True) if n]
        parts.append(f"{name}: of {words.count(len(band.found.fate))} events {', '.join(told) or 'none came'}")
    return f"{'; '.join(parts)}."


def _row(band: Band) -> tuple[str, ...]:
    found = band.found
    if found is None:
        return band.lane.label, *["no bus"] * (len(FATES) + 2)
    late = found.late_s[np.isfinite(found.late_s)]
    return (
        band.lane.label,
        band.who,
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
