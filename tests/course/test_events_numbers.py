"""The bills, numbers and rules of notebook 06, beside the claims."""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import EventDriven, Microservices, QueueFleet
from archlib.course import catalogue, events
from archlib.course.events import hasty
from archlib.course.routing import WISHES, delivered, read_pattern, renamed, varieties
from archlib.course.stream import CUSTOMERS, INFRASTRUCTURE, MONITORS, PARTS, stream
from archlib.prices import aws_us_east_1, teaching
from archlib.topology import Alert, Rule
from archlib.topology.patterns import matches
from tests.course.eventful import HOUR_S, run, told, usd, used

# --- the bill of a busy day by hand, and the numbers of the notebook ---


def test_the_bill_of_a_day_is_what_can_be_counted_by_hand() -> None:
    found = run(EventDriven(extra_consumers=2, consumer_s=2.0), per_hour=3.0, transcode_cv=0.0)
    price = {name: teaching().price(name).usd for name in teaching().rows}
    n, done = len(found.jobs), int(np.count_nonzero(found.trace.ready < found.trace.horizon_s))
    items = usd(found)
    assert items["bus"] == pytest.approx((n + done) * price["EventBridge event"])
    each = price["Lambda request"] + 2.0 * 128 / 1024 * price["Lambda duration x86"]
    init = 2.0 * 128 / 1024 * price["Lambda duration x86"]
    made = np.count_nonzero(found.trace.lives["station"] == found.topology.index["consumer 1"])
    assert items["consumer 1"] == pytest.approx(n * each + made * init, rel=0.01)
    lives = found.trace.lives[found.trace.lives["station"] == found.topology.index["process"]]
    hours = float((np.minimum(lives["end"], found.trace.horizon_s) - lives["launch"]).sum()) / HOUR_S
    boxed = hours * (2 * price["Fargate vCPU x86"] + 4 * price["Fargate memory x86"])
    assert items["process"] == pytest.approx(boxed, rel=1e-6)


def test_the_bill_of_objects_told_is_what_can_be_counted_by_hand() -> None:
    """An event for each object put; a call of the archive, of consumer_s and a cold start, for each master."""
    few, more = (run(EventDriven(consumer_s=2.0, object_events=o), per_hour=3.0) for o in (False, True))
    price = {name: teaching().price(name).usd for name in teaching().rows}
    n, done = len(more.jobs), int(np.count_nonzero(more.trace.ready < more.trace.horizon_s))
    before, after = usd(few), usd(more)
    told = n + done * len(more.scenario.load.sizes)
    assert after.pop("bus") - before.pop("bus") == pytest.approx(told * price["EventBridge event"])
    made = np.count_nonzero(more.trace.lives["station"] == more.topology.index["archive"])
    seconds = n * 2.0 + made * 2.0
    by_hand = n * price["Lambda request"] + seconds * 128 / 1024 * price["Lambda duration x86"]
    assert after.pop("archive") == pytest.approx(by_hand, rel=0.01)
    assert after == before  # and nothing else costs more or less


def test_the_bill_of_an_idle_month_at_real_prices() -> None:
    queued = events.idle(EventDriven(via_queue=True)).reprice(aws_us_east_1())
    assert queued.bill.total == pytest.approx(657_000 * 0.4e-6, rel=1e-3)
    worker = events.idle(QueueFleet(min_workers=1)).reprice(aws_us_east_1())
    assert usd(worker)["workers"] == pytest.approx(730 * aws_us_east_1().price("c5.large").usd)


def test_the_answers_are_those_of_the_syllabus_and_of_runs() -> None:
    numbers = {e: catalogue.exercise(f"06.E{e}").answer() for e in range(1, 6)}
    assert {k: round(float(v), 4) for k, v in numbers.items()} == {1: 25.75, 2: 86_400, 3: 0.2628, 4: 7, 5: 0.9984}
    mean, _ = events.lost_runs(hasty())
    assert catalogue.exercise("06.E1").check(mean).ok and catalogue.exercise("06.E1").check(25).ok


def test_a_fifth_consumer_changes_no_producer() -> None:
    few, more = (EventDriven(extra_consumers=n) for n in (events.BEFORE, events.BEFORE + 1))
    heard = [e.target for e in more.built.edges if isinstance(e, Rule) and matches(e.pattern, varieties()[0].events[0])]
    assert len(heard) == 5
    assert events.told(few.built) == events.told(more.built)
    assert (run(few).trace.ready == run(more).trace.ready).all()


def test_dead_letters_are_kept_and_delivered_anew() -> None:
    plan = faults.down("process", 12.0, 0.5)
    kept = run(EventDriven(delivery_age_s=300.0), plan, per_hour=60.0)
    anew = run(EventDriven(delivery_age_s=300.0, redrive_after_s=7200.0), plan, per_hour=60.0)
    n = kept.trace.dead_letters.sum()
    assert n == kept.availability["process"].reasons["dead-lettered"] > 15
    assert anew.jobs.counts()["ready"] == len(anew.jobs)
    assert anew.availability["process"].reasons == {"ready after the deadline": n}


# --- the rules to be written ---


def test_every_wish_can_be_met_and_no_first_rule_is_refused() -> None:
    for wish in WISHES:
        assert sum(delivered(wish.right)) > 0
        assert sum(delivered(read_pattern(wish.first))) > 0
    assert sum(len(v.events) for v in varieties()) > 200
    assert {v.origin for v in varieties()} == {CUSTOMERS, PARTS, INFRASTRUCTURE, MONITORS}


def test_x22_a_renamed_field_breaks_those_who_look_at_it_and_nobody_else() -> None:
    broken = [w.consumer for w in WISHES if sum(delivered(w.right)) and not sum(delivered(w.right, is_renamed=True))]
    assert broken == ["large videos", "usage"]
    untouched = [w.consumer for w in WISHES if delivered(w.right) == delivered(w.right, is_renamed=True)]
    assert sorted(broken + untouched) == sorted(w.consumer for w in WISHES)
    one = varieties()[0].events[0]
    assert renamed(one)["detail"]["size_gb"] == one["detail"]["master_gb"] and "master_gb" not in renamed(one)["detail"]


def test_what_a_bus_lets_through_is_what_the_run_told() -> None:
    """The engine's own rules against the events read off its run, event by event."""
    found = run(EventDriven(extra_consumers=1), per_hour=10.0)
    for edge, ok in zip(found.topology.edges, found.trace.calls_ok, strict=True):
        if isinstance(edge, Rule):
            come = [t.event(i) for t in stream(found) if t.source == "video-service" for i in range(len(t.time_s))]
            under_way = sum(matches(edge.pattern, one) for one in come) - ok
            assert 0 <= under_way <= 1 and ok > 200


def test_what_a_bus_lets_through_of_objects_is_what_the_store_told() -> None:
    """The same for the store's own events: each is brought to the archive if its rule matches."""
    found = run(EventDriven(object_events=True), faults.down("process", 12.0, 0.5), per_hour=10.0)
    rule = next(e for e in found.topology.edges if isinstance(e, Rule) and e.target == "archive")
    come = [t.event(i) for t in stream(found) if t.source == "aws.s3" for i in range(len(t.time_s))]
    uses = dict(zip((e.name for e in found.topology.edges), found.trace.calls_ok, strict=True))
    assert uses["videos>bus:notify"] == len(come) > 800
    assert uses[rule.name] == sum(matches(rule.pattern, one) for one in come) == len(found.jobs)


def test_what_a_bus_lets_through_of_an_alarm_is_what_it_told() -> None:
    """The same for an alarm: who is on call hears each time that it begins to ring."""
    found = run(EventDriven(alarm=True), faults.down("process", 12.0, 0.5), per_hour=10.0)
    rule = next(e for e in found.topology.edges if isinstance(e, Rule) and e.target == "on call")
    come = [t.event(i) for t in stream(found) if t.origin == MONITORS for i in range(len(t.time_s))]
    assert used(found, Alert) == len(come) > 0
    ok = dict(zip((e.name for e in found.topology.edges), found.trace.calls_ok, strict=True))[rule.name]
    assert ok == sum(matches(rule.pattern, one) for one in come) == len(come) / 2


def test_other_architectures_tell_too() -> None:
    for made in (QueueFleet(), Microservices()):
        assert told(run(made), INFRASTRUCTURE) > 0
