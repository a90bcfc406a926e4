"""A load from counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.errors import ParameterError
from archlib.workload import Workload


def test_exact_counts_are_kept_period_by_period():
    counts = [3, 0, 5, 1, 0, 200]
    load = Workload.from_counts(counts, period=300, mode="exact")
    assert np.histogram(load.arrivals(1), bins=np.arange(7) * 300.0)[0].tolist() == counts
    assert not np.array_equal(load.arrivals(1), load.arrivals(2))


def test_exact_moments_are_uniform_in_the_period():
    places = np.mod(Workload.from_counts([50] * 200, period=60, mode="exact").arrivals(1), 60) / 60
    assert abs(places.mean() - 0.5) < 4 / np.sqrt(12 * 10_000)
    assert abs(np.mean(places < 0.1) - 0.1) < 4 * np.sqrt(0.09 / 10_000)


@given(st.lists(st.floats(0, 20), min_size=1, max_size=50), st.floats(0, 3))
def test_exact_mode_carries_fractions_on(counts, scale):
    load = Workload.from_counts(counts, period=7.3, mode="exact", scale=scale)
    assert abs(len(load.arrivals(1)) - sum(counts) * scale) <= 0.5 + 1e-6
    assert load.horizon_s == len(counts) * 7.3


def test_poisson_counts_follow_the_given_ones_on_average():
    load = Workload.from_counts([0, 100, 0, 20], period=300)
    seen = np.mean([np.histogram(load.arrivals(s), bins=np.arange(5) * 300.0)[0] for s in range(200)], axis=0)
    assert seen[0] == seen[2] == 0
    assert abs(seen[1] - 100) < 4 * np.sqrt(100 / 200)
    assert abs(seen[3] - 20) < 4 * np.sqrt(20 / 200)


@pytest.mark.parametrize("mode", ["poisson", "exact"])
def test_days_takes_the_first_days_only(mode):
    whole = Workload.from_counts([4] * 48, period=3_600, mode=mode)
    part = whole.but(days=1.02)
    assert part.expected_videos == pytest.approx(4 * 1.02 * 24)
    assert np.array_equal(part.arrivals(1), whole.arrivals(1)[: len(part.arrivals(1))])
    assert part.arrivals(1)[-1] < part.horizon_s


def test_more_days_than_counts_are_refused():
    with pytest.raises(ParameterError, match=r"days=3.*2 counts of 60 s cover"):
        Workload.from_counts([1, 2], period=60, days=3)


@pytest.mark.parametrize("counts", [[1, -2], [1, np.nan], [1, np.inf], [1, 1e10], [0.5, -0.1]])
def test_a_bad_count_is_refused_by_its_place(counts):
    with pytest.raises(ParameterError, match=r"counts\[1\]="):
        Workload.from_counts(counts, period=60)


@pytest.mark.parametrize("counts", [["1", "2"], [True], [[1, 2]], [[1], [1, 2]], "12", [None], 3, [10**400]])
def test_what_is_no_row_of_numbers_is_refused(counts):
    with pytest.raises(ParameterError, match="counts"):
        Workload.from_counts(counts, period=60)


def test_no_counts_are_refused():
    with pytest.raises(ParameterError, match="empty"):
        Workload.from_counts([], period=60)


@pytest.mark.parametrize("period", [0, -1, np.nan, np.inf, "60", True, 1e-9, 10**400])
def test_a_bad_period_is_refused(period):
    with pytest.raises(ParameterError, match="period_s"):
        Workload.from_counts([1, 2], period=period)
