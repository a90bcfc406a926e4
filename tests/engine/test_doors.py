"""Doors that are no pool: customers who send a message to a queue, or call a fleet."""

import numpy as np

from archlib import faults
from archlib.outcome import Series
from archlib.outcome.trace import Reason
from archlib.topology import Entry, Fleet, Policy, Queue, Receive, Scaling, Topology
from tests.engine.played import played

SCALING = Scaling(metric_delay_s=0, idle_s=0, target=2)
WORKERS = Fleet("workers", ("process",), ("w",), max_size=50, scaling=SCALING, boot_s=120)


def by_queue(policy=None):
    """Customers send messages; a fleet receives them."""
    jobs = Queue("jobs", order="fifo")
    edges = (Entry("upload", "jobs", policy or Policy()), Receive("jobs", "workers", visibility_s=43_200))
    return Topology((jobs, WORKERS), edges)


def by_call(policy=None):
    """Customers call the fleet and wait for it."""
    return Topology((WORKERS,), (Entry("upload", "workers", policy or Policy()),))


def test_a_message_is_answered_at_once_and_a_call_when_the_work_is_done():
    message, call = (played(t, [5], {"w": 30}) for t in (by_queue(), by_call()))
    assert message.ack[0] == 5 and call.ack[0] == call.ready[0]
    assert message.ready[0] == call.ready[0] == 60 + 120 + 30


def test_both_serve_alike():
    rng = np.random.default_rng(4)
    arrive, work = np.sort(rng.random(400) * 9000), rng.exponential(200, 400)
    message, call = (played(t, arrive, {"w": work}) for t in (by_queue(), by_call()))
    np.testing.assert_array_equal(message.ready, call.ready)
    for column in ("visible", "in_flight", "desired", "booting", "ready", "busy"):
        np.testing.assert_array_equal(message.ticks[column], call.ticks[column])


def test_who_waits_for_a_called_fleet_shows_in_its_series():
    trace = played(by_call(), [0, 1], {"w": 100})
    workers = Series(by_call(), trace)["workers"]
    assert list(workers.waiting.at(np.array([0.5, 100, 130, 250]))) == [1, 2, 1, 0]  # one worker, ready at 120
    assert workers.busy.max() == 1


def test_a_queue_that_is_down_refuses_and_a_retry_may_succeed():
    outage = faults.down("queue", start_h=0, hours=10 / 3600)
    assert Reason(played(by_queue(), [5], {"w": 30}, outage).reason[0]) is Reason.NO_HOST
    again = played(by_queue(Policy(tries=2, backoff_s=8)), [5], {"w": 30}, outage)
    assert again.ack[0] == 13 and again.calls_failed[0] == 1 and again.calls_ok[0] == 1


def test_calls_wait_for_a_fleet_whose_code_is_down_and_lose_what_was_served():
    outage = faults.down("process", start_h=200 / 3600, hours=100 / 3600)
    trace = played(by_call(), [0, 250], {"w": 100}, outage)
    assert Reason(trace.reason[0]) is Reason.CRASHED  # served from 120 on, lost at 200
    assert trace.start[1] >= 300 and Reason(trace.reason[1]) is Reason.OK


def test_a_caller_gives_up_on_an_empty_fleet():
    trace = played(by_call(Policy(timeout_s=60)), [0], {"w": 1})
    assert Reason(trace.reason[0]) is Reason.TIMED_OUT and trace.start[0] == 120  # abandoned, and served all the same
