"""Axes that hold still: they show all there is, and stay where values change little."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.compare import Comparison
from archlib.lab.figures import PICTURES
from archlib.lab.figures.packing import packed, unpacked
from archlib.lab.figures.steady import ENDS, PLACES, places, round_end, steady

LINE = {"type": "scatter", "mode": "lines"}
FROM_ZERO = {"rangemode": "tozero"}


@given(st.floats(1e-9, 1e12))
def test_an_end_is_round_and_at_most_the_widest_step_away(most: float) -> None:
    end = round_end(most)
    steps = max(b / a for a, b in pairwise(ENDS))
    assert most * (1 - 1e-8) <= end <= most * steps * (1 + 1e-5)
    assert min(abs(end / 10.0 ** np.floor(np.log10(end * (1 + 1e-9))) - e) for e in ENDS) < 1e-5
    assert round_end(end) == end


@pytest.mark.parametrize("most", [0.0, -3.0, float("nan")])
def test_where_there_is_nothing_an_axis_ends_at_1(most: float) -> None:
    assert round_end(most) == 1.0


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_an_axis_from_0_shows_every_value(values: list[float]) -> None:
    for given_as in (values, packed(np.array(values))):
        low, high = steady([{**LINE, "x": [], "y": given_as}], {"yaxis": FROM_ZERO})["yaxis"]["range"]
        assert low == 0 and max(values) <= high


def test_small_changes_leave_an_axis_where_it_is() -> None:
    ranges = {
        tuple(steady([{**LINE, "y": [most]}], {"yaxis": FROM_ZERO})["yaxis"]["range"]) for most in np.linspace(51, 67)
    }
    assert ranges == {(0, 70.0)}


def test_each_axis_has_its_own_traces() -> None:
    data = [{**LINE, "x": [3], "y": [1]}, {**LINE, "x": [40], "y": [9], "xaxis": "x2"}]
    made = steady(data, {"xaxis": FROM_ZERO, "xaxis2": FROM_ZERO, "yaxis": FROM_ZERO})
    assert [made[key]["range"][1] for key in ("xaxis", "xaxis2", "yaxis")] == [5.0, 50.0, 10.0]


@pytest.mark.parametrize(
    "axis",
    [
        {"range": [0, 3], **FROM_ZERO},
        {},
        {"type": "log", **FROM_ZERO},
        {"type": "date"},
    ],
)
def test_what_is_set_or_cannot_be_told_is_left(axis: dict[str, object]) -> None:
    assert steady([{**LINE, "y": [1, 2]}], {"yaxis": axis}) == {"yaxis": axis}


@pytest.mark.parametrize(
    "trace", [{**LINE, "y": [-1, 2]}, {**LINE, "y": []}, {**LINE, "y": [1], "error_y": {}}, {"type": "bar", "y": [1]}]
)
def test_an_axis_whose_end_the_values_do_not_tell_is_left(trace: dict[str, object]) -> None:
    assert steady([trace], {"yaxis": FROM_ZERO}) == {"yaxis": FROM_ZERO}


@pytest.mark.parametrize(("way", "ends"), [({}, [-0.5, 2.5]), ({"autorange": "reversed"}, [2.5, -0.5])])
def test_an_axis_of_categories_shows_all_of_them_in_their_order(way: dict[str, str], ends: list[float]) -> None:
    data = [{"type": "bar", "y": ["a", "b"]}, {"type": "bar", "y": ["b", None, "c"]}]
    made = steady(data, {"yaxis": {"type": "category", **way}})["yaxis"]
    assert made == {"type": "category", "categoryorder": "array", "categoryarray": ["a", "b", "c"], "range": ends}


@given(st.integers(1, 1000))
def test_bars_that_are_laid_end_to_end_have_places_to_spare(many: int) -> None:
    trace = {"type": "bar", "base": [0.0] * many, "x": [1.0] * many, "y": ["a"] * many, "name": "up"}
    made = places(trace)
    assert made["name"] == "up"
    for key in ("base", "x", "y"):
        assert made[key][:many] == trace[key]
        assert set(made[key][many:]) <= {None}
        assert len(made[key]) >= PLACES and (len(made[key]) // PLACES).bit_count() == 1
        assert len(made[key]) < 2 * max(many, PLACES)


@pytest.mark.parametrize("trace", [{"type": "bar", "x": [1]}, {**LINE, "x": [1]}, {"type": "bar", "base": 0, "x": [1]}])
def test_other_traces_are_left(trace: dict[str, object]) -> None:
    assert places(trace) is trace


def test_the_page_gets_them_and_the_picture_keeps_its_own(week: Comparison) -> None:
    shown = PICTURES["queue"](week, None)
    top = max(unpacked(trace["y"]).max() for trace in shown.data if trace["y"] != [None])
    assert "range" not in shown.layout["yaxis"]
    assert shown.to_dict()["layout"]["yaxis"]["range"][1] >= top
