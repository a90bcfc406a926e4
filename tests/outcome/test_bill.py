"""The bill: by hand with the real list, and what must hold whatever the prices."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archlib as al
from archlib.errors import ParameterError
from archlib.prices import PriceList, aws_us_east_1, instance_hours, teaching
from tests.outcome.made import box, fleet, run_of

HOURS = instance_hours("c5.large")
RUN = run_of(fleet(min_size=1), [0.0, 4000.0, 50_000.0], {"transfer": 5.0, "transcode": 500.0})
ITEMS = sorted({i.item for i in RUN.bill.items})


def test_a_day_of_a_fleet_by_hand():
    prices = aws_us_east_1()
    bill = run_of(fleet(min_size=1, max_size=1), [0.0], {"transcode": 100.0}, prices=prices).bill
    amounts = {(i.resource, i.meter): i.amount_usd for i in bill.items}
    polls = (86_400 - 100) // 20
    share = RUN.scenario.load.rendition_share
    month_s = 730 * 3600
    assert amounts == {
        ("upload", "instance_hours"): pytest.approx(24 * 0.0416),
        ("videos", "gb_months"): pytest.approx((86_400 + share * 86_300) / month_s * 0.023),
        ("videos", "requests (put)"): pytest.approx(4 * 0.005 / 1000),
        ("videos", "requests (get)"): pytest.approx(86_401 * 0.0004 / 1000),
        ("jobs", "requests (queue)"): pytest.approx((3 + polls) * 0.40 / 1e6),
        ("workers", "instance_hours"): pytest.approx(24 * 0.085),
    }
    assert bill.total == math.fsum(amounts.values())
    assert bill.per_month == pytest.approx(bill.total * 730 / 24)
    assert bill.per_video == bill.total
    assert all(i.as_of and i.source for i in bill.items)


def test_the_idle_share_is_what_was_paid_and_not_used():
    bill = run_of(box(slots=2, meters=(HOURS,)), [0.0], {"transcode": 6 * 3600.0}).bill
    item = bill.items[0]
    assert item.idle_share == pytest.approx(1 - 6 / 48)
    assert item.idle_usd == pytest.approx(24 * 0.10 * (1 - 6 / 48))
    assert bill.idle_usd == pytest.approx(item.idle_usd)  # the disk is never idle
    assert 0 < bill.idle_share < item.idle_share


def test_only_storage_follows_the_videos_in_an_always_on_box():
    none, many = (run_of(box(slots=9, meters=(HOURS,)), [float(i) for i in range(n)]).bill for n in (0, 500))
    assert none.items[0].amount_usd == many.items[0].amount_usd == pytest.approx(2.4)
    assert (none.items[1].amount_usd, none.items[1].idle_share) == (0, 0)
    assert many.items[1].amount_usd > 0


def test_without_a_ready_video_there_is_no_price_of_one():
    bill = run_of(box(meters=(HOURS,))).bill
    assert bill.per_video is None
    assert str(bill) == "$2.40 for 24 h, $73.00 a month of 730 h, 100% of it idle, no video became ready"


def test_a_bill_of_nothing():
    bill = run_of(box()).bill
    assert (bill.total, bill.per_month, bill.idle_usd, bill.idle_share) == (0, 0, 0, 0)


def test_the_table_adds_up():
    table = RUN.bill.table()
    assert table["amount_usd"].sum() == pytest.approx(RUN.bill.total)
    assert table["amount_usd_per_month"].sum() == pytest.approx(RUN.bill.per_month)
    assert table["idle_usd"].sum() == pytest.approx(RUN.bill.idle_usd)
    assert (table["quantity"] * table["unit_price_usd"] == table["amount_usd"]).all()
    assert not table.isna().any().any()
    assert set(table["unit"]) == {"hour", "GB-month", "request"}


factors = st.floats(0, 1e6)


@given(factors)
def test_scaling_all_prices_scales_the_bill(k):
    scaled = RUN.bill.repriced(teaching().scaled(k))
    assert scaled.total == pytest.approx(k * RUN.bill.total, rel=1e-12)
    assert scaled.total == math.fsum(i.amount_usd for i in scaled.items)


@given(st.sampled_from(ITEMS), st.floats(1, 1e6))
def test_raising_a_price_never_lowers_the_bill(item, k):
    assert RUN.bill.repriced(teaching().scaled({item: k})).total >= RUN.bill.total


def test_an_item_that_a_list_lacks():
    rows = {k: v for k, v in teaching().rows.items() if k != "c5.large"}
    with pytest.raises(ParameterError, match=r"price list 'mine' has no item 'c5\.large'"):
        RUN.bill.repriced(PriceList("mine", rows)).total  # noqa: B018


def test_the_size_of_the_fleet_is_what_makes_the_bill():
    load = al.Workload.homogeneous(per_hour=20, days=0.5)
    small, large = (al.simulate(al.QueueFleet(min_workers=n), al.Scenario(load)).bill.total for n in (0, 20))
    assert small < large
