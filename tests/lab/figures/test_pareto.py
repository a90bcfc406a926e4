import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Architecture, Functions, Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures.pareto import Point, dominators, picture, unbeaten
from archlib.lab.figures.weeks import Weeks
from archlib.lab.own_pareto import OwnPareto
from archlib.lab.plan import Many
from archlib.lab.runner import Runner
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
    assert {row[0]: row[4] for row in made.rows}["QueueFleet"] == "nobody"


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


def weeks_of(dice: np.random.Generator, n: int = 30) -> Weeks:
    """Weeks of few different values, so that many are equal, and some without any video."""
    values = {of: dice.integers(0, 3, n) / 2 for of in ("upload", "process", "manage", "cost", "late", "meets")}
    values["late"][:4] = np.nan
    return Weeks(values)


def test_who_is_unbeaten_in_many_weeks_is_so_in_each() -> None:
    dice = np.random.default_rng(7)
    known = [weeks_of(dice) for _ in range(4)]
    for i, one in enumerate(known):
        kept = 0
        for week in range(len(one)):
            points = [
                Point(
                    float(other.values["cost"][week]),
                    1.0 - min(float(other.values[of][week]) for of in ("upload", "process", "manage")),
                    None if np.isnan(late := other.values["late"][week]) else float(late),
                )
                for other in known
            ]
            kept += not dominators(points, i)
        assert unbeaten(known, i) == kept
    assert 0 < unbeaten(known, 0) < 30


def test_whiskers_go_from_10_to_90_percent_of_the_weeks() -> None:
    load = Workload.evening_peak(days=1)
    made = Choices(load, keyed([QueueFleet(), Monolith()]), many=Many(seeds=6))
    own, comparison = OwnPareto(), Runner().compare(made)
    shown = own.picture(comparison, None, [(one, made) for one in made.compared.values()])
    check(shown)
    accepted_by_plotly(shown)
    found = own.found(QueueFleet(), made, None)
    low, _, high = found.band("cost") or (0.0, 0.0, 0.0)
    marker = next(trace for trace in shown.data if trace["name"] == "QueueFleet")
    (x,) = marker["x"]
    assert x + marker["error_x"]["array"][0] == pytest.approx(max(x, high))
    assert x - marker["error_x"]["arrayminus"][0] == pytest.approx(min(x, low))
    ends = np.quantile(100 * found.failing, [0.1, 0.9])
    (y,) = marker["y"]
    assert y + marker["error_y"]["array"][0] == pytest.approx(max(y, ends[1]))
    assert y - marker["error_y"]["arrayminus"][0] == pytest.approx(min(y, ends[0]))
    assert "Of 6 weeks that differ by their seed alone, not beaten: QueueFleet in 6" in shown.sentence
    assert shown.rows[0][-2] == "6 of 6 weeks"
    met = {label: own.found(one, made, None).met for label, one in made.compared.items()}
    assert f"The contract is met by {' and '.join(f'{label} in {n}' for label, n in met.items())}." in shown.sentence
    assert [row[-1] for row in shown.rows] == [f"{n} of 6 weeks" for n in met.values()]


def test_before_the_weeks_are_run_the_front_stands_without_them_and_after_with_them() -> None:
    made = Choices(Workload.evening_peak(days=1), keyed([QueueFleet(), Monolith()]), many=Many(seeds=3))
    own, comparison = OwnPareto(), Runner().compare(made)
    asked = comparison, None, [(one, made) for one in made.compared.values()]
    assert own.at_once(*asked) == picture(comparison)
    full = own.picture(*asked)
    assert own.at_once(*asked) == full != picture(comparison)


def test_without_other_weeks_there_are_no_whiskers(week: Comparison) -> None:
    shown = picture(week)
    assert not any(trace["error_x"]["visible"] for trace in shown.data[1:])
    assert all(row[-1] == "not run" for row in shown.rows)
