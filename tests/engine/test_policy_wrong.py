"""Policies that fail: each gets a message that says when, with what, where and what to do; and all goes on."""

import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import archlib as al
from archlib.architectures import QueueFleet
from archlib.engine.own import GUARDS
from archlib.engine.watch import Stopped, Watch, _raise_in
from archlib.errors import ParameterError, PolicyError, TopologyError
from archlib.topology import Entry, Fleet, OwnPolicy, Scaling, Topology

SCENARIO = al.Scenario(al.Workload.homogeneous(per_hour=60, days=0.25), faults=al.faults.none())
GOOD = QueueFleet(policy=lambda visible, in_flight, *_: visible + in_flight)
BOTH = pytest.mark.parametrize("compiled", [True, False])


def refusal(function, compiled=True):
    """Return the message of a run with such a policy, and see that a good one runs afterwards."""
    with pytest.raises(PolicyError) as caught:
        al.simulate(QueueFleet(policy=function), SCENARIO, compiled=compiled)
    assert caught.value.__suppress_context__  # a notebook shows one error, not two
    assert GUARDS == {}
    assert not [t for t in threading.enumerate() if t.name == "archlib-policy-watch"]
    assert len(al.simulate(GOOD, SCENARIO, compiled=compiled).jobs) > 100
    return str(caught.value)


@BOTH
def test_an_exception(compiled):
    def desired(visible, in_flight, workers, oldest_s):
        if visible == 0:
            return 0
        return visible // workers

    message = refusal(desired, compiled)
    assert message.startswith("the policy desired(visible=")
    assert "workers=0" in message and "failed at day 1 00:0" in message
    assert "ZeroDivisionError: integer division or modulo by zero, in line 4 of the function" in message
    assert "`return visible // workers`" in message
    assert message.endswith("Change the function and run its cell again.")


def test_an_exception_in_a_helper_names_the_line_of_the_policy():
    def helper(x):
        raise KeyError(x)

    def desired(visible, in_flight, workers, oldest_s):
        return helper("a")

    assert "KeyError: 'a', in line 2 of the function (`return helper" in refusal(desired)


@BOTH
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "returned nothing (None)"),
        (True, "returned True, which is no number"),
        (np.bool_(False), "which is no number"),
        ("2", "returned str '2', which is no number"),
        ([1], "returned list [1], which is no number"),
        (float("nan"), "returned nan, which is no number of workers. Look for a division by 0"),
        (float("inf"), "returned inf, which is no number of workers"),
        (2.5, "returned 2.5, and workers are whole. Use math.ceil(...) or int(...)"),
        (-1, "returned -1: there are no fewer than 0 workers. Return max(0, ...)"),
        (-2.0, "no fewer than 0 workers"),
        (-(10**30), "no fewer than 0 workers"),
    ],
)
def test_an_answer_that_is_no_number_of_workers(compiled, answer, said):
    assert said in refusal(lambda *_: answer, compiled)


@BOTH
def test_a_loop_that_does_not_end(compiled):
    def desired(visible, in_flight, workers, oldest_s):
        while True:
            visible += 1

    began = time.monotonic()
    message = refusal(desired, compiled)
    assert "took too long and was stopped, in line" in message and "Look for a loop that does not end" in message
    assert time.monotonic() - began > 2.0


def test_a_loop_that_catches_exceptions_and_one_in_another_thread():
    def desired(visible, in_flight, workers, oldest_s):
        while True:
            try:
                visible += 1
            except Exception:
                visible = 0

    said = []
    thread = threading.Thread(target=lambda: said.append(refusal(desired)))
    thread.start()
    thread.join(30)
    assert "took too long and was stopped" in said[0]


TRACED = """
import sys
import archlib as al

def loop(visible, in_flight, workers, oldest_s):
    while True:
        pass

def good(visible, in_flight, workers, oldest_s):
    return 1

def tracer(frame, event, arg):
    return tracer

load = al.Workload.homogeneous(per_hour=60, days=0.05)
scenario = al.Scenario(load, faults=al.faults.none())
for policy in (good, loop, good):
    try:
        al.simulate(al.QueueFleet(policy=policy), scenario)
    except al.ArchlibError as error:
        print(type(error).__name__)
    sys.settrace(tracer)
    print(sum(good(*(i,) * 4) for i in range(1000)))
    sys.settrace(None)
"""


def test_what_runs_afterwards_under_a_debugger_goes_on():
    found = subprocess.run([sys.executable, "-c", TRACED], capture_output=True, text=True, timeout=120)
    assert found.stdout.split() == ["1000", "PolicyError", "1000", "1000"], found.stderr


def test_nothing_is_raised_where_a_policy_comes_back(monkeypatch):
    raised = []
    monkeypatch.setattr("archlib.engine.watch._raise_in", lambda *what: raised.append(what))
    al.simulate(GOOD, SCENARIO)
    assert raised == []


def test_what_is_raised_too_late_does_not_hit_what_follows(monkeypatch):
    late = [1]
    with Watch() as watch:
        join = watch._thread.join

        def joins():
            join()
            if late:
                late.pop()
                _raise_in(threading.get_ident(), Stopped)

        monkeypatch.setattr(watch._thread, "join", joins)
    for _ in range(1000):
        pass
    assert late == [] and not watch._thread.is_alive()


def test_calls_that_are_slow_together(monkeypatch):
    monkeypatch.setattr("archlib.engine.watch.RUN_S", 0.5)

    def desired(visible, in_flight, workers, oldest_s):
        time.sleep(0.05)
        return 1

    assert "took too long and was stopped" in refusal(desired)


def test_no_end_of_calls_within_itself():
    def desired(visible, in_flight, workers, oldest_s):
        return desired(visible, in_flight, workers, oldest_s)

    assert "RecursionError" in refusal(desired)


def test_leaving_is_refused_and_an_interrupt_is_one():
    def leaves(visible, in_flight, workers, oldest_s):
        raise SystemExit

    def interrupted(visible, in_flight, workers, oldest_s):
        raise KeyboardInterrupt

    assert "SystemExit" in refusal(leaves)
    with pytest.raises(KeyboardInterrupt):
        al.simulate(QueueFleet(policy=interrupted), SCENARIO)
    assert GUARDS == {}


def test_it_fails_at_the_tick_at_which_it_fails():
    calls = []

    def desired(visible, in_flight, workers, oldest_s):
        calls.append(1)
        return 1 if len(calls) <= 125 else None

    load = al.Workload.homogeneous(per_hour=60, days=0.25)
    late = al.Scenario(load, faults=al.faults.none())
    with pytest.raises(PolicyError, match=r"failed at day 1 02:05: it returned nothing"):
        al.simulate(QueueFleet(policy=desired), late)
    assert len(calls) == 126  # and it is not asked again


def test_prints_are_fine(capsys):
    def desired(visible, in_flight, workers, oldest_s):
        print(workers)
        return 1

    al.simulate(QueueFleet(policy=desired), SCENARIO)
    assert capsys.readouterr().out.startswith("0\n")


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (lambda: 1, r"called with four numbers, visible, in_flight, workers, oldest_s: too many positional"),
        (lambda a, b, c, d, e: 1, r"called with four numbers.*missing a required argument"),
        ("ceiling", r"policy='ceiling' is not one of .* or a function of your own"),
        (3, r"policy=3 is not one of"),
        ({"own": "desired", "source": ""}, r"no code is run out of a file"),
    ],
)
def test_what_can_be_no_policy_is_refused_at_once(policy, message):
    with pytest.raises(ParameterError, match=message):
        QueueFleet(policy=policy)


def test_a_policy_of_ones_own_and_its_function_go_together():
    with pytest.raises(ParameterError, match="it is no function"):
        OwnPolicy(3)
    for scaling in (Scaling("own"), Scaling("ceil", own=OwnPolicy(lambda *_: 1))):
        with pytest.raises(TopologyError, match="Give policy='own', own=OwnPolicy"):
            Topology((Fleet("box", plays=("process",), does=("w",), scaling=scaling),), (Entry("upload", "box"),))
