"""Claims Q1 to Q27: each is varied in the real model and seen."""

from typing import Any

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import LoadBalanced, QueueFleet
from archlib.architectures.base import Architecture
from archlib.course.cast import Cast
from archlib.course.fleets import BARE, called, crowd, even, fixed, launch, lone
from archlib.course.overtaking import overtaken
from archlib.course.stories import NOTES_FLEET
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.outcome import Run, needed
from archlib.outcome.step import Step
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.topology import Get, Put, Receive, Send
from archlib.workload import Workload
from archlib.workload.content import LADDERS, USUAL

DOWN = faults.down("process", 20.0, 3.0)


def run(made: Architecture, load: Workload, plan: Faults | None = None, seed: int = 1) -> Run:
    scenario = Scenario(load, faults=plan or Faults(), seed=seed)
    return simulate(made, scenario, prices=teaching(), compiled=False)


def levels(step: Step) -> list[float]:
    """Return the values of a step function one after the other, each once where it stays."""
    return [float(v) for i, v in enumerate(step.v) if i == 0 or v != step.v[i - 1]]


def at(step: Step, time_s: float) -> float:
    return float(step.v[np.searchsorted(step.t, time_s, side="right") - 1])


def uses(found: Run, kind: type) -> int:
    """Return how often the first edge of a kind was used."""
    return next(int(n) for e, n in zip(found.topology.edges, found.trace.calls_ok, strict=True) if isinstance(e, kind))


@pytest.mark.parametrize("messages", [1, 3, 12])
def test_q1_takes_messages_in_and_gives_them_to_those_who_ask(messages: int) -> None:
    nobody = run(QueueFleet(policy="alarm", alarm_threshold=100), lone(messages))
    assert nobody.series["jobs"].visible.max() == at(nobody.series["jobs"].visible, 3000.0) == messages
    asked = run(fixed(2), lone(messages))
    assert uses(asked, Send) == uses(asked, Receive) == messages == asked.trace.deletes.sum()


def test_q2_many_queues_hand_out_in_order() -> None:
    assert np.all(np.diff(run(fixed(3, queue_order="fifo"), crowd(40)).trace.start) >= 0)


@pytest.mark.parametrize("reorder", [0.0, 0.5])
def test_q3_the_order_is_not_always_kept(reorder: float) -> None:
    one = run(fixed(1, reorder=reorder), crowd(60))
    assert (overtaken(one) > 0) == (reorder > 0)
    assert overtaken(run(fixed(10, queue_order="fifo"), crowd(60))) > 0  # the queue is in order, the results are not
    assert overtaken(run(fixed(10, queue_order="fifo"), crowd(60).but(transcode_cv=0.0))) == 0


@pytest.mark.parametrize("gb", [0.1, 5.0])
def test_q4_the_original_goes_into_the_store(gb: float) -> None:
    found = run(QueueFleet(), even(6.0, 1).but(master_gb=gb))
    assert uses(found, Put) == uses(found, Send) == len(found.jobs)
    items = {(i.resource, i.unit): i.quantity for i in found.bill.items}
    less = {(i.resource, i.unit): i.quantity for i in run(QueueFleet(), even(6.0, 1).but(master_gb=gb / 2)).bill.items}
    assert items["videos", "GB-month"] == pytest.approx(2 * less["videos", "GB-month"])
    assert items["jobs", "request"] == less["jobs", "request"]  # no byte of it goes through the queue


def test_q5_a_message_says_where_and_which_sizes() -> None:
    took_s = []
    for sizes in LADDERS:
        found = run(fixed(1), lone(1).but(sizes=sizes))
        said = Cast(found).message(1)
        assert (said["key"], said["sizes"]) == ("masters/1", list(sizes))
        took_s.append(found.latency.mean("ready") or 0.0)
    assert took_s == sorted({*took_s}) and took_s[LADDERS.index(USUAL)] == 300.0  # more sizes are more work


def test_q6_the_first_message_is_received_first() -> None:
    found = run(fixed(1, queue_order="fifo"), crowd(20))
    assert np.argsort(found.trace.start).tolist() == list(range(20))
    assert overtaken(found) == 0


@pytest.mark.parametrize("hours", [1.0, 8.0])
def test_q7_upload_does_not_care_whether_processing_works(hours: float) -> None:
    found = run(QueueFleet(), even(30.0, 2), faults.down("process", 20.0, hours))
    assert found.availability["upload"].request_share == 1.0
    assert at(found.series["jobs"].visible, (20 + hours) * 3600 - 1) == pytest.approx(30 * hours, rel=0.3)  # ± 2 sd


def test_q8_nobody_waits_for_the_work() -> None:
    for work_s in (60.0, 600.0):
        found = run(fixed(8), lone(5, transcode_s=work_s))
        assert found.latency.mean("ack") == 0.0 < work_s <= (found.latency.mean("ready") or 0.0)


def test_q9_a_failure_of_processing_reaches_one_feature_only() -> None:
    down = {
        made.kind: {f for f, strip in run(made, even(30.0, 2), DOWN).strips.items() if strip.down_s > 0}
        for made in (QueueFleet(), LoadBalanced())
    }
    assert down == {"QueueFleet": {"process"}, "LoadBalanced": {"upload", "process"}}


@pytest.mark.parametrize("per_hour", [12.0, 60.0])
def test_q10_a_caller_holds_a_thread_until_the_answer(per_hour: float) -> None:
    found = run(called(100), even(per_hour, 4))
    rate, held = len(found.jobs) / found.trace.horizon_s, found.series["upload"].busy.mean()
    # Little: the mean over four days, to what is in hand at the end
    assert held == pytest.approx(theory.little(rate, found.latency.mean("ack") or 0.0), rel=0.03)


def test_q11_a_sender_goes_on_at_once() -> None:
    for work_s in (60.0, 600.0):
        found = run(fixed(100), even(60.0, 1).but(transcode_s=work_s, transfer_s=1.0))
        assert (found.trace.ack - found.trace.arrive).max() == pytest.approx(1.0)
        assert found.series["upload"].busy.mean() == pytest.approx(len(found.jobs) / 86_400, rel=1e-3)


@pytest.mark.parametrize("most", [1, 3, 1337])
def test_q12_none_at_first_and_very_many_at_most(most: int) -> None:
    found = run(NOTES_FLEET.but(max_workers=most, target=0.5), lone(4))
    assert at(found.series["workers"].ready, 0.0) == at(found.series["workers"].desired, 0.0) == 0
    assert found.series["workers"].ready.max() == min(most, 8)


@pytest.mark.parametrize("policy", ["ceil", "floor", "alarm", "backlog_per_instance"])
def test_q13_policies_follow_the_length(policy: Any) -> None:
    made = QueueFleet(policy=policy, min_workers=1, target=2.0)
    few, many = (run(made, lone(n)).series["workers"].desired for n in (1, 30))
    assert few.max() == 1 < many.max()
    assert many.v[-1] == 1  # and back, once the queue is empty


def test_q14_the_length_is_a_number_of_messages() -> None:
    found = run(fixed(4), lone(12))
    jobs = found.series["jobs"]
    assert (at(jobs.visible, 200.0), at(jobs.in_flight, 200.0)) == (8, 4)
    both, seen = (run(QueueFleet(count_in_flight=c), lone(12)).series["workers"].desired for c in (True, False))
    assert seen.mean() < both.mean()


@pytest.mark.parametrize("boot_s", [60.0, 240.0])
def test_q15_messages_bring_two_workers_instead_of_none(boot_s: float) -> None:
    found = run(NOTES_FLEET.but(boot_s=boot_s), lone(3))
    fleet = found.series["workers"]
    assert levels(fleet.desired)[:2] == [0, 2]
    wanted_s = float(fleet.desired.t[np.argmax(fleet.desired.v == 2)])
    assert float(fleet.ready.t[np.argmax(fleet.ready.v == 2)]) - wanted_s == boot_s


@pytest.mark.parametrize("every_s", [0.0, 60.0, 300.0])
def test_q16_workers_poll_and_receive_the_front(every_s: float) -> None:
    found = run(fixed(1, poll_every_s=every_s), even(4.0, 1, cv=0.0))
    waited = found.trace.start - found.trace.arrive
    idle = np.flatnonzero(found.trace.arrive[1:] > found.trace.ready[:-1] + every_s) + 1  # a worker was polling then
    assert len(idle) > 20
    assert waited[idle].max() <= every_s + 1e-6
    assert (waited[idle].mean() > 0.2 * every_s) or every_s == 0
    assert np.argsort(found.trace.start).tolist() == list(range(len(found.jobs)))


def test_q17_a_message_holds_where_its_object_is() -> None:
    text = run(QueueFleet(), lone(1)).story(job=0).text()
    order = ["master stored in videos", "message sent to jobs", "the message is received", "worker 0 begins"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_q18_a_worker_fetches_the_original() -> None:
    made = QueueFleet(max_receives=1, boot_s=300.0)
    fetched = run(made, lone(1))
    assert uses(fetched, Get) == 1 and fetched.jobs.outcome.tolist() == ["ready"]
    # the store is up when the message is sent, and down when the worker comes for the master
    barred = run(made, lone(1), faults.down("store", 60 / 3600, 1.0))
    assert uses(barred, Get) == 0 and barred.jobs.outcome.tolist() == ["lost"]


def test_q19_a_finished_job_is_deleted() -> None:
    for visibility_s, times in ((900.0, 1), (120.0, 3)):
        found = run(fixed(4, visibility_s=visibility_s), lone(1))
        assert found.jobs.deliveries.tolist() == [times] == [theory.deliveries(300.0, visibility_s)]
        assert found.trace.deletes.sum() == 1 and found.series["jobs"].in_flight.v[-1] == 0


def test_q20_a_shorter_queue_ends_a_worker() -> None:
    lives = {idle: run(NOTES_FLEET.but(idle_s=idle), lone(3)).series["workers"].instances for idle in (0.0, 600.0)}
    assert levels(lives[0.0]) == [0, 2, 1, 0] == levels(lives[600.0])
    assert lives[0.0].mean() < lives[600.0].mean()
    killed = run(QueueFleet(scale_in_protection=False, idle_s=0.0), crowd(40))
    assert killed.jobs.deliveries.max() > 1  # it comes back to the queue


def test_q21_the_last_worker_takes_the_last_message() -> None:
    found = run(NOTES_FLEET, lone(3))
    last = int(np.argmax(found.trace.start))
    assert at(found.series["workers"].ready, float(found.trace.ready[last]) - 1.0) == 1
    assert found.series["jobs"].in_flight.v[-1] == found.series["jobs"].visible.v[-1] == 0


@pytest.mark.parametrize("least", [0, 1])
def test_q22_the_group_goes_down_to_none(least: int) -> None:
    found = run(NOTES_FLEET.but(min_workers=least), lone(3))
    assert found.series["workers"].instances.v[-1] == found.series["workers"].desired.v[-1] == least


def test_q23_availability_of_upload_has_no_factor_of_processing() -> None:
    called_directly, queued = ({s.name for s in needed(m.built, "upload")} for m in (LoadBalanced(), QueueFleet()))
    assert called_directly - queued == {"process balancer", "process", "manage balancer", "manage"}
    assert queued - called_directly == {"jobs"}  # the store is needed before and after


def test_q24_one_side_adds_whatever_the_other_is() -> None:
    calm, struck = run(QueueFleet(), even(30.0, 2)), run(QueueFleet(), even(30.0, 2), DOWN)
    assert struck.trace.ack.tolist() == calm.trace.ack.tolist()
    assert (struck.latency.mean("ready") or 0.0) > 1.2 * (calm.latency.mean("ready") or 0.0)


def test_q25_workers_do_not_see_who_sent() -> None:
    one, three = (run(QueueFleet(upload_instances=n), even(30.0, 1)) for n in (1, 3))
    assert one.trace.ready.tolist() == three.trace.ready.tolist()
    assert one.series["workers"].busy.v.tolist() == three.series["workers"].busy.v.tolist()


def test_q26_from_none_to_nearly_any_number() -> None:
    load = launch(600.0).but(days=1.0)
    few, many = (run(QueueFleet(max_workers=n), load) for n in (5, 1337))
    assert few.series["workers"].ready.max() == 5 < 40 < many.series["workers"].ready.max()
    assert (many.latency.quantile(0.95) or 0.0) < (few.latency.quantile(0.95) or 0.0) / 10
    slow, narrow = load.but(catalogue_s=60.0), QueueFleet(manage_instances=1, manage_threads=1)
    ready = [run(narrow.but(max_workers=n), slow).jobs.counts()["ready"] for n in (10, 1337)]
    assert ready[1] < ready[0]  # more workers than the tier behind them takes
    none = run(QueueFleet(max_workers=1337), load, faults.no_launch(0.0, 24.0))
    assert none.series["workers"].ready.max() == 0


@pytest.mark.parametrize("hours", [0.5, 3.0])
def test_q27_asynchronous_is_what_keeps_uploads_up(hours: float) -> None:
    load, plan = Workload.evening_peak(days=1, **BARE), faults.down("process", 18.0, hours)
    shares = [run(m, load, plan).availability["upload"].request_share for m in (QueueFleet(), LoadBalanced())]
    assert shares[0] == 1.0 > shares[1]
