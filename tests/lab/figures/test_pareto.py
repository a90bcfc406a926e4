import pytest

from archlib import faults
from archlib.architectures import Architecture, Functions, Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.lab.figures.pareto import Point, dominators, picture
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

ALL_GOOD = Point(1.0, 0.0, 60.0)


def edge(scenario: Scenario, *kinds: Architecture) -> Comparison:
    return compare(list(kinds) or [Monolith(), QueueFleet()], scenario)


def test_the_week_is_drawn_where_its_runs_are(week: Comparison) -> None:
    made = picture(week)
    check(made)
    accepted_by_plotly(made)
    for trace, run in zip(made.data[1:], week, strict=True):
        assert trace["x"] == [run.bill.per_month]
        good = run.availability
        worst = min(good["upload"].request_share, good["process"].deadline_share or 0.0, good["manage"].request_share)
        assert trace["y"] == [pytest.approx(100 * (1 - worst))]


def test_who_is_beaten_is_said_with_the_name_of_who_beats_it(week: Comparison) -> None:
    made = picture(week)
    assert "Monolith by QueueFleet" in made.sentence
    assert {row[0]: row[-1] for row in made.rows}["QueueFleet"] == "nobody"


@pytest.mark.parametrize(
    ("other", "beaten"),
    [
        (Point(2.0, 0.0, 60.0), True),
        (Point(1.0, 0.1, 60.0), True),
        (Point(1.0, 0.0, None), True),
        (Point(0.5, 0.9, None), False),
        (Point(2.0, 0.0, 30.0), False),
        (ALL_GOOD, False),  # equal ones do not beat each other
    ],
)
def test_to_beat_is_to_be_no_worse_in_all_and_better_in_one(other: Point, beaten: bool) -> None:
    assert dominators([ALL_GOOD, other], 1) == ([0] if beaten else [])


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(Workload.homogeneous(per_hour=0, days=1)),
        Scenario(Workload.homogeneous(per_hour=6, days=1), faults=faults.down("process", 0, 24)),
    ],
)
def test_it_holds_where_nothing_comes_and_where_nothing_works(scenario: Scenario) -> None:
    made = picture(edge(scenario, Monolith(), QueueFleet(), Functions()))
    check(made)
    accepted_by_plotly(made)
