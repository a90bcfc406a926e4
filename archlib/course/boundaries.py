"""Where a storm turns from one that passes into one that stays: found by halving, run by run."""

from functools import cache
from typing import Final

from archlib.architectures import Architecture, Monolith
from archlib.contract import Contract
from archlib.course.answers import Judged
from archlib.course.recovery import back_s, is_back
from archlib.course.storms import LONGER, Storm
from archlib.engine import simulate

SEEDS: Final = (1, 2, 3)
FOUND_PER_S: Final = 0.25  # how near the boundary is looked for
ROOMS: Final = range(20, 401, 20)  # requests that may wait
LARGER: Final = 1.25  # times a room, for "as large as it may be"


@cache
def found_boundary(retries: int) -> float:
    """Return the load from which most of three storms stay, by runs, requests/s to `FOUND_PER_S`.

    Loads near the boundary are watched for 400 s: just below it a line drains for very long.
    """
    low, high = 1.0, 95.0
    while high - low > FOUND_PER_S:
        middle = (low + high) / 2
        storm = Storm(per_s=middle, retries=retries, watch_s=400.0)
        back = sum(is_back(storm.but(seed=seed)) for seed in SEEDS)
        low, high = (middle, high) if 2 * back > len(SEEDS) else (low, middle)
    return (low + high) / 2


def box(room: int = 400) -> Monolith:
    """Return one box of one slot with the course's customers: three retries, a timeout of 1 s, short pauses."""
    storm = Storm()
    return Monolith(
        instance="c5.large",
        room=room,
        tries=storm.retries + 1,
        timeout_s=storm.timeout_s,
        backoff_s=storm.pause_s,
        backoff_cap_s=LONGER * storm.pause_s,
        jitter=storm.jitter,
    )


def box_back_s(made: Architecture, seed: int) -> float | None:
    """Return how long after the outage of the course's storm a box has recovered, s; None if it does not."""
    storm = Storm(seed=seed)
    run = simulate(made, storm.scenario(), contract=Contract(deadline_s=storm.after_s))
    return back_s(storm, run)


def recovers(room: int) -> bool:
    """Whether a box with a room of this size recovers with every seed."""
    return all(box_back_s(box(room), seed) is not None for seed in SEEDS)


@cache
def largest_room() -> int:
    """Return the largest of `ROOMS` with which a box recovers."""
    return max(room for room in ROOMS if recovers(room))


def large_enough(made: Architecture) -> Judged:
    """Judge a room: the storm has to pass with it, and must not with one that is a quarter larger."""
    room = int(getattr(made, "room", 0))
    times = [box_back_s(box(room), seed) for seed in SEEDS]
    if None in times:
        return Judged(False, f"With {room:,} waiting, {times.count(None)} of {len(times)} storms stayed.")
    if recovers(int(room * LARGER)):
        return Judged(False, f"With {room:,} waiting it recovers, but a room a quarter larger does as well.")
    longest = max(one for one in times if one is not None)
    return Judged(True, f"Right: with {room:,} waiting it is back within {longest:.0f} s, a quarter more and it stays.")
