"""What holds of every picture, for the canonical week and at the edges."""

import json

import pytest

from archlib import faults
from archlib.architectures import Architecture, Monolith, QueueFleet, Tiers
from archlib.compare import Comparison, compare
from archlib.lab.figures import PICTURES, Picture
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

THREE: list[Architecture] = [Monolith(), Tiers(), QueueFleet()]
EDGES = {
    "no video": Scenario(Workload.homogeneous(per_hour=0, days=1)),
    "one video": Scenario(Workload.from_counts([1], period=3600, mode="exact")),
    "a moment": Scenario(Workload.homogeneous(per_hour=60, days=0.001)),
    "all down": Scenario(Workload.homogeneous(per_hour=6, days=1), faults=faults.down("process", 0, 24)),
    "nobody watches": Scenario(Workload.homogeneous(per_hour=6, days=1, watch_per_s=0.0, watch_peak_per_s=0.0)),
    "hundreds of failures": Scenario(Workload.homogeneous(per_hour=1, days=30), faults=faults.drawn(0.5, mttr_s=600)),
    "a rush": Scenario(Workload.homogeneous(per_hour=3000, days=1)),
}


@pytest.fixture(scope="module", params=EDGES)
def edge(request: pytest.FixtureRequest) -> Comparison:
    return compare(THREE, EDGES[request.param])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_week(week: Comparison, name: str) -> None:
    picture = PICTURES[name](week, None)
    check(picture)
    accepted_by_plotly(picture)
    assert picture.key == name


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_at_the_edge(edge: Comparison, name: str) -> None:
    picture = PICTURES[name](edge, None)
    check(picture)
    accepted_by_plotly(picture)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("window", [(72_000.0, 80_000.0), (-1e9, 1e9), (600_000.0, 1e7), (5e6, 6e6), (100.0, 100.001)])
def test_a_picture_of_a_part_of_the_time(week: Comparison, name: str, window: tuple[float, float]) -> None:
    picture = PICTURES[name](week, window)
    check(picture)
    accepted_by_plotly(picture)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_same_each_time(week: Comparison, name: str) -> None:
    assert PICTURES[name](week, None) == PICTURES[name](week, None)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_can_be_sent(week: Comparison, name: str) -> None:
    text = json.dumps(PICTURES[name](week, None).to_dict(), allow_nan=False)
    assert len(text) < 100_000


@pytest.mark.parametrize("name", PICTURES)
def test_two_of_a_kind_are_told_apart(name: str) -> None:
    pair = compare([QueueFleet(), QueueFleet(max_workers=3)], EDGES["one video"])
    picture = PICTURES[name](pair, None)
    check(picture)
    assert {row[0] for row in picture.rows} <= set(pair.labels)


def heights(pictures: list[Picture]) -> set[int]:
    return {p.height for p in pictures}


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_jumps(week: Comparison, edge: Comparison, name: str) -> None:
    assert heights([PICTURES[name](week, None), PICTURES[name](edge, None)]) == {PICTURES[name](week, None).height}
