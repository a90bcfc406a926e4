"""Full waiting rooms."""

import numpy as np
import pytest

import archlib as al
from archlib.outcome.health import DEGRADED, DOWN, UP
from archlib.outcome.room import _may_meet
from archlib.outcome.trace import Reason
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


def test_the_cheap_look_agrees_with_counting():
    rng = np.random.default_rng(0)
    for _ in range(50):
        enters = rng.uniform(0, 100, 20)
        ends = enters + rng.uniform(0, 10, 20)
        most = max(int(((enters <= t) & (ends > t)).sum()) for t in enters)
        assert all(_may_meet(enters, ends, n) for n in range(1, most + 1))
    assert not _may_meet(np.array([0.0, 50.0]), np.array([10.0, 60.0]), 2)
    assert not _may_meet(np.empty(0), np.empty(0), 1)
