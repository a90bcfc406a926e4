"""Run the kernel to its end: compiled or interpreted, enlarging tables as they fill, telling how far it is."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np

from archlib.engine.codes import ABSENT, DONE, FULL, HELD, IN_FLIGHT, MARGIN, SERVED, UP, VISIBLE, WAITING
from archlib.engine.compile import Tables, tables
from archlib.engine.handed_back import hand_back
from archlib.engine.inputs import Inputs
from archlib.engine.jit import kernel, tell_ready
from archlib.engine.own import asking, failed
from archlib.engine.records import to_array, to_objects
from archlib.engine.rows import joined
from archlib.errors import EngineError
from archlib.outcome.trace import Reason, Trace
from archlib.timeline import Timeline
from archlib.topology import Topology

INF = float("inf")
GROWING = {"frames": "frame_n", "heap": "heap_n", "visits": "visit_n", "lives": "life_n", "todo": "todo_n"}
OPEN = np.isin(np.arange(HELD + 1), (WAITING, SERVED, HELD, VISIBLE, IN_FLIGHT))  # by a frame's state
CHUNK = 2_000_000  # events between two reports: about 0.1 s compiled
Progress = Callable[[float], bool | None]


def play(
    topology: Topology,
    inputs: Inputs,
    timeline: Timeline,
    *,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Trace:
    """Simulate and return the trace.

    Parameters
    ----------
    compiled : True needs numba, False runs the same source as Python, None takes numba if it is installed
    progress : called with the share of time done, 0 to 1, now and then; returning False cancels

    Raises
    ------
    EngineError
        if it is cancelled
    PolicyError
        if a scaling policy of one's own fails
    """
    run, native = kernel(compiled)
    state = tables(topology, inputs, timeline)
    with asking(topology, state["stations"]) as troubles:
        held = Held(state, native)
        while True:
            held.allow(CHUNK)
            status = run(**held.tables)
            if native:
                hand_back()
                tell_ready()
            if troubles:
                raise failed(troubles[0], float(held.world.now), inputs.clock_start_h) from None
            if status == DONE:
                return trace(topology, inputs, held.arrays())
            if status == FULL:
                held.grow()
            elif progress is not None and progress(min(1.0, float(held.world.now) / inputs.end_s)) is False:
                raise EngineError("the run was cancelled; nothing of it was kept")


class Held:
    """The kernel's tables while it runs, as arrays (native) or as lists of objects."""

    def __init__(self, state: Tables, native: bool) -> None:
        self.like, self.native = state, native
        self.tables: dict[str, Any] = state if native else {k: _listed(v) for k, v in state.items()}

    @cached_property
    def world(self) -> Any:
        """The one record of the clock and the counters."""
        return self.tables["world"].view(np.recarray)[0] if self.native else self.tables["world"][0]

    def allow(self, events: int) -> None:
        """Let the kernel take so many events before it returns."""
        if self.native:
            self.tables["world"]["budget"] = events  # a view by attributes costs more than all else here
        else:
            self.world.budget = events

    def grow(self) -> None:
        """Double the tables that are nearly full; what they hold stays as it is."""
        for name, counter in GROWING.items():
            table = self.tables[name]
            if getattr(self.world, counter) + MARGIN > len(table):
                more = np.zeros(len(table), self.like[name].dtype)
                self.tables[name] = np.concatenate([table, more]) if self.native else table + to_objects(more)

    def arrays(self) -> Tables:
        """Return all tables as arrays."""
        if self.native:
            return self.tables
        return {k: _arrayed(v, self.like[k]) for k, v in self.tables.items()}


def _listed(array: np.ndarray) -> list[Any]:
    return to_objects(array) if array.dtype.names else array.tolist()


def _arrayed(values: list[Any], like: np.ndarray) -> np.ndarray:
    return to_array(values, like) if like.dtype.names else np.array(values, like.dtype)


def trace(topology: Topology, inputs: Inputs, state: Tables) -> Trace:
    """Return what the tables say of the run, with what was still under way when it ended."""
    edges, stations = state["edges"][: len(topology.edges)], state["stations"][: len(topology.stations)]
    world, jobs = state["world"][0], state["jobs"][: inputs.n]
    unfinished = jobs["fate"] == Reason.UNFINISHED
    refused = unfinished & (jobs["reason"] != Reason.OK)
    if refused.any():
        jobs["fate"][refused] = jobs["reason"][refused]
    jobs["fate"][jobs["worker"] >= 0] = Reason.OK
    return Trace(
        horizon_s=inputs.horizon_s,
        end_s=inputs.end_s,
        deadline_s=inputs.end_s - inputs.horizon_s,
        arrive=inputs.arrive,
        ack=jobs["ack"],
        start=jobs["start"],
        ready=jobs["ready"],
        reason=jobs["reason"],
        fate=jobs["fate"],
        deliveries=jobs["deliveries"],
        worker=jobs["worker"],
        visits=_with(state["visits"][: world["visit_n"]], _open_visits(state)),
        lives=_with(state["lives"][: world["life_n"]], _open_lives(state)),
        ticks=_written(state["ticks"], state["stations"]),
        calls_ok=edges["ok"],
        calls_failed=edges["failed"],
        empty_receives=stations["empty"] + _idle_receives(state)[: len(stations)],
        deletes=stations["deletes"],
        invocations=stations["invocations"],
        dead_letters=stations["kept"],
        fault_hits=state["hits"],
    )


def _written(ticks: np.ndarray, stations: np.ndarray) -> np.ndarray:
    """The ticks of all fleets, one after another, without the room that was left."""
    first, n = stations["tick_first"], stations["tick_n"]
    spans = [ticks[first[fleet] : first[fleet] + n[fleet]] for fleet in np.flatnonzero(n)]
    return joined(*spans) if len(spans) > 1 else [*spans, ticks[:0]][0]


def _with(written: np.ndarray, still_open: np.ndarray) -> np.ndarray:
    return joined(written, still_open) if len(still_open) else written


def _open_visits(state: Tables) -> np.ndarray:
    frames = state["frames"][: state["world"]["frame_n"][0]]
    still_open = np.flatnonzero(OPEN[frames["state"]])
    if not len(still_open):
        return np.empty(0, state["visits"].dtype)
    frames = frames.take(still_open)
    rows = np.zeros(len(frames), state["visits"].dtype)
    for name in ("enter", "start", "video", "attempt"):
        rows[name] = frames[name]
    stations, at = state["stations"], frames["station"]
    rows["station"] = stations["number"][at]
    rows["end"], rows["reason"] = INF, Reason.UNFINISHED
    rows["place"] = np.where(frames["instance"] >= 0, frames["instance"] - stations["origin"][at], -1)
    return rows


def _open_lives(state: Tables) -> np.ndarray:
    live = np.flatnonzero(state["instances"]["state"] != ABSENT)
    held = state["instances"].take(live)
    rows = np.zeros(len(live), state["lives"].dtype)
    stations, at = state["stations"], held["station"]
    rows["launch"], rows["ready"], rows["station"] = held["launch"], held["ready"], stations["number"][at]
    rows["end"], rows["reason"] = INF, Reason.UNFINISHED
    rows["place"] = live - stations["origin"][at]
    return rows


def _idle_receives(state: Tables) -> np.ndarray:
    """Receives that came back empty in the idle stretches that reach to the horizon, by station."""
    horizon, stations = state["world"]["horizon"][0], state["stations"]
    waits = np.where(stations["poll_every"] > 0, stations["poll_every"], stations["poll_wait"])
    empty = np.zeros(len(stations))
    for number in np.flatnonzero((stations["queue"] >= 0) & (waits > 0)):
        st = stations[number]
        held = state["instances"][st["first"] : st["first"] + st["size"]]
        polls = (held["state"] == UP) & (held["busy"] == 0) & (held["down"] == 0)
        idle = np.maximum(0.0, horizon - held["idle_since"][polls])
        empty[number] = np.floor(idle / waits[number]).sum()
    return empty
