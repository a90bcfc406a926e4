"""The story of the notes, exactly: three messages, 0 to 2 workers, one message left, 2 to 1, none left, 1 to 0."""

import numpy as np
import pytest

import archlib as al
from archlib.course.stories import NOTES_FLEET, STORIES
from archlib.outcome import Run
from archlib.outcome.step import Step


@pytest.fixture(scope="module", params=[True, False], ids=["compiled", "plain"])
def run(request: pytest.FixtureRequest) -> Run:
    notes = STORIES["notes"]
    return al.simulate(notes.architecture, notes.scenario, contract=notes.contract, compiled=request.param)


def levels(step: Step) -> list[int]:
    """Return the values of a step function, each once where it stays."""
    return [int(v) for i, v in enumerate(step.v) if i == 0 or v != step.v[i - 1]]


def test_the_group_wants_0_then_2_then_1_then_0(run: Run) -> None:
    assert levels(run.series["workers"].desired) == [0, 2, 1, 0]


def test_3_messages_then_1_then_0(run: Run) -> None:
    queue, decided = run.series["jobs"], run.series["workers"].desired.t
    seen = {float(t["time"]): int(t["visible"] + t["in_flight"]) for t in run.trace.ticks}
    assert [seen[float(t)] for t in decided] == [0, 3, 1, 0]  # what the group saw when it changed its mind
    assert (queue.visible.at(decided) + queue.in_flight.at(decided)).tolist() == [0, 3, 1, 0]
    assert levels(queue.visible)[:4] == [0, 1, 2, 3] and queue.visible.v[-1] == 0


def test_two_instances_take_the_front_messages_and_one_of_them_the_last(run: Run) -> None:
    trace = run.trace
    assert trace.start.tolist() == [120.0, 120.0, 420.0]
    assert trace.ready.tolist() == [420.0, 420.0, 720.0]
    assert trace.worker[0] != trace.worker[1] and trace.worker[2] in trace.worker[:2]
    assert trace.deliveries.tolist() == [1, 1, 1]
    assert trace.deletes.sum() == 3


def test_an_idle_instance_is_ended_and_then_the_last(run: Run) -> None:
    lives = run.trace.lives[run.trace.lives["station"] == run.topology.index["workers"]]
    assert lives["launch"].tolist() == [60.0, 60.0]
    assert lives["end"].tolist() == [420.0, 720.0]
    work = run.trace.visits_at(run.topology.index["workers"])
    for life in lives:
        mine = work[work["place"] == life["place"]]
        assert np.all(mine["end"] <= life["end"])  # nobody was ended at work
    assert run.series["workers"].instances.v[-1] == 0


def test_it_is_the_queue_fleet_of_the_course_with_the_group_of_the_notes() -> None:
    assert (NOTES_FLEET.min_workers, NOTES_FLEET.max_workers, NOTES_FLEET.policy) == (0, 1337, "ceil")
