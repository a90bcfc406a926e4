"""Pools, calls and clients: traces worked out by hand, exact."""

import numpy as np
import pytest

from archlib import faults
from archlib.outcome.trace import Reason
from archlib.topology import Call, Entry, Policy, Pool, Topology
from tests.engine.played import played

NEVER = np.nan


PLAIN = Policy()


def one_pool(policy=PLAIN, **fields):
    """A single pool that does the column "w"."""
    return Topology((Pool("box", plays=("process",), does=("w",), **fields),), (Entry("upload", "box", policy),))


def check(trace, ack, reasons):
    """Compare acknowledgements and reasons, in the order of arrival."""
    np.testing.assert_array_equal(trace.ack, ack)
    assert [Reason(r).name for r in trace.reason] == reasons


def test_one_slot_serves_in_the_order_of_arrival():
    trace = played(one_pool(), [0, 1, 2], {"w": [5, 3, 1]})
    check(trace, [5, 8, 9], ["OK"] * 3)
    np.testing.assert_array_equal(trace.start, [0, 5, 8])


def test_lifo_serves_the_newest_first():
    check(played(one_pool(order="lifo"), [0, 1, 2], {"w": 5}), [5, 15, 10], ["OK"] * 3)


def test_who_finds_slot_and_room_taken_is_refused():
    check(played(one_pool(room=1), [0, 1, 2, 5], {"w": 5}), [5, 10, NEVER, 15], ["OK", "OK", "NO_ROOM", "OK"])


def test_a_completion_comes_before_an_arrival_at_the_same_instant():
    check(played(one_pool(room=0), [0, 5], {"w": 5}), [5, 10], ["OK", "OK"])


def test_arrivals_at_one_instant_keep_their_order():
    check(played(one_pool(slots=2), [1, 1, 1], {"w": [4, 2, 1]}), [5, 3, 4], ["OK"] * 3)


def test_work_of_no_length_still_ends():
    check(played(one_pool(), [0, 0], {"w": 0}), [0, 0], ["OK", "OK"])


def test_no_arrivals_leave_an_empty_trace():
    trace = played(one_pool(), [], {"w": []})
    assert len(trace.arrive) == len(trace.visits) == 0


def test_what_is_not_done_at_the_end_stays_unfinished():
    trace = played(one_pool(), [0, 1], {"w": 50}, horizon_s=10, deadline_s=60)
    check(trace, [50, NEVER], ["OK", "UNFINISHED"])
    assert trace.visits[-1]["end"] == np.inf


def test_a_crash_loses_what_is_served_and_what_waits_in_memory():
    outage = faults.down("process", start_h=3 / 3600, hours=10 / 3600)
    trace = played(one_pool(), [0, 1, 5, 13], {"w": 4}, outage)
    check(trace, [NEVER, NEVER, NEVER, 17], ["CRASHED", "CRASHED", "NO_HOST", "OK"])


def test_one_instance_of_two_crashes_and_the_line_waits_for_the_other():
    outage = faults.down("process", start_h=1 / 3600, hours=1, instance=0)
    trace = played(one_pool(instances=2), [0, 0, 0], {"w": 4}, outage)
    check(trace, [NEVER, 4, 8], ["CRASHED", "OK", "OK"])


def test_a_fault_at_the_instant_of_a_completion_comes_too_late():
    outage = faults.down("process", start_h=4 / 3600, hours=1)
    check(played(one_pool(), [0], {"w": 4}, outage), [4], ["OK"])


def test_outages_that_touch_leave_no_moment_between():
    both = faults.down("process", start_h=0, hours=1 / 3600) + faults.down("process", start_h=1 / 3600, hours=1 / 3600)
    check(played(one_pool(), [1, 2], {"w": 1}, both), [NEVER, 3], ["NO_HOST", "OK"])


def test_slow_work_takes_its_factor_from_the_start_of_service():
    slow = faults.slow("process", 3, start_h=2 / 3600, hours=1 / 3600)
    check(played(one_pool(), [0, 2.5, 20], {"w": 2}, slow), [2, 8.5, 22], ["OK"] * 3)


def test_an_erring_place_gives_a_wrong_answer_after_its_work():
    wrong = faults.error("process", start_h=1 / 3600, hours=4 / 3600)
    check(played(one_pool(), [0, 5], {"w": 4}, wrong), [NEVER, 9], ["ERROR", "OK"])


def test_a_customer_gives_up_and_the_work_goes_on_abandoned():
    trace = played(one_pool(Policy(timeout_s=3)), [0, 1], {"w": 4})
    check(trace, [NEVER, NEVER], ["TIMED_OUT", "TIMED_OUT"])
    np.testing.assert_array_equal(trace.ready, [4, 8])  # abandoned, yet stored


def test_cancelling_frees_the_slot():
    trace = played(one_pool(Policy(timeout_s=3, cancels_callee=True)), [0, 1], {"w": [4, 1]})
    check(trace, [NEVER, 4], ["TIMED_OUT", "OK"])
    assert np.isnan(trace.ready[0])


def test_an_answer_at_the_instant_of_the_timeout_counts():
    check(played(one_pool(Policy(timeout_s=4)), [0], {"w": 4}), [4], ["OK"])


def test_retries_back_off_and_double():
    policy = Policy(tries=3, backoff_s=2, backoff_cap_s=3)
    outage = faults.down("process", start_h=0, hours=4.5 / 3600)
    trace = played(one_pool(policy), [0], {"w": 1}, outage)  # tries at 0, 0 + 2, 2 + min(4, 3)
    check(trace, [6], ["OK"])
    assert list(trace.visits["enter"]) == [0, 2, 5]
    assert list(trace.visits["attempt"]) == [1, 2, 3]
    assert trace.calls_failed[0] == 2 and trace.calls_ok[0] == 1


def test_jitter_shortens_a_pause_within_its_share():
    policy = Policy(tries=2, backoff_s=10, jitter=0.4)
    outage = faults.down("process", start_h=0, hours=1 / 3600)
    trace = played(one_pool(policy), [0], {"w": 1}, outage)
    assert 10 * 0.6 <= trace.visits["enter"][1] <= 10


def chain(**policy):
    """Two tiers; the first holds its slot while the second works."""
    front = Pool("front", does=("a",), slots=1, room=0)
    back = Pool("back", plays=("process",), does=("b",), slots=1)
    call = Call("front", "back", policy=Policy(**policy))
    return Topology((front, back), (Entry("upload", "front"), call))


def test_the_callers_slot_is_held_until_the_answer():
    check(played(chain(), [0, 4, 6], {"a": 1, "b": 5}), [6, NEVER, 12], ["OK", "NO_ROOM", "OK"])


def test_a_callees_refusal_is_the_callers():
    outage = faults.down("process", start_h=0, hours=1)
    check(played(chain(), [0], {"a": 1, "b": 5}, outage), [NEVER], ["NO_HOST"])


@pytest.mark.parametrize(("cancels", "reasons"), [(False, ["TIMED_OUT", "TIMED_OUT"]), (True, ["TIMED_OUT", "OK"])])
def test_a_timeout_between_tiers(cancels, reasons):
    # the first call, made at 1, gives up at 4; the second, made at 5, finds the tier busy until 7, or free
    trace = played(chain(timeout_s=3, cancels_callee=cancels), [0, 4], {"a": 1, "b": [6, 2]})
    check(trace, [NEVER, 7 if cancels else NEVER], reasons)


def test_a_callers_crash_orphans_the_call():
    front = faults.host_down(2 / 3600, 1 / 3600, host=0)
    topology = chain()
    topology = Topology(
        (Pool("front", does=("a",), slots=1, room=0, hosts="front"), topology.stations[1]), topology.edges
    )
    trace = played(topology, [0], {"a": 1, "b": 5}, front)
    check(trace, [NEVER], ["CRASHED"])
    assert [Reason(v["reason"]).name for v in trace.visits] == ["CRASHED", "OK"]
