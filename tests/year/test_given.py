"""What is given: rules of money, prices that move, the brief, and what a year refuses."""

import numpy as np
import pytest

import archlib as al
from archlib.contract import Contract, promise
from archlib.errors import ParameterError
from archlib.prices import aws_us_east_1
from archlib.year import Credits, Migration, Year
from archlib.year.rules import moved, steps
from tests.year.years import CALM, USUAL


def test_steps_are_multiples_of_the_error_budget():
    assert [s.burn for s in steps()] == pytest.approx([1, 2, 10])  # 99.5, 99 and 95 % of 99.5 %
    assert [s.share for s in steps()] == [0.1, 0.25, 1.0]
    assert all("rds-sla" in s.source for s in steps())


@pytest.mark.parametrize(
    ("errors", "share"), [(0, None), (10, None), (11, 0.1), (20, 0.1), (21, 0.25), (100, 0.25), (101, 1.0), (1000, 1.0)]
)
def test_a_clause_falls_to_its_step(errors, share):
    step = Credits().step(promise("upload", 1000 - errors, 1000, 0.99))
    assert (None if step is None else step.share) == share


def test_a_promise_of_everything_that_is_broken_gives_all_back():
    step = Credits().step(promise("upload", 999, 1000, 1.0))
    assert step is not None and step.share == 1.0


def test_no_requests_break_no_promise():
    assert Credits().step(promise("upload", 0, 0, 0.99)) is None


@pytest.mark.parametrize(
    ("items", "inside", "outside"),
    [
        ("instances", "c5.large", "Fargate vCPU x86"),
        ("containers", "Fargate vCPU x86", "c5.large"),
        ("functions", "Lambda request", "c5.large"),
        ("storage", "S3 Standard storage", "S3 PUT"),
        ("all", "S3 PUT", None),
    ],
)
def test_prices_of_some_items_move_and_keep_their_dates(items, inside, outside):
    before = aws_us_east_1()
    after = moved(before, items, 2.0)
    assert after.price(inside).usd == pytest.approx(2 * before.price(inside).usd)
    assert (after.price(inside).as_of, after.price(inside).source) == (
        before.price(inside).as_of,
        before.price(inside).source,
    )
    if outside:
        assert after.price(outside) == before.price(outside)


def test_prices_move_from_their_month_on():
    year = Year(price_month=8, price_items="instances", price_factor=3.0)
    usd = [year.prices(m).price("c5.large").usd for m in range(1, 13)]
    assert usd[:7] == [usd[0]] * 7 and usd[7:] == pytest.approx([3 * usd[0]] * 5)
    assert Year(price_factor=1.0).prices(12) is aws_us_east_1()


def test_a_list_without_the_items_is_left_as_it_is():
    fact = aws_us_east_1().rows["S3 PUT"]
    mine = al.prices.PriceList("mine", {"S3 PUT": fact})
    assert moved(mine, "containers", 2.0).price("S3 PUT").usd == mine.price("S3 PUT").usd


def test_the_brief_tells_launches_prices_contract_and_costs():
    text = USUAL.brief()
    assert all(launch.text in text for launch in USUAL.launches)
    for told in ("month 8", "98.0% of videos", "10% of the month's fee", "80 USD", "780 expected"):
        assert told in text
    assert "stay as they are" in CALM.brief() and "launch" not in CALM.brief()
    assert USUAL.brief_table().columns.tolist() == ["what", "told"]


def test_a_budget_is_told():
    assert "a bill of 900 USD" in USUAL.but(contract=Contract(budget_usd_per_month=900)).brief()


def test_equal_years_have_equal_hashes():
    assert Year().hash == Year().hash
    assert (
        len({Year().hash, Year(growth=1.1).hash, Year(launch_seed=2).hash, Year(migration=Migration(rebuild_h=1)).hash})
        == 4
    )


def test_a_year_that_has_been_used_is_still_equal_to_a_new_one():
    used = Year()
    used.expected()
    assert used.launches and used == Year() and used.to_dict() == Year().to_dict()


@pytest.mark.parametrize(
    "fields",
    [
        {"growth": 0}, {"growth": -1}, {"growth": float("nan")}, {"growth": "fast"}, {"price_month": 13},
        {"price_month": 0}, {"price_items": "gold"}, {"price_factor": -1}, {"launch_seed": -1}, {"nothing": 1},
        {"shape": None}, {"contract": Contract(deadline_s=31 * 86_400)}, {"shape": 5},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(fields):
    with pytest.raises(ParameterError, match=next(iter(fields))):
        Year(**fields)


@pytest.mark.parametrize("fields", [{"rebuild_h": -1}, {"rebuild_parallel_h": 0}, {"resize_parallel_h": 721}])
def test_a_migration_has_bounds(fields):
    with pytest.raises(ParameterError, match=next(iter(fields))):
        Migration(**fields)


def measured(hours, per_hour=30.0, **fields):
    """A load of so many hours, an hour a period, with twice as much in the first hour of each day."""
    counts = tuple(per_hour * (2.0 if hour % 24 == 0 else 1.0) for hour in range(hours))
    return al.Workload.from_counts(counts, 3600.0, **fields)


@pytest.mark.parametrize(
    ("hours", "days"),
    [(24, 1), (18, 1), (23, 1), (60, 2), (67, 3), (7 * 24, 7), (7 * 24 - 3, 7), (10 * 24, 7), (340, 14)],
)
def test_a_load_of_ones_own_becomes_whole_days_or_whole_weeks(hours, days):
    year = al.Year.of(measured(hours), launches_on=False, growth=1.1)
    assert year.shape.days == days and year.growth == 1.1
    assert sum(year.shape.counts[: min(hours, 24 * days)]) == pytest.approx(year.shape.expected_videos)


def test_each_day_of_the_year_begins_as_the_measured_one_did():
    edges, per_s = al.Year.of(measured(42), launches_on=False, growth=1.0).load.rate_steps()
    midnights = 86_400.0 * np.arange(365)
    place = np.searchsorted(edges, midnights, side="right") - 1
    np.testing.assert_allclose(per_s[place], 60.0 / 3600.0)


def test_hours_that_a_file_lacks_are_told():
    (note,) = al.Year.of(measured(22)).shape.notes
    assert note == "no videos in the last 2 h, of which the file has nothing"


def test_a_load_of_a_few_hours_is_refused_with_what_to_do():
    with pytest.raises(ParameterError, match=r"shape.days=0.708 days is refused: .* Measure a week"):
        al.Year.of(measured(17))


def test_a_load_that_no_year_holds_is_refused_at_once():
    with pytest.raises(ParameterError, match="5,000,000 videos at most"):
        al.Year.of(measured(24, per_hour=5_000))


def test_a_measured_load_is_the_first_months_and_grows():
    year = al.Year.of(measured(7 * 24), launches_on=False)
    first, second = year.expected()[:2]
    assert second == pytest.approx(year.growth * first, rel=0.01)
    assert first == pytest.approx(30 * 25 * 730 / 24, rel=0.01)
    assert year.brief().startswith("load: measured, 7 days, repeated\n")
    assert not al.Year().brief().startswith("load")
