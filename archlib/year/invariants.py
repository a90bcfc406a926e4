"""What must hold of every run, whatever the policy: sizes within bounds, and no message lost or made up."""

from collections.abc import Iterator

import numpy as np

from archlib.outcome import Reason, Run
from archlib.outcome.clock import clock_text
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
        ticks = run.trace.ticks[run.trace.ticks["station"] == number]
        bad = np.flatnonzero((ticks["desired"] < fleet.min_size) | (ticks["desired"] > fleet.max_size))
        bounds = f"{fleet.min_size} to {fleet.max_size}"
        if len(bad):
            first = ticks[bad[0]]
            when = clock_text(float(first["time"]), start_h)
            yield f"{fleet.name}: {int(first['desired'])} instances wished for at {when}, bounds {bounds}"
        most, at_s = _most(run, number)
        if most > fleet.max_size:
            yield f"{fleet.name}: {most} instances at {clock_text(at_s, start_h)}, bounds {bounds}"


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
