"""The questions of notebook 04: their closed forms beside runs of the model, and what their judges say."""

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import QueueFleet
from archlib.course import catalogue, fleets
from archlib.course.drain import drained_s
from archlib.course.fleets import fixed, lone
from archlib.course.overtaking import expected_share, overtaken
from archlib.engine import simulate
from archlib.outcome import Run
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.workload import Workload


def run(made: QueueFleet, load: Workload, plan: faults.Faults | None = None, seed: int = 1) -> Run:
    return simulate(made, Scenario(load, faults=plan or faults.none(), seed=seed), prices=teaching())


@pytest.mark.parametrize("tick_s", [1.0, 60.0])
def test_e1_from_zero_to_within_a_tick(tick_s: float) -> None:
    found = run(QueueFleet(tick_s=tick_s), lone())
    took = float(found.trace.ready[0] - found.trace.arrive[0])
    answer = catalogue.exercise("04.E1").answer()
    assert isinstance(answer, float)
    assert answer <= took + 1e-6 and took <= answer + tick_s  # up to a tick until the message is counted


def test_e2_drains_around_the_closed_form() -> None:
    hours, _ = fleets.drains_h(workers=1, seeds=200)
    # one worker: a busy period, whose mean is exactly T ρ/(1 − ρ); 200 weeks of sd 8 h: 2 standard errors are 1.1 h
    assert np.mean(hours) == pytest.approx(theory.drain_time(1.0, 0.9), abs=1.1)
    low, high = np.quantile(hours, [0.1, 0.9])
    assert low < 4.0 and high > 14.0


@pytest.mark.parametrize("visibility_s", [50.0, 120.0, 300.0, 900.0])
def test_e3_deliveries_are_those_of_the_formula(visibility_s: float) -> None:
    found = run(fixed(8, visibility_s=visibility_s, max_receives=10), lone())
    assert found.jobs.deliveries.tolist() == [theory.deliveries(300.0, visibility_s)]


def test_e4_the_policy_decides_as_in_the_example() -> None:
    load = lone(1510, transcode_s=36_000.0)  # ten of them in work, 1,500 visible
    made = QueueFleet(
        min_workers=10, max_workers=100, target=100.0, policy="backlog_per_instance", upload_threads=10_000
    )
    ticks = run(made, load).trace.ticks
    assert ticks["visible"][2] == 1500
    assert ticks["desired"][2] == catalogue.exercise("04.E4").answer() == 15


def test_e5_a_size_for_one_week_is_not_one_for_all() -> None:
    exercise = catalogue.exercise("04.E5")
    best = exercise.answer()
    assert isinstance(best, float)
    text = exercise.check(int(best)).text
    shares = {
        n: f"{fleets.in_time(QueueFleet(max_workers=n), 1800.0):.2%}" for n in range(int(best) - 2, int(best) + 1)
    }
    assert [n for n, share in shares.items() if share in text] == [int(best)]  # no word of other sizes
    assert not exercise.check(int(best) - 1).ok and not exercise.check(int(best) + 1).ok
    assert "one worker fewer" in exercise.check(int(best) + 1).text
    kept = fleets.weeks_in_time(QueueFleet(max_workers=int(best)), 1800.0, 0.99, range(2, 22))
    assert 0 < kept < 20 and f"enough in {kept}" in exercise.check(int(best)).text


def test_e6_longer_idle_times_cost_more() -> None:
    usd = [fleets.worker_usd(QueueFleet(idle_s=s)) for s in (0.0, 300.0, 600.0, 1800.0)]
    assert usd == sorted(usd)
    assert usd[0] < fleets.function_usd() < usd[-1]
    assert fleets.function_usd() == pytest.approx(0.0173, abs=5e-5)  # as it is printed in the question
    work_usd = teaching().price("c5.large").usd * 300 / 3600
    found = run(QueueFleet(), Workload.evening_peak())
    used = found.series["workers"].busy.mean() / found.series["workers"].instances.mean()
    assert usd[1] == pytest.approx(work_usd / used, rel=0.02)  # price of the work over the utilisation (X13)


def test_e7_the_fluid_is_met_by_many_small_videos() -> None:
    capacity = fleets.capacity_per_hour(1.0)
    assert theory.overload_peak(60.0, 0.8, 24.0, capacity / 60) / capacity == pytest.approx(1.0)
    # a tenth of the work and ten times as many: hardly any randomness is left
    load = Workload.diurnal(mean_per_hour=600.0, amplitude=0.8, days=3, transcode_s=300.0, **fleets.BARE)
    waits = run(fixed(round(10 * capacity / 12)), load).trace
    late_h = np.nanmax(waits.start - waits.arrive) / 3600
    assert late_h == pytest.approx(1.0, abs=0.25)


def test_drained_is_when_nothing_waits_and_somebody_is_free() -> None:
    found = run(fixed(1), lone(3))
    assert drained_s(found, 100.0) == pytest.approx(float(found.trace.ready[-1]) - 100.0)
    assert drained_s(run(fixed(1), lone(100)), 60.0) is None
    two = run(fixed(2), lone(3))
    assert drained_s(two, 100.0) == pytest.approx(float(np.sort(two.trace.ready)[1]) - 100.0)


def test_the_bets_closed_forms_are_near_what_came() -> None:
    for name in ("04.P1", "04.P3"):
        truth = catalogue.bet(name).known
        assert truth.simulated == truth.closed_form


@pytest.mark.parametrize(("cv", "seed"), [(0.0, 1), (0.3, 2), (1.0, 3)])
def test_with_a_worker_for_each_the_share_overtaken_is_the_formulas(cv: float, seed: int) -> None:
    found = run(fixed(60), fleets.even(108.0, 14, cv=cv), seed=seed)
    assert found.series["workers"].busy.max() < 60
    share = overtaken(found) / len(found.jobs)
    assert share == pytest.approx(expected_share(108.0, 300.0, cv), abs=0.015)  # 36,000 videos, not independent


@pytest.mark.parametrize(("messages", "workers", "visible"), [(12, 4, 8), (3, 5, 0)])
def test_received_messages_are_no_longer_visible(messages: int, workers: int, visible: int) -> None:
    assert fleets.visible_of(messages, workers) == visible
