"""Functions (N07): limits are kept, cut-off work is billed, and memory buys speed only as far as work is parallel."""

import numpy as np
import pytest

from archlib.architectures import Functions
from archlib.architectures.rented import stretch
from archlib.faults import down
from archlib.outcome.trace import Reason
from archlib.topology import Invoke, Receive, Send
from tests.architectures.runs import NO_CUSTOMERS, run

RATE = {"per_hour": 600.0, "hours": 3.0}


def environments(this, name):
    """Return (launch, end) of the environments of a function."""
    lives = this.trace.lives[this.trace.lives["station"] == this.topology.index[name]]
    return lives["launch"], lives["end"]


def most_at_once(start, end):
    """Return how many of some stretches overlap at most; an end is before a start at the same instant."""
    moments = np.concatenate([end, start])
    steps = np.concatenate([-np.ones(len(end)), np.ones(len(start))])
    return int(np.cumsum(steps[np.argsort(moments, kind="stable")]).max())


def busy(this, names):
    """Return how many invocations of some functions run at once at most."""
    visits = this.trace.visits
    mine = np.isin(visits["station"], [this.topology.index[n] for n in names]) & np.isfinite(visits["start"])
    return most_at_once(visits["start"][mine], visits["end"][mine])


@pytest.mark.parametrize("trigger", ["async", "queue"])
@pytest.mark.parametrize("fields", [{"concurrency": 40}, {"concurrency": 60, "reserved": 20}, {"ramp": 3}])
def test_the_limits_of_the_account_are_kept(trigger, fields):
    functions = Functions(trigger=trigger, **fields)
    this = run(functions, **RATE)
    assert busy(this, ["upload", "process"]) <= functions.concurrency
    if functions.reserved:
        assert busy(this, ["process"]) == functions.reserved
        assert busy(this, ["upload"]) <= functions.concurrency - functions.reserved
    launched = np.sort(environments(this, "process")[0])
    ahead = np.searchsorted(launched, launched + 10.0, side="left") - np.arange(len(launched))
    assert ahead.max() <= 2 * functions.ramp  # a window may hold the ends of two buckets


def test_a_full_account_throttles_the_door_and_a_reserved_limit_does_not():
    """Without a limit of its own, processing takes what the uploads need."""
    greedy, fair = Functions(concurrency=30), Functions(concurrency=30, reserved=20)
    refused = [np.count_nonzero(run(f, **RATE).trace.reason == Reason.THROTTLED) for f in (greedy, fair)]
    assert refused[0] > 10 * max(1, refused[1])


@pytest.mark.parametrize("trigger", ["async", "queue"])
def test_what_takes_longer_than_the_limit_is_cut_off_there(trigger):
    functions = Functions(trigger=trigger, limit_s=400.0, max_receives=2, visibility_s=400.0)
    this = run(functions, per_hour=60, transcode_s=350.0)
    work = this.scenario.load.work(1, len(this.trace.arrive))
    too_long = work["transcode"] + work["catalogue"] > 400.0
    assert 0.1 < too_long.mean() < 0.9
    assert np.all(np.isnan(this.trace.ready[too_long]))
    # of the async ones three tries fail, of a message two receives
    fate = Reason.TIME_LIMIT if trigger == "async" else Reason.DEAD_LETTERED
    early = this.trace.arrive < 3 * 3600
    assert set(this.trace.fate[too_long & early].tolist()) == {fate}
    visits = this.trace.visits[this.trace.visits["reason"] == Reason.TIME_LIMIT]
    assert visits["end"] - visits["start"] == pytest.approx(400.0)


def test_two_retries_do_not_outlast_a_bad_deploy_and_dead_letters_keep_what_is_lost():
    """A half-hour outage: tries after one and two minutes are in vain; a queue waits."""
    outage = down("process", 2, 0.5)
    lost = run(Functions(), outage, transcode_s=60.0)
    assert lost.availability["process"].reasons.keys() <= {"no host", "lost in a crash"}
    kept = run(Functions(dead_letters=True), outage, transcode_s=60.0)
    letters = int(kept.trace.dead_letters[kept.topology.index["dead letters"]])
    assert letters == np.count_nonzero(kept.trace.fate == Reason.DEAD_LETTERED) > 10
    queued = run(Functions(trigger="queue", visibility_s=900.0, max_receives=100), outage, transcode_s=60.0)
    assert queued.availability["process"].request_share == 1


def test_memory_buys_speed_only_as_far_as_the_work_is_parallel():
    """time(v) = S1 [(1 - f) / min(1, v) + f / v], relative to 2 vCPU."""
    assert stretch(2.0, 0.3) == 1.0
    assert stretch(1.0, 1.0) == 2.0
    assert stretch(4.0, 1.0) == 0.5
    assert stretch(4.0, 0.0) == stretch(1.0, 0.0) == 1.0
    assert stretch(0.5, 0.0) == 2.0
    assert stretch(0.5, 0.6) == pytest.approx(2.0 / 0.7)


def test_a_function_of_3538_mb_does_a_video_in_the_time_of_a_slot():
    process = Functions().topology()["process"]
    assert process.stretch == 1.0
    assert process.memory_gb == pytest.approx(3538 / 1024)


def test_both_triggers():
    edges = {t: {type(e) for e in Functions(trigger=t).topology().edges} for t in ("async", "queue")}
    assert Invoke in edges["async"] - edges["queue"]
    assert {Send, Receive} <= edges["queue"] - edges["async"]


def test_provisioned_environments_are_there_from_the_start_and_paid_for():
    this = run(Functions(provisioned=4), per_hour=0.0, **NO_CUSTOMERS)
    launch, _ = environments(this, "process")
    assert launch.tolist() == [0.0] * 4
    paid = {i.item: i.quantity for i in this.bill.items if i.amount_usd > 0}
    assert paid == pytest.approx({"Lambda provisioned concurrency x86": 4 * 6 * 3600 * 3538 / 1024})


@pytest.mark.parametrize("trigger", ["async", "queue"])
def test_nothing_done_costs_nothing_but_polls(trigger):
    """E15, X17."""
    this = run(Functions(trigger=trigger), per_hour=0.0, **NO_CUSTOMERS)
    assert {i.resource for i in this.bill.items if i.amount_usd > 0} == ({"jobs"} if trigger == "queue" else set())


def test_what_is_billed_is_runs_and_cold_starts_times_memory():
    """INIT is billed too; so is work that was cut off at the limit."""
    functions = Functions(limit_s=400.0, init_s=3.0)
    this = run(functions, per_hour=60)
    number, horizon = this.topology.index["process"], this.trace.horizon_s
    visits, lives = (rows[rows["station"] == number] for rows in (this.trace.visits, this.trace.lives))
    visits = visits[np.isfinite(visits["start"]) & (visits["start"] < horizon)]
    runs = np.minimum(visits["end"], horizon) - visits["start"]
    starts = np.minimum(lives["ready"], horizon) - lives["launch"]
    billed = next(i for i in this.bill.items if i.resource == "process" and i.item == "Lambda duration x86")
    expected = (runs.sum() + starts[lives["launch"] < horizon].sum()) * 3538 / 1024
    assert billed.quantity == pytest.approx(expected, rel=1e-6)
    assert np.count_nonzero(visits["reason"] == Reason.TIME_LIMIT) > 20


def test_one_video_of_300_s_at_3538_mb_costs_what_the_course_says():
    """N07 E1: 3538/1024 GB x 300 s x 0.0000166667 USD = 0.01728 USD."""
    seconds, price = 300.0, 0.0000166667
    this = run(Functions(init_s=0.0), per_hour=60, transcode_cv=0.0, catalogue_s=0.0)
    process = [i for i in this.bill.items if i.resource == "process" and i.item == "Lambda duration x86"]
    whole = np.count_nonzero(np.isfinite(this.trace.ready) & (this.trace.ready <= this.trace.horizon_s))
    a_video = process[0].amount_usd / whole
    assert a_video == pytest.approx(3538 / 1024 * seconds * price, rel=0.03)
