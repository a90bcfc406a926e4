"""What a store tells, in the drawing: over the bus to who hears of it, and on the bus's meter event by event."""

import numpy as np
import pytest

import archlib as al
from archlib.lab.drawings.costs import costs
from archlib.lab.drawings.hops import hops
from archlib.lab.drawings.wires import wires
from archlib.outcome import Reason, Run


@pytest.fixture(scope="module")
def telling() -> Run:
    scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.honest_week(), seed=1)
    return al.simulate(al.EventDriven(object_events=True), scenario)


def test_masters_move_from_the_door_through_store_and_bus_to_the_archive(telling: Run) -> None:
    joined = wires(telling.topology)
    number = {(w.source, w.target, w.kind): n for n, w in enumerate(joined, 1)}
    way = tuple(number[each] for each in (
        ("upload", "videos", "data"), ("videos", "bus", "later"), ("bus", "archive", "later"),
    ))  # fmt: skip
    moves = hops(telling, joined)
    came = telling.trace.visits_at(telling.topology.index["archive"])["enter"]
    mine = moves.t[moves.chain == moves.chains.index(way)]
    assert len(mine) == np.count_nonzero(came < telling.trace.horizon_s) > 0


def test_the_meter_of_the_bus_counts_objects_when_they_are_put(telling: Run) -> None:
    """At each upload a master and an event of the application, at each end of processing three sizes and an event."""
    spent, bus = costs(telling), telling.topology.index["bus"]
    horizon_s = telling.trace.horizon_s
    ends = np.concatenate([np.repeat(_good_ends(telling, name), n) for name, n in (("upload", 2), ("process", 4))])
    for share in (0.25, 0.5, 0.75):
        by_hand = np.count_nonzero(ends < share * horizon_s) / np.count_nonzero(ends < horizon_s)
        assert spent.at(share * horizon_s)[bus] / spent.usd[bus, -1] == pytest.approx(by_hand, rel=0.01)


def _good_ends(run: Run, name: str) -> np.ndarray:
    rows = run.trace.visits_at(run.topology.index[name])
    return np.asarray(rows["end"][rows["reason"] == Reason.OK])


def test_the_story_says_that_the_store_tells(telling: Run) -> None:
    told = telling.story(0).text()
    assert "master stored in videos; videos tells bus of it; event 'video uploaded' published on bus" in told
    assert "videos tells" not in al.simulate(al.EventDriven(), telling.scenario).story(0).text()
