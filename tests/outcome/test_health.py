"""What faults leave of a station, moment by moment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import archlib as al
from archlib.faults import Faults
from archlib.outcome.health import DEGRADED, DOWN, UP, health, worst
from archlib.timeline import timeline
from tests.outcome.made import box, fleet

H = 3600.0


def states(topology, faults, name, hits=None):
    """(h, lost, state) at each change."""
    line = timeline(topology, faults, 1, 100 * H)
    hits = np.ones(len(line.rows), int) if hits is None else np.array(hits)
    found = health(topology, line, hits, topology.index[name])
    return list(zip((found.t / H).tolist(), found.lost.tolist(), found.state.tolist(), strict=True))


def test_without_faults_it_is_up_from_the_start():
    assert states(box(), al.faults.none(), "box") == [(0, 0, UP)]


def test_a_pool_is_down_when_its_last_instance_is():
    two = al.faults.down("upload", 1, 3, instance=0) + al.faults.down("manage", 2, 1, instance=1)
    expected = [(0, 0, UP), (1, 1, DEGRADED), (2, 2, DOWN), (3, 1, DEGRADED), (4, 0, UP)]
    assert states(box(instances=2), two, "box") == expected


def test_two_faults_of_one_instance_count_once():
    twice = al.faults.down("upload", 1, 3, instance=0) + al.faults.host_down(2, 3, host=0)
    expected = [(0, 0, UP), (1, 1, DEGRADED), (2, 1, DEGRADED), (4, 1, DEGRADED), (5, 0, UP)]
    assert states(box(instances=2), twice, "box") == expected


def test_a_wrong_instance_does_not_serve_but_holds_its_requests():
    assert states(box(), al.faults.error("process", 1, 1), "box") == [(0, 0, UP), (1, 0, DOWN), (2, 0, UP)]


def test_a_slow_instance_is_degraded():
    assert states(box(), al.faults.slow("process", 2, 1, 1), "box") == [(0, 0, UP), (1, 0, DEGRADED), (2, 0, UP)]


def test_a_queue_is_down_alone():
    queue_down = al.faults.down("queue", 1, 1)
    assert [row[2] for row in states(fleet(), queue_down, "jobs")] == [UP, DOWN, UP]
    assert states(fleet(), queue_down, "workers") == [(0, 0, UP)]


def test_a_whole_fleet_is_down_even_when_it_is_empty():
    assert states(fleet(), al.faults.down("process", 1, 1), "workers", [0, 0]) == [(0, 0, UP), (1, 0, DOWN), (2, 0, UP)]


@pytest.mark.parametrize(("hits", "state"), [([1, 0], DEGRADED), ([0, 0], UP)])
def test_one_worker_counts_if_it_was_there(hits, state):
    one = al.faults.down("process", 1, 1, instance=0)
    assert states(fleet(), one, "workers", hits) == [(0, 0, UP), (1, 0, state), (2, 0, UP)]


def test_a_fleet_that_cannot_launch_is_degraded():
    assert states(fleet(), al.faults.no_launch(1, 1), "workers", [1, 1])[1] == (1, 0, DEGRADED)


def test_a_later_fault_of_an_absent_worker_does_not_lend_its_state():
    first_met = al.faults.host_down(1, 2, host=2) + al.faults.host_down(5, 1, host=2)
    found = states(fleet(), first_met, "workers", [1, 1, 0, 0])
    assert found == [(0, 0, UP), (1, 0, DEGRADED), (3, 0, UP), (5, 0, UP), (6, 0, UP)]


def test_the_worst_of_several_stations():
    topology = fleet()
    line = timeline(topology, al.faults.down("queue", 1, 2) + al.faults.slow("upload", 2, 2, 2), 1, 100 * H)
    healths = [health(topology, line, np.ones(len(line.rows), int), i) for i in range(5)]
    t, state = worst(healths)
    assert (t / H).tolist() == [0, 1, 2, 3, 4]
    assert state.tolist() == [UP, DOWN, DOWN, DEGRADED, UP]


fault = st.builds(
    lambda role, k, start, hours, kind: getattr(al.faults, kind)(role, start, hours, instance=k),
    st.sampled_from(["upload", "process"]), st.integers(0, 2), st.integers(0, 6), st.integers(1, 4),
    st.sampled_from(["down", "error"]),
)  # fmt: skip


@given(st.lists(fault, max_size=6))
def test_a_pool_against_asking_each_instance(faults):
    plan = sum(faults, Faults())
    topology = box(instances=3)
    line = timeline(topology, plan, 1, 100 * H)
    found = health(topology, line, np.ones(len(line.rows), int), 0)
    for hour in np.arange(0, 12, 0.5):
        active = [f for f in plan.scheduled if f.start_s <= hour * H < f.end_s]
        bad, lost = {f.instance for f in active}, {f.instance for f in active if f.effect == "down"}
        at = np.searchsorted(found.t, hour * H, side="right") - 1
        assert found.state[at] == (DOWN if len(bad) == 3 else DEGRADED if bad else UP)
        assert found.lost[at] == len(lost)


def test_a_fault_from_the_start_leaves_no_moment_before_it():
    found = states(box(), al.faults.down("process", 0, 1), "box")
    assert found[-2:] == [(0, 1, DOWN), (1, 0, UP)]
    line = timeline(box(), al.faults.down("process", 0, 1), 1, H)
    t, state = worst([health(box(), line, np.ones(2, int), 0)])
    assert (t.tolist(), state.tolist()) == ([0, H], [DOWN, UP])
