"""Requests at each instance over time, and those that were handed to one which was down."""

from typing import NamedTuple

import numpy as np

from archlib.lab.figures import bins
from archlib.outcome import Reason, Run
from archlib.outcome.astray import astray
from archlib.outcome.step import count
from archlib.outcome.trace import Floats
from archlib.timeline import down_changes, seen
from archlib.timeline.seen import Changes
from archlib.topology import Pool, Working

MOST = 100  # instances that are drawn, the first ones
DOWN, NOTICED, NOBODY = range(3)  # what changes of an instance: it is down, it is taken for dead, all are

Stretch = tuple[int, float, float]  # place, from s, to s


class Crowd(NamedTuple):
    """What happened at the instances of one station.

    Attributes
    ----------
    station : its name
    means : float array (instances, m), requests at each instance, in line and at work, mean over each stretch
    handled, most : by instance, how many requests it began, and how many were there at once
    down, handed : stretches in which an instance was down, and those in which its balancer handed it requests though:
        it did not know, or knew of nobody who is up and so tried all
    met : requests that a balancer handed to an instance which was down
    even : how many it would have been if all that is seen as healthy got the same share; None where nobody picks
    """

    station: str
    means: Floats
    handled: tuple[int, ...]
    most: tuple[int, ...]
    down: tuple[Stretch, ...]
    handed: tuple[Stretch, ...]
    met: int
    even: float | None


def crowd(run: Run, edges_s: Floats) -> Crowd | None:
    """Return it for the first station that processes, over the stretches between some edges; None where none works."""
    station = next((s for s in run.topology.playing("process") if isinstance(s, Working)), None)
    if station is None:
        return None
    number = run.topology.index[station.name]
    visits = run.trace.visits_at(number)
    begun = visits[np.isfinite(visits["start"]) & (visits["place"] >= 0)]
    n = min(MOST, int(begun["place"].max(initial=0)) + 1)
    if isinstance(station, Pool):
        n = min(MOST, station.instances)
    at = [begun[begun["place"] == k] for k in range(n)]
    steps = [count(v["enter"], v["end"], run.trace.horizon_s) for v in at]
    share = astray(run.topology, run.timeline, run.trace.horizon_s).get(number)  # None where nobody picks
    down, handed = _trouble(run, number, n, station.instances) if isinstance(station, Pool) else ((), ())
    met = visits[(visits["reason"] == Reason.NO_HOST) & (visits["enter"] < run.trace.horizon_s)]
    came = visits["enter"][visits["enter"] < run.trace.horizon_s]
    return Crowd(
        station.name,
        np.array([bins.means(step, edges_s) for step in steps]),
        tuple(len(v) for v in at),
        tuple(int(step.max()) for step in steps),
        down,
        () if share is None else handed,
        len(met),
        None if share is None else float(share.at(came).sum()),
    )


def _trouble(run: Run, number: int, n: int, of_all: int) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return when the first n instances were down, and when they were and their balancer went on handing them work."""
    end_s = run.trace.horizon_s
    truth = down_changes(run.timeline, number)
    known = seen(run.topology, run.timeline, end_s)
    known = known[known["station"] == number]
    nobody = _nobody(known, of_all)
    down: list[Stretch] = []
    handed: list[Stretch] = []
    for k in range(n):
        changes = [(float(r["time"]), DOWN, not r["seen"]) for r in truth[truth["place"] == k]]
        changes += [(float(r["time"]), NOTICED, not r["seen"]) for r in known[known["place"] == k]]
        state, since = [False, False, False], 0.0
        for time, which, value in [*sorted([*changes, *nobody]), (end_s, DOWN, False)]:
            time = min(time, end_s)
            if time > since and state[DOWN]:
                down.append((k, since, time))
                if state[NOBODY] or not state[NOTICED]:
                    handed.append((k, since, time))
            state[which], since = value, time
    return tuple(_joined(down)), tuple(_joined(handed))


def _nobody(known: Changes, instances: int) -> list[tuple[float, int, bool]]:
    """Return when a balancer begins and ceases to take all of a pool's instances for dead."""
    healthy = instances - np.cumsum(1 - 2 * known["seen"].astype(int))  # they are by time; each begins as healthy
    none = np.concatenate([[False], healthy == 0])
    return [(float(known["time"][i]), NOBODY, bool(none[i + 1])) for i in np.flatnonzero(none[1:] != none[:-1])]


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Join stretches of a place that touch."""
    found: list[Stretch] = []
    for k, start, end in stretches:
        if found and found[-1][0] == k and found[-1][2] == start:
            found[-1] = (k, found[-1][1], end)
        else:
            found.append((k, start, end))
    return found
