"""What notebook 09 says: who is dear, where a box wins, what patience saves, and which failure costs what."""

import pytest

from archlib.architectures import Functions, LoadBalanced, Monolith
from archlib.course import catalogue, n09
from archlib.course import choosing as own
from archlib.course.choosing_bets import weeks, wins
from archlib.faults import standard_week


@pytest.mark.parametrize("one", [Monolith(), LoadBalanced()])
def test_what_is_always_on_is_nearly_all_of_the_bill(one: Monolith | LoadBalanced) -> None:
    assert own.always_on(one) == pytest.approx(own.monthly(one, own.rush()), rel=0.08)  # balancers come on top


def test_functions_are_paid_for_their_seconds() -> None:
    found = own.monthly(Functions(), own.rush())
    assert own.done_by_functions(own.mean_per_hour()) == pytest.approx(found, rel=0.12)  # doors, requests, chance


def test_a_box_wins_where_it_is_busy_and_never_too_small() -> None:
    assert [wins(load) for load in weeks()] == [False, True, False]
    assert own.load_of_box(own.BUSY) == pytest.approx(0.75)
    assert own.load_of_box(own.PEAK) > 1 > own.load_of_box(own.mean_per_hour())


@pytest.mark.parametrize("within_s", [own.SOON_S, own.LATE_S])
def test_as_many_boxes_are_needed_as_a_flow_would_need(within_s: float) -> None:
    assert own.boxes_for(within_s) == own.boxes_by_flow(within_s)


def test_patience_saves_most_where_machines_are_always_on() -> None:
    share = own.saved()
    assert share["box"] > 0.5 > 0.2 > share["fleet"] > share["functions"]
    few, many = own.boxes_for(own.LATE_S), own.boxes_for(own.SOON_S)
    assert share["box"] == pytest.approx(1 - few / many, rel=0.01)


def test_the_rush_is_struck_by_one_failure_and_the_viewers_by_another() -> None:
    assert (n09.worst("upload"), n09.worst("manage")) == (0, 3)
    by_rate = own.PEAK * standard_week().scheduled[0].duration_s / 3600
    assert abs(own.lost(0, "upload") - by_rate) < 3 * by_rate**0.5  # Poisson
    assert own.lost(3, "manage") == 2 * own.lost(0, "manage")  # an hour and half an hour, at one rate


def test_the_cheapest_of_all_is_not_the_cheapest_that_keeps_the_contract() -> None:
    week = own.all_seven()
    assert week.cheapest == "QueueFleet"
    assert (
        n09.least_usd()
        < n09.cheapest_usd()
        == min(run.bill.per_month for run, verdict in zip(week, week.verdicts, strict=True) if verdict.ok)
    )


def test_a_second_box_costs_as_much_as_the_first() -> None:
    assert own.second_box() == pytest.approx(own.box_usd())


def test_the_beliefs_of_the_notebook_have_sentences_that_hold_beside_them() -> None:
    assert len(catalogue.holds("09")) >= 4
