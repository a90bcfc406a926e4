"""A year that is played: its money sums, and its months are those of one run."""

import math
from dataclasses import replace

import numpy as np
import pytest

import archlib as al
from archlib.errors import EngineError, ParameterError, PolicyError
from archlib.year import Credits, Year
from archlib.year.clock import MONTH_S
from tests.year.years import BOX, CALM, FLEET, FUNCTIONS, MIXED, SHAPE, USUAL

# --- sums ---


def test_the_score_is_the_sum_of_its_lines_its_months_and_its_parts(mixed):
    lines = math.fsum(line.quantity * line.unit_price_usd for line in mixed.lines)
    months = math.fsum(m.bill_usd + m.penalties_usd + m.migration_usd for m in mixed.months)
    parts = mixed.bill_usd + mixed.penalties_usd + mixed.migration_usd
    assert mixed.score_usd == pytest.approx(lines) == pytest.approx(months) == pytest.approx(parts)
    assert mixed.penalties_usd > 0 and mixed.migration_usd > 0


def test_tables_hold_the_same(mixed):
    table, items = mixed.table(), mixed.items_table()
    assert table["total_usd"].sum() == pytest.approx(mixed.score_usd) == pytest.approx(items["amount_usd"].sum())
    assert table["month"].tolist() == list(range(1, 13))
    assert (table["broken"] != "none").sum() == mixed.broken_months > 0
    assert not mixed.contract_met and "broken in" in mixed.text
    assert mixed.ledger()["videos"].sum() == table["videos"].sum()


@pytest.mark.parametrize(
    "architecture", [FLEET, FUNCTIONS, BOX, al.EventDriven(), al.LoadBalanced()], ids=lambda a: a.kind
)
def test_the_bills_of_the_months_are_those_of_one_run(architecture):
    played = al.play(USUAL.but(price_factor=1.0), al.Plan.all_year(architecture), seed=4)
    (stretch,) = played.stretches
    assert played.bill_usd == pytest.approx(stretch.run.bill.total, rel=1e-9)
    alone = al.simulate(architecture, al.Scenario(USUAL.load, faults=USUAL.faults, seed=4), contract=USUAL.contract)
    assert played.bill_usd == pytest.approx(alone.bill.total, rel=1e-9)
    for feature, names in {"upload": "upload", "manage": "manage"}.items():
        of_all = alone.availability[feature]
        weights = stretch.features.videos if feature == "upload" else stretch.features.asked
        shares = [getattr(m, names) for m in played.months]
        assert np.average(shares, weights=weights) == pytest.approx(of_all.request_share, abs=1e-9)
    ready = np.average([m.ready for m in played.months], weights=stretch.features.videos)
    assert ready == pytest.approx(alone.availability["process"].deadline_share, abs=1e-9)


def test_no_line_is_negative(mixed, steady):
    assert min(line.amount_usd for played in (mixed, steady) for line in played.lines) >= 0


# --- months ---


def test_without_growth_quarters_are_equal_within_luck(steady):
    def of_quarters(value):
        return [sum(value(m) for m in steady.months if m.quarter == q) for q in (1, 2, 3, 4)]

    videos = of_quarters(lambda m: m.videos)
    mean = np.mean(videos)
    assert np.abs(videos - mean).max() < 4 * np.sqrt(mean)
    work = of_quarters(lambda m: sum(x.quantity for x in m.lines if x.resource == "workers"))
    assert np.ptp(work) / np.mean(work) < 0.15
    doors = of_quarters(lambda m: sum(x.amount_usd for x in m.lines if x.resource == "upload"))
    assert doors == pytest.approx([doors[0]] * 4)
    assert steady.contract_met and steady.penalties_usd == steady.migration_usd == 0


def test_a_price_factor_of_one_changes_nothing():
    plan = al.Plan.all_year(al.EventDriven())
    one, other = (al.play(USUAL.but(price_factor=1.0, price_month=m), plan) for m in (2, 11))
    assert one.score_usd == other.score_usd


def test_prices_move_in_the_middle_of_a_quarter_and_not_before():
    plan = al.Plan.all_year(al.EventDriven())
    before, after = (al.play(USUAL.but(price_factor=f), plan) for f in (1.0, 3.0))
    rents = [[sum(x.amount_usd for x in m.lines if "Fargate" in x.item) for m in p.months] for p in (before, after)]
    ratios = np.array(rents[1]) / np.array(rents[0])
    assert ratios == pytest.approx([1.0] * 7 + [3.0] * 5)


def test_a_broken_month_costs_its_steps_of_the_fee_and_never_more(mixed):
    for month in mixed.months:
        fee = USUAL.credits.fee_usd_per_video * month.videos
        assert month.penalties_usd <= fee * (1 + 1e-12)
        assert (month.penalties_usd > 0) == bool(month.broken)
    free = al.play(USUAL.but(credits=Credits(fee_usd_per_video=0)), MIXED)
    assert free.penalties_usd == 0 and free.broken_months == mixed.broken_months


def test_a_budget_is_a_clause_and_costs_nothing():
    contract = USUAL.contract.but(budget_usd_per_month=1.0)
    played = al.play(USUAL.but(contract=contract, faults=al.faults.none()), al.Plan.all_year(FUNCTIONS))
    assert all("budget" in m.broken for m in played.months)
    assert played.penalties_usd == 0


# --- small and wrong ---


def test_a_year_without_videos_costs_what_stands_there():
    nothing = CALM.but(shape=al.Workload.homogeneous(per_hour=0, days=1))
    played = al.play(nothing, al.Plan.all_year(BOX))
    assert [m.videos for m in played.months] == [0] * 12
    assert played.contract_met and played.penalties_usd == 0
    assert played.bill_usd == pytest.approx(8760 * al.prices.default().price("c5.large").usd)


def test_a_year_of_one_video():
    rare = CALM.but(shape=al.Workload.homogeneous(per_hour=1 / 8760, days=1))
    seed = next(s for s in range(100) if len(rare.load.arrivals(s)) == 1)
    played = al.play(rare, al.Plan((FLEET, FUNCTIONS) * 2), seed=seed)
    assert sum(m.videos for m in played.months) == sum(m.ready_videos for m in played.months) == 1


def test_a_policy_that_fails_tells_so():
    def bad(visible, in_flight, workers, oldest_s):
        return -1

    with pytest.raises(PolicyError, match="bad"):
        al.play(USUAL, al.Plan((BOX, FLEET, FLEET, BOX), policy=bad))


def test_a_policy_scales_the_fleet():
    def none_at_all(visible, in_flight, workers, oldest_s):
        return 0

    played = al.play(CALM, al.Plan.all_year(FLEET, policy=none_at_all))
    assert sum(m.ready_videos for m in played.months) == 0


def test_it_tells_how_far_it_is_and_can_be_cancelled():
    told: list[float] = []
    al.play(CALM, MIXED, progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0
    with pytest.raises(EngineError, match="cancelled"):
        al.play(CALM, MIXED, progress=lambda share: share < 0.5)


def test_equal_arguments_give_equal_scores(mixed):
    again = al.play(Year(shape=SHAPE), al.Plan(list(MIXED.quarters)))
    assert again.score_usd == mixed.score_usd
    assert al.play(USUAL, MIXED, seed=2).score_usd != mixed.score_usd


def test_prices_of_ones_own_are_charged():
    double = al.play(CALM, al.Plan.all_year(BOX), prices=al.prices.default().scaled(2.0))
    assert double.bill_usd == pytest.approx(2 * al.play(CALM, al.Plan.all_year(BOX)).bill_usd)


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "one"])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(ParameterError, match="seed"):
        al.play(CALM, MIXED, seed)


def test_year_and_plan_are_asked_for():
    with pytest.raises(ParameterError, match="no Year"):
        al.play(MIXED, MIXED)
    with pytest.raises(ParameterError, match="no Plan"):
        al.play(CALM, BOX)


def test_months_are_730_hours_of_the_runs(mixed):
    assert [s.run.scenario.load.to_s / MONTH_S for s in mixed.stretches] == [3, 6, 9, 12]


def test_a_list_that_lacks_a_price_is_refused_before_anything_runs():
    listed = al.prices.aws_us_east_1()
    lacking = replace(listed, rows={item: row for item, row in listed.rows.items() if not item.startswith("Lambda")})
    told: list[float] = []
    with pytest.raises(ParameterError, match="Lambda"):
        al.play(CALM, al.Plan((FLEET, FLEET, FLEET, FUNCTIONS)), prices=lacking, progress=told.append)
    assert told == []
    assert al.play(CALM, al.Plan.all_year(FLEET), prices=lacking).bill_usd > 0
