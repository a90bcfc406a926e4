"""Plans under many seeds: bands, paired intervals, and that the same seed is the same year for all of them."""

import numpy as np
import pytest

import archlib as al
from archlib.errors import EngineError, ParameterError
from archlib.sweeps.paired import interval
from archlib.year.luck import Years, apart
from tests.year.years import CALM, FLEET, FUNCTIONS

PLANS = {"fleet": al.Plan.all_year(FLEET), "functions": al.Plan.all_year(FUNCTIONS)}
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def found():
    return al.year.luck(CALM, PLANS, SEEDS)


def test_each_year_is_the_one_that_play_gives(found):
    for name, plan in PLANS.items():
        played = [al.play(CALM, plan, seed) for seed in SEEDS]
        assert found[name].score_usd.tolist() == [one.score_usd for one in played]
        assert found[name].kept == sum(one.contract_met for one in played)


def test_the_interval_is_that_of_differences_year_by_year(found):
    differ = found["functions"].score_usd - found["fleet"].score_usd
    assert found["functions"].above(found["fleet"]) == interval(differ, 0.95)
    narrow = np.ptp(found["functions"].above(found["fleet"]))
    assert narrow < np.ptp(interval(found["functions"].score_usd, 0.95))  # luck that both share cancels


def test_table_and_text_say_the_same(found):
    table = found.table().set_index("name")
    assert table.loc["fleet", "score_usd_q0.5"] == np.median(found["fleet"].score_usd)
    assert table.loc["functions", "above_low"] == found["functions"].above(found["fleet"])[0]
    first, second = found.text.splitlines()
    assert first.startswith(f"fleet: contract kept in {found['fleet'].kept} of 3 years") and "than" not in first
    assert second.endswith(apart(found["functions"].above(found["fleet"]), "fleet"))


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((2.0, 5.0), "2 to 5 USD more than it"),
        ((-5.0, -2.0), "2 to 5 USD less than it"),
        ((-1.0, 1.0), "no sure difference from it"),
        ((float("nan"), float("nan")), "no sure difference from it"),
    ],
)
def test_an_interval_in_words(ends, said):
    assert apart(ends, "it") == said


def test_bands_are_quantiles():
    years = Years(np.arange(11.0), np.array([0.0] * 10 + [4.0]))
    assert years.band_usd == (1.0, 5.0, 9.0)
    assert years.kept == 10 and years.broken_band == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("plans", "seeds"), [({}, SEEDS), (PLANS, [1]), (PLANS, [])])
def test_too_little_is_refused(plans, seeds):
    with pytest.raises(ParameterError, match=r"luck: .* are refused: 1 plan, 2 seeds at least"):
        al.year.luck(CALM, plans, seeds)


def test_an_unknown_plan_is_named(found):
    with pytest.raises(ParameterError, match="did you mean 'fleet'"):
        found["fleets"]


def test_it_tells_how_far_it_is_and_can_be_cancelled():
    told: list[float] = []
    al.year.luck(CALM, PLANS, [1, 2], progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0
    with pytest.raises(EngineError, match="cancelled"):
        al.year.luck(CALM, PLANS, SEEDS, progress=lambda share: share < 0.4)
