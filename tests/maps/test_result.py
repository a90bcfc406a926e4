"""A map answers: winners, seconds, what is close, cells, designs, tables, and errors that name what there is."""

import numpy as np
import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.maps.layers import Layer
from tests.maps.cases import DEADLINES_S, LEVELS, PEAKS, VOLUMES

NAN = float("nan")


def layer(*costs: list[float]) -> Layer:
    """One cell of as many architectures as there are lists of costs, one a seed."""
    names, each = tuple("abc"[: len(costs)]), np.array(costs, float)[None, None]
    low, high = np.quantile(each, [0.1, 0.9], axis=-1)
    broken = np.full((1, 1, len(costs)), "")
    return Layer(0.9, 3600.0, (1.0,), (10.0,), names, each.mean(axis=-1), low, high, each, broken)


@pytest.mark.parametrize(
    ("usd", "winner", "second", "close"),
    [
        ([3, 1, 2], "b", "c", False), ([NAN, 100, 104], "b", "c", True), ([NAN, 100, 106], "b", "c", False),
        ([NAN, NAN, 5], "c", "none", False), ([NAN, NAN, NAN], "none", "none", False), ([2, 2, 9], "a", "b", True),
        ([7], "a", "none", False),
    ],
)  # fmt: skip
def test_winner_second_and_close(usd, winner, second, close):
    one = layer(*([x] for x in usd))
    assert (one.winner[0, 0], one.second[0, 0], one.close[0, 0]) == (winner, second, close)


def test_pairs_of_a_seed_say_what_is_close_and_not_the_bands():
    best = [80, 90, 100, 110, 120]
    assert not layer(best, [usd + 15 for usd in best]).close[0, 0]  # the bands overlap, each week says the same
    assert layer(best, [125, 120, 115, 110, 105]).close[0, 0]
    assert layer(best, [usd + 4 for usd in best]).close[0, 0]  # sure, and yet within 5 %


def test_axes_and_shapes(made):
    assert (made.levels, made.deadlines_s, made.architectures) == (LEVELS, DEADLINES_S, ("functions", "fleet"))
    assert (made.volumes, made.peaks, made.seeds) == (VOLUMES, PEAKS, (0, 1))
    for array in (made.usd_per_month, made.usd_low, made.usd_high, made.broken, made.found, made.values):
        assert array.shape == (2, 2, 2, 2, 2)
    assert ((made.broken == "") == made.found).all()
    found = made.found
    assert (made.usd_low[found] <= made.usd_high[found]).all() and found.any()


def test_the_winner_is_the_least_of_the_cell(made):
    for p, peak in enumerate(PEAKS):
        for v, volume in enumerate(VOLUMES):
            answers = [a for a in made.cell(peak, volume, 0.9) if a.found]
            best = min(answers, key=lambda a: a.usd_per_month).architecture if answers else "none"
            assert made.winner(0.9)[p, v] == best


def test_an_hour_is_the_deadline_unless_one_is_given(made):
    assert made.layer(0.9).deadline_s == 3600.0
    assert made.layer(0.9, 900).deadline_s == 900.0
    assert made.contract(0.99).deadline_s == 3600.0 and made.contract(0.99).manage == 0.99


def test_a_design_has_the_sizes_and_all_else_of_the_architecture(made):
    answer = made.cell(10, 2000, 0.9)[1]
    design = made.design("fleet", 10, 2000, 0.9)
    assert design == al.QueueFleet(**dict(answer.sizes))


def test_a_scenario_is_that_of_its_cell(made):
    scenario = made.scenario(10, 2000)
    assert scenario.seed == 0 and scenario.faults == al.faults.honest_week()
    assert scenario.load.expected_videos == pytest.approx(2000 / 730 * 48)
    assert made.scenario(10, 2000, 7).seed == 7


@pytest.mark.parametrize(
    "ask",
    [
        lambda m: m.winner(0.95), lambda m: m.winner("0.9"), lambda m: m.winner(0.9, 60),
        lambda m: m.winner(float("nan")),
        lambda m: m.cell(2, 200, 0.9), lambda m: m.cell(1, 201, 0.9), lambda m: m.design("Monolith", 1, 200, 0.9),
        lambda m: m.scenario(1, -1), lambda m: m.table(2), lambda m: m.winner(True), lambda m: m.winner(None),
    ],
)  # fmt: skip
def test_what_is_not_in_the_map_is_refused_with_what_is(made, ask):
    with pytest.raises(ParameterError, match=r"is not in the map; there are .*Give one of them"):
        ask(made)


def test_the_table_has_a_row_an_answer(made):
    table = made.table()
    assert len(table) == made.usd_per_month.size
    one = made.table(0.99, 900)
    assert len(one) == 8 and set(one["level"]) == {0.99} and set(one["deadline_s"]) == {900.0}
    np.testing.assert_array_equal(one["usd_per_month"], made.layer(0.99, 900).usd_per_month.ravel())
    assert (one["broken"] == made.layer(0.99, 900).broken.ravel()).all()
    assert one["sizes"].str.contains("memory_mb=|max_workers=").all()
