"""What the meters count, item by item, by hand."""

import math

import numpy as np
import pytest

import archlib as al
from archlib.errors import TopologyError
from archlib.outcome.trace import Reason
from archlib.outcome.usage import usage
from archlib.prices import gb_months, instance_hours, requests
from archlib.topology import Call, Entry, Pool, Store, Topology
from tests.outcome.made import DAY_S, box, fleet, run_of, scenario, trace_of

INF = math.inf
HOURS = instance_hours("c5.large")
MONTH_S = 730 * 3600


def counted(run):
    """(quantity, used) by (station, meter)."""
    return {(u.resource, u.meter.op or u.meter.kind): (u.quantity, u.used) for u in run.usage}


def hours_of(lives, visits=(), slots=1, horizon_s=DAY_S):
    topology = box(slots=slots, meters=(HOURS,))
    trace = trace_of(9, visits, lives, horizon_s=horizon_s)
    return next(u for u in usage(topology, scenario(), trace, 0.0) if u.resource == "box")


@pytest.mark.parametrize(
    ("lives", "billed_s"),
    [
        ([(0, 0, INF, 0, Reason.UNFINISHED, 0)], DAY_S),
        ([(100, 190, 400, 0, Reason.OK, 0)], 300),  # from launch, not from ready
        ([(100, INF, 130, 0, Reason.CRASHED, 0)], 60),  # 60 s at least
        ([(100, 100, 160, 0, Reason.OK, 0), (500, 500, 520, 0, Reason.OK, 0)], 120),
        ([(DAY_S - 100, DAY_S, INF, 0, Reason.UNFINISHED, 0)], 100),  # cut at the horizon
        ([(DAY_S - 10, DAY_S, INF, 0, Reason.UNFINISHED, 0)], 60),
        ([(DAY_S, DAY_S, INF, 0, Reason.UNFINISHED, 0)], 0),  # launched after it
        ([], 0),
    ],
)
def test_instances_bill_from_launch_to_end(lives, billed_s):
    assert hours_of(lives).quantity == pytest.approx(billed_s / 3600)


def test_used_is_slots_in_use_over_slots_paid():
    life = [(0, 0, INF, 0, Reason.UNFINISHED, 0)]
    visits = [
        (0, 0, 3600, 0, 0, Reason.OK, 0, 1),
        (0, 1800, 5400, 1, 0, Reason.CRASHED, 0, 1),  # work that was lost was work
        (0, INF, 9, 2, 0, Reason.NO_ROOM, -1, 1),
        (DAY_S - 60, DAY_S - 60, INF, 3, 0, Reason.UNFINISHED, 0, 1),  # cut at the horizon
        (DAY_S + 5, DAY_S + 5, DAY_S + 9, 4, 0, Reason.OK, 0, 1),
    ]
    assert hours_of(life, visits, slots=2).used == pytest.approx((3600 + 3600 + 60) / 2 / 3600)


def test_an_idle_box_is_paid_and_not_used():
    assert counted(run_of(box(meters=(HOURS,))))["box", "instance_hours"] == (24, 0)


def test_a_box_that_stations_share_is_as_used_as_the_busiest():
    pools = (
        Pool("upload", ("upload",), ("transfer",), slots=100, hosts="box"),
        Pool("process", ("process",), ("transcode",), slots=2, hosts="box", meters=(HOURS,)),
    )
    run = run_of(Topology(pools, (Entry("upload", "upload"), Call("upload", "process"))), [0.0], {"transcode": 3600.0})
    # upload holds 1 of 100 threads for the same hour in which processing uses 1 of 2 slots
    assert counted(run)["process", "instance_hours"] == (24, pytest.approx(0.5))


def test_stations_on_hosts_of_their_own_are_apart():
    hosts = [None, None]
    pools = (
        Pool("upload", ("upload",), ("transfer",), hosts=hosts[0], meters=(HOURS,)),
        Pool("process", ("process",), ("transcode",), hosts=hosts[1], meters=(HOURS,)),
    )
    run = run_of(Topology(pools, (Entry("upload", "upload"), Call("upload", "process"))), [0.0],
                 {"transfer": 1800.0, "transcode": 3600.0})  # fmt: skip
    assert counted(run)["upload", "instance_hours"][1] == pytest.approx(1.5)  # held while processing works
    assert counted(run)["process", "instance_hours"][1] == pytest.approx(1.0)


def test_a_service_that_is_billed_by_the_hour_is_always_on():
    store = Store("db", meters=(instance_hours("db.t3.large MySQL"),))
    pool = Pool("one", ("upload",), ("transfer",))
    assert counted(run_of(Topology((pool, store), (Entry("upload", "one"),))))["db", "instance_hours"] == (24, 24)


def test_bytes_are_stored_from_the_put_to_the_horizon():
    run = run_of(fleet(), [0.0, 43_200.0], {"transfer": 100.0, "transcode": 1000.0})
    share = run.scenario.load.rendition_share
    ready = run.trace.ready
    assert np.isfinite(ready).all()
    masters = (DAY_S - 100) + (DAY_S - 43_300)
    sizes = share * float((DAY_S - ready).sum())
    assert counted(run)["videos", "gb_months"][0] == pytest.approx((masters + sizes) / MONTH_S)


def test_only_the_first_success_stores():
    sources = [
        (0, 0, 10, 0, 0, Reason.CRASHED, 0, 1),
        (20, 20, 50, 0, 0, Reason.OK, 0, 2),
        (60, 60, 90, 0, 0, Reason.OK, 0, 3),
        (DAY_S, DAY_S, DAY_S + 9, 1, 0, Reason.OK, 0, 1),  # after the horizon
    ]
    topology = box()
    stored = usage(topology, scenario(), trace_of(2, sources, horizon_s=DAY_S), 0.0)[0]
    both = 1 + scenario().load.rendition_share
    assert stored.quantity == pytest.approx(both * (DAY_S - 50) / MONTH_S)
    assert stored.used == stored.quantity


def test_requests_of_a_store():
    run = run_of(fleet(), [0.0, 5.0], {"transcode": 10.0}, watch_per_s=2.0, watch_peak_per_s=2.0)
    sizes = len(run.scenario.load.sizes)
    assert counted(run)["videos", "put"] == (2 * (1 + sizes), 2 * (1 + sizes))
    assert counted(run)["videos", "get"][0] == pytest.approx(2 + 2 * DAY_S)  # the workers' and the viewers'


def test_nobody_watches_while_manage_is_down():
    run = run_of(fleet(), faults=al.faults.down("manage", 1, 6))
    assert counted(run)["videos", "get"][0] == pytest.approx(18 * 3600)


def test_failed_calls_are_not_billed():
    run = run_of(fleet(), [0.0, 10.0], faults=al.faults.down("store", 0, 24))
    assert counted(run)["videos", "put"] == (0, 0)
    assert run.trace.calls_failed.sum() > 0


def test_requests_of_a_queue():
    # one worker is always there: it looks at 0 s, and each 20 s while it is idle
    run = run_of(fleet(min_size=1, max_size=1), [50.0], {"transcode": 1000.0})
    quantity, used = counted(run)["jobs", "queue"]
    assert used == 3  # sent, received, deleted
    assert quantity - used == 50 // 20 + (DAY_S - 1050) // 20


def test_a_redelivery_is_another_receive():
    run = run_of(fleet(visibility_s=400.0, min_size=3), [0.0], {"transcode": 1000.0})
    assert run.trace.deliveries[0] == 3
    assert counted(run)["jobs", "queue"][1] == 1 + 3 + 1


@pytest.mark.parametrize(
    ("meter", "wants"),
    [(gb_months("gp3 storage"), "Store"), (requests("put", "S3 PUT"), "Store"), (requests("queue", "x"), "Queue")],
)
def test_a_meter_at_the_wrong_station(meter, wants):
    run = run_of(box(meters=(meter,)))
    with pytest.raises(
        TopologyError, match=rf"station 'box' \(Pool\) has a meter of .*which counts at a {wants}; move"
    ):
        run.usage  # noqa: B018
