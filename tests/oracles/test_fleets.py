"""Queue and fleet: engine against SimPy, job by job, tick by tick, life by life."""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import QueueFleet
from archlib.outcome.trace import Reason
from tests.oracles.same import Case, assert_same, billed_s, case
from tests.oracles.systems import DAY_S, day, exponential, fleet, poisson

N = 1_000


def busy_hours(seed: int = 1, faulty: faults.Faults | None = None, **fields: object) -> Case:
    """A queue fleet under 1,000 videos in about eight hours; a video takes four minutes."""
    means = {"transfer": 3.0, "transcode": 240.0, "catalogue": 1.0}
    work = {c: exponential(10 * seed + k, N, mean) for k, (c, mean) in enumerate(means.items())}
    return case(QueueFleet(**{"max_workers": 20} | fields), poisson(seed, N, 1 / 30), work, faulty, seed=seed)


@pytest.mark.parametrize("queue", [True, False])
@pytest.mark.parametrize("idle_s", [0.0, 300.0])
def test_the_autoscaled_day(idle_s, queue):
    """0 to 1337 workers follow a day's sine; the whole day is played by `benchmarks.engine`."""
    arrive = day(1, mean_per_s=0.05)
    work = {"work": exponential(1, len(arrive), 60.0)}
    trace = assert_same(case(fleet(idle_s=idle_s, queue=queue), arrive, work, horizon_s=DAY_S))
    assert (trace.reason == Reason.OK).all() and not np.isnan(trace.ready).any()


def test_a_burst_that_launches_more_workers_at_once_than_the_heap_first_holds():
    trace = assert_same(case(fleet(), np.zeros(3_000), {"work": exponential(2, 3_000, 600.0)}, more_s=7_200.0))
    assert trace.ticks["booting"].max() == 1337


@pytest.mark.parametrize("policy", ["ceil", "floor", "alarm", "backlog_per_instance"])
@pytest.mark.parametrize("protection", [True, False])
def test_policies_and_scale_in(policy, protection):
    """Without protection a scale-in ends workers with a video in hand, which comes back by its timeout."""
    fields = {"target": 2.0, "alarm_step": 3, "cooldown_s": 120.0, "idle_s": 60.0, "visibility_s": 700.0}
    fields |= {"min_workers": 1}  # at zero instances the backlog of each has no value
    trace = assert_same(busy_hours(policy=policy, scale_in_protection=protection, **fields))
    assert (trace.visits["reason"] == Reason.CRASHED).any() != protection


@pytest.mark.parametrize("order", ["fifo", "standard"])
@pytest.mark.parametrize("stale_deletes", [True, False])
def test_visibility_timeouts_and_crashing_workers(order, stale_deletes):
    """The timeout is shorter than many a work, and workers crash: redelivery, stale receipts, dead letters."""
    fields = {"queue_order": order, "reorder": 0.3, "stale_receipt_deletes": stale_deletes, "max_receives": 2}
    plan = faults.drawn({"process": 0.9}, mttr_s=300.0)
    trace = assert_same(busy_hours(faulty=plan, visibility_s=400.0, **fields))
    assert {Reason.OK, Reason.DEAD_LETTERED} == {Reason(r) for r in np.unique(trace.fate)}
    assert trace.deliveries.max() == 2 and (trace.visits["reason"] == Reason.CRASHED).any()


@pytest.mark.parametrize("per_min", [0, 1, 5])
@pytest.mark.parametrize("quota", [1337, 6])
@pytest.mark.parametrize("tick_s", [7.0, 60.0, 150.0])
def test_a_provider_that_takes_so_many_launches_and_no_more(per_min, quota, tick_s):
    """Its bucket holds a minute's launches, or a tick's; the rest is refused, and asked for again."""
    fields = {"launches_per_min": per_min, "instance_quota": quota, "tick_s": tick_s, "idle_s": 60.0}
    trace = assert_same(busy_hours(**fields))
    ticks = trace.ticks
    assert (ticks["ready"] + ticks["booting"]).max() <= quota
    if per_min == 1 or quota == 6:
        assert (ticks["refused"] > 0).any()
    if per_min == 0 and quota == 1337:
        assert not ticks["refused"].any()
    if per_min:
        launches = np.sort(trace.lives["launch"][trace.lives["station"] == 4])
        most, window_s = per_min * max(1.0, tick_s / 60), max(60.0, tick_s)
        for start in launches:  # what was in the bucket, and what came into it
            assert np.count_nonzero((launches >= start) & (launches < start + window_s)) <= 2 * most + 1


@pytest.mark.parametrize("retention_s", [300.0, 345_600.0])
def test_messages_expire(retention_s):
    trace = assert_same(busy_hours(max_workers=5, retention_s=retention_s))
    assert (trace.fate == Reason.EXPIRED).any() == (retention_s < 1_000)


@pytest.mark.parametrize(("replace_after_s", "mttr_s"), [(0.0, 600.0), (120.0, 60.0), (120.0, 600.0), (1200.0, 600.0)])
def test_hosts_fail_and_workers_are_replaced(replace_after_s, mttr_s):
    """Also while they boot, and for less time than it takes to replace them."""
    plan = faults.drawn(None, host=0.8, mttr_s=mttr_s)
    trace = assert_same(busy_hours(2, plan, min_workers=2, replace_after_s=replace_after_s, boot_s=300.0))
    replaced = trace.lives[(trace.lives["station"] == 4) & (trace.lives["reason"] == Reason.CRASHED)]
    assert len(replaced) > 0
    assert np.isinf(replaced["ready"]).any() == (replace_after_s < 300)  # given up before it was ready


def test_code_and_hosts_of_the_same_workers_fail():
    """A worker launched on a place whose host is still down has not met that fault, whatever else strikes it."""
    plan = faults.drawn({"process": 0.8}, host=0.8, mttr_s=600.0) + faults.down("process", 2, 0.5, instance=1)
    for seed in (1, 2, 3):
        assert_same(busy_hours(seed, plan, min_workers=1, boot_s=30.0))


def test_a_whole_fleet_a_queue_and_a_store_fail():
    """One worker, since a fault of all ends their work in no order that a rule names."""
    plan = faults.down("process", 1, 0.5) + faults.drawn({"queue": 0.9, "store": 0.9}, mttr_s=300.0)
    trace = assert_same(busy_hours(faulty=plan, max_workers=1, visibility_s=600.0, max_receives=5))
    assert {Reason.NO_HOST, Reason.CRASHED} < {Reason(r) for r in np.unique(trace.visits["reason"])}


@pytest.mark.parametrize("protect", [True, False])
def test_a_fleet_that_is_called(protect):
    """Calls wait in line for workers that boot, fail, and are ended under them; who is lost tries again."""
    plan = faults.drawn({"process": 0.9}, host=0.9, mttr_s=300.0) + faults.no_launch(1, 0.2)
    system = fleet(largest=20, smallest=1, queue=False, idle_s=30.0, protect=protect)
    trace = assert_same(case(system, poisson(6, N, 1 / 30), {"work": exponential(6, N, 240.0)}, plan))
    assert {Reason.OK, Reason.CRASHED} <= {Reason(r) for r in np.unique(trace.reason)}


def test_launches_fail():
    trace = assert_same(busy_hours(faulty=faults.no_launch(0.5, 2)))
    assert trace.ticks["refused"].max() > 0


def test_short_polls():
    """Workers poll each 7.3 s from the moment they fall idle; who falls idle while messages wait polls at once."""
    fields = {"policy": "alarm", "poll_every_s": 7.3, "visibility_s": 43_200.0, "tick_s": 61.0}
    trace = assert_same(busy_hours(3, **fields))
    waits = trace.visits[trace.visits["station"] == 2]
    assert np.median(waits["start"] - waits["enter"]) > 0 and trace.empty_receives[4] > N


def test_the_bill_is_the_integral_of_booting_up_and_draining_workers():
    """To 0.001 h; the horizon cuts it, and a failed worker bills until it is replaced."""
    this = busy_hours(4, faults.drawn(None, host=0.9, mttr_s=600.0), scale_in_protection=False, idle_s=30.0)
    trace, world = this.engine(), this.reference()
    number = this.topology.index["workers"]
    assert billed_s(trace, number) / 3600 == pytest.approx(world.desks["workers"].billed_s / 3600, abs=0.001)
    assert billed_s(trace, number) > 0


def test_a_target_near_zero_wants_all_there_may_be():
    """Messages over target is infinite here, and no whole number."""
    this = case(fleet(largest=7, target=5e-324), [0.0, 1.0], {"work": 600.0}, more_s=3_600.0)
    for compiled in (True, False):
        assert this.engine(compiled).ticks["desired"].max() == 7
