"""What holds of every picture of a single topic, for the canonical week and at the edges."""

import json

import pytest

from archlib import faults
from archlib.architectures import COURSE, Architecture, Functions, LoadBalanced, Monolith, QueueFleet, Tiers
from archlib.architectures.base import KINDS
from archlib.compare import Comparison, compare
from archlib.lab.figures import ALL, PICTURES, Picture
from archlib.scenario import Scenario
from archlib.topology import Entry, Pool, Topology
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

TOPICS = {name: make for name, make in ALL.items() if name not in PICTURES}
OF_THE_LOAD = ("arrivals",)  # its rows are stretches of time, and belong to no architecture
THREE: list[Architecture] = [Monolith(), Tiers(), QueueFleet()]
EDGES = {
    "no video": Scenario(Workload.homogeneous(per_hour=0, days=1)),
    "one video": Scenario(Workload.from_counts([1], period=3600, mode="exact")),
    "a moment": Scenario(Workload.homogeneous(per_hour=60, days=0.001)),
    "all down": Scenario(Workload.homogeneous(per_hour=6, days=1), faults=faults.down("process", 0, 48)),
    "nobody watches": Scenario(Workload.homogeneous(per_hour=6, days=1, watch_per_s=0.0, watch_peak_per_s=0.0)),
    "hundreds of failures": Scenario(Workload.homogeneous(per_hour=1, days=30), faults=faults.drawn(0.5, mttr_s=600)),
    "a rush": Scenario(Workload.homogeneous(per_hour=3000, days=1)),
}
WEEK = Scenario(Workload.evening_peak(), faults=faults.standard_week())


@pytest.fixture(scope="module", params=EDGES)
def edge(request: pytest.FixtureRequest) -> Comparison:
    return compare(THREE, EDGES[request.param])


def checked(picture: Picture) -> Picture:
    check(picture)
    accepted_by_plotly(picture)
    json.dumps(picture.to_dict(), allow_nan=False)
    return picture


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_of_the_week(week: Comparison, name: str) -> None:
    picture = checked(TOPICS[name](week, None))
    assert picture.key == name
    assert picture == TOPICS[name](week, None)
    assert len(json.dumps(picture.to_dict())) < 100_000


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_at_the_edge(edge: Comparison, name: str) -> None:
    checked(TOPICS[name](edge, None))


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("window", [(72_000.0, 80_000.0), (-1e9, 1e9), (600_000.0, 1e7), (5e6, 6e6), (100.0, 100.001)])
def test_a_topic_of_a_part_of_the_time(week: Comparison, name: str, window: tuple[float, float]) -> None:
    checked(TOPICS[name](week, window))


@pytest.mark.parametrize("name", TOPICS)
def test_nothing_jumps(week: Comparison, edge: Comparison, name: str) -> None:
    assert TOPICS[name](edge, None).height == TOPICS[name](week, None).height


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize(
    "shown",
    [[Monolith()], [QueueFleet(), QueueFleet(max_workers=3)], [Functions(), LoadBalanced()], [A() for A in COURSE]],
    ids=["one", "two of a kind", "two", "seven"],
)
def test_any_number_of_architectures(name: str, shown: list[Architecture]) -> None:
    compared = compare(shown, WEEK)
    picture = checked(TOPICS[name](compared, None))
    if name not in OF_THE_LOAD:
        assert {row[0] for row in picture.rows} == set(compared.labels)


@pytest.mark.parametrize("name", TOPICS)
def test_a_pinned_one_and_the_current_one_have_the_names_they_are_given(week: Comparison, name: str) -> None:
    pair = Comparison(week.runs[:2], ("A", "B"), week.contract)
    picture = checked(TOPICS[name](pair, None))
    if name not in OF_THE_LOAD:
        assert {row[0] for row in picture.rows} == {"A", "B"}


class NoManage(Architecture):
    """An architecture without a door for watching."""

    def topology(self) -> Topology:
        """A box that one can only upload to."""
        box = Pool("box", plays=("process",), does=("transfer", "transcode", "catalogue"), room=5)
        return Topology((box,), (Entry("upload", "box"),))


KINDS.pop("NoManage")  # it is no architecture of the course, and other tests go through all kinds


@pytest.mark.parametrize("name", TOPICS)
def test_no_entry_to_manage(name: str) -> None:
    from archlib.engine import simulate

    run = simulate(NoManage(), EDGES["all down"])
    picture = checked(TOPICS[name](Comparison((run,), ("NoManage",)), None))
    assert "manage" not in picture.sentence
