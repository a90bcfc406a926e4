import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.lab.figures.packing import packed, unpacked
from archlib.lab.figures.time import COLUMNS, axis, seconds, stamp, thinned
from archlib.outcome.step import Step

DAY = 86_400.0


def steps(values: list[float], end_s: float = 100.0) -> Step:
    t = np.linspace(0.0, end_s, len(values), endpoint=False)
    return Step(t, np.array(values), end_s, "value")


def test_few_changes_are_kept_as_they_are() -> None:
    t, v = thinned(steps([1.0, 5.0, 2.0, 4.0]), 0.0, 100.0)
    assert t.tolist() == [0.0, 25.0, 50.0, 75.0, 100.0]
    assert v.tolist() == [1.0, 5.0, 2.0, 4.0, 4.0]


def test_a_window_begins_with_what_held_then() -> None:
    t, v = thinned(steps([1.0, 5.0, 2.0, 4.0]), 30.0, 60.0)
    assert (t[0], v[0]) == (30.0, 5.0)
    assert (t[-1], v[-1]) == (60.0, 2.0)


@given(st.integers(0, 2**32), st.integers(3, 50))
def test_many_changes_lose_no_peak(seed: int, columns: int) -> None:
    step = steps(np.random.default_rng(seed).poisson(0.5, 3_000).astype(float).tolist())
    t, v = thinned(step, 0.0, 100.0, columns)
    assert len(t) <= 2 * columns + 1
    assert (v.min(), v.max()) == (step.v.min(), step.v.max())
    assert (np.diff(t) >= 0).all()
    assert (t[0], t[-1]) == (0.0, 100.0)


def test_a_short_peak_stands_where_it_was() -> None:
    values = np.zeros(50_000)
    values[31_234] = 7.0
    t, v = thinned(steps(values.tolist()), 0.0, 100.0)
    assert t[v.argmax()] == pytest.approx(62.468, abs=100 / COLUMNS)


@pytest.mark.parametrize("time_s", [0.0, 72_900.0, 366 * DAY])
@pytest.mark.parametrize("start_h", [0.0, 13.5])
def test_moments_go_to_the_page_and_come_back(time_s: float, start_h: float) -> None:
    assert seconds(stamp(time_s, start_h), start_h) == pytest.approx(time_s, abs=1e-3)


def test_day_one_begins_on_the_first_day_of_a_leap_year() -> None:
    assert np.datetime64(int(stamp(0.0, 0.0)), "ms") == np.datetime64("1972-01-01")


def test_the_axis_shows_the_window() -> None:
    shown = axis(7 * DAY, 0.0, (DAY, 2 * DAY))
    assert [seconds(end, 0.0) for end in shown["range"]] == [DAY, 2 * DAY]
    assert "time" in shown["title"]["text"]


@pytest.mark.parametrize("dtype", ["<f8", "<f4"])
def test_arrays_are_packed_without_loss_of_what_is_seen(dtype: str) -> None:
    values = np.array([0.0, 1.5, -2.25, 1e6])
    assert unpacked(packed(values, dtype)).tolist() == values.tolist()
    assert unpacked(packed(np.array([]), dtype)).tolist() == []
