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
    mine = timeline.rows_at(number)
    if not len(mine):
        return Health(np.zeros(1), np.zeros(1, np.int64), np.array([UP]))
    rows = timeline.rows.take(mine)
    turns = _Turns(rows["target"])
    station, whole, throttled = topology.stations[number], rows["place"] < 0, rows["throttle"] > 0
    bad = (rows["down"] | rows["error"]) > 0
    soft = (rows["slow"] > 1) | (rows["no_launch"] > 0) | throttled
    wholly = (bad if patient else bad | throttled) & whole
    if isinstance(station, ELASTIC):
        struck = (bad | soft) & (whole | turns.met(rows["starts"], hits[mine]))
        dead, weak = turns.count(wholly, struck) > 0
        lost = np.zeros(len(rows), np.int64)
    else:
        n_whole, n_single, n_weak, lost = turns.count(wholly, bad & ~whole, bad | soft, rows["down"] > 0)
        dead, weak = (n_whole > 0) | (n_single >= instances_of(station)), n_weak > 0
    state = np.where(dead, DOWN, np.where(weak, DEGRADED, UP))
    times = rows["time"]
    last = np.append(times[1:] > times[:-1], True)
    return Health(_with(0.0, times[last]), _with(0, lost[last]), _with(UP, state[last]))


def worst(healths: Sequence[Health]) -> tuple[Floats, Ints]:
    """Return the worst state of several stations: t (m,), s, from 0, and state (m,)."""
    struck = [h for h in healths if len(h.t) > 1] or healths[:1]  # the others are up all the time
    t = rising(*(h.t for h in struck))
    states = [h.state[h.t.searchsorted(t, side="right") - 1] for h in struck]
    return t, np.maximum.reduce(states)


def rising(*times: Floats) -> Floats:
    """Return all moments of some arrays, each once and in order; `np.unique` takes three times as long."""
    t = np.concatenate(times)
    t.sort()
    new = np.empty(len(t), bool)
    new[:1] = True
    np.greater(t[1:], t[:-1], out=new[1:])
    return t[new]


def _with(first: float, rest: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.concatenate([np.array([first], rest.dtype), rest])


class _Turns:
    """Rows that each replace what the last row of the same target (int array (m,)) said."""

    def __init__(self, target: Ints) -> None:
        self._order = target.argsort(kind="stable")
        sorted_ = target[self._order]
        self._again = sorted_[1:] == sorted_[:-1]

    def count(self, *flags: Bools) -> Ints:
        """Return at how many targets each flag is set after each row, int array (flags, m)."""
        now = np.array(flags, np.int64)[:, self._order]
        steps = now.copy()
        steps[:, 1:] -= now[:, :-1] * self._again
        change = np.empty_like(now)
        change[:, self._order] = steps
        return change.cumsum(axis=1)

    def met(self, starts: Ints, hits: Ints) -> Bools:
        """Return whether the last fault that began at a row's target met an instance."""
        begins = np.where(starts[self._order] >= 0, np.arange(len(starts)), 0)
        met = np.empty(len(starts), bool)
        met[self._order] = hits[self._order][np.maximum.accumulate(begins)] > 0
        return met
