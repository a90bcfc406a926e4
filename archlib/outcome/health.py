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
    return Struck(timeline, hits).health(topology, number, patient)


class Struck:
    """What each row of a timeline changes, found for all stations at once; `health` reads one of them off it."""

    def __init__(self, timeline: Timeline, hits: Ints) -> None:
        rows, self._timeline = timeline.rows, timeline
        turns = _Turns(rows["target"])
        whole, throttled, down = rows["place"] < 0, rows["throttle"] > 0, rows["down"] > 0
        bad = down | (rows["error"] > 0)
        weak = bad | (rows["slow"] > 1) | (rows["no_launch"] > 0) | throttled
        met = whole | turns.met(rows["starts"], hits)
        # in the order in which `health` takes them apart
        self._changes = turns.changes((bad | throttled) & whole, bad & whole, bad & ~whole, weak, weak & met, down)

    def health(self, topology: Topology, number: int, patient: bool = False) -> Health:
        """Return the health of a station, as the function of this name."""
        mine, station = self._timeline.rows_at(number), topology.stations[number]
        if not len(mine):
            return Health(np.zeros(1), np.zeros(1, np.int64), np.zeros(1, np.int64))
        n_refused, n_whole, n_single, n_weak, n_met, n_down = self._changes[:, mine].cumsum(axis=1)
        dead = (n_whole if patient else n_refused) > 0
        if isinstance(station, ELASTIC):
            weak, lost = n_met > 0, np.zeros_like(n_down)
        else:
            dead |= n_single >= instances_of(station)
            weak, lost = n_weak > 0, n_down
        state = weak * DEGRADED
        state[dead] = DOWN
        times = self._timeline.rows["time"][mine]
        last = np.ones(len(mine), bool)
        np.greater(times[1:], times[:-1], out=last[:-1])
        return Health(_after_zero(times[last]), _after_zero(lost[last]), _after_zero(state[last]))


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


def _after_zero(rest: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array behind a 0: at time 0 nobody is lost and the state is UP."""
    whole = np.zeros(len(rest) + 1, rest.dtype)
    whole[1:] = rest
    return whole


class _Turns:
    """Rows that each replace what the last row of the same target (int array (m,)) said."""

    def __init__(self, target: Ints) -> None:
        self._order = target.argsort(kind="stable")
        sorted_ = target[self._order]
        self._again = sorted_[1:] == sorted_[:-1]

    def changes(self, *flags: Bools) -> Ints:
        """Return by how much each row changes the number of targets at which a flag is set, int array (flags, m)."""
        now = np.array(flags, np.int64)[:, self._order]
        steps = now.copy()
        steps[:, 1:] -= now[:, :-1] * self._again
        change = np.empty_like(now)
        change[:, self._order] = steps
        return change

    def met(self, starts: Ints, hits: Ints) -> Bools:
        """Return whether the last fault that began at a row's target met an instance."""
        begins = np.where(starts[self._order] >= 0, np.arange(len(starts)), 0)
        met = np.empty(len(starts), bool)
        met[self._order] = hits[self._order][np.maximum.accumulate(begins)] > 0
        return met
