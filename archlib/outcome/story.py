"""One video's way through an architecture, event after event, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from archlib.errors import ParameterError
from archlib.outcome.clock import clock_text
from archlib.outcome.jobs import OUTCOMES, READY, REFUSED, Jobs
from archlib.outcome.trace import Reason, Trace
from archlib.topology import (
    Fleet,
    Forward,
    Function,
    Invoke,
    Publish,
    Put,
    Queue,
    Receive,
    Send,
    Topology,
    Use,
)  # fmt: skip
from archlib.topology.ways import in_parts, notices

if TYPE_CHECKING:
    import pandas as pd

CUSTOMER = "customer"
CATALOGUE = "video"


@dataclass(frozen=True)
class Event:
    """What happened at a moment (s from the scenario's start), at a station, to the customer or to the video."""

    time_s: float
    station: str
    text: str


@dataclass(frozen=True)
class Story:
    """The events of one video, in order.

    Notes
    -----
    A visit's puts, sends and events are told when the visit ends; pauses between tries, and tries that a balancer, a
    bus or an open circuit refused, are not told.
    """

    job: int
    events: tuple[Event, ...]
    clock_start_h: float

    def text(self) -> str:
        """Return one line an event: the clock, seconds since the arrival, where, what."""
        first = self.events[0].time_s
        lines = [
            f"{self._clock(e):18} +{e.time_s - first:9.1f} s  {e.station}: {e.text}" for e in self.events
        ]  # fmt: skip
        return "\n".join([f"video {self.job}", *lines])

    def table(self) -> "pd.DataFrame":
        """Return the events as a pandas DataFrame: time_s, since_arrival_s, clock, station, event."""
        import pandas as pd

        first = self.events[0].time_s
        rows = [(e.time_s, e.time_s - first, self._clock(e), e.station, e.text) for e in self.events]
        return pd.DataFrame(rows, columns=["time_s", "since_arrival_s", "clock", "station", "event"])

    def _clock(self, event: Event) -> str:
        return clock_text(event.time_s, self.clock_start_h)

    def __str__(self) -> str:
        return self.text()


def story(topology: Topology, trace: Trace, job: Any, clock_start_h: float = 0.0) -> Story:
    """Return the story of a video.

    Parameters
    ----------
    job : its number, 0 for the first that came
    clock_start_h : float, h, what the clock showed at 0

    Raises
    ------
    ParameterError
        for a number that is not one of the run's videos
    """
    n = len(trace.arrive)
    if isinstance(job, bool) or not isinstance(job, (int, np.integer)) or not 0 <= job < n:
        rule = f"a whole number, 0 <= job <= {n - 1}" if n else "the run has no video"
        raise ParameterError(f"story(job={job!r}) is refused: {rule}; name a video by its order of arrival")
    told = sorted(_events(topology, trace, int(job)), key=lambda row: (row[1].time_s, row[0]))
    return Story(int(job), tuple(event for _, event in told), clock_start_h)


# what is told first of what happens at one moment; SHORT is the beginning of what ends at this moment too
ARRIVAL, SHORT, ENDS, BEGINS, ANSWER, FATE = range(6)
Rank = tuple[int, int]


def _events(topology: Topology, trace: Trace, job: int) -> Iterator[tuple[Rank, Event]]:
    """Yield (rank, event): ends are told in the order in which they were written, beginnings along the path."""
    depth = {s.name: i for i, s in enumerate(topology.path("upload", through_queues=True))}
    door = topology.entry("upload").target
    yield (ARRIVAL, 0), Event(float(trace.arrive[job]), CUSTOMER, f"arrives with a video for {door}")
    rows = trace.visits[trace.visits["video"] == job]
    for row, visit in enumerate(rows):
        station = topology.stations[visit["station"]]
        told = _message(visit) if isinstance(station, Queue) else _visit(topology, trace, station.name, visit)
        for time_s, is_end, text in told:
            begins = SHORT if time_s == visit["end"] else BEGINS
            rank = (ENDS, row) if is_end else (begins, depth.get(station.name, len(depth)))
            yield rank, Event(time_s, station.name, text)
    yield from _ends(topology, trace, job)


def _message(visit: Any) -> Iterator[tuple[float, bool, str]]:
    """Yield (s, whether it ends the visit, text) of a message's stay."""
    enter, start, end = float(visit["enter"]), float(visit["start"]), float(visit["end"])
    again = visit["attempt"] > np.isfinite(start)  # it has been received before
    yield enter, False, "the message is visible again" if again else "the message is visible"
    if np.isfinite(start):
        yield start, False, f"the message is received, time {visit['attempt']}"
    if np.isfinite(end):
        ends = {
            Reason.OK: "the message is deleted",
            Reason.RETURNED: "the visibility timeout is over and nobody has deleted the message",
            Reason.EXPIRED: "the message is too old and expires",
            Reason.DEAD_LETTERED: f"dead-lettered after {visit['attempt']} receives",
        }
        reason = Reason(int(visit["reason"]))
        yield end, True, ends.get(reason, reason.text)


WHO: dict[type, tuple[str, str]] = {Fleet: ("worker", "a slot"), Function: ("environment", "an environment")}


def _visit(topology: Topology, trace: Trace, name: str, visit: Any) -> Iterator[tuple[float, bool, str]]:
    """Yield (s, whether it ends the visit, text) of a stay at a pool, a fleet or a function."""
    served_by, waits_for = WHO.get(type(topology[name]), ("instance", "a slot"))
    who = f"{served_by} {visit['place']}"
    polls = any(isinstance(e, Receive) and e.target == name for e in topology.edges)
    tried = f", {'delivery' if polls else 'try'} {visit['attempt']}" if visit["attempt"] > 1 else ""
    enter, start, end = float(visit["enter"]), float(visit["start"]), float(visit["end"])
    reason = Reason(int(visit["reason"]))
    made = made_for(topology, trace, name, visit)
    if min(start, end, made) > enter:
        yield enter, False, f"waits for {waits_for}{tried}"
    if np.isfinite(made):
        yield made, False, f"cold start: {who} is made{tried}"
    if np.isfinite(start):
        yield start, False, f"{who} begins{tried}"
    if np.isfinite(end):
        turned = f"{who} ends without an answer" if np.isfinite(start) else "turned away"
        good = "; ".join([f"{who} is done", *_left_behind(topology, name)])
        yield end, True, good if reason == Reason.OK else f"{turned}: {reason.text}"


def made_for(topology: Topology, trace: Trace, name: str, visit: Any) -> float:
    """When the environment was launched that was made for a visit; infinite for none."""
    if not isinstance(topology[name], Function) or visit["place"] < 0:
        return np.inf
    lives = trace.lives
    mine = (lives["station"] == visit["station"]) & (lives["place"] == visit["place"])
    made = lives[mine & (lives["launch"] >= visit["enter"]) & (lives["launch"] <= visit["end"])]
    first = made[(made["ready"] == visit["start"]) | ~np.isfinite(visit["start"])]
    return float(first["launch"][0]) if len(first) and first["ready"][0] > first["launch"][0] else np.inf


STORED = {"master": "master", "sizes": "all sizes", "entry": "entry"}


def _left_behind(topology: Topology, name: str) -> Iterator[str]:
    """What a visit that went well has stored and sent."""
    parts = name in in_parts(topology.edges)
    for edge in topology.outgoing(name, "upload"):
        if isinstance(edge, Put):
            yield f"{'a size' if edge.what == 'sizes' and parts else STORED[edge.what]} stored in {edge.target}"
            yield from (f"{edge.target} tells {told.target} of it" for told in notices(topology.edges, edge))
        if isinstance(edge, Send):
            yield f"{'a message for each size' if edge.over else 'message'} sent to {edge.target}"
        if isinstance(edge, Publish) and edge.when != "failure":
            yield f"event {edge.kind!r} published on {edge.target}"
        if isinstance(edge, Invoke) and edge.when != "failure":
            yield f"{edge.target} invoked"
        if isinstance(edge, Use):
            yield f"{edge.target} used {edge.times} times"


def _ends(topology: Topology, trace: Trace, job: int) -> Iterator[tuple[Rank, Event]]:
    outcome = int(Jobs(trace).outcome_code[job])
    if np.isfinite(trace.ack[job]):
        yield (ANSWER, 0), Event(float(trace.ack[job]), CUSTOMER, "the upload is accepted")
    elif trace.reason[job] != Reason.UNFINISHED:
        failed = f"the upload fails: {Reason(int(trace.reason[job])).text}"
        yield (ANSWER, 0), Event(_answered(topology, trace, job), CUSTOMER, failed)
    if outcome == READY:
        late = "" if trace.ready[job] - trace.arrive[job] <= trace.deadline_s else ", after the deadline"
        yield (FATE, 0), Event(float(trace.ready[job]), CATALOGUE, f"ready{late}")
    elif outcome != REFUSED:
        why = Reason(int(trace.fate[job])).text
        yield (FATE, 0), Event(trace.end_s, CATALOGUE, f"{OUTCOMES[outcome]} when the run ends: {why}")


def _answered(topology: Topology, trace: Trace, job: int) -> float:
    """When the last try failed: its visit's end, or its timeout if the visit went on after it.

    A try that was refused before it came to a station has left no visit; then it is the last of which one is known.
    """
    entry = topology.entry("upload")
    doors = [entry.target, *(e.target for e in topology.edges if isinstance(e, Forward) and e.source == entry.target)]
    visits = trace.visits[(trace.visits["video"] == job)]
    tries = visits[np.isin(visits["station"], [topology.index[name] for name in doors])]
    if len(tries) == 0:
        return float(trace.arrive[job])
    last = tries[np.argmax(tries["attempt"])]
    return float(min(last["end"], last["enter"] + entry.policy.timeout_s, trace.end_s))
