"""Claims E1 to E15: each is varied in the real model and seen."""

from typing import Any

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import Architecture, EventDriven, Microservices, QueueFleet
from archlib.compare import compare
from archlib.course import catalogue, events, links
from archlib.course.events import BARE, hasty
from archlib.course.fleets import fixed
from archlib.course.routing import WISHES, delivered, read_pattern, renamed, varieties
from archlib.course.stream import CUSTOMERS, INFRASTRUCTURE, MONITORS, PARTS, stream
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.lab.figures.awake import parts
from archlib.lab.figures.picture import lanes
from archlib.lab.figures.polls import asked
from archlib.outcome import Reason, Run, needed
from archlib.outcome.health import DOWN
from archlib.prices import aws_us_east_1, teaching
from archlib.scenario import Scenario
from archlib.topology import Bus, Publish, Rule
from archlib.topology.patterns import matches
from archlib.workload import Workload

HOUR_S = 3600.0


def load(per_hour: float = 20.0, days: float = 1.0, **fields: Any) -> Workload:
    return Workload.homogeneous(per_hour=per_hour, days=days, **{**BARE, "transcode_s": 60.0, **fields})


def run(made: Architecture, plan: Faults | None = None, seed: int = 1, **fields: Any) -> Run:
    return simulate(made, Scenario(load(**fields), faults=plan or Faults(), seed=seed), prices=teaching())


def told(found: Run, origin: str) -> int:
    return sum(len(one.time_s) for one in stream(found) if one.origin == origin)


def used(found: Run, kind: type) -> int:
    return sum(int(n) for e, n in zip(found.topology.edges, found.trace.calls_ok, strict=True) if isinstance(e, kind))


def at(found: Run, feature: str, hour: float) -> int:
    strip = found.strips[feature]
    return int(strip.state[(strip.start_s <= hour * HOUR_S) & (strip.end_s > hour * HOUR_S)][0])


def usd(found: Run) -> dict[str, float]:
    items: dict[str, float] = {}
    for item in found.bill.items:
        items[item.resource] = items.get(item.resource, 0.0) + item.amount_usd
    return {name: amount for name, amount in items.items() if amount > 0}


@pytest.mark.parametrize("per_hour", [0.0, 10.0, 40.0])
def test_e1_events_come_from_what_customers_deal_with(per_hour: float) -> None:
    found = run(EventDriven(), per_hour=per_hour)
    assert told(found, CUSTOMERS) == np.count_nonzero(found.trace.ack < found.trace.horizon_s) == len(found.jobs)


def test_e2_events_come_from_the_infrastructure() -> None:
    short, long = (run(EventDriven(keep_alive_s=s)) for s in (0.0, 3600.0))
    sizes = len(short.scenario.load.sizes)
    objects = [t for t in stream(short) if t.kind == "Object Created"]
    made = int(short.trace.deliveries.sum()) - 1  # one video is still worked on at the end of the day
    assert [len(t.time_s) for t in objects] == [len(short.jobs), made * sizes]
    # containers that are kept start and stop less often
    assert told(short, INFRASTRUCTURE) > told(long, INFRASTRUCTURE) > len(long.jobs) * (1 + sizes)


def test_e3_events_come_from_monitors() -> None:
    calm, struck = run(EventDriven()), run(EventDriven(), faults.down("process", 12.0, 1.0))
    assert told(calm, MONITORS) == 0
    (alarms,) = [t for t in stream(struck) if t.origin == MONITORS]
    said = [(alarms.time_s[i] / HOUR_S, alarms.event(i)["detail"]["state"]["value"]) for i in range(2)]
    assert said == [(12.0, "ALARM"), (13.0, "OK")] and len(alarms.time_s) == 2


@pytest.mark.parametrize("retries", [0, 1, 3])
def test_e4_upload_tells_of_its_failures_and_hears_of_them(retries: int) -> None:
    made = EventDriven(self_retries=retries)
    assert ("upload" in events.producers(made.built)) and ("upload" in events.consumers(made.built)) == (retries > 0)
    found = run(made, faults.flaky(0.2, role="upload"), per_hour=200.0)
    n, share = len(found.jobs), theory.final_failure(0.2, retries)
    lost = np.count_nonzero(found.trace.reason != Reason.OK)
    assert lost == pytest.approx(n * share, abs=4 * (n * share) ** 0.5)
    tries = len(found.trace.visits_at(found.topology.index["upload"])) / n
    assert tries == pytest.approx(theory.attempts(0.2, retries), rel=0.03)


@pytest.mark.parametrize("per_hour", [0.0, 2.0, 20.0])
def test_e5_neither_side_waits_with_a_busy_processor(per_hour: float) -> None:
    made = EventDriven(keep_alive_s=60.0, extra_consumers=1)
    comparison = compare([made, QueueFleet(min_workers=1)], Scenario(load(per_hour)))
    sleeping, waiting = ({part.name: part for part in parts(lane)} for lane in lanes(comparison))
    assert waiting["workers"].there.mean() == 1.0
    for part in sleeping.values():
        events_s = 60.0 + 23.0 + 60.0 * 3  # kept, made, and worked on for rather longer than the mean
        assert part.there.integral() <= part.called * events_s
        assert (part.called == 0) == (part.there.integral() == 0)


def test_e6_something_is_told_when_it_happens() -> None:
    found = run(EventDriven())
    uploaded = next(t for t in stream(found) if t.kind == "video uploaded")
    assert np.allclose(np.sort(found.trace.ack), uploaded.time_s)
    ready = next(t for t in stream(found) if t.kind == "video ready")
    assert ready.origin == PARTS and len(ready.time_s) == np.count_nonzero(found.trace.ready < found.trace.horizon_s)
    assert used(found, Publish) == len(uploaded.time_s) + len(ready.time_s)
    assert told(run(EventDriven(), per_hour=0.0), CUSTOMERS) == 0


@pytest.mark.parametrize("consumer_s", [1.0, 60.0])
def test_e7_consumers_are_told_act_and_stop(consumer_s: float) -> None:
    found = run(EventDriven(extra_consumers=1, consumer_s=consumer_s, keep_alive_s=0.0), per_hour=2.0)
    rows = found.trace.visits_at(found.topology.index["consumer 1"])
    assert len(rows) == len(found.jobs)
    assert np.allclose(np.sort(rows["enter"]), np.sort(found.trace.ack))  # brought as soon as it is told
    assert np.allclose(rows["end"] - rows["start"], consumer_s)
    lives = found.trace.lives[found.trace.lives["station"] == found.topology.index["consumer 1"]]
    assert np.allclose(np.sort(lives["end"]), np.sort(rows["end"]))  # and nothing of it is left


@pytest.mark.parametrize(("n", "m"), [(2, 2), (3, 3), (3, 5), (10, 10)])
def test_e8_without_a_router_all_would_know_all(n: int, m: int) -> None:
    one, bus = links.joined(n, m, False), links.joined(n, m, True)
    assert (len(one.links), len(bus.links)) == (n * m, n + m)
    assert (one.known, bus.known) == (m, 1)
    assert one.delivered == bus.delivered == n * m
    assert (len(links.joined(n, m + 1, False).links), len(links.joined(n, m + 1, True).links)) == (n * m + n, n + m + 1)


def test_e9_the_router_is_one_place_that_all_need() -> None:
    made = EventDriven(extra_consumers=3)
    assert [s.name for s in made.built.stations if isinstance(s, Bus)] == ["bus"]
    found = run(made, faults.down("bus", 12.0, 1.0))
    assert at(found, "upload", 12.5) == at(found, "process", 12.5) == DOWN != at(found, "manage", 12.5)
    assert {s.name for s in needed(made.built, "upload")} >= {"bus"} - {s.name for s in needed(made.built, "manage")}
    came = (found.trace.arrive > 12 * HOUR_S) & (found.trace.arrive < 13 * HOUR_S - 10)
    assert came.any() and (found.trace.reason[came] == Reason.NO_HOST).all()
    struck = run(made, faults.down("process", 12.0, 1.0))
    assert (struck.trace.reason[came] == Reason.OK).all()  # a consumer's failure stays its own


def test_e10_a_flow_of_events_goes_over_the_bus() -> None:
    calm, busy = run(EventDriven(), per_hour=6.0), run(EventDriven(), per_hour=60.0)
    counts = [{i.resource: i.quantity for i in found.bill.items}["bus"] for found in (calm, busy)]
    published = [sum(len(t.time_s) for t in stream(f) if t.source == "video-service") for f in (calm, busy)]
    assert counts == published and counts[1] > 5 * counts[0] > 0


@pytest.mark.parametrize("every_s", [1.0, 20.0, 60.0])
def test_e11_nothing_asks_again_and_again(every_s: float) -> None:
    polling = asked(run(fixed(1, poll_every_s=every_s), per_hour=1.0, days=4.0))
    pushed = run(EventDriven(), per_hour=1.0, days=4.0)
    known = asked(pushed)
    assert polling is not None and known is not None
    idle_s = 86_400 - 24 * 60.0 * 1.2  # while it works it does not ask
    assert idle_s / every_s * 0.98 < polling.a_day < 86_400 / every_s * 1.02
    assert known.a_day == pytest.approx(len(pushed.jobs) / 4) and known.in_vain == 0


def test_e12_the_click_tells_and_nobody_asks_each_second() -> None:
    assert events.requests_a_day(1.0) == 86_400
    late = asked(run(fixed(1, poll_every_s=1.0), per_hour=6.0, days=14.0, transcode_s=5.0))
    told_at_once = asked(run(EventDriven(), per_hour=6.0, days=14.0, transcode_s=5.0))
    assert late is not None and late.delay_s == pytest.approx(0.5, abs=0.02)  # 2,000 uploads: standard error 0.006 s
    assert told_at_once is not None and told_at_once.delay_s == 0.0


@pytest.mark.parametrize(
    ("age_s", "tries", "expected"), [(300.0, 186, 25.75), (86_400.0, 6, 29.48), (86_400.0, 186, 0)]
)
def test_e13_the_router_decides_who_and_when(age_s: float, tries: int, expected: float) -> None:
    made = hasty(age_s, delivery_tries=tries)
    assert events.lost(60.0, 0.5, made.delivery) == pytest.approx(expected, abs=0.01)
    mean, last = events.lost_runs(made)
    assert mean == pytest.approx(expected, abs=3 * (max(expected, 1.0) / events.SEEDS) ** 0.5)
    rules = {e.target: e.pattern for e in last.topology.edges if isinstance(e, Rule)}
    assert rules == {"process": {"detail-type": ["video uploaded"]}, "manage": {"detail-type": ["video ready"]}}
    process, manage = (last.trace.visits_at(last.topology.index[name]) for name in rules)
    assert set(process["video"]) == set(range(len(last.jobs))) >= set(manage["video"])


@pytest.mark.parametrize("keep_alive_s", [0.0, 60.0, 600.0])
def test_e14_after_the_action_it_sleeps(keep_alive_s: float) -> None:
    found = run(EventDriven(keep_alive_s=keep_alive_s), per_hour=1.0)
    lives = found.trace.lives[found.trace.lives["station"] == found.topology.index["process"]]
    rows = found.trace.visits_at(found.topology.index["process"])
    for life in lives:
        mine = rows["end"][(rows["place"] == life["place"]) & (rows["end"] <= life["end"])]
        assert life["end"] - mine.max() == pytest.approx(keep_alive_s)
    assert found.series["process"].ready.at(0.0) == 0


@pytest.mark.parametrize("extra", [0, 3])
def test_e15_resources_only_while_events_are_handled(extra: int) -> None:
    assert events.idle(EventDriven(extra_consumers=extra)).bill.total == 0
    price = teaching().price("SQS standard request").usd
    queued = events.idle(EventDriven(via_queue=True, extra_consumers=extra))
    assert usd(queued) == pytest.approx({"jobs": 657_000 * price}, rel=1e-3)  # X17: somebody polls
    waiting = usd(events.idle(QueueFleet(min_workers=1)))
    assert waiting["workers"] == pytest.approx(730 * teaching().price("c5.large").usd)
    assert waiting["jobs"] == pytest.approx(730 * 3600 / 20 * price, rel=1e-3)


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


def test_other_architectures_tell_too() -> None:
    for made in (QueueFleet(), Microservices()):
        found = run(made, faults.down("process", 12.0, 1.0))
        assert told(found, MONITORS) > 0 and told(found, INFRASTRUCTURE) > 0
