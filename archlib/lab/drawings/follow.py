"""One video that is followed: its story, its stays with who bills meanwhile, and its path in the drawing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from archlib.lab.drawings.frames import Frames
from archlib.lab.drawings.tell import clock
from archlib.lab.drawings.wires import CUSTOMERS
from archlib.lab.words import duration
from archlib.outcome import Run
from archlib.outcome.story import CATALOGUE, CUSTOMER
from archlib.topology import Fleet, Function, Pool, Queue, Station


@dataclass(frozen=True)
class Stay:
    """How long a video waited or was worked on at a station, s, and what is billed by the second meanwhile."""

    station: str
    what: str
    seconds: float
    bills: str


@dataclass(frozen=True)
class Followed:
    """A video's way.

    Attributes
    ----------
    job : its number
    start_s, end_s : its first and its last event
    rows : (clock, time since its arrival, where, what) of each event of its story
    stays : in order
    stations : those it came to, and those that it passed or was stored in
    wires : numbers of the wires it moved along
    """

    job: int
    start_s: float
    end_s: float
    rows: tuple[tuple[str, str, str, str], ...]
    stays: tuple[Stay, ...]
    stations: frozenset[str]
    wires: frozenset[int]

    def to_dict(self, frames: Frames) -> dict[str, Any]:
        """Return the fields as content for the page, stations as numbers."""
        index = frames.run.topology.index
        return {
            "job": self.job,
            "start": self.start_s,
            "end": self.end_s,
            "rows": [list(row) for row in self.rows],
            "stays": [[s.station, s.what, duration(s.seconds), s.bills] for s in self.stays],
            "stations": sorted(index[name] for name in self.stations),
            "wires": sorted(self.wires),
        }


def followed(frames: Frames, job: int) -> Followed:
    """Return the way of a video.

    Raises
    ------
    ParameterError
        for a number that is not one of the run's videos
    """
    run = frames.run
    story = run.story(job)
    first = story.events[0].time_s
    start_h = run.scenario.load.clock_start_h
    rows = tuple((clock(e.time_s, start_h), f"+{e.time_s - first:,.1f} s", e.station, e.text) for e in story.events)
    chains = [chain for _, chain in frames.hops.of(job)]
    wires = frozenset(abs(step) - 1 for chain in chains for step in chain)
    ends = {name for w in wires for name in (frames.wires[w].source, frames.wires[w].target)}
    told = {e.station for e in story.events} - {CUSTOMER, CATALOGUE}
    stations = frozenset((told | ends) - {CUSTOMERS})
    last = max(e.time_s for e in story.events)
    return Followed(job, first, min(last, frames.end_s), rows, tuple(_stays(run, job)), stations, wires)


def next_arrival(run: Run, time_s: float) -> int:
    """Return the number of the first video that comes at or after a moment, -1 if none does."""
    at = int(np.searchsorted(run.trace.arrive, time_s, side="left"))
    return at if at < len(run.trace.arrive) else -1


def _stays(run: Run, job: int) -> Iterator[Stay]:
    visits = run.trace.visits[run.trace.visits["video"] == job]
    for visit in visits[np.argsort(visits["enter"], kind="stable")]:
        station = run.topology.stations[visit["station"]]
        enter, end = float(visit["enter"]), min(float(visit["end"]), run.trace.end_s)
        start = min(float(visit["start"]), end)
        waits, works = ("is visible", "is in flight") if isinstance(station, Queue) else ("waits", "is in hand")
        for what, seconds in ((waits, start - enter), (works, end - start)):
            if seconds > 0:
                yield Stay(station.name, what, seconds, bills(run, station, what in ("waits", "is visible")))


def per_second(run: Run, station: Station) -> float:
    """Return what one instance or environment of a station bills by the second while it is there or runs, USD."""
    total = 0.0
    for usage, item in zip(run.usage, run.bill.items, strict=True):
        meter = usage.meter
        if usage.resource != station.name:
            continue
        if meter.kind in ("instance_hours", "vcpu_hours", "gb_hours"):
            total += item.unit_price_usd * meter.factor / 3_600.0
        elif meter.kind == "gb_seconds" and meter.op == "run" and isinstance(station, Function):
            total += item.unit_price_usd * station.memory_gb
    return total


def bills(run: Run, station: Station, waits: bool) -> str:
    """Return who bills by the second while a video waits at a station, or is in hand there."""
    usd = per_second(run, station)
    if usd == 0:
        charged = any(item.resource == station.name for item in run.bill.items)
        return "nothing by the second; it charges by the request" if charged else "nothing of its own"
    each = f"${usd:.3g} a second" if usd >= 1e-4 else f"${usd * 3_600:.4g} an hour"
    if isinstance(station, (Pool, Fleet)):
        return f"each instance bills {each}, busy or not"
    by_seconds = isinstance(station, Function) and any(m.kind == "gb_seconds" for m in station.meters)
    if waits and by_seconds:
        return "nothing while it waits for an environment that is there"
    return f"its environment bills {each}{' while it runs' if by_seconds else ', busy or not'}"
