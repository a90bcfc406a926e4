import itertools

import pytest

from archlib.architectures import LoadBalanced, Monolith
from archlib.compare import Comparison, compare
from archlib.lab.figures.order import POINTS, overtaken, picture, ranks
from archlib.lab.figures.packing import unpacked
from archlib.outcome import Run
from archlib.scenario import Scenario
from archlib.workload import Workload


def one(architecture: Monolith | LoadBalanced, cv: float) -> Run:
    load = Workload.homogeneous(per_hour=18, days=7, transcode_s=180.0, transcode_cv=cv)
    return compare([architecture], Scenario(load)).runs[0]


def test_one_slot_in_the_order_of_arrival_overtakes_nobody() -> None:
    run = one(Monolith(instance="c5.large", room=10_000), cv=1.0)
    assert run.topology["box"].slots == 1
    assert overtaken(run) == 0
    assert ranks(run).tolist() == list(range(1, len(ranks(run)) + 1))


def test_equal_work_overtakes_nobody_with_many_slots() -> None:
    assert overtaken(one(Monolith(room=10_000), cv=0.0)) == 0


def test_many_slots_and_unequal_work_overtake() -> None:
    run = one(Monolith(room=10_000), cv=1.0)
    ready = run.trace.ready
    slow = sum(min(ready[i + 1 :]) < ready[i] for i in range(len(ready) - 1))
    assert overtaken(run) == slow > 0


def test_the_last_served_first_overtakes_even_with_one_slot() -> None:
    assert overtaken(one(Monolith(instance="c5.large", room=10_000, order="lifo"), cv=1.0)) > 0


@pytest.mark.parametrize("label", ["Monolith", "QueueFleet"])
def test_markers_are_ranks_of_the_run_and_few(week: Comparison, label: str) -> None:
    trace = next(t for t in picture(week).data if t["name"] == label)
    x, y = unpacked(trace["x"]).astype(int), unpacked(trace["y"]).astype(int)
    kept = ranks(week[label])
    assert len(x) <= POINTS
    assert kept[x - 1].tolist() == y.tolist()
    assert sorted(kept.tolist()) == list(range(1, len(kept) + 1))


def test_the_table_says_the_share(week: Comparison) -> None:
    row = next(row for row in picture(week).rows if row[0] == "QueueFleet")
    n = week["QueueFleet"].jobs.counts()["ready"]
    assert row[1] == f"{n:,}"
    assert row[2] == f"{overtaken(week['QueueFleet']):,}"
    assert row[3] in picture(week).sentence


def test_a_window_keeps_the_videos_that_came_in_it(week: Comparison) -> None:
    jobs, window = week["QueueFleet"].jobs, (72_000.0, 80_000.0)
    inside = sum(window[0] <= t < window[1] for t in jobs.arrive_s)
    trace = next(t for t in picture(week, window).data if t["name"] == "QueueFleet")
    assert len(unpacked(trace["x"])) == min(inside, POINTS)


def test_lanes_differ_without_colour(week: Comparison) -> None:
    symbols = [t["marker"]["symbol"] for t in picture(week).data if t["mode"] == "markers"]
    assert all(one != other for one, other in itertools.combinations(symbols, 2))
