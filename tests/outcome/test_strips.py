"""Feature strips: the course's standard week on each architecture, and the edges of time."""

import numpy as np
import pytest

import archlib as al
from archlib.outcome.health import DEGRADED, DOWN, UP, Health
from archlib.outcome.strips import STATES, _joined, needed
from archlib.topology import Entry, Pool, Topology
from tests.outcome.made import box, fleet, run_of, tiers

DEPLOY = "day 1 20:15 bad deploy of processing"
ONE = "day 2 12:00 one processing instance"
MANAGE = "day 3 10:00 one manage host"
UPLOAD = "day 4 19:00 one upload host"


def told(run, feature):
    """Which reasons the strip gives for each state but up, in order."""
    strip = run.strips[feature]
    return [(STATES[s], r) for s, r in zip(strip.state.tolist(), strip.reason, strict=True) if s != UP]


def week(topology, arrive=()):
    return run_of(topology, arrive, {"transcode": 60.0}, al.faults.standard_week(), days=7.0)


def test_a_monolith_fails_together():
    run = week(box())
    expected = [("down", reason) for reason in (DEPLOY, ONE, MANAGE, UPLOAD)]
    assert told(run, "upload") == told(run, "process") == told(run, "manage") == expected
    assert run.strips["upload"].down_s == (0.5 + 2 + 1 + 1) * 3600


def test_tiers_need_each_other_but_manage_stands_alone():
    run = week(tiers())
    assert told(run, "upload") == [("down", reason) for reason in (DEPLOY, ONE, MANAGE, UPLOAD)]
    assert told(run, "manage") == [("down", MANAGE)]


def test_behind_a_queue_upload_does_not_need_the_workers():
    run = week(fleet())
    assert told(run, "upload") == [("down", UPLOAD)]
    assert told(run, "process") == [("down", DEPLOY), ("down", MANAGE), ("down", UPLOAD)]  # no worker at noon of day 2
    assert run.not_applicable == ("one processing instance",)


def test_a_worker_that_is_there_is_missed():
    noon = (24 + 12) * 3600.0
    run = week(fleet(min_size=2), [noon - 10])
    assert ("degraded", ONE) in told(run, "process")
    assert run.not_applicable == ()


def test_an_empty_fleet_is_up():
    run = run_of(fleet())
    assert run.series["workers"].instances.max() == 0
    assert run.strips["process"].state.tolist() == [UP]


def test_stretches_follow_each_other_from_zero_to_the_horizon():
    for topology in (box(), tiers(), fleet()):
        for strip in week(topology).strips.values():
            assert strip.start_s[0] == 0
            assert strip.end_s[-1] == 7 * 86_400
            assert strip.start_s[1:].tolist() == strip.end_s[:-1].tolist()
            assert (strip.end_s > strip.start_s).all()
            assert (np.diff(strip.state) != 0).all()


def test_a_fault_is_cut_at_the_horizon():
    run = run_of(box(), faults=al.faults.down("process", 23, 5) + al.faults.down("process", 24, 1))
    assert run.strips["upload"].table().to_numpy().tolist() == [
        [0.0, 82_800.0, "up", ""],
        [82_800.0, 86_400.0, "down", "day 1 23:00 process down"],
    ]


def test_the_reason_is_the_fault_that_began_last():
    faults = al.faults.down("upload", 1, 4, instance=0) + al.faults.down("process", 2, 1, instance=1)
    faults += al.faults.slow("manage", 3, 2, 10)
    run = run_of(box(instances=2), faults=faults)
    assert told(run, "upload") == [
        ("degraded", "day 1 01:00 upload instance 0 down"),
        ("down", "day 1 02:00 process instance 1 down"),
        ("degraded", "day 1 02:00 manage slow x3"),
    ]


def test_the_clock_begins_where_the_load_does():
    load = al.Workload.evening_peak(days=1)
    run = al.simulate(al.Monolith(), al.Scenario(load, faults=al.faults.down("process", 1, 1)), compiled=False)
    begins = int(load.clock_start_h)
    assert run.strips["upload"].reason[1] == f"day 1 {begins + 1:02d}:00 process down"


def test_a_feature_without_a_door_has_no_strip():
    topology = Topology((Pool("one", ("upload",), ("transfer",)),), (Entry("upload", "one"),))
    assert needed(topology, "manage") == ()
    run = run_of(topology, [5.0])
    assert list(run.strips) == list(run.availability) == ["upload", "process"]


@pytest.mark.parametrize(("feature", "names"), [
    ("upload", ["upload", "videos", "jobs"]),
    ("process", ["upload", "videos", "jobs", "workers", "manage"]),
    ("manage", ["manage", "videos"]),
])  # fmt: skip
def test_what_a_feature_needs(feature, names):
    assert sorted(s.name for s in needed(fleet(), feature)) == sorted(names)


def test_states_are_ordered_by_how_bad_they_are():
    assert UP < DEGRADED < DOWN


def test_full_rooms_of_several_pools_are_joined():
    # the second pool was full from 10 to 20 and from 15 on, the first from 50 to 60: stretches out of order
    calm = Health(np.array([0.0]), np.array([0]), np.array([UP]))
    full = np.array([[50.0, 60.0], [10.0, 20.0], [15.0, 52.0], [70.0, 80.0]])
    t, state, is_full = _joined([calm, calm], full)
    assert t.tolist() == [0, 10, 60, 70, 80]
    assert state.tolist() == [UP, DOWN, UP, DOWN, UP]
    assert is_full.tolist() == [False, True, False, True, False]
