"""A run that is cut gives the run itself, and at each cut the counters of a run that had ended there."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archlib as al
from archlib.engine.cuts import play_cut
from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.errors import EngineError, ParameterError, PolicyError
from archlib.outcome.usage import usage
from archlib.timeline import timeline
from tests.strategies import architectures, scenarios

DEADLINE_S = 3600.0
EVERY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
ARRAYS = (
    "arrive", "ack", "start", "ready", "reason", "fate", "deliveries", "worker", "visits", "lives", "ticks",
    "calls_ok", "calls_failed", "empty_receives", "deletes", "invocations", "dead_letters", "fault_hits",
)  # fmt: skip
QUEUE = al.QueueFleet(max_workers=5)
DAY = al.Scenario(al.Workload.evening_peak(days=1), faults=al.faults.standard_week(), seed=2)


def parts(architecture, scenario, deadline_s=DEADLINE_S):
    end_s = scenario.horizon_s + deadline_s
    return (
        architecture.built,
        Inputs.of(scenario, end_s),
        timeline(architecture.built, scenario.faults, scenario.seed, end_s),
    )


def equal(one, other):
    return all(
        np.array_equal(getattr(one, a), getattr(other, a), equal_nan=a in ("ack", "start", "ready")) for a in ARRAYS
    )


@EVERY
@given(architectures(), scenarios(), st.lists(st.floats(0.01, 0.99), min_size=1, max_size=4, unique=True))
def test_cuts_leave_the_run_as_it_is(architecture, scenario, shares):
    cuts = sorted(share * scenario.horizon_s for share in shares)
    built = parts(architecture, scenario)
    trace, found = play_cut(*built, cuts)
    assert equal(trace, play(*built))
    assert [cut.at_s for cut in found] == cuts


@EVERY
@given(architectures(), scenarios(), st.floats(0.05, 0.95))
def test_a_cut_counts_what_a_run_that_ends_there_counts(architecture, scenario, share):
    at_s = share * scenario.horizon_s
    if at_s < 1:
        return
    topology, inputs, faults = parts(architecture, scenario)
    trace, (cut,) = play_cut(topology, inputs, faults, [at_s])
    short = scenario.but(horizon_s=at_s)
    alone = play(*parts(architecture, short))
    mine = usage(topology, scenario, cut.of(trace), 100.0)
    theirs = usage(topology, short, alone, 100.0)
    for one, other in zip(mine, theirs, strict=True):
        if one.meter.kind != "lcu_hours" and one.meter.item != "ALB hour":  # these spread watching over the load's days
            assert one.quantity == pytest.approx(other.quantity, rel=1e-9, abs=1e-9), one


@pytest.mark.parametrize("compiled", [True, False])
def test_compiled_and_interpreted_cuts_are_equal(compiled):
    trace, (cut,) = play_cut(*parts(QUEUE, DAY), [40_000.0], compiled=compiled)
    again, (other,) = play_cut(*parts(QUEUE, DAY), [40_000.0])
    assert equal(trace, again)
    assert all(np.array_equal(getattr(cut, name), getattr(other, name)) for name in vars(cut))


def test_counters_never_fall_and_end_at_those_of_the_run():
    hours = [3600.0 * k for k in range(1, 24)]
    trace, cuts = play_cut(*parts(QUEUE, DAY), hours)
    for name in ("calls_ok", "deletes", "empty_receives"):
        rows = np.array([getattr(cut, name) for cut in cuts] + [getattr(trace, name)])
        assert (np.diff(rows, axis=0) >= 0).all()
        assert rows[-1].sum() > rows[0].sum()


def test_no_cuts_is_a_plain_run():
    trace, cuts = play_cut(*parts(QUEUE, DAY), [])
    assert cuts == ()
    assert equal(trace, play(*parts(QUEUE, DAY)))


def test_a_run_without_videos_can_be_cut():
    empty = al.Scenario(al.Workload.homogeneous(per_hour=0, days=1))
    _, cuts = play_cut(*parts(QUEUE, empty), [100.0, 200.0])
    assert [cut.calls_ok.sum() for cut in cuts] == [0, 0]


@pytest.mark.parametrize("cuts", [[0.0], [-1.0], [86_400.0], [5.0, 5.0], [6.0, 5.0], [float("nan")]])
def test_moments_that_do_not_rise_inside_the_horizon_are_refused(cuts):
    with pytest.raises(ParameterError, match="cuts_s"):
        play_cut(*parts(QUEUE, DAY), cuts)


def test_it_can_be_cancelled():
    with pytest.raises(EngineError, match="cancelled"):
        play_cut(*parts(QUEUE, DAY), [1000.0], progress=lambda _: False)


def test_progress_rises_to_the_end():
    told: list[float] = []
    play_cut(*parts(QUEUE, DAY), [1000.0, 50_000.0], progress=told.append)
    assert told == sorted(told) and 0 < told[0] <= told[-1] <= 1


def test_a_policy_that_fails_is_told():
    def desired(visible, in_flight, workers, oldest_s):
        return 1 // visible

    with pytest.raises(PolicyError, match="desired"):
        play_cut(*parts(al.QueueFleet(policy=desired), DAY), [1000.0])
