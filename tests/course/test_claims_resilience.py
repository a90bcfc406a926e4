"""Misconceptions X9, X19 and X20, and what notebook 08 says: each is varied in the real model and seen."""

import math

import pytest

from archlib import faults, theory
from archlib.architectures import Monolith
from archlib.course import catalogue, measure_bets, n00
from archlib.course.boundaries import FOUND_PER_S, box, box_back_s, found_boundary, largest_room, recovers
from archlib.course.layers import amplification, layered, multiplied
from archlib.course.recovery import back_s, expected_back_s, good_after, mean_back_s, seconds, tries_each
from archlib.course.storms import CAPACITY, Storm, run_of
from archlib.lab.figures.months import months
from archlib.prices import MONTH_HOURS, teaching

SEEDS = range(1, 6)


@pytest.mark.parametrize("retries", [1, 2, 3])
def test_x9_a_service_stays_down_above_capacity_over_tries(retries: int) -> None:
    edge = theory.stability_boundary(CAPACITY, retries)
    # a line that shrinks by two requests a second is not gone after minutes, so a run finds the edge a little early
    assert edge - 1.5 < found_boundary(retries) < edge + 2 * FOUND_PER_S


def test_x9_retries_keep_a_service_down_that_comes_back_without() -> None:
    alone, storm = Storm(retries=0), Storm()
    assert all(back_s(storm.but(seed=seed)) is None for seed in SEEDS)
    assert good_after(storm) == 0.0 and good_after(alone) > 0.9
    assert tries_each(storm) > 3.7 and tries_each(alone) == 1.0
    found = mean_back_s(alone, range(1, 21))
    assert found == pytest.approx(expected_back_s(alone), rel=0.05)
    assert expected_back_s(alone) == 20.0


def test_x9_where_failures_are_rare_and_independent_retries_help() -> None:
    mild = Storm(per_s=20.0, fails=0.1, outage_s=1.0, watch_s=500.0, retries=3)
    found = run_of(mild)
    failed = (found.trace.reason != 0).mean()
    assert failed < 0.001 < 0.1  # 1e-4 by the formula, and 0.1 without retries
    assert tries_each(mild) == pytest.approx(theory.attempts(0.1, 3), rel=0.01)


def test_x9_the_service_works_all_the_while_and_for_nobody() -> None:
    found = seconds(run_of(Storm()))
    last = found.waited[-20:]
    assert (last > Storm().timeout_s).all() and found.good[-20:].sum() == 0
    busy = run_of(Storm()).series["service"].busy
    assert busy.at([60.0, 90.0, 110.0]).min() == 1


@pytest.mark.parametrize(("retries", "layers"), [(1, 1), (3, 2), (3, 3), (2, 4), (5, 3)])
def test_layers_multiply_their_tries(retries: int, layers: int) -> None:
    assert multiplied(retries, layers) == (retries + 1) ** layers == amplification(1.0, retries, layers)


@pytest.mark.parametrize(("layers", "share"), [(1, 0.3), (2, 0.5), (2, 0.2), (1, 0.8)])
def test_amplification_of_failures_that_are_independent(layers: int, share: float) -> None:
    counted = tries_each(layered(3, layers, share).but(per_s=2.0))
    assert counted == pytest.approx(amplification(share, 3, layers), rel=0.06)  # 2,000 requests


def test_the_longest_line_that_recovers_is_what_a_timeout_serves() -> None:
    assert largest_room() == CAPACITY * Storm().timeout_s
    assert recovers(90) and not recovers(125)
    assert box_back_s(box(90), 1) == back_s(Storm(longest_line=90))


def test_x19_the_same_hour_costs_other_shares_of_requests() -> None:
    night, evening = (measure_bets.upload_after(hour) for hour in (3, 21))
    assert night.time_share == evening.time_share == pytest.approx(1 - 1 / MONTH_HOURS)
    assert night.request_share == pytest.approx(n00.weighted(0.2), abs=1e-5)
    assert evening.request_share == pytest.approx(n00.weighted(3.0), abs=1e-5)


def test_x20_almost_half_of_all_months_of_a_part_of_three_nines_show_no_outage() -> None:
    level = 0.999 ** (1 / 4)
    plan = faults.drawn(level, host=level, mttr_s=3600.0)
    found = months(Monolith(), plan, MONTH_HOURS / 24, 1.0, teaching())
    assert found.long_run == pytest.approx(0.999)
    assert found.expected_clean == pytest.approx(n00.clean_months(), rel=1e-6)
    spread = math.sqrt(found.expected_clean * (1 - found.expected_clean) / len(found.shares))
    assert abs(found.clean - found.expected_clean) < 3 * spread
    assert min(found.shares) < 0.998 < sum(found.shares) / len(found.shares)


def test_the_beliefs_of_the_notebook_have_sentences_that_hold_beside_them() -> None:
    assert len(catalogue.holds("08")) >= 4
