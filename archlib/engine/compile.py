"""From a topology and a scenario to the kernel's tables. The only reader of the language that knows the engine."""

from dataclasses import replace

import numpy as np

from archlib.engine.alarms import STATES, told_by
from archlib.engine.codes import E_SEEN, E_TICK, KIND_SHIFT, MARGIN, SOON, SOON_EVENTS
from archlib.engine.columns import bits, columns
from archlib.engine.inputs import Inputs
from archlib.engine.places import Offsets, places
from archlib.engine.programs import programs
from archlib.engine.records import DTYPES, NONE, blank, records
from archlib.engine.wires import wires
from archlib.outcome.trace import Reason
from archlib.timeline import Timeline, seen
from archlib.topology import Alarm, Fleet, Function, Pool, Queue, Topology

Tables = dict[str, np.ndarray]


def tables(topology: Topology, inputs: Inputs, timeline: Timeline) -> Tables:
    """Return the kernel's tables by the names of its arguments, ready to run.

    Large tables whose rows are written whole before they are read are not cleared.
    """
    told = told_by(topology, inputs.n)
    inputs = replace(inputs, told=len(STATES) * len(told))
    written, drawn, edges = programs(topology, inputs), columns(topology, inputs), wires(topology, inputs)
    done = bits(topology, len(inputs.shares))
    ticks, tick_first = _ticks(topology, inputs.end_s)
    stations, instances, apart = places(topology, Offsets(written, drawn, done, tick_first, told))
    noticed = _noticed(topology, timeline, inputs.end_s, apart)
    heap, heap_n = _first_events(topology, noticed)
    world = np.zeros(1, DTYPES["world"])
    for name in ("event", "then", "frame_free", "soon_free", "hold", "part"):
        world[name] = NONE
    world["per_s"] = _buckets_per_s(inputs)
    world["end"], world["horizon"] = inputs.end_s, inputs.horizon_s
    world["videos"], world["rows"] = inputs.n, len(timeline.rows)
    world["required"], world["split"] = done.required, done.split
    world["entry"] = topology.edges.index(topology.entry("upload"))
    world["heap_n"], world["seq"] = heap_n, heap_n
    visited = sum(isinstance(s, (Pool, Fleet, Function, Queue)) for s in topology.path("upload", through_queues=True))
    visits = inputs.n * visited * (len(inputs.shares) if done.split else 1)
    targets = int(timeline.rows["target"].max()) + 1 if len(timeline.rows) else 0
    return {
        "world": world, "stations": stations, "instances": instances, "edges": edges.table, "ops": written.table,
        "heap": heap, "buckets": np.full(2 * SOON, NONE, np.int64).view(DTYPES["buckets"]),
        "soon": np.empty(SOON_EVENTS, DTYPES["soon"]),
        "frames": np.zeros(1024, DTYPES["frames"]), "todo": np.zeros(16 * MARGIN, DTYPES["todo"]),
        "jobs": _jobs(inputs.jobs), "visits": np.empty(visits + visits // 4 + 4 * MARGIN, DTYPES["visits"]),
        "lives": np.empty(8192, DTYPES["lives"]), "ticks": ticks,
        "ages": np.empty(len(ticks)), "rows": timeline.rows,
        "hits": np.zeros(len(timeline.rows), np.int64), "chosen": np.full(targets, NONE, np.int64),
        "seen": noticed[1], "arrive": np.require(inputs.arrive, np.float64, ["C", "W"]), "work": drawn.work.array,
        "shares": np.ascontiguousarray(inputs.shares, float), "backoff": edges.backoff.array,
        "jitter": edges.jitter.array, "overtakes": drawn.swaps.array, "picks": edges.picks.array,
        "mishaps": drawn.mishaps.array, "matches": written.matches.array,
    }  # fmt: skip


def _jobs(n: int) -> np.ndarray:
    nan, unfinished = float("nan"), int(Reason.UNFINISHED)
    job = blank("jobs", ack=nan, start=nan, ready=nan, worker=NONE, reason=unfinished, fate=unfinished)
    return records("jobs", [job]).repeat(n)


def _buckets_per_s(inputs: Inputs) -> float:
    """One over the length of a bucket: half the usual time between two arrivals, so that few events share one.

    The length changes how fast the next event is found and no result.
    """
    gaps = np.diff(inputs.arrive)
    usual = _median(gaps) / 2 if len(gaps) else inputs.end_s
    shortest = max(1e-6, inputs.end_s / 2**40)
    return 1.0 / max(usual, shortest)


def _median(values: np.ndarray) -> float:
    """The median; numpy's own takes ten times as long, since it looks at axes and for NaN."""
    low, high = (len(values) - 1) // 2, len(values) // 2
    sorted_ = np.partition(values, (low, high))
    return float((sorted_[low] + sorted_[high]) / 2)


def _ticks(topology: Topology, end_s: float) -> tuple[np.ndarray, dict[str, int]]:
    """Room for every tick of every fleet and look of every alarm, and where the rows of each begin."""
    first, total = {}, 0
    for station in topology.stations:
        if isinstance(station, (Fleet, Alarm)):
            first[station.name] = total
            every_s = station.scaling.tick_s if isinstance(station, Fleet) else station.period_s
            total += int(end_s // every_s) + 2
    return np.empty(total, DTYPES["ticks"]), first


def _noticed(
    topology: Topology, timeline: Timeline, end_s: float, apart: dict[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """When a balancer learns something, float array (m,), s; and of which of the kernel's stations it learns what."""
    rows = seen(topology, timeline, end_s)
    table = np.zeros(len(rows), DTYPES["seen"])
    first = {topology.index[name]: begins for name, begins in apart.items()}
    table["station"] = [first[s] + p for s, p in zip(rows["station"].tolist(), rows["place"].tolist(), strict=True)]
    table["seen"] = rows["seen"]
    return rows["time"], table


def _first_events(topology: Topology, noticed: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, int]:
    """The heap at time 0: the first tick of each fleet, the first look of each alarm, what balancers will learn."""
    ticking = [i for i, s in enumerate(topology.stations) if isinstance(s, (Fleet, Alarm))]
    events = [(0.0, E_TICK, number) for number in ticking]
    events += [(time, E_SEEN, row) for row, time in enumerate(noticed[0].tolist())]
    keyed = sorted((time, (kind << KIND_SHIFT) | seq, what) for seq, (time, kind, what) in enumerate(events, 1))
    heap = np.zeros(max(1024, 2 * (len(keyed) + MARGIN)), DTYPES["heap"])
    heap[: len(keyed)] = keyed  # in order of time, and so a heap
    return heap, len(keyed)
