"""Requests that a balancer hands to instances which are down, because its health checks have not told it yet."""

from collections.abc import Iterator, Sequence

import numpy as np

from archlib.outcome.health import rising
from archlib.outcome.room import lines_apart
from archlib.outcome.step import Step, step
from archlib.timeline import SEEN, Timeline, down_changes, seen
from archlib.topology import Topology, instances_of

NAME = "share_astray"


def astray(topology: Topology, timeline: Timeline, end_s: float) -> dict[int, Step]:
    """Return by number of each pool whose balancer picks instances: which share of the picks meets one that is down.

    It is (down and seen healthy) / (seen healthy), and with none seen healthy down / all, since the balancer then tries
    them all.

    Notes
    -----
    Exact for policies that pick among the healthy ones evenly ("random", "round_robin"). Leaves out that an instance
    which fails at once has few connections, and therefore draws more than its share with the policies that count them.
    """
    names = sorted(lines_apart(topology), key=topology.index.__getitem__)
    known = seen(topology, timeline, end_s) if names else np.empty(0, SEEN)
    made = {}
    for number in (topology.index[name] for name in names):
        down, noticed = down_changes(timeline, number), known[known["station"] == number]
        times = np.concatenate([down["time"], noticed["time"]])
        places = np.concatenate([down["place"], noticed["place"]]).tolist()
        values = np.concatenate([down["seen"], noticed["seen"]]).astype(bool).tolist()
        order = np.argsort(times, kind="stable")
        turns = [(i < len(down), places[i], values[i]) for i in order.tolist()]
        shares = np.fromiter(_shares(instances_of(topology.stations[number]), turns), np.float64, len(turns))
        made[number] = step(times[order], shares, end_s, NAME)
    return made


def through(pools: Sequence[Step], end_s: float) -> Step:
    """Return which share goes astray at one pool or another on a way through all of them."""
    if not pools:
        return Step(np.zeros(1), np.zeros(1), end_s, NAME)
    t = rising(np.zeros(1), *(p.t for p in pools))
    passed = np.prod([1.0 - p.at(t) for p in pools], axis=0)
    return Step(t, 1.0 - passed, end_s, NAME)


def _shares(n: int, turns: Sequence[tuple[bool, int, bool]]) -> Iterator[float]:
    """The share after each turn of one of n instances: (whether it is the truth or what is seen of it, place, up)."""
    up, healthy = [True] * n, [True] * n
    n_up = n_healthy = n_both = n
    for is_truth, place, value in turns:
        mine, other = (up, healthy) if is_truth else (healthy, up)
        change = int(value) - int(mine[place])
        mine[place] = value
        n_both += change * other[place]
        n_up, n_healthy = (n_up + change, n_healthy) if is_truth else (n_up, n_healthy + change)
        yield (n_healthy - n_both) / n_healthy if n_healthy else (n - n_up) / n
