"""The fields of one station that works, as the kernel's row."""

import math

from archlib.engine.codes import (
    ALARM,
    BACKLOG,
    CEIL,
    CENTRAL,
    FLOOR,
    LEAST,
    OWN,
    RANDOM,
    ROUND_ROBIN,
    TRACK,
    TWO,
)  # fmt: skip
from archlib.engine.columns import Bits
from archlib.engine.records import Row
from archlib.topology import Fleet, Function, Pool

UNBOUNDED = 2**40
MINUTE_S = 60.0
POLICIES = {
    "alarm": ALARM, "floor": FLOOR, "ceil": CEIL, "backlog_per_instance": BACKLOG, "target_tracking": TRACK,
    "own": OWN,
}  # fmt: skip
BALANCING = {
    "random": RANDOM, "round_robin": ROUND_ROBIN, "least_connections": LEAST, "two_choices": TWO,
    "central_queue": CENTRAL,
}  # fmt: skip


def set_working(row: Row, station: Pool | Fleet | Function, bits: Bits) -> None:
    """What all that work have, and what a pool has."""
    row["slots"], row["process"] = 1 if isinstance(station, Function) else station.slots, "process" in station.plays
    row["mask"] = sum(bits.of[c] for c in station.does)
    row["bit"] = bits.first_part if row["mask"] & bits.split else 0
    row["room"] = UNBOUNDED
    if isinstance(station, Pool):
        row["room"] = UNBOUNDED if station.room is None else station.room
        row["lifo"], row["live"] = station.order == "lifo", station.instances
        row["drop_after"], row["shed_after"] = station.drop_after_s, station.shed_after_s


def set_scaling(row: Row, fleet: Fleet, tick_first: int) -> None:
    """What a fleet has: its policy, and how its workers come, poll and go."""
    scaling = fleet.scaling
    row["min_size"], row["max_size"], row["desired"] = fleet.min_size, fleet.max_size, fleet.min_size
    row["live"], row["quota"] = fleet.min_size, fleet.quota
    row["per_tick"] = fleet.launches_per_min * scaling.tick_s / MINUTE_S
    row["burst"] = row["may_launch"] = max(fleet.launches_per_min, row["per_tick"])
    row["policy"], row["target"] = POLICIES[scaling.policy], scaling.target
    row["threshold"], row["low"], row["step"] = scaling.threshold, scaling.low, scaling.step
    row["out_ticks"], row["in_ticks"], row["low_share"] = scaling.out_ticks, scaling.in_ticks, scaling.low_share
    row["in_flight_counts"] = scaling.count_in_flight
    row["lag"] = math.ceil(scaling.metric_delay_s / scaling.tick_s)
    row["tick"], row["cooldown"] = scaling.tick_s, scaling.cooldown_s
    row["idle"], row["protect"] = scaling.idle_s, scaling.protect
    row["boot"], row["replace_after"] = fleet.boot_s + fleet.app_start_s, fleet.replace_after_s
    row["poll_every"], row["poll_wait"] = fleet.poll_every_s, fleet.poll_wait_s
    row["tick_first"] = tick_first


def set_function(row: Row, function: Function) -> None:
    """What a function has: how its environments come and go, and how much they take at once."""
    row["live"] = row["provisioned"] = function.provisioned
    row["most"], row["init"], row["idle"] = function.concurrency, function.init_s, function.keep_alive_s
    row["limit"], row["batch"] = function.limit_s, function.batch
    row["ramp"] = row["tokens"] = function.ramp
    row["ramp_every"] = function.ramp_every_s
