"""The tables of stations and instances: who stands where, with how many slots, and who polls which queue."""

from dataclasses import dataclass

import numpy as np

from archlib.engine.codes import BALANCER, CENTRAL, FLEET, FUNCTION, POOL, QUEUE, STORE, UP
from archlib.engine.columns import Bits, Columns
from archlib.engine.programs import Programs
from archlib.engine.records import DTYPES, NONE, Row, blank, records
from archlib.engine.rows import joined
from archlib.engine.settings import BALANCING, set_function, set_scaling, set_working
from archlib.topology import (
    Alarm,
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
    Watch,
    instances_of,
)  # fmt: skip

INF = float("inf")
KINDS: dict[type, int] = {
    Pool: POOL, Fleet: FLEET, Function: FUNCTION, Queue: QUEUE, Store: STORE, Service: STORE, Bus: STORE,
    Alarm: STORE, Balancer: BALANCER,
}  # fmt: skip
NO_ONE = (
    "free_head", "free_tail", "wait_head", "wait_tail", "queue", "receive", "consumer", "overtakes", "mishap",
    "fail_op", "forward", "watches",
)  # fmt: skip
DEFAULTS: Row = blank(
    "stations", dict.fromkeys(NO_ONE, NONE), slow=1.0, poll_at=-1.0, over_since=-1.0, changed=-INF, drop_after=INF,
    shed_after=INF, seen=1, batch=1,
)  # fmt: skip


@dataclass(frozen=True)
class Offsets:
    """Where the other tables hold what belongs to a station."""

    programs: Programs
    columns: Columns
    bits: Bits
    ticks: dict[str, int]
    told: dict[str, int]


def places(topology: Topology, at: Offsets) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """Return the tables of stations and of instances as they are at time 0.

    Behind the topology's stations come, one for each instance, those of pools whose balancer picks the instance.

    Returns
    -------
    stations, instances, and for each such pool (by name) the station of its first instance
    """
    sizes = [instances_of(s) if isinstance(s, (Pool, Fleet, Function)) else 0 for s in topology.stations]
    rows, first = [], 0
    for number, (station, size) in enumerate(zip(topology.stations, sizes, strict=True)):
        row = DEFAULTS | dict.fromkeys(("number", "ring", "group"), number) | {"first": first, "origin": first}
        row["size"], row["op"], row["fail_op"] = size, at.programs.first[number], at.programs.failing[number]
        _set(row, station, at)
        rows.append(row)
        first += size
    table = records("stations", rows)
    instances = np.zeros(first, DTYPES["instances"])
    for name in ("prev", "next", "ticket", "poll", "hold"):
        instances[name] = NONE
    instances["slow"] = 1.0
    instances["station"] = np.repeat(np.arange(len(sizes)), sizes)
    _join_watched(topology, table)
    _join_accounts(topology, table)
    table, apart = _apart(topology, table, instances)
    _join_balancers(topology, table, apart)
    _start(table, instances)
    return table, instances, apart


def _set(row: Row, station: Station, at: Offsets) -> None:
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
    if isinstance(station, Alarm):
        row["threshold"], row["tick"] = station.above, station.period_s
        row["tick_first"], row["told"] = at.ticks[station.name], at.told[station.name]


def _join_watched(topology: Topology, table: np.ndarray) -> None:
    for number, edge in enumerate(topology.edges):
        if isinstance(edge, Receive):
            queue, consumer = topology.index[edge.source], topology.index[edge.target]
            table["consumer"][queue], table["queue"][consumer] = consumer, queue
            table["receive"][queue] = table["receive"][consumer] = number
        elif isinstance(edge, Watch):
            table["watches"][topology.index[edge.target]] = topology.index[edge.source]


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
    whole = joined(*rows)
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


def _start(table: np.ndarray, instances: np.ndarray) -> None:
    """Put the first `live` instances of each station up, and in its list of free ones, place 0 first."""
    table["up"] = table["hint"] = count = table["live"]
    filled = np.flatnonzero(count)
    first = table["first"][filled]
    last = first + count[filled] - 1
    numbers = np.concatenate([np.empty(0, np.int64), *map(np.arange, first.tolist(), (last + 1).tolist())])
    instances["state"][numbers], instances["free"][numbers], instances["ordinal"][numbers] = UP, 1, -1
    instances["prev"][numbers], instances["next"][numbers] = numbers - 1, numbers + 1
    instances["prev"][first] = instances["next"][last] = NONE
    table["free_head"][filled], table["free_tail"][filled] = first, last
