"""Alarms: each look, each change of state and each try to tell of it, against SimPy; and what the jobs show of it."""

import numpy as np
import pytest

from tests.oracles.alarms import both, invoked, queued
from tests.oracles.outages import Outage, random_outages
from tests.oracles.same import assert_equal_bits

DOWN = Outage(200.0, 500.0)
PLANS = {
    "calm": [],
    "function down": [DOWN],
    "wrong answers, and again": [Outage(100.0, 250.0, effect="error"), Outage(900.0, 1_020.0)],
    "bus down as it rings": [DOWN, Outage(190.0, 300.0, role="bus"), Outage(505.0, 560.0, role="bus")],
    "bus down for long": [DOWN, Outage(190.0, 1_400.0, role="bus")],
}


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("system", [invoked, queued])
def test_looks_and_deliveries_are_those_of_simpy(system, name, compiled):
    trace, seen = both(system(), PLANS[name], 3, compiled)
    turns = np.diff([rings for _, _, rings in seen.looks["errors"]], prepend=0)
    if name != "calm":
        assert (turns == 1).sum() == (turns == -1).sum() > 0  # it rang, and is over: the case is not empty
    if "bus" not in name:
        assert trace.calls_failed[-1] == trace.calls_failed[-2] == 0
    assert np.count_nonzero(turns) == len(seen.visits("log"))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("system", [invoked, queued])
def test_at_random(system, seed):
    draw = np.random.default_rng(seed)
    struck = random_outages(draw, 1_500.0, None, ("down", "error")) + random_outages(draw, 1_500.0, None, role="bus")
    both(system(), struck, seed, True)


def test_a_bus_that_is_down_loses_no_alarm_before_its_age():
    """As with a store's events, each rule's delivery tries again, and then keeps it."""
    trace, seen = both(invoked(), PLANS["bus down as it rings"], 3, True)
    assert trace.calls_failed[-2] > 0 and seen.ways["pager"].kept == 0
    assert len(seen.visits("pager")) == seen.ways["pager"].ok > 0
    _, late = both(invoked(), PLANS["bus down for long"], 3, True)
    assert late.ways["pager"].kept > 0 and not any(visit.enter < 1_400.0 for visit in late.visits("pager"))


def test_compiled_and_interpreted_are_equal():
    one, other = (both(invoked(), PLANS["bus down as it rings"], 5, compiled)[0] for compiled in (False, True))
    assert_equal_bits(one, other)
