"""Pools and chains of calls: engine against SimPy, job by job."""

import numpy as np
import pytest

from archlib import faults
from archlib.outcome.trace import Reason
from archlib.topology import Policy
from tests.oracles.same import assert_same, case
from tests.oracles.systems import box, chain, exponential, poisson

N = 5_000


def seen(trace) -> set[Reason]:
    """The reasons of the answers."""
    return {Reason(r) for r in np.unique(trace.reason)}


@pytest.mark.parametrize(("slots", "room", "order"), [
    (1, None, "fifo"), (20, None, "fifo"), (1, None, "lifo"), (20, 7, "fifo"), (20, 7, "lifo"), (3, 0, "fifo"),
])  # fmt: skip
def test_mmc_waits_and_refusals(slots, room, order):
    this = case(box(slots, room, order), poisson(1, N, 0.9 * slots), {"work": exponential(1, N, 1.0)})
    trace = assert_same(this)
    assert seen(trace) == ({Reason.OK} if room is None else {Reason.OK, Reason.NO_ROOM})


@pytest.mark.parametrize("cancels", [False, True])
@pytest.mark.parametrize("patience_s", [40.0, 400.0])
def test_a_chain_that_holds_its_slots(cancels, patience_s):
    """Three tiers with little room; the middle one is slow, so that waiting climbs."""
    inner, client = Policy(patience_s, cancels), Policy(1.3 * patience_s, cancels, tries=2, backoff_s=5.0, jitter=1.0)
    system = chain((3, 5, 2), (30, 10, 2), inner, client)
    work = {name: exponential(k, N, mean) for k, (name, mean) in enumerate({"w0": 1.0, "w1": 20.0, "w2": 3.0}.items())}
    trace = assert_same(case(system, poisson(2, N, 0.6), work))
    assert seen(trace) >= {Reason.OK, Reason.NO_ROOM}
    assert (Reason.TIMED_OUT in seen(trace)) == (patience_s < 100)
    held = trace.visits[(trace.visits["station"] == 0) & (trace.visits["reason"] == Reason.OK)]
    assert (held["end"] - held["start"]).mean() > 20  # the first tier's slot waits for the others


@pytest.mark.parametrize("order", ["fifo", "lifo"])
@pytest.mark.parametrize("cancels", [False, True])
def test_a_retry_storm(order, cancels):
    """Patience is shorter than the response under overload; abandoned work still takes its slot; then an outage."""
    retrying = {"timeout_s": 4.0, "cancels_callee": cancels, "tries": 3, "backoff_s": 0.5, "backoff_cap_s": 1.0}
    system = box(5, None, order, **retrying, jitter=0.8)
    outage = faults.down("process", start_h=600 / 3600, hours=60 / 3600)
    trace = assert_same(case(system, poisson(3, N, 4.6), {"work": exponential(3, N, 1.0)}, outage))
    assert seen(trace) >= {Reason.OK, Reason.TIMED_OUT, Reason.NO_HOST}
    assert trace.calls_failed[0] > 2 * np.isin(trace.reason, (Reason.TIMED_OUT, Reason.CRASHED)).sum()
    abandoned = np.isnan(trace.ack) & ~np.isnan(trace.ready)
    assert abandoned.any() != cancels  # what nobody waits for is finished all the same, unless it is cancelled


@pytest.mark.parametrize("instances", [1, 3])
def test_instances_crash_in_mid_job(instances):
    """Drawn faults on each of k instances and on all of them; the line is lost when the last one goes."""
    plan = faults.drawn({"process": 0.8}, mttr_s=50.0, common_cause=0.3)
    system = box(1, 10, instances=instances, timeout_s=30.0, tries=2, backoff_s=3.0, jitter=1.0)
    trace = assert_same(case(system, poisson(4, N, 0.7 * instances), {"work": exponential(4, N, 1.0)}, plan))
    assert seen(trace) >= {Reason.OK, Reason.NO_HOST, Reason.NO_ROOM}
    crashed = trace.visits[trace.visits["reason"] == Reason.CRASHED]
    assert set(np.unique(crashed["place"])) == {-1, *range(instances)}  # in work, and in the line
    assert len(np.unique(trace.worker[trace.worker >= 0])) == instances


def test_wrong_answers_and_slowness():
    plan = faults.error("process", 0.1, 0.1) + faults.slow("process", 2.5, 0.15, 0.2)
    this = case(box(4), poisson(5, N, 3.0), {"work": exponential(5, N, 1.0)}, plan)
    assert seen(assert_same(this)) == {Reason.OK, Reason.ERROR}
