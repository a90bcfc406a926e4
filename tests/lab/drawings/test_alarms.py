"""An alarm in the drawing: it rings or is quiet, and what it tells goes over the bus to who is on call."""

import numpy as np
import pytest

import archlib as al
from archlib.lab.drawings.costs import costs
from archlib.lab.drawings.film import content
from archlib.lab.drawings.frames import Frames
from archlib.lab.drawings.hops import hops
from archlib.lab.drawings.shapes import described
from archlib.lab.drawings.tell import lines
from archlib.lab.drawings.wires import wires
from archlib.outcome import Run

ALARM = "process errors"


@pytest.fixture(scope="module")
def struck() -> Run:
    load = al.Workload.homogeneous(per_hour=20.0, days=1.0)
    plan = al.faults.down("process", 12.0, 0.5)
    return al.simulate(al.EventDriven(alarm=True, alarm_above=2), al.Scenario(load, faults=plan, seed=1))


def test_what_it_tells_moves_over_the_bus(struck: Run) -> None:
    joined = wires(struck.topology)
    number = {(w.source, w.target, w.kind): n for n, w in enumerate(joined, 1)}
    moves = hops(struck, joined)
    way = number[ALARM, "bus", "later"], number["bus", "on call", "later"]
    mine = moves.chain == moves.chains.index(way)
    rang = struck.series[ALARM].rings
    assert moves.t[mine].tolist() == rang.t[rang.v == 1].tolist() and mine.any()
    assert (moves.video[mine] >= len(struck.jobs)).all()  # of no video, so none is followed over it
    assert content(Frames(struck, joined), costs(struck))["videos"] == len(struck.jobs)


def test_it_rings_or_is_quiet(struck: Run) -> None:
    frames, alarm = Frames(struck, wires(struck.topology)), struck.topology[ALARM]
    rang_s = float(struck.series[ALARM].rings.t[1])
    assert lines(alarm, frames.at(rang_s)) == ("rings", "") and rang_s >= 12 * 3600
    assert lines(alarm, frames.at(rang_s - 1.0)) == ("is quiet", "")
    assert described(alarm) == "process errors: alarm, rings above 2, looks every 60.0 s"


def test_its_meter_runs_evenly(struck: Run) -> None:
    spent, number = costs(struck), struck.topology.index[ALARM]
    whole = spent.usd[number, -1]
    assert whole > 0
    assert np.allclose([spent.at(share * 86_400.0)[number] / whole for share in (0.25, 0.5)], (0.25, 0.5), atol=0.01)


def test_no_video_can_be_followed_to_it(struck: Run) -> None:
    assert ALARM not in struck.story(0).text() and "on call" not in struck.story(len(struck.jobs) - 1).text()
