"""One video walked through every architecture side by side: a lane each, with what is done to it when."""

from typing import Any, Final, NamedTuple

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Picture, Trace, lanes, layout, rows_of, titled
from archlib.lab.figures.walks import NO_SUCH, Walk, chosen
from archlib.lab.figures.ways import KINDS, Kind, Stretch, Way, way, whole_per_second
from archlib.lab.palette import GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION, Look

LANE_PX, LISTED = 46, 25
THINNEST: Final = 1 / 250  # of the width: an upload of half a second must still be seen
LOOKS: Final[dict[Kind, Look]] = {
    "works": Look(GREEN),
    "starts up": Look(PURPLE, pattern="x"),
    "waits": Look(ORANGE, pattern="/"),
    "in a queue": Look(SKY, pattern="."),
    "on its way": Look(GREY, pattern="-"),
}
PAPER = "#ffffff"  # around a marker on a bar of its own colour
ANSWER, HOP = "customer answered", "comes to another part"
FATES: Final = {"ready": "star", "refused": "x", "lost": "x", "unfinished": "circle-open"}
UNITS: Final = (("h", 3_600.0, 3.0 * 3_600), ("min", 60.0, 180.0), ("s", 1.0, 0.0))  # name, length, from how long on


class Walked(NamedTuple):
    """A lane, and the video's way in it."""

    lane: Lane
    way: Way


def walked(comparison: Comparison, walk: Walk) -> tuple[int, list[Walked]]:
    """Return the number of the video and its way in each architecture; none where there is no such video."""
    job = chosen(comparison, walk)
    return job, [] if job == NO_SUCH else [Walked(lane, way(lane.run, job)) for lane in lanes(comparison)]


def picture(comparison: Comparison, walk: Walk) -> Picture:
    """Return a lane an architecture, with a bar for each stretch of the video's way."""
    job, found = walked(comparison, walk)
    span_s = 60 * walk.until_min or max((one.way.end_s for one in found), default=0.0) or 1.0
    unit, length_s = next((name, length) for name, length, least in UNITS if span_s >= least)
    rows = names.short(list(comparison.labels))
    data = (*_bars(found, span_s, length_s), *_marks(found, length_s))
    made = layout(
        80 + LANE_PX * len(rows),
        titled(f"since the video came ({unit})", range=[a * span_s / length_s for a in (-0.01, 1.03)], fixedrange=True),
        titled("architecture", tickvals=[-i for i in range(len(rows))], ticktext=rows, range=[0.6 - len(rows), 0.6],
               fixedrange=True, zeroline=False, showgrid=False),
        left=names.margin(rows, beside_px=32),
        legend=[*LOOKS, ANSWER, HOP, *FATES],
        barmode="overlay",
        uniformtext={"minsize": 9, "mode": "hide"},
        **_cursor(walk.at_s / length_s),
    )  # fmt: skip
    return Picture(
        key="swim",
        title="One video, side by side",
        sentence=sentence(comparison, walk, job, found),
        columns=("architecture", "from", "to", "what", "where", "what bills by the second for it"),
        rows=rows_of([row for one in found for row in _rows(one)]),
        colours=tuple(one.lane.look.colour for one in found for _ in _rows(one)),
        data=data,
        layout=made,
        height=made["height"],
        lines=1 + len(rows),
    )


def sentence(comparison: Comparison, walk: Walk, job: int, found: list[Walked]) -> str:
    """Return which video it is, and when it was answered and ready in each architecture."""
    n = len(comparison.runs[0].jobs)
    if not found:
        asked = f"number {walk.video}" if walk.which == "by its number" else walk.which
        known = f"numbers are 0 to {n - 1}" if n else "no video came at all"
        return f"There is no such video ({asked}): {known}."
    run = comparison.runs[0]
    came = words.moment(float(run.trace.arrive[job]), run.scenario.load.clock_start_h)
    return f"Video {job} came on {came}. {'; '.join(f'{one.lane.label}: {ends(one.way)}' for one in found)}."


def ends(one: Way) -> str:
    """Return how a way ended, for the customer and for the video."""
    if one.answer is None:
        said = "no answer"
    else:
        after = words.duration(one.answer.time_s)
        text = one.answer.text.removeprefix("the upload is ")
        failed = text.removeprefix("the upload fails: ")
        said = f"{text} after {after}" if failed == text else f"refused after {after} ({failed})"
    if one.outcome == "refused":
        return said
    seen = "last seen after" if one.outcome == "lost" else "after"  # tries that were turned away leave no trace
    return f"{said}, {one.fate.text} {seen} {words.duration(one.fate.time_s)}"


def second(comparison: Comparison, walk: Walk) -> Picture:
    """Return a table of one second: what is done to the video in each architecture, and what bills then."""
    job, found = walked(comparison, walk)
    return Picture(
        key="second",
        title=f"{words.duration(walk.at_s)} after it came",
        sentence="What an architecture bills by the second for all that is there, used or not, beside what is done to "
        "this video. Requests and storage are charged too, but not by the second.",
        columns=("architecture", "the video", "where", "bills for it", "the whole architecture bills"),
        rows=rows_of([_now(one, job, walk.at_s) for one in found]),
        colours=tuple(one.lane.look.colour for one in found),
        table_open=True,
        lines=3,
    )


def _now(one: Walked, job: int, at_s: float) -> tuple[str, ...]:
    run, there = one.lane.run, one.way.at(at_s)
    moment_s = float(run.trace.arrive[job]) + at_s
    whole = "the bill ends before" if moment_s >= run.trace.horizon_s else _hourly(whole_per_second(run, moment_s))
    if there is None:
        over = one.way.outcome if at_s >= one.way.end_s else "nothing yet"
        return one.lane.label, over, "nowhere", "nothing", whole
    return one.lane.label, there.kind, there.station, there.bills, whole


def _hourly(usd_per_s: float) -> str:
    return f"{words.usd(3_600 * usd_per_s)} an hour"


def _rows(one: Walked) -> list[tuple[str, ...]]:
    """Return a row a stretch, the first of very many, and one for the end."""
    label, kept = one.lane.label, one.way.stretches[:LISTED]
    rows: list[tuple[str, ...]] = [
        (label, _since(s.start_s), _since(s.end_s), s.kind, s.station, s.bills) for s in kept
    ]
    left = len(one.way.stretches) - len(kept)
    if left:
        since, until = one.way.stretches[LISTED].start_s, one.way.end_s
        rows.append((label, _since(since), _since(until), f"{left} more stretches", "several", "see the story"))
    return [*rows, (label, _since(one.way.end_s), "", one.way.outcome, "", ends(one.way))]


def _since(seconds: float) -> str:
    return f"+{seconds:,.1f} s"


def _bars(found: list[Walked], span_s: float, length_s: float) -> list[Trace]:
    """Return a trace a kind; an empty one keeps its place in the legend."""
    made = []
    for kind in KINDS:
        bars = [(-i, s) for i, one in enumerate(found) for s in one.way.stretches if s.kind == kind]
        made.append(_bar(kind, bars, span_s * THINNEST, length_s))
    return made


def _bar(kind: Kind, bars: list[tuple[int, Stretch]], least_s: float, length_s: float) -> Trace:
    look = LOOKS[kind]
    return {
        "type": "bar",
        "orientation": "h",
        "name": kind,
        "y": [y for y, _ in bars] or [None],
        "base": [s.start_s / length_s for _, s in bars] or [0],
        "x": [max(s.end_s - s.start_s, least_s) / length_s for _, s in bars] or [None],
        "width": 0.5,
        "text": [f"{kind}: {s.station}" if kind != "on its way" else kind for _, s in bars],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "insidetextfont": {"color": "#101010", "size": 10},
        "customdata": [f"{words.duration(s.end_s - s.start_s)} in {s.station}<br>{s.bills}" for _, s in bars],
        "hovertemplate": kind + " %{customdata}<extra></extra>",
        "marker": {
            "color": look.colour,
            "line": {"width": 0},
            "pattern": {
                "shape": look.pattern,
                "size": 6,
                "solidity": 0.12,
                "fgcolor": "#404040",
                "fillmode": "overlay",
            },
        },
    }


def _marks(found: list[Walked], length_s: float) -> list[Trace]:
    """Return the markers of answers, of hops, and of what became of the video."""
    answers = [(-i + 0.4, o.way.answer.time_s, o.way.answer.text) for i, o in enumerate(found) if o.way.answer]
    hops = [
        (-i - 0.36, s.start_s, f"to {s.station}") for i, o in enumerate(found) for s in o.way.stretches[1:]
    ]  # fmt: skip
    made = [_mark(ANSWER, "triangle-down", answers, GREY, length_s), _mark(HOP, "line-ns", hops, GREY, length_s)]
    for outcome, symbol in FATES.items():
        ends_ = [
            (float(-i), o.way.fate.time_s, o.way.fate.text) for i, o in enumerate(found) if o.way.outcome == outcome
        ]
        made.append(_mark(outcome, symbol, ends_, GREEN if outcome == "ready" else VERMILION, length_s))
    return made


def _mark(name: str, symbol: str, at: list[tuple[float, float, str]], colour: str, length_s: float) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": [y for y, _, _ in at] or [None],
        "x": [s / length_s for _, s, _ in at] or [None],
        "customdata": [f"{text}, after {words.duration(s)}" for _, s, text in at],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": True,
        "marker": {"symbol": symbol, "size": 9 if name in (HOP, ANSWER) else 13, "color": colour,
                   "line": {"width": 2, "color": colour} if "-" in symbol else {"width": 1, "color": PAPER}},
    }  # fmt: skip


def _cursor(at: float) -> dict[str, Any]:
    line = {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    return {"shapes": [{**line, "line": {"width": 1.5, "dash": "dash", "color": GREY}}]}
