"""Full waiting rooms."""

import numpy as np
import pytest

import archlib as al
from archlib.outcome.health import DEGRADED, DOWN, UP
from archlib.outcome.room import _may_meet
from archlib.outcome.trace import Reason
from archlib.topology import Balancer, Entry, Forward, Pool, Topology
from tests.outcome.made import box, run_of, tiers


def stretches(run, feature="upload"):
    strip = run.strips[feature]
    full = strip.state == DOWN
    return list(
        zip(strip.start_s[full].tolist(), strip.end_s[full].tolist(), np.array(strip.reason)[full], strict=True)
    )


def test_full_while_the_next_request_would_be_refused():
    # one slot, one place to wait, 10 s of work each: full from the second arrival until the first is done
    run = run_of(box(slots=1, room=1), [0.0, 1.0, 2.0, 40.0], {"transcode": 10.0})
    assert stretches(run) == stretches(run, "process") == [(1.0, 10.0, "no room")]
    assert run.trace.reason.tolist() == [Reason.OK, Reason.OK, Reason.NO_ROOM, Reason.OK]
    assert run.availability["upload"].time_share == pytest.approx(1 - 9 / 86_400)


def test_what_people_watch_passes_the_waiting_room_by():
    run = run_of(box(slots=1, room=1), [0.0, 1.0, 2.0], {"transcode": 10.0})
    assert run.strips["manage"].state.tolist() == [UP]


def test_without_a_room_full_is_all_slots_in_use():
    run = run_of(box(slots=2, room=0), [0.0, 5.0], {"transcode": 10.0})
    assert stretches(run) == [(5.0, 10.0, "no room")]


def test_an_unbounded_room_is_never_full():
    run = run_of(box(slots=1, room=None), [float(i) for i in range(30)], {"transcode": 10.0})
    assert stretches(run) == []


def test_an_instance_that_is_down_takes_its_slots_along():
    faults = al.faults.down("process", 0.001, 0.01, instance=1)  # from 3.6 s to 39.6 s
    run = run_of(box(slots=1, room=0, instances=2), [0.0], {"transcode": 10.0}, faults)
    strip = run.strips["upload"]
    assert strip.start_s.tolist() == pytest.approx([0, 3.6, 10, 39.6])
    assert strip.state.tolist() == [UP, DOWN, DEGRADED, UP]
    assert strip.reason == ("", "no room", "day 1 00:00:04 process instance 1 down", "")


def test_a_fault_that_takes_all_goes_before_a_full_room():
    faults = al.faults.error("process", 0, 1)  # wrong answers: the slot stays in use all the same
    run = run_of(box(slots=1, room=0), [0.0], {"transcode": 10.0}, faults)
    assert stretches(run) == [(0.0, 3600.0, "day 1 00:00 process error")]


def test_any_pool_on_the_synchronous_path_can_be_full():
    run = run_of(tiers(), [float(i) for i in range(9)], {"transcode": 100.0})  # nine slots, no limit to who waits
    assert stretches(run) == []


def behind(policy, **pool):
    """One pool behind a balancer that knows of a failure at once."""
    one = Pool("pool", ("process",), ("transcode",), hosts="box", **pool)
    edges = (Entry("upload", "lb"), Forward("lb", "pool"))
    return Topology((Balancer("lb", policy, check_every_s=0.0), one), edges)


def test_a_pool_with_a_room_for_each_is_full_when_all_of_them_are():
    # two instances of one slot and one place each; in turn: the third and the fourth wait
    topology = behind("round_robin", instances=2, slots=1, room=1)
    run = run_of(topology, [0.0, 1.0, 2.0, 3.0, 4.0], {"transcode": 10.0})
    assert stretches(run) == [(3.0, 10.0, "no room")]
    assert run.trace.reason.tolist() == [Reason.OK] * 4 + [Reason.NO_ROOM]
    central = run_of(behind("central_queue", instances=2, slots=1, room=1), [0.0, 1.0, 2.0], {"transcode": 10.0})
    assert stretches(central) == [(2.0, 10.0, "no room")]


def test_one_full_instance_is_not_a_full_pool():
    # in turn: the first gets 100 s of work and one who waits, the second is soon done
    run = run_of(behind("round_robin", instances=2, room=0), [0.0, 1.0, 5.0], {"transcode": [100.0, 1.0, 1.0]})
    assert run.trace.reason.tolist() == [Reason.OK, Reason.OK, Reason.NO_ROOM]
    assert stretches(run) == [(1.0, 2.0, "no room")]


@pytest.mark.parametrize("policy", ["random", "round_robin", "least_connections", "two_choices", "central_queue"])
def test_whoever_comes_while_a_pool_is_full_is_refused(policy):
    rng = np.random.default_rng(8)
    arrive, work = np.sort(rng.uniform(0, 20_000, 3_000)), rng.exponential(15.0, 3_000)
    faults = al.faults.down("process", 1, 1, instance=0) + al.faults.down("process", 1.5, 2, instance=2)
    topology = behind(policy, instances=3, slots=1, room=1)
    run = run_of(topology, arrive, {"transcode": work}, faults)
    inside, count = np.zeros(3_000, bool), 0
    for start, end, _ in stretches(run):
        inside |= (arrive > start) & (arrive < end)
        count += 1
    assert count > 50
    assert inside.sum() > 100
    assert (run.trace.reason[inside] == Reason.NO_ROOM).all()
    if policy in ("central_queue", "least_connections"):  # these refuse nobody while there is room
        filled = run.trace.reason == Reason.NO_ROOM
        assert inside[filled].all()


def test_the_cheap_look_agrees_with_counting():
    rng = np.random.default_rng(0)
    for _ in range(50):
        enters = rng.uniform(0, 100, 20)
        ends = enters + rng.uniform(0, 10, 20)
        most = max(int(((enters <= t) & (ends > t)).sum()) for t in enters)
        assert all(_may_meet(enters, ends, n) for n in range(1, most + 1))
    assert not _may_meet(np.array([0.0, 50.0]), np.array([10.0, 60.0]), 2)
    assert not _may_meet(np.empty(0), np.empty(0), 1)
