"""Who is handed how much, and what an instance that is down still gets."""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Architecture, Functions, LoadBalanced, Monolith
from archlib.compare import compare
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.lab.figures import instances
from archlib.lab.figures.crowd import Crowd, crowd
from archlib.lab.topics.load_balancers import short_jobs
from archlib.outcome import Reason
from archlib.scenario import Scenario
from tests.lab.figures.reading import accepted_by_plotly, check

HOUR = short_jobs()
EDGES = np.linspace(0.0, 3600.0, 61)
ONE = faults.down("process", 0.25, 0.25, instance=0)
DEAD = {"process_instance": "c5.4xlarge", "process_room": 1_000}


def found(plan: Faults = ONE, **fields: object) -> tuple[Crowd, int]:
    made = LoadBalanced(**{**DEAD, **fields})  # type: ignore[arg-type]
    run = simulate(made, Scenario(HOUR, faults=plan))
    one = crowd(run, EDGES)
    assert one is not None
    return one, int((run.trace.reason == Reason.NO_HOST).sum())


def test_the_requests_of_the_instances_are_those_of_the_pool() -> None:
    made = LoadBalanced(**DEAD)  # type: ignore[arg-type]
    run = simulate(made, Scenario(HOUR))
    one = crowd(run, EDGES)
    assert one is not None and len(one.handled) == len(one.means) == 10
    assert sum(one.handled) == len(run.jobs)
    assert one.means.sum(axis=0).mean() == pytest.approx(
        run.series["process"].busy.mean() + run.series["process"].waiting.mean()
    )
    assert (one.down, one.handed, one.met, one.even) == ((), (), 0, 0.0)


@pytest.mark.parametrize("check_every", [0.0, 10.0, 30.0, 60.0])
@pytest.mark.parametrize("fail_after", [1, 2, 5])
def test_a_dead_instance_gets_its_share_until_it_is_noticed(check_every: float, fail_after: int) -> None:
    one, failed = found(check_every_s=check_every, fail_after=fail_after)
    # the outage begins at 900 s, on a check, so that is the first of those that fail
    late_s = check_every * (fail_after - 1) if check_every else 0.0
    assert one.down == ((0, 900.0, 1800.0),)
    assert one.handed == (((0, 900.0, 900.0 + late_s),) if late_s else ())
    assert one.even is not None
    # in turn each of ten gets every tenth of two a second, to one more or less at either end
    assert one.met == failed == pytest.approx(one.even, abs=2.5)
    assert one.even == pytest.approx(2.0 * late_s / 10, rel=0.25, abs=1.0)


def test_who_has_fewest_connections_is_the_dead_one() -> None:
    even, _ = found(policy="round_robin")
    sink, failed = found(policy="least_connections")
    assert even.even is not None and sink.even == pytest.approx(even.even)
    # the others have some five requests in hand, it has none: all that come in the 30 s go there
    came = sink.even * 10
    assert sink.met == failed > 0.9 * came
    assert even.met < 0.2 * came


def test_a_central_line_hands_it_nothing() -> None:
    one, failed = found(policy="central_queue")
    assert (one.met, one.even, one.handed, failed) == (0, None, (), 0)
    assert one.down == ((0, 900.0, 1800.0),)


def test_with_all_of_them_down_each_request_meets_one() -> None:
    one, failed = found(faults.down("process", 0.25, 0.25))
    assert len(one.down) == 10
    assert one.met == failed == pytest.approx(2.0 * 900, rel=0.1)
    assert one.handed == one.down  # noticed or not: with nobody to choose from the balancer tries them all


def test_the_mark_is_where_requests_met_a_dead_one() -> None:
    made = LoadBalanced(**DEAD)  # type: ignore[arg-type]
    run = simulate(made, Scenario(HOUR, faults=faults.down("process", 0.25, 0.25)))
    one = crowd(run, EDGES)
    assert one is not None
    visits = run.trace.visits_at(run.topology.index["process"])
    visits = visits[visits["reason"] == Reason.NO_HOST]
    within = [any(start <= t < end for _, start, end in one.handed) for t in visits["enter"]]
    assert len(within) == one.met and all(within)
    assert "an even share would be 1,7" in instances.picture(compare([made], run.scenario)).sentence


@pytest.mark.parametrize("made", [LoadBalanced(), LoadBalanced(process_instances=100), Monolith(), Functions()])
def test_the_picture_says_what_was_found(made: Architecture) -> None:
    picture = instances.picture(compare([made], Scenario(HOUR, faults=ONE)))
    check(picture)
    accepted_by_plotly(picture)
    shape = picture.data[0]["z"]["shape"].split(", ")
    assert int(shape[1]) == len(picture.data[0]["x"]) - 1 == instances.COLUMNS
    assert int(shape[0]) == len(picture.data[0]["y"]) - 1
    assert len(picture.rows) <= instances.LISTED


@pytest.mark.parametrize(("policy", "is_hurt"), [("round_robin", True), ("least_connections", False)])
def test_of_one_that_is_slow_it_is_said_what_it_holds(policy: str, is_hurt: bool) -> None:
    slow = faults.slow("process", 3.0, 0.0, 1.0, instance=4)
    one, _ = found(slow, policy=policy)
    means = one.means.mean(axis=1)
    assert int(np.argmax(means)) == 4
    assert (means[4] > 2 * np.delete(means, 4).max()) == is_hurt
    made = LoadBalanced(**{**DEAD, "policy": policy})  # type: ignore[arg-type]
    picture = instances.picture(compare([made], Scenario(HOUR, faults=slow)))
    check(picture)
    assert picture.sentence.startswith("Most were at: LoadBalanced process 4, ")


def test_a_part_of_the_time_shows_its_part_of_an_outage() -> None:
    whole = compare([LoadBalanced(**DEAD)], Scenario(HOUR, faults=ONE))  # type: ignore[arg-type]
    before, during = (instances.picture(whole, window) for window in ((0.0, 600.0), (1000.0, 1100.0)))
    assert [t["x"] for t in before.data[1:]] == [[None], [None]]
    assert during.data[1]["x"][1] - during.data[1]["x"][0] == pytest.approx(100_000.0)
    assert during.data[2]["x"] == [None]
