"""What balancers know of the instances behind them, read off the rows of a timeline."""

import numpy as np
import numpy.typing as npt

from archlib.timeline.rows import Timeline
from archlib.topology import Balancer, Forward, Topology

SHORTEST_S = 1e-6  # between two checks; of shorter ones there are more than can be counted, and they see all at once
SEEN = np.dtype([("time", "f8"), ("station", "i4"), ("place", "i4"), ("seen", "i1")], align=True)

Changes = npt.NDArray[np.void]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def seen(topology: Topology, timeline: Timeline, end_s: float) -> Changes:
    """Return when what balancers know of the instances behind them changes, 0 <= time < end_s.

    Returns
    -------
    structured array of SEEN by time: from `time` (s) on, instance `place` of the pool number `station` (the pool, not
        the balancer) is seen healthy (1) or not (0). Every instance begins as healthy and has no row for that.

    Notes
    -----
    An instance is down in start <= t < end of a fault "down" of its code or of its host. Check k is at
    k * check_every_s; runs of checks that fail or pass are read off the edges of these stretches, so the number of
    checks does not matter. A balancer with one central line picks no instance and has no rows.
    """
    ahead = {edge.target: topology[edge.source] for edge in topology.edges if isinstance(edge, Forward)}
    found = [
        _known(balancer, timeline, topology.index[pool])  # all balancers before one pool know the same
        for pool, balancer in ahead.items()
        if isinstance(balancer, Balancer) and balancer.policy != "central_queue"
    ]
    if not found:
        return np.empty(0, SEEN)
    rows = np.concatenate(found) if len(found) > 1 else found[0]
    rows = rows.take(np.flatnonzero(rows["time"] < end_s))
    return rows.take(rows["time"].argsort(kind="stable"))


def down_changes(timeline: Timeline, station: int) -> Changes:
    """Return when places of a pool go down (seen 0) and come back (seen 1), structured array of SEEN by place, time."""
    rows = timeline.rows.take(timeline.rows_at(station))  # as a whole a pool is throttled, never down
    rows = rows.take(rows["place"].argsort(kind="stable"))
    turns = _turns(rows["place"], rows["down"] == 0)
    return _rows(rows["time"][turns], station, rows["place"][turns], rows["down"][turns] == 0)


def _known(balancer: Balancer, timeline: Timeline, pool: int) -> Changes:
    """What a balancer sees of a pool, by place and time."""
    if pool not in timeline.noticed:
        timeline.noticed[pool] = _checked(balancer, timeline, pool)
    return timeline.noticed[pool]


def _checked(balancer: Balancer, timeline: Timeline, pool: int) -> Changes:
    changes = down_changes(timeline, pool)
    if balancer.check_every_s < SHORTEST_S:
        return changes
    place, passes = changes["place"], changes["seen"] == 1
    first = _first_check(changes["time"], balancer.check_every_s)
    # a change before the same check as the one after it is never seen
    kept = np.append((place[1:] != place[:-1]) | (first[1:] > first[:-1]), True)[: len(place)]
    place, passes, first = place[kept], passes[kept], first[kept]
    kept = _turns(place, passes)
    place, passes, first = place[kept], passes[kept], first[kept]
    lasts = np.append(np.where(place[1:] == place[:-1], np.diff(first), np.inf), np.inf)[: len(place)]
    wanted = np.where(passes, balancer.pass_after, balancer.fail_after)
    kept = lasts >= wanted
    place, passes, turned = place[kept], passes[kept], (first + wanted - 1)[kept]
    kept = _turns(place, passes)
    return _rows(turned[kept] * balancer.check_every_s, pool, place[kept], passes[kept])


def _turns(place: Ints, up: Bools) -> Bools:
    """Which of the states (by place, then time) differ from the one before at their place; each begins as up."""
    before = np.append(True, np.where(place[1:] == place[:-1], up[:-1], True))[: len(up)]
    return np.asarray(up != before)


def _first_check(times: Floats, every_s: float) -> Floats:
    """The number of the first check at or after each time, exactly: check k is at the rounded product k * every_s."""
    number = np.ceil(times / every_s)
    number -= (number - 1) * every_s >= times
    return np.asarray(number + (number * every_s < times))


def _rows(times: Floats, station: int, places: Ints, seen_up: Bools) -> Changes:
    rows = np.empty(len(times), SEEN)
    rows["time"], rows["station"], rows["place"], rows["seen"] = times, station, places, seen_up
    return rows
