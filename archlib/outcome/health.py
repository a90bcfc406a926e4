"""What the faults leave of a station, from moment to moment: read off the rows that the engine played."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from archlib.outcome.trace import Floats, Ints
from archlib.timeline import Timeline
from archlib.topology import Fleet, Function, Topology, instances_of

UP, DEGRADED, DOWN = 0, 1, 2
ELASTIC = (Fleet, Function)  # who is lost is replaced

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Health:
    """A station's state from t[i] to t[i + 1], arrays (m,); t[0] is 0 and times are not cut.

    Attributes
    ----------
    t : float array, s
    lost : int array, instances that are down and hold no request (an instance that answers wrongly still holds some)
    state : int array, DOWN if no instance serves or the station is throttled, DEGRADED if one instance is down, wrong
        or slow, or launches fail, else UP
    """

    t: Floats
    lost: Ints
    state: Ints


def health(topology: Topology, timeline: Timeline, hits: Ints, number: int, patient: bool = False) -> Health:
    """Return the health of a station.

    Parameters
    ----------
    hits : int array (rows,), how many instances each row of the timeline met
    number : the station's number in the topology
    patient : whether its work waits while it is throttled, in line or in a queue, so that it is only DEGRADED then

    Notes
    -----
    A fault of one place of a fleet or a function counts only if an instance was there to be met; the station is
    degraded as long as the fault lasts, also once the instance has been replaced. Without instances it is up: it
    launches when there is work. A managed service is down while it answers wrongly or refuses.
    """
    mine = timeline.rows["station"] == number
    if not mine.any():
        return Health(np.zeros(1), np.zeros(1, np.int64), np.array([UP]))
    rows, target = timeline.rows[mine], timeline.rows["target"][mine]
    station, whole, throttled = topology.stations[number], rows["place"] < 0, rows["throttle"] > 0
    bad = (rows["down"] | rows["error"]) > 0
    soft = (rows["slow"] > 1) | (rows["no_launch"] > 0) | throttled
    dead = _count((bad if patient else bad | throttled) & whole, target) > 0
    if isinstance(station, ELASTIC):
        weak = _count((bad | soft) & (whole | _met(rows["starts"], hits[mine], target)), target) > 0
        lost = np.zeros(len(rows), np.int64)
    else:
        dead |= _count(bad & ~whole, target) >= instances_of(station)
        weak = _count(bad | soft, target) > 0
        lost = _count(rows["down"] > 0, target)
    state = np.where(dead, DOWN, np.where(weak, DEGRADED, UP))
    last = np.append(rows["time"][1:] > rows["time"][:-1], True) if len(rows) else np.empty(0, bool)
    return Health(_with(0.0, rows["time"][last]), _with(0, lost[last]), _with(UP, state[last]))


def worst(healths: Sequence[Health]) -> tuple[Floats, Ints]:
    """Return the worst state of several stations: t (m,), s, from 0, and state (m,)."""
    t = np.unique(np.concatenate([h.t for h in healths]))
    states = [h.state[np.searchsorted(h.t, t, side="right") - 1] for h in healths]
    return t, np.max(states, axis=0)


def _with(first: float, rest: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.concatenate([np.array([first], rest.dtype), rest])


def _count(flag: Bools, target: Ints) -> Ints:
    """At how many targets the flag is set after each row; a row replaces what its target's last row said."""
    order = np.argsort(target, kind="stable")
    now = flag[order].astype(np.int64)
    again = target[order][1:] == target[order][:-1]
    change = np.empty(len(now), np.int64)
    change[order] = now
    change[order[1:]] -= now[:-1] * again
    return np.cumsum(change)


def _met(starts: Ints, hits: Ints, target: Ints) -> Bools:
    """Whether the last fault that began at a row's target met an instance."""
    order = np.argsort(target, kind="stable")
    begins = np.where(starts[order] >= 0, np.arange(len(order)), 0)
    met = np.empty(len(order), bool)
    met[order] = hits[order][np.maximum.accumulate(begins)] > 0
    return met
