"""Price lists, the unit that a price is brought to, scaling, saving, and meters."""

import copy
import json
import math
import pickle
from dataclasses import FrozenInstanceError, asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import prices
from archlib.data import PRICE_UNITS, Fact, instance_types
from archlib.errors import DataError, ParameterError
from archlib.prices import Meter, PriceList

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
    assert undated == {"Fargate vCPU arm64", "Fargate memory arm64"}
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


# ---- saving ----


@given(
    st.dictionaries(
        st.text(min_size=1).filter(str.strip),
        st.tuples(
            st.floats(0, 1e12),
            st.sampled_from(sorted(PRICE_UNITS)),
            st.sampled_from(["2026", "2026-05", "2024-02-29", "undated"]),
            st.floats(0, 1e6),
        ),
        max_size=5,
    )
)
def test_a_saved_list_comes_back_equal(content):
    rows = {i: Fact(i, value, unit, "all", as_of, "invented") for i, (value, unit, as_of, _) in content.items()}
    mine = PriceList("mine", rows).scaled({item: factor for item, (*_, factor) in content.items()})
    back = PriceList.from_dict(json.loads(json.dumps(mine.to_dict())))
    assert back == mine
    assert back.hash == mine.hash
    assert hash(back) == hash(mine)
    assert [back.price(item) for item in rows] == [mine.price(item) for item in rows]


def test_the_hash_tells_content_apart_and_order_not():
    assert len(AWS.hash) == 64
    turned = PriceList(AWS.name, dict(reversed(AWS.rows.items())))
    assert turned.hash == AWS.hash
    others = [AWS, TEACHING, AWS.scaled(2.0), AWS.scaled({"c5.large": 2.0}), replace(AWS, name="other")]
    assert len({other.hash for other in others}) == len(others)


def test_a_list_survives_a_process_and_a_copy():
    mine = AWS.scaled({"c5.large": 0.5})
    assert pickle.loads(pickle.dumps(mine)) == copy.deepcopy(mine) == mine


def test_a_list_cannot_be_changed_from_outside():
    with pytest.raises(FrozenInstanceError):
        AWS.name = "other"
    with pytest.raises(TypeError):
        AWS.rows["c5.large"] = None
    rows = dict(AWS.rows)
    mine = PriceList("mine", rows)
    rows.clear()
    assert mine.price("c5.large").usd > 0


SAVED = one("USD/hour").to_dict()
ROW = SAVED["rows"][0]


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "text",
        {},
        {**SAVED, "code": "x"},
        {**SAVED, "rows": ROW},
        {**SAVED, "rows": [ROW, ROW]},
        {**SAVED, "rows": [None]},
        {**SAVED, "rows": [{**ROW, "more": 1}]},
        {**SAVED, "rows": [{**ROW, "value": "3"}]},
        {**SAVED, "rows": [{**ROW, "value": math.nan}]},
        {**SAVED, "rows": [{**ROW, "value": -1}]},
        {**SAVED, "rows": [{**ROW, "value": 10**400}]},
        {**SAVED, "rows": [{**ROW, "value": True}]},
        {**SAVED, "rows": [{**ROW, "item": ""}]},
        {**SAVED, "rows": [{**ROW, "unit": "seconds"}]},
        {**SAVED, "rows": [{**ROW, "as_of": "soon"}]},
        {**SAVED, "rows": [{**ROW, "source": 5}]},
        {**SAVED, "factors": []},
    ],
)
def test_a_saved_list_that_is_broken_is_a_data_error(content):
    with pytest.raises(DataError, match="saved price list"):
        PriceList.from_dict(content)


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": None}, {"factors": {"x": 1.0}}, {"factors": {"thing": -1.0}}]
)
def test_a_name_or_factor_that_is_broken_is_a_parameter_error(change):
    with pytest.raises(ParameterError):
        PriceList.from_dict({**SAVED, **change})


def test_a_fact_under_another_items_name_is_refused():
    with pytest.raises(DataError, match="item 'b': the row is that of 'a'"):
        PriceList("mine", {"b": Fact("a", 1.0, "USD/hour", "all", "2026", "s")})


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


# ---- meters ----


def test_meters_say_what_they_count():
    assert prices.instance_hours("c5.large") == Meter("instance_hours", "c5.large")
    assert prices.instance_hours("c5.large").unit == "hour"
    assert prices.gb_months("S3 Standard storage").unit == "GB-month"
    put = prices.requests("put", "S3 PUT")
    assert (put.kind, put.item, put.op, put.unit) == ("requests", "S3 PUT", "put", "request")


def test_meters_are_equal_by_content_and_fit_in_sets():
    assert (
        len({prices.requests("put", "S3 PUT"), prices.requests("put", "S3 PUT"), prices.requests("get", "S3 GET")}) == 2
    )


@pytest.mark.parametrize(
    ("kind", "item", "op", "text"),
    [
        ("hours", "c5.large", None, "instance_hours"),
        ("gb_months", "", None, "Meter.item=''"),
        ("gb_months", None, None, "Meter.item=None"),
        ("requests", "S3 PUT", None, "takes one of"),
        ("requests", "S3 PUT", "delete", "takes one of"),
        ("gb_months", "gp3 storage", "put", "takes one of"),
    ],
)
def test_meters_that_mean_nothing_are_refused(kind, item, op, text: str):
    with pytest.raises(ParameterError, match=text):
        Meter(kind, item, op)


def test_a_meter_is_not_charged_in_another_unit():
    with pytest.raises(ParameterError, match="counts in hour, the price list 'aws_us_east_1' sells it in GB-month"):
        AWS.price_for(prices.instance_hours("gp3 storage"))
    assert AWS.price_for(prices.requests("queue", "SQS FIFO request")) == AWS.price("SQS FIFO request")
