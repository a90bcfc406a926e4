"""Claims E1 to E15: each is varied in the real model and seen."""

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import EventDriven, QueueFleet
from archlib.compare import compare
from archlib.course import events, links
from archlib.course.events import hasty
from archlib.course.fleets import fixed
from archlib.course.stream import CUSTOMERS, INFRASTRUCTURE, MONITORS, PARTS, stream
from archlib.lab.figures.awake import parts
from archlib.lab.figures.picture import lanes
from archlib.lab.figures.polls import asked
from archlib.outcome import Reason, needed
from archlib.outcome.health import DOWN
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.topology import Alert, Bus, Notify, Publish, Rule
from tests.course.eventful import HOUR_S, at, load, run, told, usd, used


@pytest.mark.parametrize("per_hour", [0.0, 10.0, 40.0])
def test_e1_events_come_from_what_customers_deal_with(per_hour: float) -> None:
    found = run(EventDriven(), per_hour=per_hour)
    assert told(found, CUSTOMERS) == np.count_nonzero(found.trace.ack < found.trace.horizon_s) == len(found.jobs)


def test_e2_events_come_from_the_infrastructure() -> None:
    short, long = (run(EventDriven(keep_alive_s=s, object_events=True)) for s in (0.0, 3600.0))
    sizes = len(short.scenario.load.sizes)
    objects = [t for t in stream(short) if t.kind == "Object Created"]
    made = int(short.trace.deliveries.sum()) - 1  # one video is still worked on at the end of the day
    assert [len(t.time_s) for t in objects] == [len(short.jobs), made * sizes]
    assert used(short, Notify) == sum(len(t.time_s) for t in objects)  # they went over the model's own bus
    heard = short.trace.visits_at(short.topology.index["archive"])
    assert np.allclose(np.sort(heard["enter"]), objects[0].time_s)
    # containers that are kept start and stop less often
    assert told(short, INFRASTRUCTURE) > told(long, INFRASTRUCTURE) > len(long.jobs) * (1 + sizes)


@pytest.mark.parametrize("hours", [0.5, 2.0])
def test_e3_events_come_from_monitors(hours: float) -> None:
    watched = EventDriven(alarm=True)
    calm, struck = run(watched), run(watched, faults.down("process", 12.0, hours))
    assert told(calm, MONITORS) == 0 and told(run(EventDriven(), faults.down("process", 12.0, hours)), MONITORS) == 0
    (alarms,) = [t for t in stream(struck) if t.origin == MONITORS]
    said = [alarms.event(i)["detail"]["state"]["value"] for i in range(len(alarms.time_s))]
    assert said == ["ALARM", "OK"] * (len(said) // 2) and used(struck, Alert) == len(said) > 0
    assert 0 <= alarms.time_s[0] - 12.0 * HOUR_S <= 60.0 and alarms.time_s[-1] > (12.0 + hours) * HOUR_S
    heard = struck.trace.visits_at(struck.topology.index["on call"])
    assert np.array_equal(np.sort(heard["enter"]), alarms.time_s[::2])  # over the model's own bus


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
    upload, manage = ({s.name for s in needed(made.built, feature)} for feature in ("upload", "manage"))
    assert "bus" in upload and "bus" not in manage
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
