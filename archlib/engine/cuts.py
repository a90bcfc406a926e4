"""A run whose counters are read at moments on the way, so that one run gives the bill of each of its months.

What the kernel writes as rows (visits, lives, ticks) can be cut afterwards; what it only counts cannot. A mark is put
among the events for each moment: a completion that no frame waits for, which the kernel passes over. Its time is the
next number after the moment, so that what happens at the very moment has happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from archlib.engine.codes import DONE, E_COMPLETE, FULL, KIND_SHIFT
from archlib.engine.compile import Tables, tables
from archlib.engine.driver import CHUNK, Held, Progress, _idle_receives, trace
from archlib.engine.handed_back import hand_back
from archlib.engine.inputs import Inputs
from archlib.engine.jit import kernel
from archlib.engine.own import asking, failed
from archlib.errors import EngineError
from archlib.outcome.trace import Floats, Ints, Trace
from archlib.params import refuse
from archlib.timeline import Timeline
from archlib.topology import Topology

ANY_FRAME = 0  # a mark is about some frame, whose ticket it never has


@dataclass(frozen=True, eq=False)
class Cut:
    """What the counters of a `Trace` held at `at_s` (s); the arrays are as there."""

    at_s: float
    calls_ok: Ints
    calls_failed: Ints
    empty_receives: Floats
    deletes: Ints
    invocations: Ints
    dead_letters: Ints

    def of(self, whole: Trace) -> Trace:
        """Return the trace of the run with its horizon here: what counts up to a horizon is as if it had ended here."""
        counted = {name: value for name, value in vars(self).items() if name != "at_s"}
        twin = replace(whole, horizon_s=self.at_s, deadline_s=whole.end_s - self.at_s, **counted)
        # the visits are the same, and sorting them by station takes longer than all else
        vars(twin).update(_by_station=whole._by_station, _asked=whole._asked)
        return twin


def play_cut(
    topology: Topology,
    inputs: Inputs,
    timeline: Timeline,
    cuts_s: Sequence[float],
    *,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> tuple[Trace, tuple[Cut, ...]]:
    """Simulate, and read the counters at some moments.

    Parameters
    ----------
    cuts_s : rising moments, s, 0 < cut < horizon
    compiled, progress : as for `archlib.engine.driver.play`

    Returns
    -------
    the trace that `play` gives, and a Cut for each moment

    Raises
    ------
    ParameterError
        if the moments do not rise, or lie outside the horizon
    EngineError, PolicyError
        as `play` does
    """
    _check(cuts_s, inputs.horizon_s)
    run, native = kernel(compiled)
    state = tables(topology, inputs, timeline)
    stops = [float(np.nextafter(cut, np.inf)) for cut in cuts_s]
    _mark(state, stops)
    found: list[Cut] = []
    with asking(topology, state["stations"]) as troubles:
        held = Held(state, native)
        while True:
            stop = stops[len(found)] if len(found) < len(stops) else None
            held.allow(CHUNK if stop is None else min(CHUNK, _before(held, inputs, timeline, stop)))
            status = run(**held.tables)
            if native:
                hand_back()
            if troubles:
                raise failed(troubles[0], float(held.world.now), inputs.clock_start_h) from None
            if status == FULL:
                held.grow()
            elif stop is not None and float(held.world.now) == stop:
                found.append(_read(topology, held.arrays(), cuts_s[len(found)]))
            elif status == DONE:
                return trace(topology, inputs, held.arrays()), tuple(found)
            if progress is not None and progress(min(1.0, float(held.world.now) / inputs.end_s)) is False:
                raise EngineError("the run was cancelled; nothing of it was kept")


def _check(cuts_s: Sequence[float], horizon_s: float) -> None:
    edges = [0.0, *cuts_s, horizon_s]
    if any(not a < b for a, b in pairwise(edges)):
        rule = f"moments rise, 0 < cut < {horizon_s:g}"
        raise refuse("play_cut", "cuts_s", tuple(cuts_s), rule, "Give moments inside the horizon, in order.", "s")


def _mark(state: Tables, stops: Sequence[float]) -> None:
    """File a mark for each moment in the heap, which is in order of time before anything has happened."""
    world, n = state["world"], int(state["world"]["heap_n"][0])
    heap = np.zeros(len(state["heap"]) + len(stops), state["heap"].dtype)
    heap[:n] = state["heap"][:n]
    first = int(world["seq"][0]) + 1
    marks = [(stop, (E_COMPLETE << KIND_SHIFT) | first + i, ANY_FRAME) for i, stop in enumerate(stops)]
    heap[n : n + len(marks)] = marks
    filled = heap[: n + len(marks)]
    filled.sort(order=("time", "key"))
    world["heap_n"] += len(marks)
    world["seq"] += len(marks)
    state["heap"] = heap


def _before(held: Held, inputs: Inputs, timeline: Timeline, stop: float) -> int:
    """Return a number of events that come up to a mark for certain: arrivals, faults, and the mark itself."""
    arrivals = int(np.searchsorted(inputs.arrive, stop)) - int(held.world.next_video)
    faults = int(np.searchsorted(timeline.rows["time"], stop)) - int(held.world.next_row)
    return max(0, arrivals) + max(0, faults) + 1


def _read(topology: Topology, state: dict[str, Any], at_s: float) -> Cut:
    edges, stations = state["edges"][: len(topology.edges)], state["stations"][: len(topology.stations)]
    world = state["world"].copy()
    world["horizon"] = at_s
    return Cut(
        at_s,
        edges["ok"].copy(),
        edges["failed"].copy(),
        stations["empty"] + _idle_receives({**state, "world": world})[: len(stations)],
        stations["deletes"].copy(),
        stations["invocations"].copy(),
        stations["kept"].copy(),
    )
