"""Availability, overload and fleets against all cases counted, sums, and a clock or a fluid followed in steps."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import theory

# the default band of approx, 1e-6 of the value, is far above rounding and far below any wrong term
exact = pytest.approx
shares = st.floats(0, 1)


def k_of_n_by_cases(k: int, n: int, a: float) -> float:
    cases = product([True, False], repeat=n)
    return math.fsum(math.prod(a if up else 1 - a for up in case) for case in cases if sum(case) >= k)


@pytest.mark.parametrize("a", [0.0, 0.2, 0.5, 0.999, 1.0])
@pytest.mark.parametrize(("k", "n"), [(0, 3), (1, 1), (1, 4), (2, 3), (7, 9), (9, 9)])
def test_k_of_n_counts_all_cases(k: int, n: int, a: float):
    assert theory.k_of_n(k, n, a) == pytest.approx(k_of_n_by_cases(k, n, a), rel=1e-12, abs=1e-15)


def test_k_of_n_for_many_parts():
    # exact by symmetry: half, and half of the middle term (Stirling's next terms are under 1e-9 here)
    middle = math.exp(-0.5 * math.log(math.pi * 5_000) - 1 / (8 * 5_000))
    assert theory.k_of_n(5_000, 10_000, 0.5) == pytest.approx(0.5 + middle / 2, rel=1e-9)
    assert theory.k_of_n(1, 1_000_000, 0.5) == 1
    assert theory.k_of_n(1_000_000, 1_000_000, 0.5) == 0
    assert theory.k_of_n(1_000_000, 1_000_000, 1 - 1e-6) == pytest.approx(math.exp(-1), rel=1e-5)


@given(st.integers(1, 60), shares)
def test_all_needed_is_series_and_one_needed_is_replicated(n: int, a: float):
    assert theory.k_of_n(n, n, a) == pytest.approx(theory.series(*[a] * n), rel=1e-9, abs=1e-300)
    assert theory.k_of_n(1, n, a) == pytest.approx(theory.replicated(a, n), rel=1e-9, abs=1e-12)


@given(shares, st.integers(1, 100))
def test_common_cause_runs_from_independent_to_one_part(q: float, n: int):
    assert theory.common_cause(q, 0, n) == pytest.approx(1 - theory.replicated(1 - q, n), rel=1e-9, abs=1e-12)
    assert theory.common_cause(q, 1, n) == q
    assert theory.common_cause(q, 0.5, 1) == pytest.approx(q)
    assert theory.common_cause(q, 0.1, n) <= q * (1 + 1e-12)


def test_no_part_at_all_never_fails():
    assert theory.series() == 1


def test_nines_and_downtime():
    assert [theory.nines(a) for a in (0, 0.9, 0.99)] == [0, exact(1), exact(2)]
    assert math.copysign(1, theory.nines(0)) == 1
    assert theory.nines(1) == math.inf
    assert theory.downtime_h_per_year(1) == 0
    assert theory.downtime_h_per_year(0) == theory.YEAR_H == 8760


@given(st.floats(1e-6, 1e9), st.floats(1e-6, 1e9))
def test_availability_and_time_between_failures_turn_each_other_round(up: float, repair: float):
    a = theory.availability(up, repair)
    assert a == pytest.approx(up / (up + repair), rel=1e-12)
    if a < 0.999999:  # nearer to 1 the digits are in 1 - a, and a alone cannot give them back
        assert theory.mtbf(a, repair) == pytest.approx(up, rel=1e-9)


def test_availability_of_extremes():
    assert theory.availability(1, 0) == 1
    assert theory.availability(1e308, 1e308) == 0.5
    assert theory.mtbf(0, 1) == 0


def peak_by_steps(lam: float, amplitude: float, period: float, ratio: float) -> float:
    """Follow the fluid backlog over three periods in 30,000 steps each."""
    t = (np.arange(90_000) + 0.5) * period / 30_000
    net = lam * (1 + amplitude * np.sin(2 * np.pi * t / period) - ratio) * period / 30_000
    walk = np.concatenate(([0.0], np.cumsum(net)))
    return float((walk - np.minimum.accumulate(walk)).max())


@pytest.mark.parametrize("ratio", [1.0, 1.1, 1.25, 1.5, 1.79, 1.8, 3.0])
def test_overload_peak_against_the_fluid_step_by_step(ratio: float):
    # the steps miss the zero of the net flow by half a step: far less than a job in 100
    assert theory.overload_peak(60, 0.8, 24, ratio) == pytest.approx(peak_by_steps(60, 0.8, 24, ratio), abs=0.01)


def test_a_flat_day_and_an_empty_day_pile_nothing_up():
    assert theory.overload_peak(60, 0, 24) == theory.overload_peak(0, 0.8, 24) == 0


def test_a_drain_against_arrivals_and_departures():
    lam, c, outage = 9.0, 10.0, 1.0
    assert theory.drain_time(outage, lam / c) == exact(lam * outage / (c - lam))
    assert theory.drain_time(0, 0.9) == theory.drain_time(1, 0) == 0


@pytest.mark.parametrize(("outage", "age", "lost"), [(25, 24, 60), (24, 24, 0), (1, 24, 0), (3, 0, 180)])
def test_lost_events_against_each_of_them(outage: float, age: float, lost: int):
    born = (np.arange(outage * 60) + 0.5) / 60  # 60 an hour
    assert theory.lost_events(60, outage, age) == exact(lost)
    assert np.count_nonzero(born + age < outage) == lost


def test_polls_for_nothing_are_counted_by_the_clock():
    ends, clock = 0, 0.0
    while clock + 20 <= 3600:
        ends, clock = ends + 3, clock + 20  # three pollers
    assert theory.idle_polls(3, 20, 3600) == ends
    assert theory.idle_polls(0, 20) == theory.idle_polls(3, 20, 0) == 0
    assert theory.idle_polls(1, 730 * 3600) == 1


@pytest.mark.parametrize("work", [0, 1, 119, 120, 120.001, 300, 1_000_000])
def test_deliveries_are_counted_by_the_clock(work: float):
    visible, count = 0.0, 0
    while visible < work or count == 0:
        visible, count = visible + 120, count + 1
    assert theory.deliveries(work, 120) == count
