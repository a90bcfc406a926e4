import pytest

from archlib import prices
from archlib.architectures import Monolith, QueueFleet
from archlib.compare import compare
from archlib.contract import Contract
from archlib.course.fleets import even
from archlib.errors import EngineError
from archlib.lab import words
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures.frontier import picture
from archlib.lab.figures.frontiers import IDLE_S, SMALLEST, Point, frontier
from archlib.lab.own_frontiers import OwnFrontiers
from archlib.scenario import Scenario
from tests.lab.figures.reading import accepted_by_plotly, check

QUIET = Scenario(even(0.5, 4))
FLEET = QueueFleet(max_workers=5)


@pytest.fixture(scope="module")
def points() -> tuple[Point, ...]:
    return frontier(FLEET, QUIET, prices.teaching(), Contract())


def test_a_point_for_each_size_and_idle_time(points: tuple[Point, ...]) -> None:
    assert [(p.min_workers, p.idle_s) for p in points] == [(n, s) for n in SMALLEST for s in IDLE_S]
    run = compare([FLEET.but(min_workers=1, idle_s=300.0)], QUIET, prices=prices.teaching()).runs[0]
    here = next(p for p in points if (p.min_workers, p.idle_s) == (1, 300.0))
    assert (here.usd_per_month, here.half_s) == (run.bill.per_month, run.latency.quantile(0.5))


def test_a_warm_worker_costs_its_idle_hours_and_saves_the_start(points: tuple[Point, ...]) -> None:
    cold, warm = (next(p for p in points if (p.min_workers, p.idle_s) == (n, 0.0)) for n in (0, 1))
    month = prices.teaching().price("c5.large").usd * 730
    assert warm.usd_per_month - cold.usd_per_month == pytest.approx(month, rel=0.1)  # less the few hours at work
    start_s = FLEET.boot_s + FLEET.metric_delay_s
    assert cold.half_s is not None and warm.half_s is not None
    assert start_s < cold.half_s - warm.half_s < start_s + 1.5 * FLEET.tick_s


def test_only_sizes_that_the_fleet_may_have() -> None:
    one = frontier(QueueFleet(max_workers=1), QUIET, prices.teaching(), Contract())
    assert {p.min_workers for p in one} == {0, 1}
    tracking = QueueFleet(policy="target_tracking", min_workers=1)
    assert {p.min_workers for p in frontier(tracking, QUIET, prices.teaching(), Contract())} == {1, 2}
    assert frontier(Monolith(), QUIET, prices.teaching(), Contract()) == ()


def test_it_can_be_stopped() -> None:
    with pytest.raises(EngineError, match="cancelled"):
        frontier(FLEET, QUIET, prices.teaching(), Contract(), progress=lambda share: False)


def test_the_picture_shows_the_points_and_the_present(points: tuple[Point, ...]) -> None:
    compared = compare([FLEET], QUIET, prices=prices.teaching())
    shown = picture(compared, None, {"QueueFleet": points})
    check(shown)
    accepted_by_plotly(shown)
    lines = [t for t in shown.data if t["mode"] == "lines+markers"]
    assert [t["name"] for t in lines] == [f"QueueFleet at least {n}" for n in SMALLEST]
    assert len({t["line"]["dash"] for t in lines}) == len(lines)
    assert lines[0]["x"] == [p.usd_per_month for p in points if p.min_workers == 0]
    present = next(t for t in shown.data if t["name"] == "QueueFleet present")
    assert present["x"] == [compared.runs[0].bill.per_month]
    assert words.usd(min(p.usd_per_month for p in points)) in shown.sentence


def test_nothing_ready_is_said() -> None:
    none = Scenario(even(0.0, 1))
    shown = picture(compare([FLEET], none), None, {"QueueFleet": frontier(FLEET, none, prices.teaching(), Contract())})
    check(shown)
    assert "Nothing became ready" in shown.sentence


def test_what_is_varied_anyway_runs_nothing_again() -> None:
    maker = OwnFrontiers()
    asked: list[float] = []

    def shown(made: QueueFleet) -> None:
        choices = Choices(even(0.5, 1), keyed([made]))
        compared = compare([made], choices.scenario())
        maker.picture(compared, None, [(made, choices)], progress=asked.append)

    shown(FLEET)
    first = len(asked)
    shown(FLEET.but(min_workers=2, idle_s=900.0))
    assert len(asked) == first > 0
    shown(FLEET.but(boot_s=300.0))
    assert len(asked) > first
