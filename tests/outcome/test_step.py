"""Step functions against counting one by one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.errors import ParameterError
from archlib.outcome.step import Step, count, step

INF = math.inf


def test_the_value_holds_from_its_change_on():
    s = step(np.array([10.0, 20.0]), np.array([3, 1]), 40.0, "messages")
    assert s.at([0, 9.999, 10, 19, 20, 40]).tolist() == [0, 0, 3, 3, 1, 1]
    assert s.integral() == 10 * 3 + 20 * 1
    assert s.mean() == 50 / 40
    assert s.max() == 3
    assert s.table().to_dict("list") == {"time_s": [0.0, 10.0, 20.0], "messages": [0, 3, 1]}


def test_of_changes_at_one_instant_the_last_holds():
    s = step(np.array([5.0, 5.0, 5.0, 7.0]), np.array([1, 9, 2, 2]), 10.0)
    assert s.t.tolist() == [0, 5]  # 9 never held, and 2 at 7 is no change
    assert s.v.tolist() == [0, 2]


def test_a_change_at_zero_leaves_no_moment_before_it():
    s = step(np.array([0.0, 1.0]), np.array([4, 5]), 10.0)
    assert (s.t.tolist(), s.v.tolist()) == ([0, 1], [4, 5])


def test_a_change_at_the_end_is_cut():
    s = step(np.array([10.0, 11.0]), np.array([4, 5]), 10.0)
    assert (s.t.tolist(), s.v.tolist(), s.lengths.tolist()) == ([0], [0], [10])


def test_no_change_is_one_value():
    s = count(np.empty(0), np.empty(0), 10.0)
    assert (s.mean(), s.max(), s.at([0.0, 10.0]).tolist()) == (0, 0, [0, 0])


def test_stretches_of_no_length_and_without_end():
    s = count(np.array([0.0, 2.0, 2.0, 50.0]), np.array([INF, 2.0, 4.0, 60.0]), 10.0)
    assert (s.t.tolist(), s.v.tolist()) == ([0, 2, 4], [1, 2, 1])


@pytest.mark.parametrize("moment", [-1e-9, 10.000001, math.nan, INF, -INF])
def test_a_moment_outside_is_refused(moment):
    s = Step(np.array([0.0]), np.array([1]), 10.0, "jobs_visible")
    with pytest.raises(ParameterError, match=r"jobs_visible\.at\(t=.*0 <= t <= 10 s"):
        s.at([1.0, moment])


moments = st.integers(0, 12).map(float)


@given(st.lists(st.tuples(moments, moments | st.just(INF)), max_size=12))
def test_a_count_is_the_number_of_stretches_over_each_moment(pairs):
    starts, ends = np.array(pairs).reshape(-1, 2).T
    s = count(starts, ends, 10.0)
    for t in np.arange(0, 10.0, 0.5):
        assert s.at(t) == sum(a <= t < b for a, b in pairs)
    assert s.t[0] == 0
    assert (np.diff(s.t) > 0).all()
    assert s.t[-1] < 10
    assert (np.diff(s.v) != 0).all()
