"""Small topologies and runs whose numbers can be worked out by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.faults import Faults, none
from archlib.outcome import Run
from archlib.outcome.trace import LIFE, TICK, VISIT, Reason, Trace, dtype
from archlib.prices import Meter, PriceList, gb_months, instance_hours, requests, teaching
from archlib.scenario import Scenario
from archlib.timeline import timeline
from archlib.topology import Call, Entry, Fleet, Get, Pool, Put, Queue, Receive, Scaling, Send, Store, Topology
from archlib.workload import Workload

DAY_S = 86_400.0
ALL = ("upload", "process", "manage")
COLUMNS = ("transfer", "transcode", "catalogue")


def box(slots: int = 1, room: int | None = 1, instances: int = 1, meters: tuple[Meter, ...] = ()) -> Topology:
    """One pool that does everything, and a disk."""
    one = Pool("box", ALL, COLUMNS, instances, slots, room, hosts="box", meters=meters)
    disk = Store("disk", (), meters=(gb_months("gp3 storage"),))
    edges = (
        Entry("upload", "box"),
        Put("box", "disk", "master"),
        Put("box", "disk", "sizes"),
        Entry("manage", "box"),
        Get("box", "disk", on="manage"),
    )
    return Topology((one, disk), edges)


def tiers() -> Topology:
    """Three pools on three hosts, each calling the next."""
    pools = tuple(Pool(role, (role,), (does,), slots=9, hosts=role) for role, does in zip(ALL, COLUMNS, strict=True))
    calls = (Call("upload", "process"), Call("process", "manage"))
    return Topology(pools, (Entry("upload", "upload"), *calls, Entry("manage", "manage")))


def fleet(visibility_s: float = 900.0, max_receives: int = 3, **fields: Any) -> Topology:
    """A queue before workers that boot in 90 s; the policy decides each 60 s on what it sees then. All metered."""
    scaling = fields.pop("scaling", Scaling(metric_delay_s=0.0))
    hours = instance_hours("c5.large")
    workers = Fleet(
        "workers", ("process",), ("transcode",), scaling=scaling, hosts="workers", meters=(hours,), **fields
    )
    store = (gb_months("S3 Standard storage"), requests("put", "S3 PUT"), requests("get", "S3 GET"))
    stations = (
        Pool("upload", ("upload",), ("transfer",), slots=9, hosts="upload", meters=(instance_hours("t3.medium"),)),
        Store("videos", meters=store),
        Queue("jobs", meters=(requests("queue", "SQS standard request"),)),
        workers,
        Pool("manage", ("manage",), ("catalogue",), slots=9, hosts="manage"),
    )
    edges = (
        Entry("upload", "upload"),
        Put("upload", "videos", "master"),
        Send("upload", "jobs"),
        Receive("jobs", "workers", visibility_s, max_receives),
        Get("workers", "videos"),
        Put("workers", "videos", "sizes"),
        Call("workers", "manage"),
        Entry("manage", "manage"),
        Get("manage", "videos", on="manage"),
    )
    return Topology(stations, edges)


def scenario(faults: Faults | None = None, days: float = 1.0, **load: Any) -> Scenario:
    """One day, masters of exactly 1 GB, watched once a second at any hour."""
    given = {"per_hour": 0.0, "master_gb": 1.0, "master_cv": 0.0, "watch_per_s": 1.0, "watch_peak_per_s": 1.0} | load
    return Scenario(Workload.homogeneous(days=days, **given), faults=faults or none(), seed=1)


def run_of(
    topology: Topology,
    arrive: Sequence[float] = (),
    work: Mapping[str, Sequence[float] | float] | None = None,
    faults: Faults | None = None,
    deadline_s: float = 3600.0,
    prices: PriceList | None = None,
    **load: Any,
) -> Run:
    """Run a topology for a day on arrivals and work given by hand; work is 0 s where it is not given."""
    by = scenario(faults, **load)
    n, end_s = len(arrive), by.horizon_s + deadline_s
    columns = {c: np.broadcast_to(np.asarray((work or {}).get(c, 0.0), float), n).copy() for c in COLUMNS}
    details = by.load.details(by.load.master_gb_draws(by.seed, n))
    inputs = Inputs(
        np.asarray(arrive, float),
        columns,
        by.seed,
        by.horizon_s,
        end_s,
        by.load.size_shares,
        details,
        by.faults.mishaps,
    )
    met = timeline(topology, by.faults, by.seed, end_s)
    trace = play(topology, inputs, met, compiled=False)
    return Run("Made", {"kind": "Made"}, topology, by, prices or teaching(), deadline_s, trace, met)


def trace_of(
    n: int = 0,
    visits: Sequence[tuple[Any, ...]] = (),
    lives: Sequence[tuple[Any, ...]] = (),
    ticks: Sequence[tuple[Any, ...]] = (),
    horizon_s: float = 100.0,
    deadline_s: float = 50.0,
    **arrays: Any,
) -> Trace:
    """Return a trace by hand: n videos that came at 0 and are unfinished, and rows of VISIT, LIFE and TICK."""
    never, zero, open_ = np.full(n, np.nan), np.zeros(n, np.int64), np.full(n, Reason.UNFINISHED)
    given: dict[str, Any] = {
        "arrive": np.zeros(n), "ack": never, "start": never, "ready": never, "reason": open_, "fate": open_,
        "deliveries": zero, "worker": zero - 1, "calls_ok": zero, "calls_failed": zero,
        "empty_receives": np.zeros(9), "deletes": np.zeros(9, np.int64), "invocations": np.zeros(9, np.int64),
        "dead_letters": np.zeros(9, np.int64), "fault_hits": np.zeros(0, np.int64),
    }  # fmt: skip
    given |= {name: np.asarray(values) for name, values in arrays.items()}
    rows = [np.array(list(r), dtype(t)) for r, t in ((visits, VISIT), (lives, LIFE), (ticks, TICK))]
    return Trace(horizon_s, horizon_s + deadline_s, deadline_s, visits=rows[0], lives=rows[1], ticks=rows[2], **given)
