"""What nobody waits for, by hand: pauses, ages, failures that are told, answers, and rules to each kind of target."""

import numpy as np
import pytest

from archlib.outcome.trace import Reason
from archlib.topology import (
    Balancer,
    Bus,
    Delivery,
    Entry,
    Forward,
    Invoke,
    Policy,
    Pool,
    Publish,
    Queue,
    Receive,
    Rule,
    Topology,
)  # fmt: skip
from tests.oracles.buses import ALL, END_S, LARGE, play, published
from tests.oracles.outages import Outage, plan_of
from tests.oracles.same import case


def two(**fields):
    """A door, a bus, and two pools; the first one's delivery has the fields."""
    first = Pool("index", ("process",), ("indexing",), slots=9), Rule("bus", "index", ALL, Delivery(**fields))
    second = Pool("notify", ("manage",), ("notifying",), slots=9), Rule("bus", "notify", LARGE, required=False)
    return published(Entry("upload", "door"), (first, second))


WORK, ONE = {"indexing": np.full(1, 2.0), "notifying": np.full(1, 1.0)}, {"master_gb": np.ones(1)}


def entered(trace, station=2):
    """When the visits of a consumer began."""
    return trace.visits["enter"][trace.visits["station"] == station].tolist()


def test_pauses_double_up_to_their_cap():
    """1, 2, 4, 5 and 5 s between six tries."""
    fields = {"tries": 6, "backoff_s": 1.0, "backoff_cap_s": 5.0, "jitter": 0.0, "dead_letters": "dead"}
    trace = play(two(**fields), [0.0], WORK, ONE, [Outage(0.0, 1_000.0)])
    assert entered(trace) == [0, 1, 3, 7, 12, 17] and trace.fate[0] == Reason.DEAD_LETTERED
    assert trace.reason[0] == Reason.OK and trace.dead_letters[4] == 1


def test_draws_of_pauses_come_round_after_sixteen():
    fields = {"tries": 40, "backoff_s": 8.0, "backoff_cap_s": 8.0, "jitter": 1.0}
    gaps = np.diff(entered(play(two(**fields), [0.0], WORK, ONE, [Outage(0.0, 1_000.0)])))
    np.testing.assert_allclose(gaps[16:32], gaps[:16], atol=1e-9)
    assert len(set(gaps[:16].round(6).tolist())) == 16 and gaps.max() < 8


def test_no_pause_goes_beyond_the_longest_age():
    """Tries at 0, 1 and 3; the next one would be at 7, and the event is too old at 6: it is given up at 3."""
    fields = {"tries": 9, "longest_age_s": 6.0, "backoff_s": 1.0, "jitter": 0.0}
    trace = play(two(**fields), [0.0], WORK, ONE, [Outage(0.0, 1_000.0)])
    assert entered(trace) == [0, 1, 3] and trace.fate[0] == Reason.NO_HOST


def test_an_age_that_ends_with_a_pause_comes_first():
    """The third try would be at 3, when the event is just too old: deadlines come before retries."""
    fields = {"tries": 9, "longest_age_s": 3.0, "backoff_s": 1.0, "jitter": 0.0}
    trace = play(two(**fields), [0.0], WORK, ONE, [Outage(0.0, 1_000.0)])
    assert entered(trace) == [0, 1] and trace.fate[0] == Reason.EXPIRED


def test_who_is_served_when_too_old_goes_on_and_is_not_tried_again():
    fields = {"tries": 9, "longest_age_s": 1.0, "backoff_s": 0.0, "jitter": 0.0}
    assert play(two(**fields), [0.0], WORK, ONE).ready[0] == 2.0
    trace = play(two(**fields), [0.0], WORK, ONE, [Outage(1.5, 3.0, None, "error")])
    assert entered(trace) == [0] and trace.fate[0] == Reason.ERROR


def test_who_is_dropped_in_the_line_of_a_pool_is_tried_again():
    """The second waits 5 s, longer than 4: that is one failed try, not the end."""
    first = Pool("index", ("process",), ("indexing",), drop_after_s=4.0)
    rule = Rule("bus", "index", ALL, Delivery(tries=2, backoff_s=1.0, jitter=0.0))
    topology = published(Entry("upload", "door"), [(first, rule)])
    trace = play(topology, [0.0, 0.0], {"indexing": np.full(2, 5.0)}, {"master_gb": np.ones(2)})
    assert trace.ready.tolist() == [5.0, 11.0]


def test_a_bus_that_is_down_fails_the_upload_and_the_tries():
    """Published at 0; the consumer is down until 2, the bus from 0.5 to 4: tries at 0, 1, 3 and 7."""
    fields = {"tries": 9, "backoff_s": 1.0, "jitter": 0.0}
    outages = [Outage(0.5, 4.0, role="bus"), Outage(0.0, 2.0)]
    work, details = {c: np.full(2, s[0]) for c, s in WORK.items()}, {"master_gb": np.ones(2)}
    trace = play(two(**fields), [0.0, 3.5], work, details, outages)
    assert entered(trace) == [0, 7] and trace.calls_failed[:3].tolist() == [1, 1, 3]
    assert trace.reason.tolist() == [Reason.OK, Reason.NO_HOST] and trace.ready[0] == 9.0


def test_a_success_may_be_the_customers_answer():
    """The door's pool fails the upload; what it tells on its failure repairs it, and answers."""
    repair = Pool("repair", (), ("indexing",))
    edges = (Entry("upload", "door"), Invoke("door", "repair", answers=True, when="failure"))
    topology = Topology((Pool("door", ("process",), fixed_s=1.0), repair), edges)
    broken = plan_of([Outage(0.0, 9.0, None, "error")])
    trace = case(topology, [0.0, 20.0], {"indexing": 2.0}, broken, horizon_s=99.0).engine(False)
    assert trace.ack.tolist() == [3.0, 21.0] and trace.reason.tolist() == [Reason.OK, Reason.OK]
    assert trace.calls_ok.tolist() == [1, 1]


def test_zero_load_and_all_failed():
    details = {"master_gb": np.empty(0)}
    assert len(play(two(), [], {c: np.empty(0) for c in WORK}, details).visits) == 0
    trace = play(two(tries=2), [0.0], WORK, ONE, [Outage(0.0, END_S), Outage(0.0, END_S, role="manage")])
    assert np.isnan(trace.ready[0]) and trace.reason[0] == Reason.OK


def failing(tries, *, most=1, plan=None, policy=None, room=None):
    """The ends of the visits to a consumer that is told of failures; the pool before it errs as planned."""
    box = Pool("box", ("process",), fixed_s=1.0, room=room)
    told = Pool("told", fixed_s=1.0, slots=9)
    edges = (
        Entry("upload", "box", policy or Policy(tries=tries, backoff_s=2.0, backoff_cap_s=2.0)),
        Publish("box", "bus", "upload failed", most=most, when="failure"), Rule("bus", "told", ALL, required=False),
    )  # fmt: skip
    topology = Topology((box, Bus("bus"), told), edges)
    trace = case(topology, [0.0, 0.0], {}, plan_of(plan or ()), horizon_s=99.0).engine(False)
    assert trace.calls_ok[1] == trace.calls_ok[2] == (trace.visits["station"] == 2).sum()
    return entered(trace)


@pytest.mark.parametrize(("most", "times"), [(1, [1, 2]), (2, [1, 2, 4, 5]), (9, [1, 2, 4, 5, 7, 8])])
def test_failures_are_told_so_often_at_most_for_each_video(most, times):
    """Two videos, three tries each, one slot: work ends at 1, 2, 4, 5, 7 and 8."""
    assert failing(3, most=most, plan=[Outage(0.0, 99.0, None, "error")]) == times


def test_who_had_no_instance_and_who_is_taken_back_is_not_told_of():
    """The second finds no room; or both are cancelled at 0.5, one of them in the line."""
    assert failing(1, room=0) == []
    assert failing(1, policy=Policy(0.5, cancels_callee=True)) == []
    assert failing(1, plan=[Outage(0.25, 0.5)]) == [0.25]  # a crash: of who is served


def test_a_rule_to_a_queue_is_done_when_the_message_is_accepted():
    """The queue is down until 3: tries at 0, 1 and 3; the message then waits for a pool that polls."""
    jobs, box = Queue("jobs", order="fifo"), Pool("box", ("process",), ("indexing",))
    edges = (
        Entry("upload", "door"), Publish("door", "bus", "up"),
        Rule("bus", "jobs", ALL, Delivery(backoff_s=1.0, jitter=0.0)), Receive("jobs", "box"),
    )  # fmt: skip
    topology = Topology((Pool("door"), Bus("bus"), jobs, box), edges)
    trace = case(topology, [0.0], {"indexing": 2.0}, plan_of([Outage(0.0, 3.0, role="queue")]), 99.0).engine(False)
    assert (trace.calls_ok[2], trace.calls_failed[2], trace.deletes[2], trace.ready[0]) == (1, 2, 1, 5.0)


def test_a_rule_to_a_balancer_is_retried_at_another_instance():
    """The first in turn is down and not yet seen so."""
    pool = Pool("pool", ("process",), ("indexing",), instances=2)
    edges = (
        Entry("upload", "door"), Publish("door", "bus", "up"),
        Rule("bus", "balancer", ALL, Delivery(backoff_s=1.0, jitter=0.0)), Forward("balancer", "pool"),
    )  # fmt: skip
    topology = Topology((Pool("door"), Bus("bus"), Balancer("balancer"), pool), edges)
    trace = case(topology, [0.0], {"indexing": 2.0}, plan_of([Outage(0.0, 9.0, 0)]), 99.0).engine(False)
    assert trace.ready[0] == 3.0 and trace.visits["place"][trace.visits["station"] == 3].tolist() == [-1, 1]
