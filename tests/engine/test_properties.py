"""What must hold for every architecture under every scenario, all parameters at once."""

import numpy as np
from hypothesis import HealthCheck, given, settings

from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.outcome.trace import Reason, Trace
from archlib.timeline import timeline
from archlib.topology import Fleet, Function, Invoke, Queue, Receive, Rule, Topology, Working
from tests.oracles.same import assert_equal_bits
from tests.strategies import architectures, scenarios

DEADLINE_S = 3600.0
EVERY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def run(architecture, scenario, compiled=True) -> tuple[Topology, Trace]:
    """Play one case."""
    topology, end = architecture.topology(), scenario.horizon_s + DEADLINE_S
    faults = timeline(topology, scenario.faults, scenario.seed, end)
    return topology, play(topology, Inputs.of(scenario, end), faults, compiled=compiled)


def stays(trace, number):
    """The visits of one station."""
    return trace.visits[trace.visits["station"] == number]


@EVERY
@given(architectures(), scenarios())
def test_invariants(architecture, scenario):
    topology, trace = run(architecture, scenario)
    times_are_in_order(trace)
    every_video_has_one_fate(trace, topology)
    for number, station in enumerate(topology.stations):
        if isinstance(station, Queue) and not station.dead_letters:
            messages_are_conserved(trace, topology, number)
        if isinstance(station, Fleet):
            fleet_stays_within_bounds(trace, number, station)
            for receive in (e for e in topology.edges if isinstance(e, Receive) and e.target == station.name):
                ticks_saw_what_was_there(trace, number, topology.index[receive.source])
        if isinstance(station, Function):
            environments_stay_within_bounds(trace, topology, number)
        if isinstance(station, Working):
            nobody_works_unbilled(trace, number, station)


def times_are_in_order(trace):
    """Nothing ends before it starts, and nothing is answered before it came."""
    for column in (trace.ack, trace.start, trace.ready):
        assert not np.any(column < trace.arrive)
        assert not np.any(column > trace.end_s)
    assert not np.any(trace.ready < trace.start)
    assert np.all(trace.visits["enter"] <= trace.visits["start"])
    assert np.all((trace.visits["start"] <= trace.visits["end"]) | (trace.visits["start"] == np.inf))


def every_video_has_one_fate(trace, topology):
    """Ready, refused, lost or unfinished: nothing is dropped silently."""
    ready = ~np.isnan(trace.ready)
    assert np.array_equal(ready, trace.fate == Reason.OK)
    assert np.array_equal(~np.isnan(trace.ack), trace.reason == Reason.OK)
    lost = ~ready & (trace.reason == Reason.OK)
    if not any(isinstance(e, (Invoke, Rule)) for e in topology.edges):
        assert np.isin(trace.fate[lost], (Reason.DEAD_LETTERED, Reason.EXPIRED, Reason.UNFINISHED)).all()


def messages_are_conserved(trace, topology, number):
    """Sent = visible + in flight + deleted + dead-lettered + expired: every message has one last stay."""
    stay = stays(trace, number)
    is_first = stay["attempt"] == np.isfinite(stay["start"])  # not received before
    assert (stay["reason"] != Reason.RETURNED).sum() == is_first.sum()
    to = [i for i, e in enumerate(topology.edges) if e.target == topology.stations[number].name]
    assert (stay["enter"][is_first] <= trace.horizon_s).sum() == trace.calls_ok[to].sum()
    assert trace.deletes[number] <= (stay["reason"] == Reason.OK).sum()


def environments_stay_within_bounds(trace, topology, number):
    """Executions never exceed the account's limit, environments come no faster than the ramp, provisioned ones stay."""
    function = topology.stations[number]
    account = [
        i for i, s in enumerate(topology.stations)
        if i == number or (isinstance(s, Function) and s.account and s.account == function.account)
    ]  # fmt: skip
    served = trace.visits[np.isin(trace.visits["station"], account) & (trace.visits["place"] >= 0)]
    starts, ends = np.sort(served["start"][np.isfinite(served["start"])]), np.sort(served["end"])
    busy = np.arange(1, len(starts) + 1) - np.searchsorted(ends[np.isfinite(ends)], starts, side="right")
    assert busy.max(initial=0) <= function.concurrency
    lives = trace.lives[trace.lives["station"] == number]
    assert lives["place"].max(initial=0) < function.concurrency
    assert np.isinf(lives["end"][lives["place"] < function.provisioned]).all() or len(trace.fault_hits)
    made = np.sort(lives["launch"][lives["place"] >= function.provisioned])
    within = made[2 * function.ramp :] - made[: max(0, len(made) - 2 * function.ramp)]
    assert (within >= function.ramp_every_s * (1 - 1e-12)).all()  # between lies at least one refill


def ticks_saw_what_was_there(trace, number, queue):
    """What a tick read is what the stays say: visible and in flight, before the polls of that instant."""
    ticks, stay = trace.ticks[trace.ticks["station"] == number], stays(trace, queue)
    received = np.isfinite(stay["start"])
    gone = np.sort(np.where(received, stay["start"], stay["end"]))
    come = np.searchsorted(np.sort(stay["enter"]), ticks["time"], side="right")
    left = np.searchsorted(gone[np.isfinite(gone)], ticks["time"], side="left")
    expired_now = np.isin(ticks["time"], stay["end"][~received])
    exact = ~expired_now
    assert np.array_equal((come - left)[exact], ticks["visible"][exact])
    back = np.searchsorted(np.sort(stay["end"][received]), ticks["time"], side="right")
    out = np.searchsorted(np.sort(stay["start"][received]), ticks["time"], side="left")
    exact = ~np.isin(ticks["time"], stay["start"][stay["start"] == stay["end"]])  # received and gone within the instant
    assert np.array_equal((out - back)[exact], ticks["in_flight"][exact])


def fleet_stays_within_bounds(trace, number, fleet):
    """Live instances never exceed the largest size, and desired never leaves its bounds."""
    ticks = trace.ticks[trace.ticks["station"] == number]
    assert ticks["desired"].min() >= fleet.min_size and ticks["desired"].max() <= fleet.max_size
    lives = trace.lives[trace.lives["station"] == number]
    changes = np.concatenate([lives["end"], lives["launch"]])
    steps = np.concatenate([-np.ones(len(lives)), np.ones(len(lives))])
    order = np.lexsort((steps, changes))  # at one instant the ended go first
    assert np.cumsum(steps[order]).max(initial=0) <= fleet.max_size
    assert np.all((lives["launch"] <= lives["ready"]) & (lives["ready"] <= lives["end"]) | (lives["ready"] == np.inf))


def nobody_works_unbilled(trace, number, station):
    """Slots in use never exceed the slots of the instances that live, and are billed, at that time."""
    lives, served = trace.lives[trace.lives["station"] == number], stays(trace, number)
    served = served[served["place"] >= 0]
    times = np.unique(np.concatenate([served["start"], lives["launch"], lives["ready"][np.isfinite(lives["ready"])]]))
    busy = np.searchsorted(np.sort(served["start"]), times, "right") - np.searchsorted(
        np.sort(served["end"]), times, "right"
    )
    alive = np.searchsorted(np.sort(lives["ready"]), times, "right") - np.searchsorted(
        np.sort(lives["end"][np.isfinite(lives["ready"])]), times, "right"
    )
    assert np.all(busy <= alive * (1 if isinstance(station, Function) else station.slots))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(architectures(), scenarios())
def test_compiled_and_interpreted_runs_are_equal_bit_for_bit(architecture, scenario):
    fast, slow = (run(architecture, scenario, compiled)[1] for compiled in (True, False))
    assert_equal_bits(fast, slow)


def test_a_run_is_the_same_in_any_order_of_runs():
    from archlib.architectures import Monolith, QueueFleet
    from archlib.faults import drawn
    from archlib.scenario import Scenario
    from archlib.workload import Workload

    scenario = Scenario(Workload.evening_peak(days=1), faults=drawn(0.99, host=0.99), seed=3)
    first = run(QueueFleet(), scenario)[1]
    run(Monolith(), scenario.but(seed=4))
    assert run(QueueFleet(), scenario)[1].visits.tobytes() == first.visits.tobytes()
