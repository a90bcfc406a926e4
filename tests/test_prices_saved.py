"""A price list as data: saved and read back, hashed, copied, and refused when it is broken."""

import copy
import json
import math
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import prices
from archlib.data import PRICE_UNITS, Fact
from archlib.errors import DataError, ParameterError
from archlib.prices import PriceList

AWS, TEACHING = prices.aws_us_east_1(), prices.teaching()


def one(unit: str, value: float = 3.0, as_of: str = "2026-01-02") -> PriceList:
    return PriceList("mine", {"thing": Fact("thing", value, unit, "all", as_of, "invented")})


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
