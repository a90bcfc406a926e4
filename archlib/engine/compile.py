"""From a topology and a scenario to the kernel's tables. The only reader of the language that knows the engine."""

from dataclasses import dataclass

import numpy as np

from archlib.draws import stream
from archlib.engine.codes import (
    CALL,
    DO_CALL,
    DO_END,
    DO_STORE,
    DO_WORK,
    E_TICK,
    KIND_SHIFT,
    MARGIN,
    RECEIVE,
    SEND,
    SOON,
    SOON_EVENTS,
    STORED,
)  # fmt: skip
from archlib.engine.places import Offsets, places
from archlib.engine.records import DTYPES, NONE
from archlib.outcome.trace import Reason
from archlib.timeline import Timeline
from archlib.topology import Call, Entry, Fleet, Get, Policy, Pool, Put, Queue, Receive, Send, Topology

INF = float("inf")


@dataclass(frozen=True, eq=False)
class Inputs:
    """What a run needs beside the topology; arrays by video, seconds.

    Attributes
    ----------
    arrive : float array (n,), sorted
    work : work column -> float array (n,)
    seed : int, for jitter and the order of standard queues
    horizon_s, end_s : float
    """

    arrive: np.ndarray
    work: dict[str, np.ndarray]
    seed: int
    horizon_s: float
    end_s: float


Tables = dict[str, np.ndarray]


def tables(topology: Topology, inputs: Inputs, timeline: Timeline) -> Tables:
    """Return the kernel's tables by the names of its arguments, ready to run."""
    columns = sorted({c for s in topology.stations if isinstance(s, (Pool, Fleet)) for c in s.does})
    bits = {c: 1 << i for i, c in enumerate(columns)}
    ops, first_op = _programs(topology)
    work, offsets = _work(topology, inputs)
    swaps, swap_offsets = _swaps(topology, inputs)
    edges, backoff, jitter = _edges(topology, inputs)
    ticks = _ticks(topology, inputs.end_s)
    stations, instances = places(topology, Offsets(first_op, offsets, swap_offsets, ticks[1]), bits)
    n = len(inputs.arrive)
    world = np.zeros(1, DTYPES["world"])
    world["event"] = world["then"] = world["frame_free"] = world["soon_free"] = NONE
    world["per_s"] = _buckets_per_s(inputs)
    world["end"], world["horizon"] = inputs.end_s, inputs.horizon_s
    world["videos"], world["rows"], world["required"] = n, len(timeline.rows), sum(bits.values())
    world["entry"] = topology.edges.index(topology.entry("upload"))
    jobs = np.zeros(n, DTYPES["jobs"])
    jobs["ack"] = jobs["start"] = jobs["ready"] = np.nan
    jobs["worker"] = NONE
    jobs["reason"] = jobs["fate"] = Reason.UNFINISHED
    visits = n * sum(isinstance(s, (Pool, Fleet, Queue)) for s in topology.path("upload", through_queues=True))
    heap, heap_n = _first_ticks(topology)
    world["heap_n"], world["seq"] = heap_n, heap_n
    targets = int(timeline.rows["target"].max()) + 1 if len(timeline.rows) else 0
    return {
        "world": world, "stations": stations, "instances": instances, "edges": edges, "ops": ops, "heap": heap,
        "buckets": np.full(SOON, NONE, np.int64).repeat(2).view(DTYPES["buckets"]),
        "soon": np.zeros(SOON_EVENTS, DTYPES["soon"]),
        "frames": np.zeros(1024, DTYPES["frames"]), "todo": np.zeros(16 * MARGIN, DTYPES["todo"]), "jobs": jobs,
        "visits": np.zeros(visits + visits // 4 + 4 * MARGIN, DTYPES["visits"]),
        "lives": np.zeros(1024, DTYPES["lives"]), "ticks": ticks[0], "rows": timeline.rows,
        "hits": np.zeros(len(timeline.rows), np.int64), "chosen": np.full(targets, NONE, np.int64),
        "arrive": np.ascontiguousarray(inputs.arrive), "work": work, "backoff": backoff, "jitter": jitter,
        "overtakes": swaps,
    }  # fmt: skip


def _buckets_per_s(inputs: Inputs) -> float:
    """One over the length of a bucket: half the usual time between two arrivals, so that few events share one.

    The length changes how fast the next event is found and no result.
    """
    gaps = np.diff(inputs.arrive)
    usual = float(np.median(gaps)) / 2 if len(gaps) else inputs.end_s
    shortest = max(1e-6, inputs.end_s / 2**40)
    return 1.0 / max(usual, shortest)


def _programs(topology: Topology) -> tuple[np.ndarray, list[int]]:
    """The operations of each station on the upload's journey: edges before, own work, edges after."""
    code: dict[type, int] = {Call: DO_CALL, Send: DO_CALL, Put: DO_STORE, Get: DO_STORE}
    ops: list[tuple[int, int]] = []
    first = []
    for station in topology.stations:
        first.append(len(ops))
        for when in ("before", "after"):
            going = topology.outgoing(station.name, "upload", when)
            ops += [(code[type(edge)], topology.edges.index(edge)) for edge in going]
            if when == "before" and isinstance(station, (Pool, Fleet)) and station.does:
                ops.append((DO_WORK, NONE))
        ops.append((DO_END, NONE))
    return np.array(ops, dtype=DTYPES["ops"]), first


def _work(topology: Topology, inputs: Inputs) -> tuple[np.ndarray, dict[str, int]]:
    """Own seconds of each video at each working station, in one row after another; and where each row begins."""
    rows: list[np.ndarray] = []
    offsets: dict[str, int] = {}
    for station in topology.stations:
        if isinstance(station, (Pool, Fleet)) and station.does:
            offsets[station.name] = len(rows) * len(inputs.arrive)
            rows.append(sum((inputs.work[c] for c in station.does[1:]), inputs.work[station.does[0]]))
    return np.concatenate([*rows, np.empty(0)]), offsets


def _swaps(topology: Topology, inputs: Inputs) -> tuple[np.ndarray, dict[str, int]]:
    """For each standard queue, whether a video's message changes places with the one before it."""
    rows: list[np.ndarray] = []
    offsets: dict[str, int] = {}
    for station in topology.stations:
        if isinstance(station, Queue) and station.order == "standard":
            offsets[station.name] = len(rows) * len(inputs.arrive)
            drawn = stream(inputs.seed, "order", station.name).random(len(inputs.arrive))
            rows.append((drawn < station.reorder).astype(np.int64))
    return np.concatenate([*rows, np.empty(0, np.int64)]), offsets


def _edges(topology: Topology, inputs: Inputs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.zeros(len(topology.edges), DTYPES["edges"])
    table["head"] = table["tail"] = NONE
    pauses: list[float] = []
    draws: list[np.ndarray] = []
    n = len(inputs.arrive)
    for row, edge in zip(table, topology.edges, strict=True):
        row["target"] = topology.index[edge.target]
        row["timeout"], row["tries"] = INF, 1
        if isinstance(edge, (Entry, Call)):
            policy = edge.policy
            row["kind"], row["timeout"], row["cancels"] = CALL, policy.timeout_s, policy.cancels_callee
            row["tries"], row["jitter"] = policy.tries, policy.jitter if policy.tries > 1 else 0.0
            row["backoff"], row["draws"] = len(pauses), sum(len(d) for d in draws)
            pauses += _pauses(policy)
            if row["jitter"] > 0:
                draws.append(stream(inputs.seed, "jitter", edge.name).random(n * (policy.tries - 1)))
        elif isinstance(edge, Receive):
            row["kind"], row["timeout"], row["tries"] = RECEIVE, edge.visibility_s, edge.max_receives
            row["stale"] = edge.stale_receipt_deletes
        elif isinstance(edge, (Put, Get)):
            row["kind"] = STORED
        queue = topology[edge.target]
        if isinstance(queue, Queue):  # the timeout of what is sent is its age
            row["kind"], row["timeout"] = SEND, queue.retention_s
    return table, np.array(pauses, float), np.concatenate([*draws, np.empty(0)])


def _pauses(policy: Policy) -> list[float]:
    """Seconds before the second, third ... try, without jitter."""
    return [min(policy.backoff_cap_s, policy.backoff_s * 2.0**k) for k in range(policy.tries - 1)]


def _ticks(topology: Topology, end_s: float) -> tuple[np.ndarray, dict[str, int]]:
    """Room for every tick of every fleet, and where each fleet's rows begin."""
    first, total = {}, 0
    for station in topology.stations:
        if isinstance(station, Fleet):
            first[station.name] = total
            total += int(end_s // station.scaling.tick_s) + 2
    return np.zeros(total, DTYPES["ticks"]), first


def _first_ticks(topology: Topology) -> tuple[np.ndarray, int]:
    heap = np.zeros(1024, DTYPES["heap"])
    fleets = [i for i, s in enumerate(topology.stations) if isinstance(s, Fleet)]
    for seq, number in enumerate(fleets):
        heap[seq] = (0.0, (E_TICK << KIND_SHIFT) | (seq + 1), number)
    return heap, len(fleets)
