"""Sizes of a map against every combination, run in full one by one; against `al.size`; and what must rise or fall."""

from itertools import product

import numpy as np
import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.maps.loads import load
from archlib.sizing.dials import at, dials
from archlib.sizing.guess import tops
from tests.maps.cases import SMALL

FAULTS = al.faults.standard_week()
SEEDS = (0, 1)
LEVELS = (0.6, 0.9, 0.97)
NEARLY = 1.02  # what a search over several dials may cost over the cheapest of all combinations
FEW_DIALS = (al.Monolith(), al.Tiers(), al.EventDriven(), al.Functions())
MANY_DIALS = (al.LoadBalanced(), al.QueueFleet(), al.Microservices())


def cheapest(one: al.Architecture, volume: float, peak: float, deadline_s: float) -> dict[float, float]:
    """Return level -> least USD a month of all combinations that meet it on every seed; NaN if none does."""
    scenarios = [al.Scenario(load(volume, peak, 2.0), faults=FAULTS, seed=s) for s in SEEDS]
    turned = dials(one, tops(one, scenarios, deadline_s))
    least = dict.fromkeys(LEVELS, np.inf)
    for point in product(*(range(len(d.values)) for d in turned)):
        try:
            runs = [al.simulate(at(one, turned, point), s, contract=contract(0.5, deadline_s)) for s in scenarios]
        except ParameterError:
            continue
        usd = float(np.mean([run.bill.per_month for run in runs]))
        for level in LEVELS:
            if all(contract(level, deadline_s).verdict(run).ok for run in runs):
                least[level] = min(least[level], usd)
    return {level: usd if np.isfinite(usd) else np.nan for level, usd in least.items()}


def contract(level: float, deadline_s: float) -> al.Contract:
    return al.Contract(upload=level, ready_share=level, manage=level, deadline_s=deadline_s)


@pytest.mark.parametrize("one", FEW_DIALS, ids=lambda one: one.kind)
@pytest.mark.parametrize("deadline_s", [900.0, 7200.0])
def test_the_cheapest_of_all_combinations_is_found(one, deadline_s):
    volumes, peak = (60.0, 400.0), 6.0
    made = al.decision_map(
        volumes, [peak], levels=LEVELS, deadlines_s=[deadline_s], architectures=[one], seeds=SEEDS, faults=FAULTS,
        days=2.0,
    )  # fmt: skip
    for v, volume in enumerate(volumes):
        least = cheapest(one, volume, peak, deadline_s)
        for i, level in enumerate(LEVELS):
            found = made.usd_per_month[0, i, 0, v, 0]
            assert np.isnan(found) == np.isnan(least[level])
            assert np.isnan(found) or least[level] - 0.01 <= found <= NEARLY * least[level] + 0.01


@pytest.mark.parametrize("one", MANY_DIALS, ids=lambda one: one.kind)
def test_it_is_no_dearer_than_a_thorough_size(one):
    volumes, peak = (200.0, 1500.0, 6000.0), 8.0
    made = al.decision_map(
        volumes, [peak], levels=LEVELS, deadlines_s=[1800.0], architectures=[one], seeds=SEEDS, faults=FAULTS, days=2.0
    )
    for v, volume in enumerate(volumes):
        scenario = al.Scenario(load(volume, peak, 2.0), faults=FAULTS)
        for i, level in enumerate(LEVELS):
            alone = al.size(one, scenario, contract(level, 1800.0), seeds=SEEDS)
            found = made.usd_per_month[0, i, 0, v, 0]
            assert np.isnan(found) == (not alone.found)
            assert np.isnan(found) or found <= NEARLY * alone.usd_per_month + 0.01


@pytest.fixture(scope="module")
def seven() -> al.DecisionMap:
    settings = {**SMALL, "architectures": None, "levels": (0.5, 0.9, 0.95, 0.99), "deadlines_s": (600, 3600, 28_800)}
    return al.decision_map([0, 150, 3000], [1, 15], **settings)


def test_a_stricter_level_never_costs_less_nor_does_a_shorter_deadline(seven):
    usd = np.where(seven.found, seven.usd_per_month, np.inf)
    assert (usd[:, 1:] >= usd[:, :-1]).all()
    assert (usd[:-1] >= usd[1:]).all()


def test_what_is_found_meets_the_contract_on_every_seed_and_costs_what_the_map_says(seven):
    checked = 0
    for name, level, deadline_s in product(seven.architectures, (0.9, 0.99), (600, 28_800)):
        answer = seven.cell(15, 3000, level, deadline_s)[seven.architectures.index(name)]
        if not answer.found:
            continue
        one, bound = seven.design(name, 15, 3000, level, deadline_s), seven.contract(level, deadline_s)
        runs = [al.simulate(one, seven.scenario(15, 3000, s), contract=bound) for s in seven.seeds]
        assert all(bound.verdict(run).ok for run in runs)
        each = [run.bill.per_month for run in runs]
        assert answer.usd_per_month == pytest.approx(np.mean(each), abs=0.006)
        assert (answer.usd_low, answer.usd_high) == pytest.approx(np.quantile(each, [0.1, 0.9]).tolist(), abs=0.006)
        checked += 1
    assert checked > 5


def test_where_none_is_found_the_most_of_everything_breaks_the_clauses_named(seven):
    broken = [(n, a) for n in (0, 1) for a in seven.cell(15, 3000, (0.95, 0.99)[n], 600) if not a.found]
    assert broken
    for n, answer in broken:
        level = (0.95, 0.99)[n]
        one, bound = seven.design(answer.architecture, 15, 3000, level, 600), seven.contract(level, 600)
        verdicts = [bound.verdict(al.simulate(one, seven.scenario(15, 3000, s), contract=bound)) for s in seven.seeds]
        failed = {c.name for verdict in verdicts for c in verdict.clauses if not c.ok}
        assert set(answer.broken) <= failed


def test_no_videos_cost_what_is_always_on(seven):
    answers = {a.architecture: a for a in seven.cell(1, 0, 0.9)}
    assert answers["Functions"].found
    assert (
        answers["Functions"].usd_per_month < answers["QueueFleet"].usd_per_month < answers["LoadBalanced"].usd_per_month
    )
    assert answers["QueueFleet"].sizes["min_workers"] == 0
