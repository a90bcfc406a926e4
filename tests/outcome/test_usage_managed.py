"""What buses, orchestrators and balancers count, and what that costs with the real list, by hand."""

import pytest

from archlib.prices import aws_us_east_1, instance_hours, lcu_hours, requests
from archlib.topology import (
    Balancer,
    Bus,
    Call,
    Delivery,
    Entry,
    Forward,
    Pool,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Send,
    Service,
    Store,
    Topology,
    Use,
)  # fmt: skip
from tests.outcome.made import ALL, COLUMNS, DAY_S, run_of

EVENTS = (requests("bus", "EventBridge event"),)
BALANCER = (instance_hours("ALB hour"), lcu_hours("ALB LCU"))
MESSAGES = (requests("queue", "SQS standard request"),)
BOX = Pool("box", ALL, COLUMNS, slots=9)


def of(topology, arrive, **load):
    """(quantity, used, USD) by (station, item)."""
    run = run_of(topology, arrive, {"transcode": 60.0}, prices=aws_us_east_1(), **load)
    usage = {(u.resource, u.meter.item): (u.quantity, u.used) for u in run.usage}
    usd = {(i.resource, i.item): i.amount_usd for i in run.bill.items}
    return {key: (*usage[key], usd[key]) for key in usage}


@pytest.mark.parametrize(("event_kb", "chunks"), [(1.0, 1), (64.0, 1), (64.1, 2), (256.0, 4)])
def test_each_begun_chunk_of_an_event_is_charged(event_kb, chunks):
    bus = Bus("bus", event_kb=event_kb, meters=EVENTS)
    door = Pool("door", slots=9)
    rule = Rule("bus", "box", {"detail-type": ["uploaded"]})
    found = of(
        Topology((door, bus, BOX), (Entry("upload", "door"), Publish("door", "bus", "uploaded"), rule)), [0.0, 1.0]
    )
    assert found["bus", "EventBridge event"] == (2 * chunks, 2 * chunks, pytest.approx(2 * chunks * 1.00 / 1e6))


def test_a_use_is_as_many_transitions_as_it_says():
    steps = Service("steps", meters=(requests("transition", "Step Functions transition"),))
    found = of(Topology((BOX, steps), (Entry("upload", "box"), Use("box", "steps", times=7))), [0.0, 1.0, 2.0])
    assert found["steps", "Step Functions transition"] == (21, 21, pytest.approx(21 * 0.025 / 1000))


def balanced(carries=1.0, **fields):
    meters = (instance_hours("ALB hour"), lcu_hours("ALB LCU", carries))
    stations = (Balancer("balancer", meters=meters, **fields), BOX)
    return Topology(stations, (Entry("upload", "balancer"), Forward("balancer", "box")))


def test_a_balancer_is_paid_by_the_hour_and_idle_while_nobody_comes():
    found = of(balanced(), [0.0, 60.0, 10_000.0])  # in hours 0 and 2
    assert found["balancer", "ALB hour"] == (24, 2, pytest.approx(24 * 0.0225))


def test_bytes_through_a_balancer():
    """Masters are 1 GB each, and an LCU holds 1 GB an hour; three in one hour, one in another."""
    found = of(balanced(), [0.0, 60.0, 120.0, 10_000.0])
    assert found["balancer", "ALB LCU"] == pytest.approx((4, 4, 4 * 0.008))
    assert of(balanced(carries=0.25), [0.0])["balancer", "ALB LCU"][0] == pytest.approx(0.25)


def test_new_connections_count_where_nothing_is_carried():
    """An LCU holds 25 new connections a second: 90 in an hour are a thousandth of one."""
    found = of(balanced(carries=0.0), [60.0 + 10 * i for i in range(90)])
    assert found["balancer", "ALB LCU"][0] == pytest.approx(90 / 3600 / 25)


def test_active_connections_count_where_they_are_most():
    """An LCU holds 3,000 connections at once: one that lasts an hour is a 3,000th of one."""
    topology = balanced(carries=0.0)
    run = run_of(topology, [3600.0], {"transcode": 5400.0})
    (lcu,) = (u.quantity for u in run.usage if u.meter.kind == "lcu_hours")
    new = 1 / 3600 / 25  # less than the connection that it begins
    assert new < 1 / 3000
    assert lcu == pytest.approx(1.5 / 3000)


def test_people_who_watch_are_new_connections_all_day():
    stations = (Balancer("balancer", meters=BALANCER), BOX, Store("videos"))
    edges = (Entry("upload", "balancer"), Forward("balancer", "box"), Entry("manage", "balancer"), Put("box", "videos"))
    found = of(Topology(stations, edges), [0.0], watch_per_s=5.0, watch_peak_per_s=5.0)
    assert found["balancer", "ALB hour"][:2] == (24, 24)
    assert found["balancer", "ALB LCU"][0] == pytest.approx(1 + 23 * 5 / 25)  # in the first hour its 1 GB is more


def test_a_call_that_comes_after_the_horizon_costs_nothing():
    stations = (BOX, Balancer("balancer", meters=BALANCER), Pool("late", slots=9, fixed_s=1.0))
    edges = (Entry("upload", "box"), Call("box", "balancer"), Forward("balancer", "late"))
    found = of(Topology(stations, edges), [DAY_S - 1.0])
    assert found["balancer", "ALB LCU"][0] == 0


def test_dead_letters_are_requests_of_their_queue():
    dead = Queue("dead", dead_letters=True, meters=MESSAGES)
    small = Pool("box", ALL, COLUMNS, slots=1, room=0)
    delivery = Delivery(tries=1, dead_letters="dead")
    rule = Rule("bus", "box", {"detail-type": ["uploaded"]}, delivery)
    stations = (Pool("door", slots=9), Bus("bus"), small, dead)
    found = of(Topology(stations, (Entry("upload", "door"), Publish("door", "bus", "uploaded"), rule)), [0.0, 1.0, 2.0])
    assert found["dead", "SQS standard request"] == (2, 2, pytest.approx(2 * 0.40 / 1e6))


def test_what_a_rule_brings_to_a_queue_is_sent():
    jobs, rule = Queue("jobs", meters=MESSAGES), Rule("bus", "jobs", {"detail-type": ["uploaded"]})
    edges = (Entry("upload", "door"), Publish("door", "bus", "uploaded"), rule, Receive("jobs", "box"))
    found = of(Topology((Pool("door", slots=9), Bus("bus"), jobs, BOX), edges), [0.0, 1.0])
    assert found["jobs", "SQS standard request"][1] == 2 * 3  # sent, received, deleted


@pytest.mark.parametrize("over", ["", "sizes"])
def test_sizes_are_put_once_each_whether_they_are_made_together_or_apart(over):
    store = Store("videos", meters=(requests("put", "S3 PUT"),))
    stations = (Pool("door", slots=9), Queue("jobs"), Pool("maker", ("process",), ("transcode",), slots=9), store)
    made = (Send("door", "jobs", over=over), Receive("jobs", "maker"), Put("maker", "videos"))
    assert of(Topology(stations, (Entry("upload", "door"), *made)), [0.0])["videos", "S3 PUT"][0] == 3


def test_two_balancers_before_one_pool_are_charged_for_their_own_requests():
    pools = (Pool("door", slots=9), BOX)
    balancers = (Balancer("front", meters=BALANCER), Balancer("back", meters=BALANCER))
    edges = (Entry("upload", "front"), Forward("front", "box"), Forward("back", "box"))
    found = of(Topology((*pools, *balancers), edges), [0.0, 60.0])
    assert (found["front", "ALB hour"][1], found["front", "ALB LCU"][0]) == (1, 2)
    assert (found["back", "ALB hour"][1], found["back", "ALB LCU"][0]) == (0, 0)
