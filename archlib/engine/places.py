"""The tables of stations and instances: who stands where, with how many slots, and who polls which queue."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from archlib.engine.codes import ALARM, BACKLOG, CEIL, FLEET, FLOOR, POOL, QUEUE, STORE, UP
from archlib.engine.records import DTYPES, NONE
from archlib.topology import Fleet, Pool, Queue, Receive, Store, Topology, instances_of

INF = float("inf")
UNBOUNDED = 2**40
POLICIES = {"alarm": ALARM, "floor": FLOOR, "ceil": CEIL, "backlog_per_instance": BACKLOG}
KINDS = {Pool: POOL, Fleet: FLEET, Queue: QUEUE, Store: STORE}


@dataclass(frozen=True)
class Offsets:
    """Where a station's operations, work, overtaking draws and ticks begin; by number, and by name."""

    first_op: list[int]
    work: dict[str, int]
    swaps: dict[str, int]
    ticks: dict[str, int]


def places(topology: Topology, at: Offsets, bits: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the tables of stations and of instances as they are at time 0.

    Parameters
    ----------
    at : where the other tables hold what belongs to a station
    bits : work column -> its bit
    """
    sizes = [instances_of(s) if isinstance(s, (Pool, Fleet)) else 0 for s in topology.stations]
    table = np.zeros(len(sizes), DTYPES["stations"])
    for name in ("free_head", "free_tail", "wait_head", "wait_tail", "queue", "receive", "consumer", "overtakes"):
        table[name] = NONE
    table["first"] = np.cumsum([0, *sizes[:-1]])
    table["size"], table["op"], table["slow"] = sizes, at.first_op, 1.0
    table["poll_at"] = table["over_since"] = -1.0
    table["changed"] = -INF
    instances = np.zeros(sum(sizes), DTYPES["instances"])
    instances["prev"] = instances["next"] = instances["ticket"] = instances["poll"] = NONE
    instances["slow"] = 1.0
    for row, station in zip(table, topology.stations, strict=True):
        row["kind"] = KINDS[type(station)]
        row["work"] = at.work.get(station.name, 0)
        row["overtakes"] = at.swaps.get(station.name, NONE)
        instances["station"][row["first"] : row["first"] + row["size"]] = topology.index[station.name]
        if isinstance(station, (Pool, Fleet)):
            _working(row, station, bits)
        if isinstance(station, Fleet):
            _scaled(row, station, at.ticks[station.name])
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
