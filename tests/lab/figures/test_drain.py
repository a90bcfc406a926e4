import numpy as np
import pytest

from archlib import prices, theory
from archlib.architectures import Monolith
from archlib.compare import compare
from archlib.course.fleets import even, fixed
from archlib.errors import EngineError
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures.drain import picture
from archlib.lab.figures.drains import BUSY, SEEDS, Drains, drains
from archlib.lab.own_drains import OwnDrains
from archlib.lab.plan import Failures
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

DAY = Scenario(even(10.0, 1))


@pytest.fixture(scope="module")
def found() -> Drains:
    return drains(fixed(2), DAY, 1.0, prices.default())


def test_the_mean_is_that_of_the_formula(found: Drains) -> None:
    assert found.busy == BUSY
    for rho, hours in zip(found.busy, found.hours, strict=True):
        assert len(hours) == SEEDS
        spread = np.std(hours, ddof=1) / np.sqrt(SEEDS)
        assert np.mean(hours) == pytest.approx(theory.drain_time(1.0, rho), abs=3 * spread + 0.1)


def test_a_heavier_load_takes_longer(found: Drains) -> None:
    means = [np.mean(hours) for hours in found.hours]
    assert means == sorted(means)


def test_what_would_take_too_many_videos_is_left_out() -> None:
    long = drains(fixed(2), DAY, 40.0, prices.default())
    assert 0 < len(long.busy) < len(BUSY)


def test_no_fleet_no_load_and_counts_have_no_rows() -> None:
    assert drains(Monolith(), DAY, 1.0, prices.default()).busy == ()
    assert drains(fixed(2), Scenario(even(0.0, 1)), 1.0, prices.default()).busy == ()
    counts = Scenario(Workload.from_counts([1.0, 2.0], period=3600))
    assert drains(fixed(2), counts, 1.0, prices.default()).busy == ()


def test_it_can_be_stopped() -> None:
    with pytest.raises(EngineError, match="cancelled"):
        drains(fixed(2), DAY, 1.0, prices.default(), progress=lambda share: False)


def test_the_picture_shows_the_runs(found: Drains) -> None:
    shown = picture(compare([fixed(2)], DAY), None, {"QueueFleet": found})
    check(shown)
    accepted_by_plotly(shown)
    mean = next(t for t in shown.data if "mean" in t["name"])
    assert mean["x"] == list(BUSY)
    assert mean["y"] == [pytest.approx(np.mean(hours)) for hours in found.hours]
    weeks = next(t for t in shown.data if t["name"].endswith("a week"))
    assert len(weeks["y"]) == sum(hour > 0 for hours in found.hours for hour in hours)
    assert f"{theory.drain_time(1.0, BUSY[-1]):.1f} h" in shown.sentence
    assert [row[1] for row in shown.rows] == [f"{rho:.0%}" for rho in BUSY]


def test_how_much_comes_plays_no_part_and_the_outage_does() -> None:
    maker, made = OwnDrains(), keyed([fixed(2)])
    asked: list[float] = []

    def shown(per_hour: float, hours: float) -> None:
        plan = Failures(outage_role="process", outage_hours=hours, standard_week=False)
        choices = Choices(even(per_hour, 1), made, failures=plan)
        one = compare([fixed(2)], choices.scenario())
        maker.picture(one, None, [(fixed(2), choices)], progress=asked.append)

    shown(10.0, 1.0)
    first = len(asked)
    shown(20.0, 1.0)
    assert len(asked) == first > 0  # the same runs
    shown(20.0, 2.0)
    assert len(asked) > first
