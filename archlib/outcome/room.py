"""When a waiting room was so full that the next request would have been refused."""

import numpy as np

from archlib.outcome.health import Health, rising
from archlib.outcome.series import PoolSeries, Series
from archlib.outcome.trace import Floats, Trace
from archlib.topology import Balancer, Forward, Pool, Topology


def full_rooms(topology: Topology, trace: Trace, series: Series, healths: dict[int, Health]) -> Floats:
    """Return the stretches in which a pool on the upload's synchronous path had no room, float array (k, 2), s.

    Stretches of one pool are in order and apart; those of several pools may overlap.

    Notes
    -----
    A pool whose balancer picks an instance has a room for each of them. Which one the next request would meet depends
    on the policy and its draws, so the pool counts as full only when all instances that are up are: then it is refused
    for sure. Requests that are refused at one full instance while another has room do not show here.
    """
    lines = lines_apart(topology)
    stretches = [np.empty((0, 2))]
    for station in topology.path("upload"):
        number = topology.index[station.name]
        of_pool = series[station.name] if isinstance(station, Pool) else None
        if isinstance(station, Pool) and isinstance(of_pool, PoolSeries) and station.room is not None:
            visits, health, each = trace.visits_at(number), healths[number], station.name in lines
            if _may_meet(visits["enter"], visits["end"], _least_full(station, health, each)):
                stretches.append(_full(station, of_pool, health, each))
    return np.concatenate(stretches)


def lines_apart(topology: Topology) -> set[str]:
    """Return the pools each of whose instances has a line of its own, since a balancer picks the instance."""
    ahead = [(topology[e.source], e.target) for e in topology.edges if isinstance(e, Forward)]
    return {pool for b, pool in ahead if isinstance(b, Balancer) and b.policy != "central_queue"}


def _least_full(pool: Pool, health: Health, room_each: bool) -> int:
    """How many requests fill the pool when fewest of its instances are up, but one at least."""
    up = pool.instances - health.lost
    fewest = int(up[up > 0].min(initial=pool.instances))
    return pool.slots * fewest + (pool.room or 0) * (fewest if room_each else 1)


def _may_meet(enters: Floats, ends: Floats, n: int) -> bool:
    """Whether n requests can have been inside at once; cheap, and so it spares most pools the series."""
    if len(enters) < n:
        return False
    came = np.sort(enters)
    if (came[n - 1 :] - came[: len(came) - n + 1]).min() > (ends - enters).max():
        return False  # n came within no time that anybody stayed
    left = np.sort(ends).searchsorted(came)  # who leaves as another comes counts, to be safe
    return bool((np.arange(1, len(came) + 1) - left).max(initial=0) >= n)


def _full(pool: Pool, series: PoolSeries, health: Health, room_each: bool) -> Floats:
    waiting, busy = series.waiting, series.busy
    end_s = waiting.end_s
    t = rising(waiting.t, busy.t, health.t[health.t < end_s])
    up = pool.instances - health.lost[np.searchsorted(health.t, t, side="right") - 1]
    # who is down holds nobody and nobody is over the limits, so the sums reach them only if all that are up are full
    room = (pool.room or 0) * (up if room_each else 1)
    full = (up > 0) & (busy.at(t) >= pool.slots * up) & (waiting.at(t) >= room)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
    return np.append(t, end_s)[edges].reshape(-1, 2)
