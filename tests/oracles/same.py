"""Play a system in the engine and in the reference, and compare what came out, job by job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from archlib.architectures import Architecture
from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.faults import Faults, none
from archlib.outcome.dead_letters import dead_letters
from archlib.outcome.trace import Trace
from archlib.timeline import Timeline, timeline
from archlib.topology import Fleet, Topology
from tests.oracles.reference import World

TOLERANCE_S = 1e-9


@dataclass(frozen=True, eq=False)
class Case:
    """A system and what happens to it."""

    topology: Topology
    inputs: Inputs
    timeline: Timeline

    def engine(self, compiled: bool | None = True) -> Trace:
        """Return the engine's trace."""
        return play(self.topology, self.inputs, self.timeline, compiled=compiled)

    def reference(self) -> World:
        """Return the reference after its run."""
        return World(self.topology, self.inputs, self.timeline.spells).play()


def case(
    system: Topology | Architecture,
    arrive: Sequence[float] | np.ndarray,
    work: Mapping[str, Sequence[float] | np.ndarray | float],
    faults: Faults | None = None,
    horizon_s: float | None = None,
    more_s: float = 100_000.0,
    seed: int = 1,
    **inputs: object,
) -> Case:
    """Return a case; the horizon is that of the last arrival if not given, and the run goes on for `more_s`.

    `inputs` are further fields of `Inputs`: shares of sizes, details of events.
    """
    topology = system.topology() if isinstance(system, Architecture) else system
    times = np.asarray(arrive, float)
    columns = {c: np.broadcast_to(np.asarray(s, float), times.shape).copy() for c, s in work.items()}
    horizon = (float(times[-1]) if len(times) else 0.0) if horizon_s is None else horizon_s
    plan = faults or none()
    told = Inputs(times, columns, seed, horizon, horizon + more_s, mishaps=plan.mishaps, **inputs)
    return Case(topology, told, timeline(topology, plan, seed, told.end_s))


def assert_same(this: Case, compiled: bool | None = True) -> Trace:
    """Fail unless engine and reference agree on every job, use, tick and life; return the engine's trace."""
    trace, world = this.engine(compiled), this.reference()
    jobs = world.jobs
    for name, seen in (("reason", jobs.reason), ("fate", jobs.fate), ("deliveries", jobs.deliveries)):
        assert_array_equal(getattr(trace, name), seen, err_msg=name)
    for name, seen in (("ack", jobs.ack), ("start", jobs.started), ("ready", jobs.ready)):
        assert_allclose(getattr(trace, name), seen, rtol=0, atol=TOLERANCE_S, err_msg=name)
    assert_array_equal(trace.worker, jobs.worker, err_msg="worker")
    _assert_same_uses(this, trace, world)
    for station in this.topology.stations:
        if isinstance(station, Fleet):
            _assert_same_fleet(this, trace, world, station.name)
    return trace


def _assert_same_uses(this: Case, trace: Trace, world: World) -> None:
    names = [e.name for e in this.topology.edges]
    assert_array_equal(trace.calls_ok, [world.jobs.ok[n] for n in names], err_msg=f"uses of {names}")
    assert_array_equal(trace.calls_failed, [world.jobs.failed[n] for n in names], err_msg=f"failures of {names}")
    assert_array_equal(trace.deletes, [world.jobs.deletes[s.name] for s in this.topology.stations], err_msg="deletes")
    assert dead_letters(this.topology, trace).given_up == world.jobs.dead_letters


def _assert_same_fleet(this: Case, trace: Trace, world: World, name: str) -> None:
    crew, number = world.desks[name], this.topology.index[name]
    ticks = trace.ticks[trace.ticks["station"] == number]
    seen = crew.group.ticks
    assert len(ticks) == len(seen)
    for column in ("visible", "in_flight", "desired", "booting", "ready", "busy", "refused"):
        assert_array_equal(ticks[column], [t[column] for t in seen], err_msg=f"{column} at the ticks")
    lives = trace.lives[trace.lives["station"] == number]
    told = [(r["launch"], r["ready"], r["end"], r["place"], r["reason"]) for r in lives]
    assert_allclose(sorted(told), sorted(crew.summary()), rtol=0, atol=TOLERANCE_S, err_msg="lives")
    assert_allclose(billed_s(trace, number), crew.billed_s, rtol=0, atol=0.001 * 3600)
    # a short poll falls on the end of the idle time, where rounding decides whether it was empty
    slack = trace.deliveries.sum() if crew.station.poll_every_s else 0
    assert_allclose(trace.empty_receives[number], world.jobs.empty[name], rtol=0, atol=slack, err_msg="empty receives")


def assert_equal_bits(one: Trace, other: Trace) -> None:
    """Fail unless two traces are equal bit for bit; what pads a record between its fields is nobody's."""
    for name in Trace.__dataclass_fields__:
        first, second = np.asarray(getattr(one, name)), np.asarray(getattr(other, name))
        for field in first.dtype.names or (None,):
            columns = (first, second) if field is None else (first[field], second[field])
            assert columns[0].tobytes() == columns[1].tobytes(), f"{name} {field or ''}"


def billed_s(trace: Trace, station: int) -> float:
    """Return the instance-seconds of a station up to the horizon, from its lives."""
    lives = trace.lives[trace.lives["station"] == station]
    return float((np.minimum(lives["end"], trace.horizon_s) - np.minimum(lives["launch"], trace.horizon_s)).sum())
