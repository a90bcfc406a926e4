"""Events (N06): a consumer more changes nobody, what is published is accounted for, and idle costs nothing."""

import numpy as np
import pytest

from archlib.architectures import EventDriven
from archlib.faults import Faults, Mishap, down, drawn
from archlib.outcome.trace import Reason
from archlib.topology import Function, Publish, Receive, Rule
from tests.architectures.runs import NO_CUSTOMERS, assert_same_jobs, ok_calls, run

FORMS = [
    {}, {"compute": "functions"}, {"via_queue": True}, {"self_retries": 2}, {"dead_letters": False},
    {"compute": "functions", "via_queue": True, "self_retries": 1}, {"object_events": True},
    {"object_events": True, "alarm": True},
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_another_consumer_leaves_all_others_as_they_were(form):
    """E9, X22: no producer knows its consumers."""
    few, more = EventDriven(**form).topology(), EventDriven(**form, extra_consumers=3).topology()
    assert more.stations[: len(few.stations)] == few.stations
    assert more.edges[: len(few.edges)] == few.edges
    added = more.edges[len(few.edges) :]
    assert [(type(e), e.target, e.required) for e in added] == [(Rule, f"consumer {k}", False) for k in (1, 2, 3)]
    assert {e.kind for e in more.edges if isinstance(e, Publish)} == {
        e.kind for e in few.edges if isinstance(e, Publish)
    }


@pytest.mark.parametrize("form", FORMS)
def test_another_consumer_changes_no_video(form):
    faults = down("process", 2, 0.5) + Faults(mishaps=(Mishap(role="upload", share=0.2, each=True),))
    assert_same_jobs(run(EventDriven(**form), faults), run(EventDriven(**form, extra_consumers=3), faults))


def test_what_is_published_is_delivered_or_kept():
    """For each event: delivered + dead letters = matching rules, once nothing is under way any more."""
    events = EventDriven(delivery_tries=3, delivery_backoff_s=5.0, extra_consumers=2)
    this = run(events, down("process", 1, 1), hours=6, transcode_s=20.0, transcode_cv=0.0)
    published = ok_calls(this, "upload>bus:video uploaded")
    delivered = {name: ok_calls(this, f"bus>{name}:rule") for name in ("process", "consumer 1", "consumer 2")}
    kept = int(this.trace.dead_letters[this.topology.index["dead letters"]])
    last = this.trace.arrive > this.trace.horizon_s - 120  # may still be under way
    assert 30 < kept < published
    assert abs(published - kept - delivered["process"]) <= last.sum()
    assert abs(published - delivered["consumer 1"]) <= last.sum()
    assert np.count_nonzero(this.trace.fate == Reason.DEAD_LETTERED) == kept


def test_a_store_tells_of_each_object_and_nobody_else_notices():
    """Events = objects put; the archive hears of each master, or its event is a dead letter; videos are as before."""
    faults = down("process", 2, 0.5) + down("bus", 4, 0.1)
    silent, telling = (run(EventDriven(object_events=o), faults, transcode_s=20.0) for o in (False, True))
    assert_same_jobs(silent, telling)
    masters, sizes = (ok_calls(telling, name) for name in ("upload>videos:master", "process>videos:sizes"))
    assert ok_calls(telling, "videos>bus:notify") == masters + 3 * sizes
    assert ok_calls(telling, "upload>bus:video uploaded") < masters  # the bus was down: stored, told later, not ready
    assert ok_calls(telling, "bus>archive:rule") == masters


def test_an_alarm_tells_who_is_on_call_and_nobody_else_notices():
    """It rings at the first look at which tries have failed, and is over at the first at which none has."""
    struck = down("process", 2, 0.5)
    silent, watched = (run(EventDriven(alarm=a, alarm_period_s=300.0), struck, transcode_s=20.0) for a in (False, True))
    assert_same_jobs(silent, watched)
    alarm, process = watched.series["process errors"], watched.trace.visits_at(watched.topology.index["process"])
    failed = np.sort(process["end"][process["reason"] != Reason.OK])
    assert 7200.0 <= failed.min() < failed.max()
    over_s = 300.0 * (np.floor(failed.max() / 300.0) + 2)  # a look counts what failed since the one before
    assert alarm.rings.t.tolist() == [0.0, 300.0 * np.ceil(failed.min() / 300.0), over_s]
    assert alarm.counted.at(alarm.rings.t[1]) == np.count_nonzero(failed <= alarm.rings.t[1])
    (call,) = watched.trace.visits_at(watched.topology.index["on call"])
    assert (call["enter"], call["reason"]) == (alarm.rings.t[1], Reason.OK)
    assert ok_calls(watched, "process errors>bus:alert") == 2 and ok_calls(watched, "bus>on call:rule") == 1


@pytest.mark.parametrize(("above", "rings"), [(0, True), (4, True), (100_000, False)])
def test_an_alarm_rings_above_its_threshold(above, rings):
    this = run(EventDriven(alarm=True, alarm_above=above), down("process", 2, 0.5), transcode_s=20.0)
    alarm = this.series["process errors"]
    assert (alarm.counted.max() > above) == bool(alarm.rings.max()) == rings


def test_an_alarm_bills_by_the_month_and_its_events_are_free():
    silent, watched = (run(EventDriven(alarm=a), down("process", 2, 0.5), transcode_s=20.0) for a in (False, True))
    bills = [{(i.resource, i.item): i.amount_usd for i in this.bill.items} for this in (silent, watched)]
    price = watched.prices.price("CloudWatch alarm").usd
    assert bills[1]["process errors", "CloudWatch alarm"] == pytest.approx(price * watched.trace.horizon_s / 3600 / 730)
    assert bills[1]["bus", "EventBridge event"] == bills[0]["bus", "EventBridge event"] > 0
    assert bills[1]["on call", "Lambda request"] > 0


def test_events_wait_out_an_outage_and_are_lost_if_they_may_not():
    """E13: tries go on for a day; with an age of 5 minutes an outage of half an hour loses what came in 25."""
    patient = run(EventDriven(), down("process", 2, 0.5))
    hasty = run(EventDriven(delivery_age_s=300.0), down("process", 2, 0.5))
    assert patient.availability["process"].request_share == 1
    arrive = hasty.trace.arrive
    lost = hasty.trace.fate == Reason.DEAD_LETTERED
    doomed = (arrive > 7200) & (arrive < 7200 + 1500 - 60)
    assert np.all(lost[doomed])
    assert not np.any(lost[(arrive < 7200 - 1500) | (arrive > 9000)])


def test_dead_letters_can_be_delivered_anew():
    hasty = EventDriven(delivery_age_s=300.0)
    outage = down("process", 2, 0.5)
    lost, saved = run(hasty, outage), run(hasty.but(redrive_after_s=3600.0), outage)
    assert lost.availability["process"].request_share < 1
    assert saved.availability["process"].request_share == 1


def test_upload_hears_of_its_own_failures_and_tries_again():
    """E4, with each visit failing with probability p: 1 - p^(R+1) succeed."""
    p, retries = 0.2, 3
    flaky = Faults(mishaps=(Mishap(role="upload", share=p, each=True),))
    trace = run(EventDriven(self_retries=retries), flaky, per_hour=300, hours=10, transcode_s=1.0).trace
    n = len(trace.arrive)
    failed, expected = np.count_nonzero(trace.reason != Reason.OK), n * p ** (retries + 1)
    assert abs(failed - expected) < 4 * expected**0.5
    visits = trace.visits["station"] == 0
    load = sum(p**k for k in range(retries + 1))
    assert np.count_nonzero(visits) / n == pytest.approx(load, abs=4 * (p / n) ** 0.5 * 2)


def test_a_queue_may_stand_between_the_bus_and_process():
    topology = EventDriven(via_queue=True).topology()
    rules = {e.target for e in topology.edges if isinstance(e, Rule)}
    assert rules == {"jobs", "manage"}
    assert [e.target for e in topology.edges if isinstance(e, Receive)] == ["process"]


def test_containers_have_no_time_limit_and_share_no_account():
    boxed, function = (EventDriven(compute=c).topology()["process"] for c in ("containers", "functions"))
    assert isinstance(boxed, Function)
    assert (boxed.limit_s, function.limit_s) == (float("inf"), 900)
    assert (boxed.account, boxed.stretch, boxed.memory_gb) == ("", 1.0, 4.0)
    assert function.account == EventDriven().topology()["upload"].account != ""


def test_nothing_published_costs_nothing():
    """E14, E15, X17: without events the bill is zero."""
    assert run(EventDriven(extra_consumers=2), per_hour=0.0, **NO_CUSTOMERS).bill.total == 0


def test_a_queue_is_polled_on_our_behalf_though_nothing_comes():
    """X17: 5 pollers x 3 long polls a minute, empty."""
    this = run(EventDriven(via_queue=True), per_hour=0.0, hours=6, **NO_CUSTOMERS)
    used = {i.resource: i.quantity for i in this.bill.items if i.amount_usd > 0}
    assert used == pytest.approx({"jobs": 5 * 3 * 60 * 6}, rel=0.01)


THREE = {"extra_consumers": 3, "delivery_tries": 4, "delivery_backoff_s": 5.0, "delivery_jitter": 0.0}


def visits(this, name):
    """The visits of a consumer, as they were."""
    return this.trace.visits_at(this.topology.index[name]).tolist()


def reasons(this, name):
    """How the visits of a consumer ended, each once."""
    return {Reason(row).name for row in this.trace.visits_at(this.topology.index[name])["reason"]}


@pytest.mark.parametrize("number", [0, 2])
def test_a_consumer_of_ones_own_is_struck_and_no_other_notices(number):
    """Invariant 3 of event-driven systems: consumers do not know of each other."""
    calm, struck = (run(EventDriven(**THREE), plan) for plan in (Faults(), down("consumer", 1, 2, instance=number)))
    assert_same_jobs(calm, struck)
    for k in range(3):
        same = visits(calm, f"consumer {k + 1}") == visits(struck, f"consumer {k + 1}")
        assert same == (k != number) and ("NO_HOST" in reasons(struck, f"consumer {k + 1}")) == (k == number)


def test_all_consumers_are_struck_by_their_role_and_processing_is_not():
    events = EventDriven(**THREE, object_events=True)
    calm, struck = run(events), run(events, down("consumer", 1, 2))
    assert_same_jobs(calm, struck)
    assert all("NO_HOST" in reasons(struck, name) for name in ("consumer 1", "consumer 3", "archive"))


def test_each_consumer_fails_at_times_of_its_own():
    this = run(EventDriven(**THREE), drawn({"consumer": 0.8}, mttr_s=600.0), hours=24)
    spells = [s for s in this.timeline.spells if s.place == -1]
    begins = {k: {s.start_s for s in spells if s.station == this.topology.index[f"consumer {k}"]} for k in (1, 2, 3)}
    assert all(len(b) > 5 for b in begins.values()) and not (begins[1] & begins[2] or begins[2] & begins[3])


def test_the_first_consumer_may_take_longer_and_no_other_does():
    alike, slow = run(EventDriven(**THREE)), run(EventDriven(**THREE, first_consumer_s=30.0))
    assert_same_jobs(alike, slow)
    assert visits(alike, "consumer 1") != visits(slow, "consumer 1")
    assert visits(alike, "consumer 2") == visits(slow, "consumer 2")


def test_a_new_version_breaks_who_cannot_read_it_until_it_can():
    """X22: changed at 2 h, read from 3 h on; the first extra consumer reads any."""
    events = EventDriven(**THREE, schema_change_h=2.0, schema_read_h=3.0, tolerant_consumers=1)
    this = run(events, hours=6, transcode_s=20.0)
    broken = {s.name for s in this.topology.stations if "UNREADABLE" in reasons(this, s.name)}
    assert broken == {"process", "consumer 2", "consumer 3"}
    wrong = this.trace.visits[this.trace.visits["reason"] == Reason.UNREADABLE]
    assert wrong["start"].min() >= 2 * 3_600 and wrong["start"].max() < 3 * 3_600
    assert not this.timeline.spells and this.jobs.counts()["lost"] > 30  # nothing is down, and videos are not ready


@pytest.mark.parametrize(
    "form", [{"schema_read_h": 1.0}, {"schema_change_h": 2.0}, {"schema_change_h": 2.0, "schema_read_h": 2.0}]
)
def test_whoever_learns_before_the_change_does_not_notice_it(form):
    assert_same_jobs(run(EventDriven(**THREE)), run(EventDriven(**THREE, **form)))
