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


FUNCTIONS, EVENTS = al.Functions(concurrency=5).topology(), al.EventDriven().topology()
BALANCED, SPLIT = al.LoadBalanced().topology(), al.Microservices(transitions=3).topology()


def states(topology, faults, name, hits=None, patient=False):
    """(h, lost, state) at each change."""
    line = timeline(topology, faults, 1, 100 * H)
    hits = np.broadcast_to(1 if hits is None else hits, len(line.rows))
    found = health(topology, line, hits, topology.index[name], patient)
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


@pytest.mark.parametrize(("hits", "state"), [([1, 0], DEGRADED), ([0, 0], UP)])
def test_a_fault_of_one_environment_only_degrades_a_function(hits, state):
    one = al.faults.down("process", 1, 1, instance=0)
    assert states(FUNCTIONS, one, "process", hits) == [(0, 0, UP), (1, 0, state), (2, 0, UP)]


def test_even_all_its_environments_one_by_one_do_not_take_a_function():
    five = sum((al.faults.down("process", 1, 1, instance=k) for k in range(1, 5)), al.faults.down("process", 1, 1, 0))
    assert {state for _, _, state in states(FUNCTIONS, five, "process")} == {UP, DEGRADED}


@pytest.mark.parametrize("effect", ["down", "error", "throttle"])
@pytest.mark.parametrize("role", ["process", "function"])
def test_a_function_fails_when_the_code_or_the_platform_does(effect, role):
    faults = getattr(al.faults, effect)(role, 1, 1)
    assert states(FUNCTIONS, faults, "process", hits=0) == [(0, 0, UP), (1, 0, DOWN), (2, 0, UP)]


@pytest.mark.parametrize("faults", [al.faults.no_launch(1, 1), al.faults.slow("process", 2, 1, 1)])
def test_a_function_that_makes_no_environment_or_is_slow_is_degraded(faults):
    assert states(FUNCTIONS, faults, "process") == [(0, 0, UP), (1, 0, DEGRADED), (2, 0, UP)]


@pytest.mark.parametrize(("topology", "name", "role"), [
    (BALANCED, "process balancer", "balancer"), (BALANCED, "videos", "store"), (EVENTS, "bus", "bus"),
    (SPLIT, "orchestrator", "orchestrator"), (fleet(), "jobs", "queue"),
])  # fmt: skip
@pytest.mark.parametrize("effect", ["down", "error", "throttle"])
def test_a_managed_service_that_is_down_wrong_or_refuses_is_down(topology, name, role, effect):
    found = states(topology, getattr(al.faults, effect)(role, 1, 1), name)
    assert [row[::2] for row in found] == [(0, UP), (1, DOWN), (2, UP)]


@pytest.mark.parametrize("topology", [box(instances=3), BALANCED], ids=["pool", "behind a balancer"])
def test_a_throttled_pool_is_refused_as_a_whole_and_loses_no_instance(topology):
    faults = al.faults.throttle("process", 1, 3) + al.faults.down("process", 2, 1, instance=1)
    name = "box" if topology is not BALANCED else "process"
    assert states(topology, faults, name) == [(0, 0, UP), (1, 0, DOWN), (2, 1, DOWN), (3, 0, DOWN), (4, 0, UP)]


@pytest.mark.parametrize(("topology", "name"), [(FUNCTIONS, "process"), (fleet(), "workers"), (box(), "box")])
def test_a_throttle_only_delays_whose_work_waits(topology, name):
    faults = al.faults.throttle("process", 1, 1)
    assert states(topology, faults, name, patient=True) == [(0, 0, UP), (1, 0, DEGRADED), (2, 0, UP)]
    both = faults + al.faults.down("process", 1, 1)
    assert DOWN in {state for _, _, state in states(topology, both, name, patient=True)}


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
    lambda role, k, start, hours, kind: getattr(al.faults, kind)(
        role, start, hours, **({} if kind == "throttle" else {"instance": k})
    ),
    st.sampled_from(["upload", "process"]), st.integers(0, 2), st.integers(0, 6), st.integers(1, 4),
    st.sampled_from(["down", "down", "error", "error", "throttle"]),
)  # fmt: skip


@given(st.lists(fault, max_size=6))
def test_a_pool_against_asking_each_instance(faults):
    plan = sum(faults, Faults())
    topology = box(instances=3)
    line = timeline(topology, plan, 1, 100 * H)
    found = health(topology, line, np.ones(len(line.rows), int), 0)
    for hour in np.arange(0, 12, 0.5):
        active = [f for f in plan.scheduled if f.start_s <= hour * H < f.end_s]
        bad = {f.instance for f in active if f.effect != "throttle"}
        lost, refuses = {f.instance for f in active if f.effect == "down"}, any(f.effect == "throttle" for f in active)
        at = np.searchsorted(found.t, hour * H, side="right") - 1
        assert found.state[at] == (DOWN if len(bad) == 3 or refuses else DEGRADED if bad else UP)
        assert found.lost[at] == len(lost)


def test_a_fault_from_the_start_leaves_no_moment_before_it():
    found = states(box(), al.faults.down("process", 0, 1), "box")
    assert found[-2:] == [(0, 1, DOWN), (1, 0, UP)]
    line = timeline(box(), al.faults.down("process", 0, 1), 1, H)
    t, state = worst([health(box(), line, np.ones(2, int), 0)])
    assert (t.tolist(), state.tolist()) == ([0, H], [DOWN, UP])
