"""Exercises on the decision map: the boundaries they ask for follow from the costs, and are told by no formula."""

import pytest

from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.course import catalogue
from archlib.course import choosing_map as own
from archlib.prices import MONTH_HOURS, default
from archlib.sizing import size


def test_functions_stop_being_the_cheapest_where_their_seconds_cost_what_the_fleet_does() -> None:
    low, high = own.boundary()
    row = own.bursty_row()
    f, q = (row.architectures.index(name) for name in ("Functions", "QueueFleet"))
    below, above = (row.usd_per_month[0, 0, 0, row.volumes.index(v)] for v in (low, high))
    assert below[f] < below[q] and above[f] > above[q]
    assert 4_000 < low < high <= 20_000  # what the course's plan says is 5,000 to 20,000
    # as lines: a fleet's doors stand always, and a video costs less there by so much
    doors = 2 * default().price("t3.medium").usd * MONTH_HOURS
    volumes = own.STEPS[1], own.STEPS[-1]
    ends = [row.usd_per_month[0, 0, 0, row.volumes.index(v)] for v in volumes]
    a_video_more = [(ends[1][k] - ends[0][k]) / (volumes[1] - volumes[0]) for k in (f, q)]
    assert low < doors / (a_video_more[0] - a_video_more[1]) < high


def test_the_winners_are_those_that_direct_searches_find() -> None:
    cell = own.patient_cell()
    for within, name in zip(own.PATIENCE_S, own.winners(), strict=True):
        searched = {
            one.kind: size(one, cell.scenario(own.MILD, own.MANY), cell.contract(own.LEVEL, within), seeds=own.SEEDS)
            for one in (Monolith(), QueueFleet(), Functions())
        }
        found = {kind: s.usd_per_month for kind, s in searched.items() if s.found}
        assert min(found, key=lambda kind: found[kind]) == name


def test_patience_makes_no_smaller_box_where_customers_wait_at_the_door() -> None:
    cell = own.patient_cell()
    m = cell.architectures.index("Monolith")
    within_an_hour, within_eight = (cell.usd_per_month[d, 0, 0, 0, m] for d in (1, 2))
    assert within_an_hour == pytest.approx(within_eight)


@pytest.mark.parametrize("given", [1_000, 4_000, 15_000, 100_000])
def test_a_volume_beyond_the_boundary_is_told_on_which_side_it_lies(given: float) -> None:
    low, high = own.boundary()
    judged = catalogue.exercise("09.E2").check(given)
    assert not judged.ok
    assert ("functions are the cheapest" in judged.text) == (given < low)
    assert ("has long been cheaper" in judged.text) == (given > high)


@pytest.mark.parametrize("given", [5_500, "9,000", {"per_month": 7_500}, own.Volume(per_month=6_000.0)])
def test_any_volume_within_the_boundary_is_right(given: object) -> None:
    low, high = own.boundary()
    assert low <= 5_500 and high >= 9_000
    assert catalogue.exercise("09.E2").check(given).ok
