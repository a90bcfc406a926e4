"""A policy of a learner's own does what the same policy of the kernel does, bit for bit, compiled or not."""

import json
import math
import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archlib as al
from archlib.architectures import QueueFleet
from archlib.engine.guard import MOST
from archlib.engine.own import GUARDS
from archlib.topology import Entry, Fleet, OwnPolicy, Scaling, Topology
from tests.engine.played import played
from tests.strategies import of_params, scenarios

COLUMNS = ("ack", "start", "ready", "fate", "visits", "lives", "ticks", "empty_receives")
ONE_A_MINUTE = al.Scenario(al.Workload.homogeneous(per_hour=60, days=0.25), faults=al.faults.none())
TICK = {"metric_delay_s": 0.0, "boot_s": 60.0, "idle_s": 0.0}


def decided(ticks):
    """What came of the ticks: all but what the policy asked for, which named policies cut by themselves."""
    return ticks[[name for name in ticks.dtype.names if name != "asked"]]


def in_python(fleet):
    """Return a named policy written as a learner would, with the fields of the fleet; "alarm" remembers its word."""
    word = fleet.min_workers

    def desired(visible, in_flight, workers, oldest_s):
        nonlocal word
        count = visible + in_flight if fleet.count_in_flight else visible
        if fleet.policy == "alarm":
            more, fewer = count > fleet.alarm_threshold, count <= fleet.alarm_low
            word += fleet.alarm_step if more else -fleet.alarm_step if fewer else 0
            word = min(max(word, fleet.min_workers), fleet.max_workers)
            return max(word, 0)
        wanted = min(count / fleet.target, 1.0 * fleet.max_workers)  # it may be infinite
        return math.floor(wanted) if fleet.policy == "floor" else math.ceil(wanted)

    return desired


@pytest.mark.parametrize("compiled", [True, False])
@given(
    fleet=of_params(QueueFleet, policy=st.sampled_from(["ceil", "floor", "alarm"]), cooldown_s=st.just(0.0)),
    scenario=scenarios(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_same_policy_gives_the_same_run(compiled, fleet, scenario):
    known = al.simulate(fleet, scenario, compiled=True).trace
    own = al.simulate(fleet.but(policy=in_python(fleet)), scenario, compiled=compiled).trace
    for name in COLUMNS:
        one, other = ((decided if name == "ticks" else np.asarray)(getattr(trace, name)) for trace in (known, own))
        np.testing.assert_array_equal(one, other, err_msg=name)


@pytest.mark.parametrize("compiled", [True, False])
def test_what_it_is_called_with(compiled):
    seen = []

    def desired(*numbers):
        seen.append(numbers)
        return 2

    fleet = QueueFleet(policy=desired, max_workers=3, **TICK)
    work = {"transfer": 0.0, "transcode": 1000.0, "catalogue": 0.0}
    played(fleet, [10.0, 20.0, 30.0], work, horizon_s=241.0, deadline_s=0.0, compiled=compiled)
    # three come before the second tick; the two workers of the first tick are ready at 60, and poll after its decision
    assert seen == [(0, 0, 0, 0.0), (3, 0, 2, 50.0), (1, 2, 2, 90.0), (1, 2, 2, 150.0), (1, 2, 2, 210.0)]
    assert [type(number) for number in seen[1]] == [int, int, int, float]


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("order", ["standard", "fifo"])
def test_the_metric_delay_makes_it_see_an_older_queue_and_its_own_workers_now(compiled, order):
    seen = []

    def desired(visible, in_flight, workers, oldest_s):
        seen.append((visible, in_flight, workers, oldest_s))
        return 1

    fleet = QueueFleet(policy=desired, queue_order=order, **TICK | {"metric_delay_s": 61.0})
    work = {"transfer": 0.0, "transcode": 1000.0, "catalogue": 0.0}
    played(fleet, [10.0, 20.0], work, horizon_s=241.0, deadline_s=0.0, compiled=compiled)
    assert seen == [(0, 0, 0, 0.0), (0, 0, 1, 0.0), (0, 0, 1, 0.0), (2, 0, 1, 50.0), (1, 1, 1, 100.0)]


def test_the_oldest_message_is_the_one_sent_first_also_when_it_has_come_back():
    seen = []

    def desired(visible, in_flight, workers, oldest_s):
        seen.append(oldest_s)
        return 1

    fleet = QueueFleet(policy=desired, visibility_s=100.0, max_receives=9, max_workers=1, **TICK)
    work = {"transfer": 0.0, "transcode": 1000.0, "catalogue": 0.0}
    played(fleet, [10.0, 70.0], work, horizon_s=241.0, deadline_s=0.0)
    # received at 60, the first comes back at 160, behind the second
    assert seen == [0.0, 50.0, 50.0, 170.0, 230.0]


@pytest.mark.parametrize("compiled", [True, False])
def test_callers_who_wait_for_a_fleet_without_a_queue_count_as_visible(compiled):
    seen = []

    def desired(visible, in_flight, workers, oldest_s):
        seen.append((visible, in_flight, workers, oldest_s))
        return 1

    scaling = Scaling("own", metric_delay_s=0.0, idle_s=0.0, own=OwnPolicy(desired))
    fleet = Fleet("box", plays=("process",), does=("work",), scaling=scaling, boot_s=90.0)
    topology = Topology((fleet,), (Entry("upload", "box"),))
    played(topology, [10.0, 20.0], {"work": 300.0}, horizon_s=121.0, deadline_s=0.0, compiled=compiled)
    assert seen == [(0, 0, 0, 0.0), (2, 0, 1, 50.0), (1, 1, 1, 100.0)]


def test_it_is_held_within_the_sizes_of_the_fleet():
    most = al.simulate(QueueFleet(policy=lambda *_: 10**30, max_workers=4), ONE_A_MINUTE)
    least = al.simulate(QueueFleet(policy=lambda *_: 0, min_workers=2), ONE_A_MINUTE)
    assert set(most.trace.ticks["desired"]) == {4} and set(most.trace.ticks["asked"]) == {MOST}
    assert set(least.trace.ticks["desired"]) == {2} and set(least.trace.ticks["asked"]) == {0}


@pytest.mark.parametrize("answer", [2, 2.0, np.int64(2), np.float64(2.0), np.uint8(2)])
def test_whole_numbers_of_any_kind_are_taken(answer):
    run = al.simulate(QueueFleet(policy=lambda *_: answer), ONE_A_MINUTE)
    assert set(run.trace.ticks["desired"]) == {2}


def test_it_works_in_other_threads_side_by_side():
    known = al.simulate(QueueFleet(max_workers=5), ONE_A_MINUTE).trace.ticks
    found = []

    def go():
        own = QueueFleet(policy=lambda visible, in_flight, *_: visible + in_flight, max_workers=5)
        found.append(al.simulate(own, ONE_A_MINUTE).trace.ticks)

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for ticks in found:
        np.testing.assert_array_equal(decided(ticks), decided(known))
    assert GUARDS == {}


def test_a_policy_may_itself_simulate():
    inner = al.simulate(QueueFleet(policy=lambda *_: 3), ONE_A_MINUTE)

    def desired(visible, in_flight, workers, oldest_s):
        return int(al.simulate(QueueFleet(policy=lambda *_: 3), short).trace.ticks["desired"][-1])

    short = al.Scenario(al.Workload.homogeneous(per_hour=60, days=0.01), faults=al.faults.none())
    assert set(al.simulate(QueueFleet(policy=desired), short).trace.ticks["desired"]) == {3}
    assert set(inner.trace.ticks["desired"]) == {3}


def test_a_run_says_whose_policy_it_had_and_its_recipe_keeps_the_text():
    def two_each(visible, in_flight, workers, oldest_s):
        return -(-visible // 2)

    own, named = QueueFleet(policy=two_each), QueueFleet()
    assert own == QueueFleet(policy=two_each) and hash(own) == hash(QueueFleet(policy=two_each)) and own != named
    assert al.compare([named, own], ONE_A_MINUTE).labels == ("QueueFleet (policy=ceil)", "QueueFleet (policy=two_each)")
    saved = json.dumps(al.simulate(own, ONE_A_MINUTE).recipe())
    assert json.loads(saved)["architecture"]["policy"] == {
        "own": "two_each",
        "source": "def two_each(visible, in_flight, workers, oldest_s):\n    return -(-visible // 2)",
    }
    with pytest.raises(al.ArchlibError, match=r"'two_each' was a function of one's own.*no code is run out of a file"):
        al.replay(saved)
