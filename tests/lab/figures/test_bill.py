import math
from itertools import pairwise

import pytest

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.bill import picture


@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_the_parts_of_a_bar_lie_end_to_end_and_add_up_to_the_bill(week: Comparison, label: str) -> None:
    parts = sorted(
        (base, x)
        for trace in picture(week).data
        if trace["type"] == "bar"
        for y, base, x in zip(trace["y"], trace["base"], trace["x"], strict=True)
        if y == label
    )
    assert parts[0][0] == 0
    for (base, x), (following, _) in pairwise(parts):
        assert base + x == pytest.approx(following)
    assert math.fsum(x for _, x in parts) == pytest.approx(week[label].bill.per_month)


def test_the_hatched_parts_add_up_to_the_idle_share(week: Comparison) -> None:
    idle = [trace for trace in picture(week).data if trace["type"] == "bar" and trace["marker"]["pattern"]["shape"]]
    shown = math.fsum(x for trace in idle for y, x in zip(trace["y"], trace["x"], strict=True) if y == "Monolith")
    bill = week["Monolith"].bill
    assert shown == pytest.approx(bill.per_month * bill.idle_share)
    assert all("idle" in trace["name"] for trace in idle)


def test_the_table_has_every_item_and_the_total(week: Comparison) -> None:
    rows = picture(week).rows
    assert len(rows) == sum(len(run.bill.items) + 1 for run in week)
    totals = {row[0]: row[4] for row in rows if row[1] == "total"}
    assert totals == {label: words.usd(run.bill.total) for label, run in zip(week.labels, week, strict=True)}


def test_the_price_list_and_its_date_are_named(week: Comparison) -> None:
    prices = week.runs[0].prices
    assert f"{prices.name}, {prices.as_of}" in picture(week).sentence
    dear = week.reprice(prices.scaled(2.0))
    assert "scaled" in picture(dear).sentence


def test_a_bill_of_nothing_can_be_drawn(week: Comparison) -> None:
    free = week.reprice(week.runs[0].prices.scaled(0.0))
    assert picture(free).layout["xaxis"]["range"][1] > 0
    assert "$0.00" in picture(free).sentence
