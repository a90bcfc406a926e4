"""Requests at each instance over time, and those that were handed to one which was down."""

from typing import NamedTuple

import numpy as np

from archlib.lab.figures import bins
from archlib.outcome import Reason, Run
from archlib.outcome.astray import astray
from archlib.outcome.step import count
from archlib.outcome.trace import Floats
from archlib.timeline import down_changes, seen
from archlib.topology import Pool, Working

MOST = 100  # instances that are drawn, the first ones

Stretch = tuple[int, float, float]  # place, from s, to s


class Crowd(NamedTuple):
    """What happened at the instances of one station.

    Attributes
    ----------
    station : its name
    means : float array (instances, m), requests at each instance, in line and at work, mean over each stretch
    handled, most : by instance, how many requests it began, and how many were there at once
    down, unnoticed : stretches in which an instance was down, and those in which its balancer did not know it
    met : requests that a balancer handed to an instance which was down
    even : how many it would have been if all that is seen as healthy got the same share; None where nobody picks
    """

    station: str
    means: Floats
    handled: tuple[int, ...]
    most: tuple[int, ...]
    down: tuple[Stretch, ...]
    unnoticed: tuple[Stretch, ...]
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
    down, unnoticed = _trouble(run, number, n) if isinstance(station, Pool) else ((), ())
    met = visits[(visits["reason"] == Reason.NO_HOST) & (visits["enter"] < run.trace.horizon_s)]
    came = visits["enter"][visits["enter"] < run.trace.horizon_s]
    return Crowd(
        station.name,
        np.array([bins.means(step, edges_s) for step in steps]),
        tuple(len(v) for v in at),
        tuple(int(step.max()) for step in steps),
        down,
        () if share is None else unnoticed,
        len(met),
        None if share is None else float(share.at(came).sum()),
    )


def _trouble(run: Run, number: int, n: int) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return when instances were down, and when they were and their balancer thought otherwise."""
    end_s = run.trace.horizon_s
    truth = down_changes(run.timeline, number)
    known = seen(run.topology, run.timeline, end_s)
    known = known[known["station"] == number]
    down: list[Stretch] = []
    unnoticed: list[Stretch] = []
    for k in range(n):
        of = [rows[rows["place"] == k] for rows in (truth, known)]
        mine = [(float(r["time"]), which, bool(r["seen"])) for which, rows in enumerate(of) for r in rows]
        state, since = [True, True], 0.0
        for time, which, up in [*sorted(mine), (end_s, 0, True)]:
            time = min(time, end_s)
            if time > since and not state[0]:
                down.append((k, since, time))
                if state[1]:
                    unnoticed.append((k, since, time))
            state[which], since = up, time
    return tuple(_joined(down)), tuple(unnoticed)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Join stretches of a place that touch."""
    found: list[Stretch] = []
    for k, start, end in stretches:
        if found and found[-1][0] == k and found[-1][2] == start:
            found[-1] = (k, found[-1][1], end)
        else:
            found.append((k, start, end))
    return found
