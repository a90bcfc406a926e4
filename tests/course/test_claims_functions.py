"""Claims E16 and E17, and the numbers of notebook 07 in runs, against their formulas."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import Functions, QueueFleet
from archlib.course import environments, fleets, function_bets, invocations
from archlib.course.cutting import Law, Sized, ready_usd
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.outcome import Run
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.workload import Workload

DURATION = "Lambda duration x86"


def run(
    per_hour: float, days: float, mean_s: float = 300.0, cv: float = 0.0, plan: Faults | None = None, **fields: Any
) -> Run:
    load = Workload.homogeneous(
        per_hour=per_hour, days=days, transfer_s=0.0, catalogue_s=0.0, master_gb=0.001, transcode_s=mean_s,
        transcode_cv=cv,
    )  # fmt: skip
    made = Functions(**{"init_s": 0.0, **fields})
    scenario = Scenario(load, faults=plan or Faults(), seed=1)
    return simulate(made, scenario, prices=teaching(), compiled=False)


def gb_seconds(found: Run) -> float:
    return sum(i.quantity for i in found.bill.items if i.resource == "process" and i.item == DURATION)


def test_e16_nothing_is_paid_for_processing_while_nothing_comes() -> None:
    assert gb_seconds(run(0.0, 2)) == 0
    assert gb_seconds(run(6.0, 2)) > 0


def test_e16_a_bill_is_the_videos_times_what_one_costs() -> None:
    found = run(6.0, 5)
    assert len(found.jobs) > 500
    assert gb_seconds(found) == pytest.approx(len(found.jobs) * invocations.gb_seconds(), rel=0.01)  # ends cut some


def test_initialisation_is_billed() -> None:
    without, with_it = (gb_seconds(run(0.5, 10, init_s=s, keep_alive_s=0.0)) for s in (0.0, 10.0))
    # no environment is kept, so each call starts cold: 310 s for 300
    assert with_it / without == pytest.approx(310 / 300, rel=1e-3)


def test_the_share_over_the_limit_is_cut_off() -> None:
    found = run(60.0, 10, mean_s=600.0, cv=invocations.SPREAD, retries=0)
    share = 1 - found.bill.ready / len(found.jobs)
    # 14,400 videos: three standard errors of a share of 0.137
    assert share == pytest.approx(invocations.share_over(600.0), abs=0.009)


def made(found: Run) -> environments.Starts:
    function = environments.processing(found.topology)
    assert function is not None
    return environments.starts(found, function)


def most_at_once(found: Run) -> float:
    return float(found.series["process"].busy.max())


# of each rule: a field, two values, and what is seen to change
RULES: dict[str, tuple[str, tuple[Any, Any], Callable[[Run], float]]] = {
    "memory brings processors": ("memory_mb", (1769, 3538), lambda r: -(r.latency.mean("ready") or 0.0)),
    "kept longer, fewer are cold": ("keep_alive_s", (60.0, 3600.0), lambda r: -float(made(r).cold)),
    "a cold start delays": ("init_s", (0.0, 30.0), lambda r: r.latency.mean("ready") or 0.0),
    "a limit bounds how many run": ("concurrency", (3, 1000), most_at_once),
    "a reserved part does so too": ("reserved", (2, 999), most_at_once),
    "a limit of time cuts off": ("limit_s", (200.0, 900.0), lambda r: float(r.jobs.counts()["ready"])),
    "what is kept ready is paid for": ("provisioned", (2, 100), lambda r: r.bill.total),
}


@pytest.mark.parametrize("rule", RULES)
def test_e17_each_rule_of_functions_moves_what_it_is_about(rule: str) -> None:
    field, values, seen = RULES[rule]
    less, more = (seen(run(120.0, 1, cv=0.5, **{field: value})) for value in values)
    assert less < more


def test_twice_the_memory_changes_the_bill_as_the_formula_says() -> None:
    bills = [gb_seconds(run(6.0, 5, memory_mb=int(k * invocations.MEMORY_MB))) for k in (1, 2)]
    assert bills[1] / bills[0] == pytest.approx(invocations.dearer(2.0), rel=0.01)  # ends cut some


@pytest.mark.parametrize(("per_hour", "keep_s"), [(2.0, 600.0), (6.0, 600.0), (6.0, 1200.0)])
def test_short_calls_begin_cold_after_every_long_gap(per_hour: float, keep_s: float) -> None:
    found, _ = environments.cold_run(per_hour, 1.0, 200.0, keep_alive_s=keep_s, init_s=0.0)
    # 9,600 calls and more: three standard errors, and a second of work in a gap
    assert found == pytest.approx(theory.cold_share(per_hour / 3600, keep_s), abs=0.016)


def test_longer_work_begins_cold_more_often() -> None:
    shares = [environments.cold_run(6.0, work_s)[0] for work_s in (1.0, 60.0, 300.0)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(0.49, abs=0.01)  # the syllabus's rough model says so, too


def test_what_waits_in_line_follows_the_ramp_and_what_is_called_is_refused() -> None:
    waited, found = environments.began_s(5000, concurrency=10_000)
    assert waited == invocations.ramp_s(5000.0)
    assert found.availability["upload"].reasons == {}
    _, refused = environments.began_s(5000, concurrency=10_000, init_s=2.0)
    assert refused.availability["upload"].reasons == {"throttled": 4000}


def test_two_retries_do_not_outlast_half_an_hour_and_a_queue_does() -> None:
    down = faults.down("process", 10.0, 0.5)
    lost = {trigger: run(60.0, 1, plan=down, trigger=trigger).jobs.counts()["lost"] for trigger in ("async", "queue")}
    assert lost["queue"] == 0
    # invoked in the half hour, but for the last three minutes: 27 on average, and what was being done when it began
    assert lost["async"] == pytest.approx(27, abs=16)


def test_a_batch_that_is_too_long_is_cut_off() -> None:
    long, short = (run(300.0, 0.2, mean_s=s, trigger="queue", reserved=2, batch=10) for s in (300.0, 30.0))
    assert short.jobs.counts()["lost"] == 0
    visits = long.trace.visits_at(long.topology.index["process"])
    assert np.count_nonzero(visits["reason"] == environments.CUT_OFF) > 0


def test_a_limit_of_its_own_for_processing_spares_the_doors() -> None:
    load = Scenario(Workload.evening_peak(days=2))
    shared, apart = (
        simulate(Functions(concurrency=10, reserved=reserved), load, prices=teaching()) for reserved in (0, 8)
    )
    assert shared.availability["upload"].reasons["throttled"] > 0
    assert apart.availability["upload"].reasons == {}
    assert (apart.latency.mean("ready") or 0.0) > (shared.latency.mean("ready") or 0.0)  # it waits in line instead


def test_customers_who_try_again_come_through() -> None:
    refused = [
        environments.began_s(5000, concurrency=10_000, init_s=2.0, tries=tries)[1].jobs.counts()["refused"]
        for tries in (1, 5, 10)
    ]
    assert refused[0] == 4000 > refused[1] > refused[2] == 0


def test_with_the_same_work_longer_batches_wait_longer() -> None:
    fields: dict[str, Any] = {"trigger": "queue", "reserved": 3}
    waits = [run(30.0, 2, cv=0.5, batch=batch, **fields).latency.mean("ready") or 0.0 for batch in (1, 3, 10)]
    assert waits[0] < waits[1] and waits[0] < waits[2]


@pytest.mark.parametrize("cv", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("exponential", [False, True])
def test_the_law_of_the_work_agrees_with_draws(cv: float, exponential: bool) -> None:
    law = Law(400.0, cv, exponential)
    n, sigma = 200_000, np.sqrt(np.log1p(cv**2))
    normal = np.random.default_rng(1).standard_normal(n)
    draws = (
        np.random.default_rng(1).exponential(400.0, n) if exponential else 400 * np.exp(sigma * normal - sigma**2 / 2)
    )
    for limit_s in (100.0, 399.0, 401.0, 900.0):
        assert law.over(limit_s) == pytest.approx(np.mean(draws > limit_s), abs=0.004)
        within = np.where(draws > limit_s, 0.0, draws)
        assert law.within_s(limit_s) == pytest.approx(within.mean(), abs=3 * within.std() / np.sqrt(n) + 1e-9)
    assert Law(600.0, invocations.SPREAD).over(900.0) == pytest.approx(invocations.share_over(600.0))


@pytest.mark.parametrize(("memory_mb", "retries"), [(3538, 2), (1769, 0), (1769, 2)])
def test_a_ready_video_costs_what_the_formula_says(memory_mb: int, retries: int) -> None:
    found = run(60.0, 20, cv=0.5, memory_mb=memory_mb, retries=retries)
    paid = sum(i.amount_usd for i in found.bill.items if i.resource == "process") / found.bill.ready
    sized = Sized(float(memory_mb), invocations.PARALLEL, 900.0, 1 + retries)
    # 28,800 videos: the mean of what they take is good to 0.5 %, cold starts add as much at most
    assert paid == pytest.approx(ready_usd(found.scenario.load, sized, teaching()), rel=0.02)


def test_nothing_ready_has_no_price() -> None:
    load = environments.calls(60.0, 3000.0, 1.0, cv=0.0)
    assert ready_usd(load, Sized(1769.0, 1.0, 900.0), teaching()) is None


def test_a_fleet_that_scales_pays_for_what_it_does_not_use() -> None:
    ratios = []
    for idle_s in (0.0, 300.0, 1800.0):
        found = simulate(QueueFleet(idle_s=idle_s), fleets.week(), prices=teaching())
        paid = sum(i.amount_usd for i in found.bill.items if i.resource == "workers") / found.bill.ready
        ratio = paid / fleets.function_usd()
        # the work of 1,800 videos is good to 1.2 %
        assert ratio == pytest.approx(invocations.break_even() / function_bets.used_share(found), rel=0.04)
        ratios.append(ratio)
    assert ratios[0] < 0.7 < ratios[1] < 1 < ratios[2]
