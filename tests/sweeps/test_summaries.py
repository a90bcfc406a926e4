"""Quantiles over seeds, paired differences, and the intervals around them."""

import math

import numpy as np
import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.sweeps.paired import interval
from archlib.sweeps.student import t_quantile
from tests.sweeps.cases import PAIR, SCENARIO, small

SWEPT = small()
TABLE = SWEPT.table()
AT = {"QueueFleet.max_workers": 4, "load.base_per_hour": 10, "prices.everything": 1, "contract.upload": 0.9}


def rows(table, architecture, **more):
    """Return the rows of one combination."""
    wanted = {**AT, **more}
    if architecture == "Monolith":
        wanted.pop("QueueFleet.max_workers")
    found = table[table["architecture"] == architecture]
    for name, value in wanted.items():
        found = found[found[name] == value]
    return found


def test_quantiles_are_numpys_over_the_seeds():
    (told,) = rows(SWEPT.quantiles("bill_usd", q=(0, 0.25, 1)), "QueueFleet").to_dict("records")
    values = rows(TABLE, "QueueFleet")["bill_usd"].to_numpy()
    assert told["runs"] == len(values) == 3
    assert told["mean"] == values.mean()
    assert [told["q0"], told["q0.25"], told["q1"]] == np.quantile(values, [0, 0.25, 1]).tolist()
    assert told["q0"] == values.min() and told["q1"] == values.max()


def test_there_is_one_row_a_combination_and_measure():
    told = SWEPT.quantiles()
    assert len(told) == len(TABLE) / 3 * told["measure"].nunique()
    assert not told.duplicated([*AT, "architecture", "measure"]).any()
    meets = told[told["measure"] == "meets"]["mean"].sum() * 3
    assert meets == pytest.approx(TABLE["meets"].sum())


def test_rows_without_a_number_are_not_counted():
    over = {"QueueFleet.min_workers": [0, 10], "QueueFleet.max_workers": [5]}
    swept = al.sweep(al.QueueFleet(), SCENARIO, over, seeds=[1, 2])
    told = swept.quantiles("p95_ready_min")
    assert told["runs"].tolist() == [2, 0]
    assert told["q0.5"].isna().tolist() == [False, True]


def test_differences_are_of_the_same_seed_load_prices_and_contract():
    told = SWEPT.differences("Monolith", ["bill_usd", "p95_ready_min"])
    assert (told["architecture"] == "QueueFleet").all()
    (one,) = rows(told[told["measure"] == "bill_usd"], "QueueFleet").to_dict("records")
    apart = [
        rows(TABLE, "QueueFleet", seed=s)["bill_usd"].item() - rows(TABLE, "Monolith", seed=s)["bill_usd"].item()
        for s in range(3)
    ]
    assert one["pairs"] == 3
    assert one["mean"] == pytest.approx(np.mean(apart))
    assert one["q0.5"] == np.median(apart)
    half = t_quantile(0.975, 2) * np.std(apart, ddof=1) / math.sqrt(3)
    assert (one["low"], one["high"]) == pytest.approx((np.mean(apart) - half, np.mean(apart) + half))


def test_a_reference_may_be_one_combination_of_an_architecture():
    told = SWEPT.differences({"architecture": "QueueFleet", "QueueFleet.max_workers": 4}, "bill_usd")
    sizes = told[told["architecture"] == "QueueFleet"]["QueueFleet.max_workers"]
    assert set(sizes) == {1} and set(told["architecture"]) == {"Monolith", "QueueFleet"}
    forth = SWEPT.differences("Monolith", "bill_usd")
    forth = forth[forth["QueueFleet.max_workers"] == 4]
    back = told[told["architecture"] == "Monolith"]
    assert (-forth["mean"]).tolist() == back["mean"].tolist()
    assert (-forth["low"]).tolist() == pytest.approx(back["high"].tolist())


def test_a_reference_may_be_a_load_a_price_or_a_scenario():
    told = SWEPT.differences({"architecture": "Monolith", "prices.everything": 1}, "bill_usd")
    dear = told[(told["architecture"] == "Monolith")]
    assert set(dear["prices.everything"]) == {2.5}
    cheap = TABLE[(TABLE["architecture"] == "Monolith") & (TABLE["prices.everything"] == 1)]
    assert dear["mean"].mean() == pytest.approx(1.5 * cheap["bill_usd"].mean())


def test_common_random_numbers_make_differences_vary_less_than_independent_runs():
    """Both meet the same videos, so the variance of the difference is below the sum of the two variances."""
    swept = al.sweep({"one": al.Monolith(), "two": al.Monolith(replicas=2)}, SCENARIO, seeds=range(12))
    table = swept.table()
    one, two = (table[table["architecture"] == name]["videos_accepted"].to_numpy() for name in ("one", "two"))
    (told,) = swept.differences("one", "videos_accepted").to_dict("records")
    assert told["high"] - told["low"] == pytest.approx(np.subtract(*interval(two - one, 0.95)[::-1]))
    assert (two - one).var() < (one.var() + two.var()) / 2


def test_drawn_points_are_paired_only_where_they_concern_both():
    own = {"QueueFleet.max_workers": al.between(1, 9)}
    both = {**own, "load.base_per_hour": al.between(5, 30)}
    for over in (own, both):
        told = al.sweep(PAIR, SCENARIO, over, draws=4, seeds=[1, 2]).differences("Monolith", "bill_usd")
        assert told["pairs"].tolist() == [2] * 4
        assert told["draw"].tolist() == [0, 1, 2, 3]


def test_one_pair_has_no_interval():
    told = al.sweep(PAIR, SCENARIO).differences("Monolith", "bill_usd")
    assert told["pairs"].tolist() == [1]
    assert told[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: SWEPT.quantiles("bill"), "no measure 'bill' in a row; did you mean 'bill_usd'"),
        (lambda: SWEPT.quantiles("bill_usd", q=(10,)), "q=10 is refused"),
        (lambda: SWEPT.differences("Monolit"), "no row has architecture='Monolit'; there are Monolith, QueueFleet"),
        (lambda: SWEPT.differences("QueueFleet"), "is several combinations at once"),
        (lambda: SWEPT.differences({"max_workers": 3}), "against has no column 'max_workers'"),
        (lambda: SWEPT.differences(3), "give a name, or columns with values"),
        (lambda: SWEPT.differences("Monolith", confidence=95), "0 < confidence < 1"),
    ],
)
def test_what_cannot_be_told_is_refused(call, words):
    with pytest.raises(ParameterError) as error:
        call()
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("p", "degrees", "t"),
    [
        (0.95, 1, 6.314), (0.975, 1, 12.706), (0.975, 2, 4.303), (0.975, 4, 2.776), (0.95, 5, 2.015),
        (0.995, 7, 3.499), (0.975, 10, 2.228), (0.975, 29, 2.045), (0.995, 30, 2.750), (0.975, 120, 1.980),
    ],
)  # fmt: skip
def test_quantiles_of_t_are_those_of_the_printed_table(p, degrees, t):
    """Abramowitz and Stegun 1964, table 26.10 (there A = 2 p - 1), printed to three decimals."""
    assert t_quantile(p, degrees) == pytest.approx(t, abs=0.0005)


def test_closed_forms_of_t():
    """One degree is Cauchy, tan(pi (p - 1/2)); two: (2p - 1) / sqrt(2 p (1 - p)); many: the normal, 1.95996."""
    for p in (0.5, 0.6, 0.9, 0.999):
        assert t_quantile(p, 1) == pytest.approx(math.tan(math.pi * (p - 0.5)), rel=1e-9, abs=1e-12)
        assert t_quantile(p, 2) == pytest.approx((2 * p - 1) / math.sqrt(2 * p * (1 - p)), rel=1e-9, abs=1e-12)
    assert t_quantile(0.975, 10**9) == pytest.approx(1.95996, abs=0.003)
    with pytest.raises(ParameterError):
        t_quantile(0.4, 3)


def test_an_interval_covers_the_mean_as_often_as_it_says():
    """4,000 samples of 5 normals: the share that covers 0 has standard deviation sqrt(.9 .1 / 4000) = 0.0047."""
    samples = np.random.default_rng(5).standard_normal((4000, 5))
    covered = [low <= 0 <= high for low, high in (interval(sample, 0.9) for sample in samples)]
    assert np.mean(covered) == pytest.approx(0.9, abs=4 * 0.0047)
