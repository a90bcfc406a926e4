"""Feature strips: when a feature was up, degraded or down, and why; read off faults and full waiting rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from archlib.outcome.astray import astray, through
from archlib.outcome.clock import clock_text
from archlib.outcome.health import DEGRADED, DOWN, UP, Bools, Health, Struck, rising, worst
from archlib.outcome.reasons import Spells
from archlib.outcome.room import full_rooms
from archlib.outcome.series import Series
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats, Ints, Trace
from archlib.timeline import Timeline
from archlib.topology import Entry, Function, Invoke, Receive, Rule, Station, Topology
from archlib.topology.edges import Edge
from archlib.topology.events import Feature
from archlib.topology.ways import is_required, ways

if TYPE_CHECKING:
    import pandas as pd

FEATURES = ("upload", "process", "manage")
STATES = {UP: "up", DEGRADED: "degraded", DOWN: "down"}
NO_ROOM = "no room"
NOWHERE: Floats = np.empty((0, 2))  # no stretch at all


@dataclass(frozen=True, eq=False)
class Strip:
    """One feature from 0 to the horizon, in stretches that follow each other without a gap.

    Attributes
    ----------
    feature : "upload", "process" or "manage"
    start_s, end_s : float array (m,), s
    state : int array (m,), UP 0, DEGRADED 1, DOWN 2
    full : bool array (m,), down because a waiting room was full, not because of a fault
    path : numbers of the stations that it needs
    patient : those of them whose work waits while they are throttled
    faults : the faults of all stations
    astray : Step, share of the requests that balancers on the path hand to instances which are down
    clock_start_h : float, h, what the clock showed at 0
    """

    feature: str
    start_s: Floats
    end_s: Floats
    state: Ints
    full: Bools
    path: tuple[int, ...]
    patient: tuple[int, ...]
    faults: Spells
    astray: Step
    clock_start_h: float

    @cached_property
    def spells(self) -> Spells:
        """The faults of its stations, to find reasons in."""
        return self.faults.at(self.path, self.patient)

    @property
    def down_s(self) -> float:
        """Seconds down in all."""
        return float((self.end_s - self.start_s)[self.state == DOWN].sum())

    @cached_property
    def reason(self) -> tuple[str, ...]:
        """Why each stretch was not up, such as "day 1 20:15 bad deploy of processing"; "" for up.

        Of several faults at once it is the one that began last.
        """
        return self.reasons_of(np.arange(len(self.state)))

    def reasons_of(self, stretches: Ints) -> tuple[str, ...]:
        """Return the reasons of some stretches, by their numbers; quicker than `reason` where few are asked for."""
        states = self.state[stretches]
        causes = self.spells.cause_at(self.start_s[stretches], states)
        return tuple(self._text(*row) for row in zip(states, self.full[stretches], causes, strict=True))

    def _text(self, state: int, full: bool, cause: int) -> str:
        if full:
            return NO_ROOM
        if state == UP or cause < 0:
            return ""
        known = self.spells.causes[cause]
        return f"{clock_text(known.start_s, self.clock_start_h)} {known.label}"

    def table(self) -> "pd.DataFrame":
        """Return the stretches as a pandas DataFrame: start_s, end_s, state, reason."""
        import pandas as pd

        states = [STATES[s] for s in self.state.tolist()]
        columns = {"start_s": self.start_s, "end_s": self.end_s, "state": states, "reason": self.reason}
        return pd.DataFrame(columns)


def needed(topology: Topology, feature: str) -> tuple[Station, ...]:
    """Return the stations that a feature needs, empty if the topology has no door for it.

    Upload and manage need what lies on the synchronous path behind their door; process needs also what lies behind
    the queues of the upload's path.
    """
    if feature == "process":
        return topology.path("upload", through_queues=True)
    doors = [e for e in topology.edges if isinstance(e, Entry) and e.feature == feature]
    return topology.path(doors[0].feature) if doors else ()


@lru_cache(maxsize=256)  # for a slider moves faults and load more often than the topology
def patient(topology: Topology, feature: str) -> frozenset[str]:
    """Return the stations of a feature whose work waits while they are throttled, so that it only comes later.

    They receive from a queue, or are functions that are invoked and not waited for. Whoever is also called is not one
    of them, nor is a pool or a fleet that is invoked: it refuses, and the tries that a delivery has pass by.
    """
    found = frozenset(s.name for s in needed(topology, feature))
    if feature != "process" or not found:
        return frozenset()  # on a synchronous path all are waited for
    on: Feature = "upload"
    into = [e for name in found for e in ways(topology.edges, name, on) if is_required(e)]
    called = {e.target for e in into if not _keeps(topology, e)} | {topology.entry(on).target}
    return found - called


def _keeps(topology: Topology, edge: Edge) -> bool:
    """Whether what an edge brings is kept while its target is throttled."""
    return isinstance(edge, Receive) or (
        isinstance(edge, (Invoke, Rule)) and isinstance(topology[edge.target], Function)
    )


def strips(
    topology: Topology,
    timeline: Timeline,
    trace: Trace,
    series: Series,
    clock_start_h: float,
    features: Sequence[str] = FEATURES,
) -> dict[str, Strip]:
    """Return the strips by feature; a feature without a door has none.

    Parameters
    ----------
    features : those that are wanted; "manage" alone takes a fraction of the time, since it looks at no waiting room

    Notes
    -----
    A pool serves while at least one instance does; a managed service, a whole fleet or a whole function while it is
    neither down nor wrong. Who is throttled is down, unless its work waits (see `patient`). Upload and process are also
    down while a pool on the upload's synchronous path would refuse a request for want of room. Manage is not: what
    customers watch passes the waiting room by (processing does not slow watching). Mishaps leave every station up.
    Leaves out the limits of functions: an upload that finds no environment is refused, and counts by request only.
    """
    paths = {f: [topology.index[s.name] for s in needed(topology, f)] for f in features}
    waits = {f: {topology.index[name] for name in patient(topology, f)} for f in features}
    asked = {(n, n in waits[f]) for f, path in paths.items() for n in path}
    struck = Struck(timeline, trace.fault_hits)
    known = {(n, waiting): struck.health(topology, n, waiting) for n, waiting in asked}
    rooms = {n: h for (n, waiting), h in known.items() if not waiting}
    full = NOWHERE if tuple(features) == ("manage",) else full_rooms(topology, trace, series, rooms)
    spells = Spells.of(topology, timeline, trace.fault_hits)
    lost = astray(topology, timeline, trace.horizon_s)
    made = {}
    for feature, path in paths.items():
        if path:
            healths = [known[n, n in waits[feature]] for n in path]
            t, state, is_full = _joined(healths, full if feature != "manage" else NOWHERE)
            inside = t < trace.horizon_s
            t, state, is_full = t[inside], state[inside], is_full[inside]
            ends = np.append(t[1:], trace.horizon_s)
            gone = through([lost[n] for n in path if n in lost], trace.horizon_s)
            made[feature] = Strip(
                feature,
                t,
                ends,
                state,
                is_full,
                tuple(path),
                tuple(sorted(waits[feature])),
                spells,
                gone,
                clock_start_h,
            )
    return made


def _joined(healths: list[Health], full: Floats) -> tuple[Floats, Ints, Bools]:
    """Lay the stretches of full rooms, (k, 2), s, over the worst health; a fault that takes all goes first."""
    t_fault, fault = worst(healths)
    if len(full):
        t = rising(t_fault, full.ravel())
        state = fault[t_fault.searchsorted(t, side="right") - 1]
        begun, over = np.sort(full, axis=0).T
        covered = begun.searchsorted(t, side="right") > over.searchsorted(t, side="right")
        is_full = covered & (state < DOWN)
        state = np.where(is_full, DOWN, state)
    else:
        t, state, is_full = t_fault, fault, np.zeros(len(t_fault), bool)
    changed = np.ones(len(t), bool)
    changed[1:] = (state[1:] != state[:-1]) | (is_full[1:] != is_full[:-1])
    return t[changed], state[changed], is_full[changed]
