"""Price lists: the ones that come with archlib, a list of your own, and scaling."""

import math
from dataclasses import asdict
from pathlib import Path

import pytest

from archlib import prices
from archlib.data import PRICE_UNITS, Fact, instance_types
from archlib.errors import DataError, ParameterError
from archlib.prices import PriceList

LISTS = (prices.aws_us_east_1(), prices.teaching())
AWS, TEACHING = LISTS


def one(unit: str, value: float = 3.0, as_of: str = "2026-01-02") -> PriceList:
    return PriceList("mine", {"thing": Fact("thing", value, unit, "all", as_of, "invented")})


# ---- the lists that come with archlib ----


def test_the_two_lists_have_the_same_items_in_the_same_units():
    assert {item: fact.unit for item, fact in AWS.rows.items()} == {i: f.unit for i, f in TEACHING.rows.items()}
    assert AWS.name == "aws_us_east_1"
    assert TEACHING.name == "teaching"


@pytest.mark.parametrize("prices_list", LISTS, ids=lambda p: p.name)
def test_every_instance_type_has_a_price_an_hour(prices_list: PriceList):
    for name in instance_types():
        assert prices_list.price_for(prices.instance_hours(name)).usd > 0


def test_the_teaching_list_stays_near_the_real_one():
    # t3.micro is the furthest: 0.0104 became the price of any small instance, 0.025
    for item in AWS.rows:
        assert 1 / 2.5 < TEACHING.price(item).usd / AWS.price(item).usd < 3, item


@pytest.mark.parametrize(
    ("item", "usd", "base"),
    [
        ("t3.medium", 0.025, "hour"),
        ("c5.large", 0.10, "hour"),
        ("c5.xlarge", 0.20, "hour"),
        ("c5.2xlarge", 0.40, "hour"),
        ("c5.4xlarge", 0.80, "hour"),
        ("ALB hour", 0.0225, "hour"),
        ("ALB LCU", 0.008, "LCU-hour"),
        ("Lambda request", 0.20e-6, "request"),
        ("Lambda duration x86", 0.0000166667, "GB-second"),
        ("Step Functions transition", 0.025e-3, "transition"),
        ("SQS standard request", 0.40e-6, "request"),
        ("SQS FIFO request", 0.50e-6, "request"),
        ("EventBridge event", 1.00e-6, "event"),
        ("S3 PUT", 0.005e-3, "request"),
        ("S3 GET", 0.0004e-3, "request"),
        ("S3 Standard storage", 0.023, "GB-month"),
        ("gp3 storage", 0.08, "GB-month"),
    ],
)
def test_teaching_prices_are_those_of_the_course(item: str, usd: float, base: str):
    price = TEACHING.price(item)
    assert price.usd == pytest.approx(usd, rel=1e-12)
    assert price.base_unit == base
    assert (price.listed, price.listed_unit) == (TEACHING.rows[item].value, TEACHING.rows[item].unit)


def test_every_row_of_the_real_list_is_dated_or_says_that_it_is_not():
    undated = {item for item, fact in AWS.rows.items() if fact.as_of == "undated"}
    arm = {"Fargate vCPU arm64", "Fargate memory arm64"}
    assert undated == arm | {"Lambda provisioned concurrency x86", "Lambda provisioned duration x86"}
    assert all(fact.source != TEACHING.rows[item].source for item, fact in AWS.rows.items())


def test_the_default_is_the_real_list():
    assert prices.default() == AWS


def test_the_least_billed_time_is_a_minute():
    assert prices.MIN_BILLED_S == 60
    assert prices.MONTH_HOURS == 8760 / 12


# ---- a price ----


@pytest.mark.parametrize("unit", sorted(PRICE_UNITS))
def test_every_unit_of_money_has_a_base_unit(unit: str):
    price = one(unit).price("thing")
    many = 1e6 if "million" in unit else 1000 if "1000" in unit else 1
    assert price.usd == pytest.approx(3.0 / many, rel=1e-15)
    assert not any(digit in price.base_unit for digit in ("1000", "million"))
    assert price.base_unit.rstrip("s") == price.base_unit
    assert price.base_unit in unit


def test_an_unknown_item_names_the_nearest_and_what_to_add():
    with pytest.raises(ParameterError, match=r"'aws_us_east_1' has no item 'c5.larg'; add the row .*c5\.large"):
        AWS.price("c5.larg")
    for item in ("", None, 5):
        with pytest.raises(ParameterError, match="has no item"):
            AWS.price(item)


def test_the_date_of_a_list_is_its_newest():
    assert AWS.as_of == max(fact.as_of for fact in AWS.rows.values() if fact.as_of != "undated")
    assert one("USD/hour", as_of="undated").as_of == "undated"
    assert PriceList("none", {}).as_of == "undated"


def test_a_table_has_units_in_its_column_names():
    table = AWS.table()
    assert list(table["item"]) == list(AWS.rows)
    row = table.set_index("item").loc["S3 PUT"]
    assert row["price_usd"] == AWS.price("S3 PUT").usd
    assert row["base_unit"] == "request"
    assert row["listed_usd"] == 0.005
    assert not table.isna().any().any()
    assert list(PriceList("none", {}).table().columns) == list(table.columns)


# ---- scaling ----


def test_scaling_all_some_and_both():
    assert AWS.scaled(2.0).price("c5.large").usd == 2 * AWS.price("c5.large").usd
    some = AWS.scaled({"c5.large": 0.5})
    assert some.price("c5.large").usd == 0.5 * AWS.price("c5.large").usd
    assert some.price("c5.xlarge") == AWS.price("c5.xlarge")
    both = AWS.scaled(2.0, **{"gp3 storage": 0.5})
    assert both.price("gp3 storage").usd == AWS.price("gp3 storage").usd
    assert both.price("c5.large").usd == 2 * AWS.price("c5.large").usd
    assert AWS.scaled(factor=0.0).price("c5.large").usd == 0


def test_scaling_twice_multiplies_and_leaves_the_first_as_it_was():
    once = AWS.scaled({"c5.large": 3.0})
    assert once.scaled(2.0).price("c5.large").factor == 6.0
    assert once.price("c5.large").factor == 3.0
    assert AWS.price("c5.large").factor == 1.0
    assert once.price("c5.large").listed == AWS.price("c5.large").listed
    assert AWS.scaled(2.0).scaled(0.5) == AWS.scaled() == AWS


@pytest.mark.parametrize("factor", [-1, math.nan, math.inf, "2", None, True, 10**400, [2]])
def test_a_factor_that_is_no_number_from_zero_is_refused(factor):
    with pytest.raises(ParameterError, match=r"factor .* is not a finite number >= 0"):
        AWS.scaled(factor)
    with pytest.raises(ParameterError, match=r"factor of 'c5.large' .* is not a finite number >= 0"):
        AWS.scaled({"c5.large": factor})
    with pytest.raises(ParameterError, match="is not a finite number"):
        AWS.scaled(**{"c5.large": factor})


def test_a_factor_may_not_make_a_price_infinite():
    with pytest.raises(ParameterError, match="too large; lower it"):
        one("USD/hour", 1e200).scaled(1e200)
    with pytest.raises(ParameterError, match=r"too large|not a finite number"):
        one("USD/hour", 1e-200).scaled(1e200).scaled(1e200)


def test_scaling_an_unknown_item_names_the_nearest():
    with pytest.raises(ParameterError, match=r"no item 'gp3' to scale; .*gp3 storage"):
        AWS.scaled({"gp3": 2.0})


# ---- a list of one's own ----


def test_a_list_of_ones_own_misses_an_item_only_when_asked(tmp_path: Path):
    path = tmp_path / "my_cloud.csv"
    path.write_text("item,value,unit,region,as_of,source\nbox,1,USD/hour,here,2026-11,my invoice\n", encoding="utf-8")
    mine = prices.from_csv(path)
    assert mine.name == "my_cloud"
    assert asdict(mine.price("box")) | {"usd": 1.0, "factor": 1.0, "source": "my invoice"} == asdict(mine.price("box"))
    assert mine.price_for(prices.instance_hours("box")).usd == 1.0
    with pytest.raises(ParameterError, match=r"'my_cloud' has no item 'c5\.large'"):
        mine.price("c5.large")


def test_what_is_sold_in_no_money_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "mine.csv"
    path.write_text("item,value,unit,region,as_of,source\nbox,1,seconds,here,2026-11,s\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"mine.csv, line 2, column unit: 'seconds'"):
        prices.from_csv(path)
