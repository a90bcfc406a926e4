"""What functions and containers count, and what that costs with the real list, by hand."""

import pytest

from archlib.prices import (
    aws_us_east_1,
    gb_hours,
    gb_seconds,
    provisioned_gb_seconds,
    provisioned_run_gb_seconds,
    requests,
    vcpu_hours,
)  # fmt: skip
from archlib.topology import Entry, Function, Get, Pool, Queue, Receive, Send, Store, Topology
from tests.outcome.made import ALL, COLUMNS, DAY_S, run_of

RUN = (requests("function", "Lambda request"), gb_seconds("Lambda duration x86"))
PROVISIONED = (
    provisioned_gb_seconds("Lambda provisioned concurrency x86"),
    provisioned_run_gb_seconds("Lambda provisioned duration x86"),
)
FARGATE = (vcpu_hours("Fargate vCPU x86", 2.0), gb_hours("Fargate memory x86", 4.0))


def function(meters=RUN, init_s=2.0, **fields):
    return Function("fn", ALL, COLUMNS, init_s=init_s, memory_gb=2.0, meters=meters, **fields)


def called(meters=RUN, **fields):
    return Topology((function(meters, **fields),), (Entry("upload", "fn"),))


def counted(run):
    """(quantity, used, USD) by (station, meter)."""
    usage = {(u.resource, u.meter.item): (u.quantity, u.used) for u in run.usage}
    usd = {(i.resource, i.item): i.amount_usd for i in run.bill.items}
    return {key: (*usage[key], usd[key]) for key in usage}


def of(topology, arrive, seconds, **load):
    return counted(run_of(topology, arrive, {"transcode": seconds}, prices=aws_us_east_1(), **load))


def test_run_and_initialisation_are_billed_and_only_the_run_is_of_use():
    found = of(called(), [0.0, 100.0], [10.0004, 20.0])  # the second finds the environment of the first
    assert found["fn", "Lambda request"] == (2, 2, pytest.approx(2 * 0.20 / 1e6))
    gb_s = 2 * (10.001 + 20 + 2)  # each run is rounded up to a millisecond
    run = 2 * (10.001 + 20)
    assert found["fn", "Lambda duration x86"] == pytest.approx((gb_s, run, gb_s * 0.0000166667))


def test_a_run_of_whole_milliseconds_is_not_rounded_up():
    assert of(called(init_s=0.0), [0.1], [0.3])["fn", "Lambda duration x86"][0] == pytest.approx(0.6)


def test_what_hits_the_limit_is_billed():
    found = of(called(limit_s=900.0), [0.0], [2000.0])
    assert found["fn", "Lambda duration x86"][0] == pytest.approx(2 * 902)


def test_runs_are_cut_at_the_horizon():
    found = of(called(limit_s=9000.0), [DAY_S - 100], [2000.0])
    assert found["fn", "Lambda duration x86"][:2] == pytest.approx((2 * 100, 2 * 98))
    late = of(called(), [DAY_S - 1], [5.0])  # still being initialised
    assert late["fn", "Lambda duration x86"][:2] == pytest.approx((2 * 1, 0))


def test_zero_events_cost_nothing():
    assert of(called(), [], []) == {("fn", "Lambda request"): (0, 0, 0), ("fn", "Lambda duration x86"): (0, 0, 0)}


def test_provisioned_environments_are_paid_for_all_day():
    both = called((*RUN, *PROVISIONED), provisioned=1)
    found = of(both, [0.0, 1.0], [10.0, 20.0])  # the second finds the one busy, and another is made
    there = 2 * DAY_S
    assert found["fn", "Lambda provisioned concurrency x86"] == pytest.approx((there, 20, there * 0.0000041667))
    assert found["fn", "Lambda provisioned duration x86"] == pytest.approx((20, 20, 20 * 0.0000097222))
    assert found["fn", "Lambda duration x86"][:2] == pytest.approx((2 * 22, 2 * 20))


def test_without_a_meter_of_its_own_a_provisioned_run_is_a_run():
    found = of(called((*RUN, PROVISIONED[0]), provisioned=1), [0.0], [10.0])
    assert found["fn", "Lambda duration x86"][:2] == pytest.approx((20, 20))


def test_watching_is_invocations_too():
    stations = (function(read_s=0.05), Store("videos"))
    watched = Topology(stations, (Entry("upload", "fn"), Entry("manage", "fn"), Get("fn", "videos", on="manage")))
    found = of(watched, [0.0], [10.0], watch_per_s=2.0, watch_peak_per_s=2.0)
    assert found["fn", "Lambda request"][0] == 1 + 2 * DAY_S
    assert found["fn", "Lambda duration x86"][1] == pytest.approx(2 * (10 + 2 * DAY_S * 0.05))


def test_containers_live_from_launch_until_they_have_been_idle():
    found = of(called(FARGATE, keep_alive_s=600.0), [0.0], [100.0])
    hours = (2 + 100 + 600) / 3600
    assert found["fn", "Fargate vCPU x86"] == pytest.approx((2 * hours, 2 * 100 / 3600, 2 * hours * 0.04048))
    assert found["fn", "Fargate memory x86"] == pytest.approx((4 * hours, 4 * 100 / 3600, 4 * hours * 0.004445))


def test_a_container_is_billed_for_a_minute_at_least():
    found = of(called(FARGATE, keep_alive_s=0.0), [0.0], [10.0])
    assert found["fn", "Fargate vCPU x86"][0] == pytest.approx(2 * 60 / 3600)


def test_a_batch_is_one_invocation_and_one_receive():
    door = Pool("door", slots=9)
    jobs = Queue("jobs", meters=(requests("queue", "SQS standard request"),))
    worker = function(batch=10, concurrency=1, pollers=5, poll_wait_s=20.0)
    edges = (Entry("upload", "door"), Send("door", "jobs"), Receive("jobs", "fn"))
    found = of(Topology((door, jobs, worker), edges), [10.0, 11.0, 12.0], [30.0, 30.0, 30.0])
    # the first by itself, and the two that came meanwhile together
    assert found["fn", "Lambda request"][0] == 2
    assert found["fn", "Lambda duration x86"][1] == pytest.approx(2 * 90)
    # 3 sends, 2 receives, 3 deletes; 5 pollers wait in vain while nothing is visible, from 42 to the end of the day
    empty = 5 * ((DAY_S - 42) // 20)
    assert found["jobs", "SQS standard request"] == pytest.approx((8 + empty, 8, (8 + empty) * 0.40 / 1e6))


def test_a_run_of_whole_milliseconds_is_not_rounded_up_late_in_a_year():
    arrive = [300 * DAY_S + 17.31 * i for i in range(200)]
    run = run_of(called(init_s=0.0), arrive, {"transcode": 0.1}, days=365.0)
    (duration,) = (u for u in run.usage if u.meter.item == "Lambda duration x86")
    assert duration.quantity == pytest.approx(2 * 200 * 0.1)
