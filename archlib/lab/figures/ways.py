"""One video's way through one architecture as stretches of time: where it was, and whether anything was done to it.

At each moment the part that lies deepest counts, so that who waits for an answer does not hide what is done for it.
Leaves out: what goes on for other sizes of the same video meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np

from archlib.lab.drawings.follow import bills, per_second
from archlib.outcome import Run
from archlib.outcome.jobs import LOST, OUTCOMES, READY, REFUSED
from archlib.outcome.story import CATALOGUE, CUSTOMER, made_for
from archlib.topology import Queue

Kind = Literal["works", "starts up", "waits", "in a queue", "on its way"]
KINDS: Final[tuple[Kind, ...]] = (
    "on its way",
    "in a queue",
    "waits",
    "starts up",
    "works",
)  # the last hides the others
NOBODY = "between parts"


class Stretch(NamedTuple):
    """From when to when (s since the video came) it was where, what that was, and what bills by the second for it."""

    start_s: float
    end_s: float
    kind: Kind
    station: str
    bills: str


class Moment(NamedTuple):
    """When something was said or came to an end, s since the video came, and what."""

    time_s: float
    text: str


@dataclass(frozen=True)
class Way:
    """A video's way.

    Attributes
    ----------
    stretches : in order, without gaps; none for a video that was turned away at the door
    answer : what the customer heard, None if nothing until the run ended
    fate : what became of the video, and when
    outcome : "ready", "refused", "lost" or "unfinished"
    """

    stretches: tuple[Stretch, ...]
    answer: Moment | None
    fate: Moment
    outcome: str

    @property
    def end_s(self) -> float:
        """When nothing more happens, s since it came."""
        return max(self.fate.time_s, self.answer.time_s if self.answer else 0.0)

    def at(self, time_s: float) -> Stretch | None:
        """Return where it is so long after it came, None before and after its way."""
        return next((one for one in self.stretches if one.start_s <= time_s < one.end_s), None)


def way(run: Run, job: int) -> Way:
    """Return the way of a video.

    Raises
    ------
    ParameterError
        for a number that is not one of the run's videos
    """
    events = run.story(job).events
    came_s, outcome = events[0].time_s, int(run.jobs.outcome_code[job])
    answers = [Moment(e.time_s - came_s, e.text) for e in events[1:] if e.station == CUSTOMER]
    found = list(_stays(run, job))
    last_s = max((stay.end_s for _, stay in found), default=0.0)
    if outcome == READY:
        last_s = float(run.trace.ready[job]) - came_s
    elif answers and outcome in (REFUSED, LOST):
        last_s = max(last_s, answers[-1].time_s)
    told = next((e.text for e in events if e.station == CATALOGUE), OUTCOMES[outcome])
    if outcome == LOST:  # of which one hears when the run ends, and which has been so since its last try
        told = told.replace(" when the run ends", "")
    until_s = max([last_s, *(answer.time_s for answer in answers)])
    fate = Moment(last_s, told)
    return Way(tuple(_joined(found, until_s)), answers[-1] if answers else None, fate, OUTCOMES[outcome])


Ranked = tuple[tuple[int, int], Stretch]


def _stays(run: Run, job: int) -> Iterator[Ranked]:
    """Yield each stay in two or three parts, with how deep it lies and what counts more there."""
    depth = {s.name: i for i, s in enumerate(run.topology.path("upload", through_queues=True))}
    came_s, last_s = float(run.trace.arrive[job]), run.trace.end_s
    for visit in run.trace.visits[run.trace.visits["video"] == job]:
        station = run.topology.stations[visit["station"]]
        enter, end = float(visit["enter"]), min(float(visit["end"]), last_s)
        start = min(float(visit["start"]), end)
        if isinstance(station, Queue):  # in flight counts only where nobody has it in hand
            parts: list[tuple[Kind, float, float]] = [("in a queue", enter, start), ("in a queue", start, end)]
        else:
            made = min(made_for(run.topology, run.trace, station.name, visit), start)
            parts = [("waits", enter, made), ("starts up", made, start), ("works", start, end)]
        for kind, a, b in parts:
            if b > a:
                said = bills(run, station, kind in ("waits", "in a queue"))
                yield (
                    (depth.get(station.name, -1), KINDS.index(kind)),
                    Stretch(a - came_s, b - came_s, kind, station.name, said),
                )


def _joined(found: list[Ranked], until_s: float) -> Iterator[Stretch]:
    """Yield what counts from moment to moment, up to the end of the way; alike neighbours as one."""
    ends = {0.0, until_s} | {t for _, one in found for t in (one.start_s, one.end_s) if 0.0 < t < until_s}
    edges = sorted(ends)
    open_: Stretch | None = None
    for a, b in pairwise(edges):
        there = [(rank, one) for rank, one in found if one.start_s <= a and one.end_s >= b]
        top = max(there, key=lambda item: item[0])[1] if there else Stretch(a, b, "on its way", NOBODY, "nothing")
        if open_ is not None and (open_.kind, open_.station) == (top.kind, top.station):
            open_ = open_._replace(end_s=b)
            continue
        if open_ is not None:
            yield open_
        open_ = top._replace(start_s=a, end_s=b)
    if open_ is not None:
        yield open_


def whole_per_second(run: Run, time_s: float) -> float:
    """Return what an architecture bills by the second at a moment, USD: what is there, and functions that process.

    Leaves out: what is charged by the request or by what is stored, and functions that serve requests to watch.
    """
    return sum(per_second(run, station) * _billed(run, station.name, time_s) for station in run.topology.stations)


def _billed(run: Run, name: str, time_s: float) -> int:
    """Return how many of a station bill at a moment: instances that are there, or visits that run."""
    number, station = run.topology.index[name], run.topology[name]
    if any(meter.kind == "gb_seconds" for meter in station.meters):
        visits = run.trace.visits_at(number)
        return int(np.count_nonzero((visits["start"] <= time_s) & (time_s < visits["end"])))
    lives = run.trace.lives[run.trace.lives["station"] == number]
    if not len(lives):
        return 0 if hasattr(station, "slots") else 1  # a balancer has no lives, and is there all the time
    return int(np.count_nonzero((lives["launch"] <= time_s) & (time_s < lives["end"])))
