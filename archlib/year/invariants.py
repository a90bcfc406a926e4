"""What must hold of every run, whatever the policy: sizes within bounds, and no message lost or made up.

And what a policy of one's own must hold by itself, although the engine would save it: it knows the bounds of its fleet.
"""

from collections.abc import Iterator

import numpy as np

from archlib.outcome import Reason, Run
from archlib.outcome.clock import clock_text
from archlib.outcome.trace import Records
from archlib.topology import Fleet, Queue, Receive
from archlib.year.stretches import Stretch


def fleets(run: Run) -> tuple[tuple[int, Fleet], ...]:
    """Return the fleets of a run with their numbers in the topology."""
    return tuple((n, s) for n, s in enumerate(run.topology.stations) if isinstance(s, Fleet))


def queues(run: Run) -> tuple[tuple[int, Queue], ...]:
    """Return the queues that somebody receives from, with their numbers in the topology."""
    read = {e.source for e in run.topology.edges if isinstance(e, Receive)}
    return tuple((n, s) for n, s in enumerate(run.topology.stations) if isinstance(s, Queue) and s.name in read)


def sizes_wrong(stretch: Stretch) -> Iterator[str]:
    """Yield a sentence for each fleet that was wished or was outside its bounds."""
    run = stretch.run
    start_h = run.scenario.load.clock_start_h
    for number, fleet in fleets(run):
        ticks = _ticks(run, number)
        bad = np.flatnonzero((ticks["desired"] < fleet.min_size) | (ticks["desired"] > fleet.max_size))
        bounds = f"{fleet.min_size} to {fleet.max_size}"
        if len(bad):
            first = ticks[bad[0]]
            when = clock_text(float(first["time"]), start_h)
            yield f"{fleet.name}: {int(first['desired'])} instances wished for at {when}, bounds {bounds}"
        most, at_s = _most(run, number)
        if most > fleet.max_size:
            yield f"{fleet.name}: {most} instances at {clock_text(at_s, start_h)}, bounds {bounds}"


def asked_outside(stretch: Stretch) -> Iterator[str]:
    """Yield a sentence for each way in which a policy of one's own asked for sizes outside its fleet's bounds.

    The fleet kept its bounds all the same; a provider refuses such a request. Named policies cut what they ask for, so
    they are not looked at. An answer that is negative, or no number, fails the run (`PolicyError`).
    """
    run = stretch.run
    for number, fleet in fleets(run):
        if fleet.scaling.own is None:
            continue
        ticks, policy = _ticks(run, number), fleet.scaling.own.name
        sides = (
            ("more than the largest size,", ticks["asked"] > fleet.max_size, fleet.max_size, "min"),
            ("fewer than the smallest size,", ticks["asked"] < fleet.min_size, fleet.min_size, "max"),
        )
        for side, outside, bound, function in sides:
            if outside.any():
                first = ticks[np.flatnonzero(outside)[0]]
                when = clock_text(float(first["time"]), run.scenario.load.clock_start_h)
                yield (
                    f"{policy} asked for {side} {bound} {fleet.name}, at {np.count_nonzero(outside):,} of "
                    f"{len(ticks):,} ticks, first for {int(first['asked']):,} at {when}; it got {bound}. "
                    f"Return {function}({bound}, ...)"
                )


def messages_wrong(stretch: Stretch) -> Iterator[str]:
    """Yield a sentence for each queue whose messages do not balance.

    Sent is what the senders counted. Each message has one first stay, in which nobody had received it before, and one
    last, after which it is deleted, dead-lettered, expired, or still there when the run ended.
    """
    run = stretch.run
    for number, queue in queues(run):
        stays = run.trace.visits_at(number)
        first = stays["attempt"] == np.isfinite(stays["start"])
        last = int(np.count_nonzero(stays["reason"] != Reason.RETURNED))
        into = [i for i, e in enumerate(run.topology.edges) if e.target == queue.name]
        sent = int(run.trace.calls_ok[into].sum())
        came = int(np.count_nonzero(stays["enter"][first] <= run.trace.horizon_s))
        if sent != came or last != int(np.count_nonzero(first)):
            begun = int(np.count_nonzero(first))
            yield f"{queue.name}: {sent} messages sent, {came} came; of {begun} begun {last} have an end"


def _ticks(run: Run, number: int) -> Records:
    ticks: Records = run.trace.ticks[run.trace.ticks["station"] == number]
    return ticks


def _most(run: Run, number: int) -> tuple[int, float]:
    """The most instances that there were at once, and when."""
    lives = run.trace.lives[run.trace.lives["station"] == number]
    times = np.concatenate([lives["end"], lives["launch"]])
    steps = np.repeat([-1, 1], len(lives))
    order = np.lexsort((steps, times))  # at one instant those that ended go first
    there = np.cumsum(steps[order])
    if not len(there):
        return 0, 0.0
    at = int(there.argmax())
    return int(there[at]), float(times[order[at]])
