"""From a topology and a scenario to the kernel's tables. The only reader of the language that knows the engine."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from archlib.draws import stream
from archlib.engine.codes import (
    ALARM,
    BACKLOG,
    CALL,
    CEIL,
    DO_CALL,
    DO_END,
    DO_STORE,
    DO_WORK,
    E_TICK,
    FLEET,
    FLOOR,
    KIND_SHIFT,
    MARGIN,
    POOL,
    QUEUE,
    RECEIVE,
    SEND,
    STORE,
    STORED,
    UP,
)  # fmt: skip
from archlib.engine.records import DTYPES, NONE
from archlib.outcome.trace import Reason
from archlib.timeline import Timeline
from archlib.topology import (
    Call,
    Entry,
    Fleet,
    Get,
    Policy,
    Pool,
    Put,
    Queue,
    Receive,
    Send,
    Store,
    Topology,
    instances_of,
)  # fmt: skip

INF = float("inf")
UNBOUNDED = 2**40
POLICIES = {"alarm": ALARM, "floor": FLOOR, "ceil": CEIL, "backlog_per_instance": BACKLOG}
KINDS = {Pool: POOL, Fleet: FLEET, Queue: QUEUE, Store: STORE}


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
    stations, instances = _stations(topology, first_op, offsets, swap_offsets, bits, ticks)
    n = len(inputs.arrive)
    world = np.zeros(1, DTYPES["world"])
    world["event"] = world["then"] = world["frame_free"] = NONE
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
        "frames": np.zeros(1024, DTYPES["frames"]), "todo": np.zeros(16 * MARGIN, DTYPES["todo"]), "jobs": jobs,
        "visits": np.zeros(visits + visits // 4 + 4 * MARGIN, DTYPES["visits"]),
        "lives": np.zeros(1024, DTYPES["lives"]), "ticks": ticks[0], "rows": timeline.rows,
        "hits": np.zeros(len(timeline.rows), np.int64), "chosen": np.full(targets, NONE, np.int64),
        "arrive": np.ascontiguousarray(inputs.arrive), "work": work, "backoff": backoff, "jitter": jitter,
        "overtakes": swaps,
    }  # fmt: skip


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


def _stations(
    topology: Topology,
    first_op: list[int],
    work: dict[str, int],
    swaps: dict[str, int],
    bits: dict[str, int],
    ticks: tuple[np.ndarray, dict[str, int]],
) -> tuple[np.ndarray, np.ndarray]:
    sizes = [instances_of(s) if isinstance(s, (Pool, Fleet)) else 0 for s in topology.stations]
    table = np.zeros(len(sizes), DTYPES["stations"])
    for name in ("free_head", "free_tail", "wait_head", "wait_tail", "queue", "receive", "consumer", "overtakes"):
        table[name] = NONE
    table["first"] = np.cumsum([0, *sizes[:-1]])
    table["size"], table["op"], table["slow"] = sizes, first_op, 1.0
    table["poll_at"] = table["over_since"] = -1.0
    table["changed"] = -INF
    instances = np.zeros(sum(sizes), DTYPES["instances"])
    instances["prev"] = instances["next"] = instances["ticket"] = instances["poll"] = NONE
    instances["slow"] = 1.0
    for row, station in zip(table, topology.stations, strict=True):
        row["kind"] = KINDS[type(station)]
        row["work"] = work.get(station.name, 0)
        row["overtakes"] = swaps.get(station.name, NONE)
        instances["station"][row["first"] : row["first"] + row["size"]] = topology.index[station.name]
        if isinstance(station, (Pool, Fleet)):
            _working(row, station, bits)
        if isinstance(station, Fleet):
            _scaled(row, station, ticks[1][station.name])
    _join_queues(topology, table)
    for row, station in zip(table, topology.stations, strict=True):
        if isinstance(station, (Pool, Fleet)):
            started = station.instances if isinstance(station, Pool) else station.min_size
            _start(row, instances, started)
    return table, instances


def _working(row: Any, station: Pool | Fleet, bits: dict[str, int]) -> None:
    row["slots"], row["process"] = station.slots, "process" in station.plays
    row["mask"] = sum(bits[c] for c in station.does)
    room = station.room if isinstance(station, Pool) else None
    row["room"] = UNBOUNDED if room is None else room
    if isinstance(station, Pool):
        row["lifo"] = station.order == "lifo"


def _scaled(row: Any, fleet: Fleet, tick_first: int) -> None:
    scaling = fleet.scaling
    row["min_size"], row["max_size"], row["desired"] = fleet.min_size, fleet.max_size, fleet.min_size
    row["policy"], row["target"] = POLICIES[scaling.policy], scaling.target
    row["threshold"], row["low"], row["step"] = scaling.threshold, scaling.low, scaling.step
    row["in_flight_counts"] = scaling.count_in_flight
    row["lag"] = int(np.ceil(scaling.metric_delay_s / scaling.tick_s))
    row["tick"], row["cooldown"] = scaling.tick_s, scaling.cooldown_s
    row["idle"], row["protect"] = scaling.idle_s, scaling.protect
    row["boot"], row["replace_after"] = fleet.boot_s + fleet.app_start_s, fleet.replace_after_s
    row["poll_every"], row["poll_wait"] = fleet.poll_every_s, fleet.poll_wait_s
    row["tick_first"] = tick_first


def _join_queues(topology: Topology, table: np.ndarray) -> None:
    for number, edge in enumerate(topology.edges):
        if isinstance(edge, Receive):
            queue, consumer = topology.index[edge.source], topology.index[edge.target]
            table["consumer"][queue], table["queue"][consumer] = consumer, queue
            table["receive"][queue] = table["receive"][consumer] = number


def _start(row: Any, instances: np.ndarray, count: int) -> None:
    """Put the first `count` instances of a station up, and in its list of free ones, place 0 first."""
    first = int(row["first"])
    live = instances[first : first + count]
    numbers = np.arange(first, first + count)
    live["state"], live["free"], live["ordinal"] = UP, 1, -1
    live["prev"], live["next"] = numbers - 1, numbers + 1
    row["up"] = row["live"] = count
    row["hint"] = count
    if count:
        live["prev"][0] = live["next"][-1] = NONE
        row["free_head"], row["free_tail"] = first, first + count - 1
