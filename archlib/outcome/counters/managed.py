"""Buses and other services by the event or the use; alarms by the month; balancers by the hour and what they carry."""

import math

import numpy as np

from archlib.outcome.counters.record import HOUR_S, Counted, Record
from archlib.outcome.trace import Floats, Records
from archlib.prices import EVENT_CHUNK_KB, LCU_ACTIVE, LCU_GB, LCU_NEW_PER_S, MONTH_HOURS
from archlib.topology import Alarm, Bus, Forward, Notify, Publish, Station, Use
from archlib.workload.steps import integral


def events(record: Record, bus: Bus) -> Counted:
    """Events published, and those of a store; one that is larger than a chunk counts once for each begun chunk.

    A store's events are "opt-in data events" and not among the management events that are free
    (aws.amazon.com/eventbridge/pricing, undated copy); that they cost what events of one's own cost is assumed. Those
    of alarms are management events, and free.
    """
    n = sum(ok for _, ok in record.uses(Publish | Notify, bus)) * math.ceil(bus.event_kb / EVENT_CHUNK_KB)
    return n, n


def uses(record: Record, service: Station) -> Counted:
    """Uses of a service, such as the transitions of an orchestrator."""
    n = sum(edge.times * ok for edge, ok in record.uses(Use, service) if isinstance(edge, Use))
    return n, n


def alarm_months(record: Record, alarm: Alarm) -> Counted:
    """Months of 730 h that an alarm was there, which is of use whether it rings or not."""
    months = record.horizon_s / (HOUR_S * MONTH_HOURS)
    return months, months


def balancer_hours(record: Record, balancer: Station) -> Counted:
    """Hours that a balancer was there, and those of them in which a request came."""
    edges = _hour_edges(record)
    uploads = np.bincount(_hour(_requests(record, balancer)["enter"]), minlength=len(edges) - 1)
    came = _share(record, balancer) * uploads + _watched(record, balancer)
    lengths = np.diff(edges) / HOUR_S
    return float(lengths.sum()), float(lengths[came > 0].sum())


def lcu_hours(record: Record, balancer: Station, carries: float) -> Counted:
    """Load in LCU-hours: hour by hour the largest of new and active connections and bytes, each over what an LCU has.

    Every request is a connection of its own, active from when it comes until it is answered. Watching counts as new
    connections only: data sent to viewers is left out, and so are rules (the first ten are free).
    """
    edges = _hour_edges(record)
    rows, n, share = _requests(record, balancer), len(edges) - 1, _share(record, balancer)
    hour = _hour(rows["enter"])
    lengths_s = np.diff(edges)
    new = (share * np.bincount(hour, minlength=n) + _watched(record, balancer)) / lengths_s
    inside = share * np.diff(_stayed(rows["enter"], rows["end"], edges)) / lengths_s
    gb = share * carries * np.bincount(hour, record.master_gb[rows["video"]], n) / (lengths_s / HOUR_S)
    most = np.maximum(np.maximum(new / LCU_NEW_PER_S, inside / LCU_ACTIVE), gb / LCU_GB)
    hours = float(most @ lengths_s) / HOUR_S
    return hours, hours


def _hour_edges(record: Record) -> Floats:
    """The ends of the hours up to the horizon, the last one cut, float array (hours + 1,), s."""
    whole = np.arange(0.0, record.horizon_s, HOUR_S)
    return np.append(whole, record.horizon_s)


def _hour(times: Floats) -> np.ndarray:
    return (times // HOUR_S).astype(np.int64)


def _requests(record: Record, balancer: Station) -> Records:
    """The visits of the pool behind a balancer: requests that it, or another before that pool, handed on in time."""
    target = next(e.target for e in record.topology.edges if isinstance(e, Forward) and e.source == balancer.name)
    return record.requests(target)


def _share(record: Record, balancer: Station) -> float:
    """Which share of the visits of the pool behind it a balancer has handed on; a visit does not say by whom."""
    ways = {e.source: (n, e.target) for e, n in _forwards(record)}
    mine, pool = ways[balancer.name]
    of_all = [n for n, target in ways.values() if target == pool]
    return mine / sum(of_all) if sum(of_all) > 0 else 1.0 / len(of_all)


def _forwards(record: Record) -> list[tuple[Forward, int]]:
    return [
        (edge, int(n))
        for edge, n in zip(record.topology.edges, record.trace.calls_ok, strict=True)
        if isinstance(edge, Forward)
    ]


def _watched(record: Record, balancer: Station) -> Floats:
    """Expected requests to watch that a balancer handed on, by hour; spread over time as people ask."""
    steps, edges = record.scenario.load.watch_steps(), _hour_edges(record)
    asked = np.diff(np.interp(edges, steps[0], integral(steps)))
    total = float(asked.sum())
    return asked * (record.watched_at(balancer) / total if total > 0 else 0.0)


def _stayed(enters: Floats, ends: Floats, times: Floats) -> Floats:
    """Seconds that all stays have lasted before each of some times, float array like `times`."""

    def before(moments: Floats) -> Floats:
        moments = np.sort(moments)
        total = np.concatenate([[0.0], np.cumsum(np.minimum(moments, times[-1]))])
        n = np.searchsorted(moments, times, side="right")
        return np.asarray(total[n] + times * (len(moments) - n))

    return before(ends) - before(enters)
