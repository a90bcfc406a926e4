"""The tables of stations and instances: who stands where, with how many slots, and who polls which queue."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from archlib.engine.codes import BALANCER, CENTRAL, FLEET, FUNCTION, POOL, QUEUE, STORE, UP
from archlib.engine.columns import Bits, Columns
from archlib.engine.programs import Programs
from archlib.engine.records import DTYPES, NONE
from archlib.engine.settings import BALANCING, set_function, set_scaling, set_working
from archlib.topology import (
    Balancer,
    Bus,
    Fleet,
    Forward,
    Function,
    Pool,
    Queue,
    Receive,
    Service,
    Station,
    Store,
    Topology,
    instances_of,
)  # fmt: skip

INF = float("inf")
KINDS: dict[type, int] = {
    Pool: POOL, Fleet: FLEET, Function: FUNCTION, Queue: QUEUE, Store: STORE, Service: STORE, Bus: STORE,
    Balancer: BALANCER,
}  # fmt: skip
NO_ONE = (
    "free_head", "free_tail", "wait_head", "wait_tail", "queue", "receive", "consumer", "overtakes", "mishap",
    "fail_op", "forward",
)  # fmt: skip


@dataclass(frozen=True)
class Offsets:
    """Where the other tables hold what belongs to a station."""

    programs: Programs
    columns: Columns
    bits: Bits
    ticks: dict[str, int]


def places(topology: Topology, at: Offsets) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """Return the tables of stations and of instances as they are at time 0.

    Behind the topology's stations come, one for each instance, those of pools whose balancer picks the instance.

    Returns
    -------
    stations, instances, and for each such pool (by name) the station of its first instance
    """
    sizes = [instances_of(s) if isinstance(s, (Pool, Fleet, Function)) else 0 for s in topology.stations]
    table = np.zeros(len(sizes), DTYPES["stations"])
    for name in NO_ONE:
        table[name] = NONE
    table["number"] = np.arange(len(sizes))
    table["first"] = table["origin"] = np.cumsum([0, *sizes[:-1]])
    table["size"], table["op"], table["slow"] = sizes, at.programs.first, 1.0
    table["fail_op"] = at.programs.failing
    table["poll_at"] = table["over_since"] = -1.0
    table["changed"] = -INF
    table["drop_after"] = table["shed_after"] = INF
    table["seen"] = table["batch"] = 1
    table["ring"] = table["group"] = table["number"]
    instances = np.zeros(sum(sizes), DTYPES["instances"])
    for name in ("prev", "next", "ticket", "poll", "hold"):
        instances[name] = NONE
    instances["slow"] = 1.0
    for row, station in zip(table, topology.stations, strict=True):
        _set(row, station, at)
        instances["station"][row["first"] : row["first"] + row["size"]] = row["number"]
    _join_queues(topology, table)
    _join_accounts(topology, table)
    table, apart = _apart(topology, table, instances)
    _join_balancers(topology, table, apart)
    for row in table:
        _start(row, instances)
    return table, instances, apart


def _set(row: Any, station: Station, at: Offsets) -> None:
    row["kind"] = KINDS[type(station)]
    row["work"] = at.columns.work_at.get(station.name, 0)
    row["overtakes"] = at.columns.swaps_at.get(station.name, NONE)
    if station.name in at.columns.mishaps_at:
        row["mishap"], row["mishaps"], row["checks"] = at.columns.mishaps_at[station.name]
    if isinstance(station, (Pool, Fleet, Function)):
        set_working(row, station, at.bits)
    if isinstance(station, Fleet):
        set_scaling(row, station, at.ticks[station.name])
    if isinstance(station, Function):
        set_function(row, station)
    if isinstance(station, Balancer):
        row["policy"] = BALANCING[station.policy]


def _join_queues(topology: Topology, table: np.ndarray) -> None:
    for number, edge in enumerate(topology.edges):
        if isinstance(edge, Receive):
            queue, consumer = topology.index[edge.source], topology.index[edge.target]
            table["consumer"][queue], table["queue"][consumer] = consumer, queue
            table["receive"][queue] = table["receive"][consumer] = number


def _join_accounts(topology: Topology, table: np.ndarray) -> None:
    """Functions of one account count together, at the first of them, and look in turn who waits."""
    accounts: dict[str, list[int]] = {}
    for number, station in enumerate(topology.stations):
        if isinstance(station, Function) and station.account:
            accounts.setdefault(station.account, []).append(number)
    for members in accounts.values():
        table["group"][members] = members[0]
        table["ring"][members] = [*members[1:], members[0]]


def _apart(topology: Topology, table: np.ndarray, instances: np.ndarray) -> tuple[np.ndarray, dict[str, int]]:
    """Give each instance behind a balancer that picks one a station of its own."""
    rows, begins = [table], {}
    for edge in topology.edges:
        balancer = topology[edge.source] if isinstance(edge, Forward) else None
        if isinstance(balancer, Balancer) and balancer.policy != "central_queue" and edge.target not in begins:
            pool = table[topology.index[edge.target]]
            size = int(pool["size"])
            begins[edge.target] = number = sum(len(r) for r in rows)
            own = np.repeat(pool, size)
            own["first"] += np.arange(size)
            own["size"] = 1
            instances["station"][own["first"]] = number + np.arange(size)
            pool["up"] = pool["live"] = 0
            rows.append(own)
    whole = np.concatenate(rows)
    first_own = len(table)
    whole["live"][first_own:] = whole["up"][first_own:] = 1
    return whole, begins


def _join_balancers(topology: Topology, table: np.ndarray, apart: dict[str, int]) -> None:
    for number, edge in enumerate(topology.edges):
        if isinstance(edge, Forward):
            row, pool = table[topology.index[edge.source]], topology.index[edge.target]
            is_central = row["policy"] == CENTRAL
            row["forward"] = number
            row["group"] = pool if is_central else apart[edge.target]
            row["group_n"] = 1 if is_central else table["size"][pool]
            row["turn"] = row["group"] + row["group_n"] - 1


def _start(row: Any, instances: np.ndarray) -> None:
    """Put the first `live` instances of a station up, and in its list of free ones, place 0 first."""
    first, count = int(row["first"]), int(row["live"])
    live = instances[first : first + count]
    numbers = np.arange(first, first + count)
    live["state"], live["free"], live["ordinal"] = UP, 1, -1
    live["prev"], live["next"] = numbers - 1, numbers + 1
    row["up"] = row["hint"] = count
    if count:
        live["prev"][0] = live["next"][-1] = NONE
        row["free_head"], row["free_tail"] = first, first + count - 1
