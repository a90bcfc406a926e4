"""The rows of a price list that an exercise shows are those that its numbers are computed from."""

import sys

import pytest

from archlib import faults
from archlib.architectures import COURSE
from archlib.contract import Contract
from archlib.course import catalogue
from archlib.course.choosing import all_seven
from archlib.course.choosing_map import THREE
from archlib.course.exercise import Exercise
from archlib.course.priced import LISTS, Priced
from archlib.engine import simulate
from archlib.prices import Price, PriceList
from archlib.scenario import Scenario
from archlib.sizing import size
from archlib.workload import Workload

EXERCISES = list(catalogue.exercises().values())
NAMED = [one for one in EXERCISES if one.prices and one.prices.items]
MONEY = ("price list", "teaching prices", "teaching list", "$")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The items whose price is asked for from now on; what the course keeps of runs is forgotten before."""
    asked: set[str] = set()
    price = PriceList.price

    def noted(listed: PriceList, item: str) -> Price:
        asked.add(item)
        return price(listed, item)

    for name in [name for name in sys.modules if name.startswith("archlib.course")]:
        for thing in vars(sys.modules[name]).values():
            if hasattr(thing, "cache_clear") and getattr(thing, "__module__", "").startswith("archlib.course"):
                thing.cache_clear()
    monkeypatch.setattr(PriceList, "price", noted)
    return asked


@pytest.mark.parametrize("one", NAMED, ids=lambda one: one.id)
def test_every_row_that_is_shown_is_asked_for_and_none_else_of_a_sum_by_hand(one: Exercise, read: set[str]) -> None:
    assert one.prices is not None
    one.answer()
    for step in one.steps:
        step.value()
    assert set(one.prices.items) <= read
    if one.form is None and one.id != "09.E4":  # what is run is billed for its disk as well
        assert read == set(one.prices.items)


def test_an_exercise_about_money_shows_its_prices() -> None:
    silent = [one.id for one in EXERCISES if one.prices is None and any(word in one.question for word in MONEY)]
    assert silent == []


def test_rows_of_whole_bills_are_those_of_the_bills() -> None:
    assert catalogue.exercise("09.E1").prices == Priced("aws_us_east_1", billed=COURSE)
    billed = {item.item for run in all_seven() for item in run.bill.items}
    assert billed <= {row.item for row in Priced("aws_us_east_1", billed=COURSE).rows()}


def test_what_is_sized_may_be_billed_for_another_instance() -> None:
    load = Workload.homogeneous(per_hour=6, days=1)
    shown = {row.item for row in Priced("teaching", billed=THREE, sized=True).rows()}
    for kind in THREE:
        found = size(kind(), Scenario(load, faults=faults.none()), Contract(), seeds=(1,))
        run = simulate(found.architecture, Scenario(load))
        assert {item.item for item in run.bill.items} <= shown
    assert {row.item for row in Priced("teaching", billed=THREE).rows()} < shown


def test_the_lists_go_by_their_names() -> None:
    assert {name: make().name for name, make in LISTS.items()} == {name: name for name in LISTS}
