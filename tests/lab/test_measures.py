"""The panel of measures says what the bets and the closed forms of notebook 00 say."""

import pytest

from archlib import theory
from archlib.course import catalogue
from archlib.course.n00 import SLO, budget_min, weighted
from archlib.lab import panels
from archlib.lab.panel import Panel
from archlib.outcome import Run
from archlib.prices import MONTH_HOURS


def moved(scene: str, **texts: str) -> Run:
    """Return the run of a scene with some of its controls moved; "__" stands for the dot of a path."""
    panel = panels.measures(scene)
    assert isinstance(panel, Panel)
    edits = {path.replace("__", "."): text for path, text in texts.items()}
    assert set(edits) <= {c["path"] for s in panel.form.scenes for g in s["groups"] for c in g["controls"]}
    panel._edit(edits)
    assert panel.form.errors == {}
    return panel.comparison.runs[0]


def lost(run: Run) -> float:
    upload = run.availability["upload"]
    return upload.attempted - upload.good


def test_an_hour_down_loses_as_many_as_its_bet_says() -> None:
    night, evening = (moved("an hour down", failures__outage_start_h=hour) for hour in ("3", "21"))
    assert lost(evening) / lost(night) == catalogue.bet("00.P1").known.simulated == pytest.approx(15)
    for run, factor in ((night, 0.2), (evening, 3.0)):
        assert run.availability["upload"].request_share == pytest.approx(weighted(factor), abs=1e-12)
        assert run.availability["upload"].time_share == pytest.approx(1 - 1 / MONTH_HOURS, abs=1e-12)


def test_the_budget_is_used_up_by_as_many_minutes_as_its_bet_says() -> None:
    run = moved("a budget", failures__outage_hours=repr(budget_min(SLO) / 60))
    assert run.availability["upload"].time_share == pytest.approx(SLO, abs=1e-12)


def test_a_steeper_evening_moves_requests_and_not_time() -> None:
    before, after = moved("a steeper evening"), moved("a steeper evening", load__peak_per_hour="600")
    share = [run.availability["upload"] for run in (before, after)]
    assert share[0].time_share == share[1].time_share
    assert share[0].request_share > share[1].request_share


@pytest.mark.parametrize("share", [0.0, 0.1])
def test_what_is_accepted_need_not_be_ready(share: float) -> None:
    run = moved("in time", failures__poison=repr(share), failures__outage_hours="0.02")
    assert run.availability["upload"].request_share == 1.0
    # about 1,800 videos: a standard error of 0.007 at a tenth
    assert run.availability["process"].deadline_share == pytest.approx(1 - share, abs=0.02)


def test_slots_are_as_busy_as_littles_law_says() -> None:
    run = moved("busy slots", load__per_hour="30", load__transcode_s="240", load__transcode_cv="0")
    # 5,040 arrivals of a Poisson process: a standard error of 1.4 %
    assert run.series["box"].busy.mean() == pytest.approx(theory.little(30, 240 / 3600), rel=0.04)


def test_a_bill_scales_with_its_price_and_not_with_its_days() -> None:
    once, twice = moved("a bill"), moved("a bill", prices__instances="2")
    machines = [run.bill.items[0] for run in (once, twice)]
    assert machines[1].amount_usd == pytest.approx(2 * machines[0].amount_usd)
    longer = moved("a bill", load__days="14").bill.items[0]
    assert longer.amount_usd == pytest.approx(2 * machines[0].amount_usd)
    assert longer.amount_usd == longer.quantity * longer.unit_price_usd


def test_three_parts_of_a_lucky_month_are_as_available_as_one_of_three_nines() -> None:
    panel = panels.measures("a lucky month")
    assert isinstance(panel, Panel)
    part = 1 - 10.0**-panel.desk.choices.failures.code_nines
    assert theory.series(part, part, part) == pytest.approx(SLO, abs=1e-6)


def test_about_half_of_the_lucky_months_are_clean() -> None:
    runs = [moved("a lucky month", chance__seed=str(seed)) for seed in range(100)]
    clean = sum(run.availability["upload"].time_share == 1.0 for run in runs)
    # 48 expected, with a standard deviation of 5
    assert abs(clean - 100 * SLO * theory.cold_share(1 / theory.mtbf(SLO, 1.0), MONTH_HOURS)) < 15
