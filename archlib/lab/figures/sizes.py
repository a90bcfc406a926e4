"""Each station that works, by itself: how many slots or threads it has, and how many of them are in use."""

from typing import NamedTuple

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.palette import GREY
from archlib.outcome.step import Step
from archlib.topology import Function, Working

ROW_PX, WIDE_PX, LINE = 24, 32, "<br>"
MEAN, MOST = "in use on average", "in use at most"
HOURS = "instance_hours"
ELSEWHERE = "on a host that is paid for elsewhere"


class Size(NamedTuple):
    """A station of an architecture: the row that it stands in, what it runs on, and its slots."""

    lane: Lane
    row: str
    station: str
    runs_on: str
    slots: float  # on average over time, of a fleet; of a function its limit
    busy: Step

    @property
    def mean(self) -> float:
        """The share of its slots in use, on average over time; 0 without slots."""
        return self.busy.mean() / self.slots if self.slots else 0.0

    @property
    def most(self) -> float:
        """The share in use at the fullest moment; of a fleet that grew it may be above 1."""
        return self.busy.max() / self.slots if self.slots else 0.0


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a bar a station of each architecture, with a marker at its fullest moment. The window is not used."""
    shown = lanes(comparison)
    found = sizes(shown)
    rows = [one.row for one in found]
    height = 96 + (WIDE_PX if any(LINE in row for row in rows) else ROW_PX) * len(rows)
    longest = max([1.0, *(one.most for one in found)])
    y = {
        "autorange": "reversed", "type": "category", "tickfont": {"size": 11}, "fixedrange": True, "dtick": 1,
        "categoryorder": "array", "categoryarray": rows,
    }  # fmt: skip
    x = titled("share of its slots or threads", tickformat=".0%", range=[0, 1.04 * longest], fixedrange=True)
    data = (*(_bars(lane, found) for lane in shown), _markers(found))
    made = layout(height, x, y, left=names.margin(rows), legend=(*(lane.label for lane in shown), MOST), bargap=0.35)
    return Picture(
        key="sizes",
        title="How full each part is",
        sentence=sentence(shown, found),
        columns=("architecture", "station", "runs on", "slots or threads", MEAN, MOST, "share on average"),
        rows=rows_of([_cells(one) for one in found]),
        colours=tuple(one.lane.look.colour for one in found),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sizes(shown: list[Lane]) -> list[Size]:
    """Return the stations that work, of all lanes."""
    labels = names.short([lane.label for lane in shown])
    is_wide = names.are_wide(labels, [s.name for lane in shown for s in _working(lane)])
    return [
        _size(lane, names.row(label, station.name, is_wide), station)
        for lane, label in zip(shown, labels, strict=True)
        for station in _working(lane)
    ]


def sentence(shown: list[Lane], found: list[Size]) -> str:
    """Return how much of each station is in use."""
    parts = []
    for lane in shown:
        mine = [f"{one.station} {words.percent(one.mean)}" for one in found if one.lane is lane]
        parts.append(f"{lane.label} {', '.join(mine) or words.NONE}")
    return f"In use on average: {'; '.join(parts)}. Watching takes no slot and is not in these numbers."


def _working(lane: Lane) -> list[Working]:
    return [s for s in lane.run.topology.stations if isinstance(s, Working)]


def _size(lane: Lane, row: str, station: Working) -> Size:
    series = lane.run.series[station.name]
    if isinstance(station, Function):
        return Size(lane, row, station.name, "a function", float(station.concurrency), series.busy)
    items = [meter.item for meter in station.meters if meter.kind == HOURS]
    slots = float(series.instances.mean() * station.slots)
    return Size(lane, row, station.name, words.listed(items) or ELSEWHERE, slots, series.busy)


def _cells(one: Size) -> tuple[str, ...]:
    counts = (f"{one.slots:,.4g}", f"{one.busy.mean():,.3f}", words.count(one.busy.max()))
    return one.lane.label, one.station, one.runs_on, *counts, words.percent(one.mean)


def _bars(lane: Lane, found: list[Size]) -> Trace:
    mine = [one for one in found if one.lane is lane]
    colour = lane.look.colour
    return {
        "type": "bar",
        "orientation": "h",
        "name": lane.label,
        "y": [one.row for one in mine] or [None],
        "x": [one.mean for one in mine] or [0],
        "customdata": [f"{one.busy.mean():,.3g} of {one.slots:,.4g}" for one in mine],
        "marker": {"color": colour + "B0", "line": {"width": 1, "color": colour}},
        "hovertemplate": f"%{{y}}<br>%{{customdata}} {MEAN}<extra></extra>",
    }


def _markers(found: list[Size]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": MOST,
        "y": [one.row for one in found],
        "x": [one.most for one in found],
        "customdata": [f"{words.count(one.busy.max())} of {one.slots:,.4g}" for one in found],
        "marker": {"symbol": "diamond-open", "size": 9, "color": GREY, "line": {"width": 2, "color": GREY}},
        "hovertemplate": f"%{{y}}<br>%{{customdata}} {MOST}<extra></extra>",
    }
