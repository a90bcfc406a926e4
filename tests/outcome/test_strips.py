"""Feature strips: the course's standard week on each architecture, and the edges of time."""

import numpy as np
import pytest

import archlib as al
from archlib.outcome.health import DEGRADED, DOWN, UP, Health
from archlib.outcome.strips import STATES, _joined, needed, patient
from archlib.topology import Call, Entry, Function, Invoke, Pool, Topology
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


VIA_QUEUE = al.EventDriven(via_queue=True, self_retries=2)


@pytest.mark.parametrize(("architecture", "names"), [
    (al.Monolith(), set()), (al.LoadBalanced(), set()), (al.QueueFleet(), {"workers"}),
    (al.Functions(), {"process"}), (al.Functions(trigger="queue"), {"process"}),
    (al.EventDriven(), {"process", "manage"}), (VIA_QUEUE, {"process", "manage"}),
])  # fmt: skip
def test_whose_work_waits_while_it_is_throttled(architecture, names):
    topology = architecture.topology()
    assert patient(topology, "process") == names
    assert patient(topology, "upload") == patient(topology, "manage") == set()


def test_a_pool_that_is_invoked_is_not_patient():
    pools = (Pool("a", ("upload",), ("transfer",)), Pool("b", ("process",), ("transcode",)))
    assert patient(Topology(pools, (Entry("upload", "a"), Invoke("a", "b"))), "process") == set()


def test_a_function_that_is_also_called_is_not_patient():
    stations = (Pool("a", ("upload",), ("transfer",)), Function("f", ("process",), ("transcode",)))
    twice = (Entry("upload", "a"), Invoke("a", "f"), Call("a", "f"))
    assert patient(Topology(stations, twice[:2]), "process") == {"f"}
    assert patient(Topology(stations, twice), "process") == set()


def test_a_throttled_role_is_down_where_somebody_waits_for_it():
    faults = al.faults.throttle("process", 1, 1) + al.faults.throttle("manage", 3, 1)
    process, manage = "day 1 01:00 process throttle", "day 1 03:00 manage throttle"
    calls = run_of(tiers(), faults=faults)
    assert told(calls, "upload") == told(calls, "process") == [("down", process), ("down", manage)]
    events = run_of(al.EventDriven().topology(), faults=faults)
    assert told(events, "upload") == []
    assert told(events, "process") == [("degraded", process), ("degraded", manage)]
    assert told(events, "manage") == [("down", manage)]
    workers = run_of(fleet(), faults=faults)
    assert told(workers, "process") == [("degraded", process), ("down", manage)]  # workers call manage


def test_a_throttle_that_only_delays_is_not_why_a_feature_is_down():
    faults = al.faults.down("process", 1, 1) + al.faults.throttle("process", 1, 2)
    process_throttle = "day 1 01:00 process throttle"
    run = run_of(al.Functions().topology(), faults=faults)
    assert told(run, "process") == [("down", "day 1 01:00 process down"), ("degraded", process_throttle)]
    assert told(run_of(tiers(), faults=faults), "process") == [("down", process_throttle)]  # the last of the two


def test_what_waits_while_throttled_is_done_afterwards_and_what_is_called_is_refused():
    hour, faults = 3600.0, al.faults.throttle("process", 1, 1)
    for topology in (al.Functions().topology(), al.EventDriven().topology(), fleet()):
        run = run_of(topology, [1.5 * hour], {"transcode": 60.0}, faults, deadline_s=4 * hour)
        assert run.strips["process"].down_s == 0
        assert run.trace.ready[0] > 2 * hour
    assert not np.isfinite(run_of(tiers(), [1.5 * hour], faults=faults).trace.ready[0])


def test_the_week_of_functions():
    run = week(al.Functions().topology(), [36 * 3600.0 - 30])
    assert told(run, "upload") == told(run, "manage") == []
    assert told(run, "process") == [("down", DEPLOY), ("degraded", ONE)]
    assert run.not_applicable == ("one manage host", "one upload host")


def test_the_platform_takes_all_functions_along():
    run = run_of(al.Functions().topology(), faults=al.faults.down("function", 1, 1))
    for feature in ("upload", "process", "manage"):
        assert told(run, feature) == [("down", "day 1 01:00 function down")]


def test_a_balancer_or_a_bus_is_needed_by_who_uses_it():
    balanced = run_of(al.LoadBalanced().topology(), faults=al.faults.down("balancer", 1, 1, instance=0))
    assert told(balanced, "upload") == [("down", "day 1 01:00 balancer instance 0 down")]
    assert told(balanced, "manage") == []  # its balancer is number 1
    events = run_of(al.EventDriven().topology(), faults=al.faults.error("bus", 1, 1))
    assert told(events, "upload") == told(events, "process") == [("down", "day 1 01:00 bus error")]
    assert told(events, "manage") == []


def test_what_goes_astray_is_known_of_the_pools_on_the_path_only():
    run = run_of(al.LoadBalanced(process_instances=4).topology(), faults=al.faults.down("process", 1, 1, instance=3))
    assert run.strips["manage"].astray.max() == 0
    share = run.strips["upload"].astray
    assert share.at([3599.0, 3600.0, 3629.0, 3630.0]).tolist() == [0, 0.25, 0.25, 0]  # failed checks at 3600 and 3630


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
