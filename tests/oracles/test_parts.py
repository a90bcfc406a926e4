"""Work that is shared among the sizes of a video: engine against a plain reference, visit by visit."""

import numpy as np
import pytest

from archlib.outcome.trace import Reason
from archlib.topology import Call, Delivery, Entry, Function, Invoke, Policy, Pool, Queue, Receive, Send, Topology
from tests.oracles.customers import Customers, arrivals
from tests.oracles.forks import Front, ready_when_all
from tests.oracles.lines import Line
from tests.oracles.loop import Loop
from tests.oracles.outages import Outage, announce, plan_of, random_outages
from tests.oracles.same import assert_equal_bits, case
from tests.oracles.systems import drawn
from tests.oracles.visits import assert_answers, assert_visits

N, END_S, NEVER = 80, 5_000.0, float("inf")
THREE = np.array([0.5, 0.25, 0.25])
BACK = Pool("back", ("process",), ("transcode",), slots=2)


def forked(front=None, back=BACK, inner=None, client=None):
    """A front that calls a back for each size."""
    call = Call("front", "back", policy=inner or Policy(), over="sizes")
    return Topology((front or Pool("front", slots=9), back), (Entry("upload", "front", client or Policy()), call))


def play(topology, arrive, work, outages=(), shares=THREE, end_s=END_S, seed=1, compiled=False):
    """The engine's trace, after a comparison with the reference in all that both tell."""
    n, work = len(arrive), np.broadcast_to(np.asarray(work, float), np.shape(arrive))
    plan = plan_of(outages)
    trace = case(topology, arrive, {"transcode": work}, plan, end_s, 0.0, seed, shares=shares).engine(compiled)
    loop, (entry, call) = Loop(), topology.edges
    back = Line(loop, topology["back"], lambda visit: work[visit.video] * shares[visit.part])
    front = Front(loop, topology["front"], call, back, len(shares), n, seed)
    announce(loop, outages, back.change)
    customers = Customers(loop, n, entry, front, seed)
    arrivals(loop, arrive, customers.call)
    loop.play(end_s)
    assert_visits(trace, topology, "front", front.visits)
    assert_visits(trace, topology, "back", back.visits)
    assert_answers(trace, customers.ack, customers.reason)
    assert trace.calls_ok.tolist() == [customers.ok, front.ok]
    assert trace.calls_failed.tolist() == [customers.failed, front.failed]
    np.testing.assert_allclose(trace.ready, ready_when_all(back.visits, len(shares), n), rtol=0, atol=1e-9)
    return trace


def random_case(seed):
    """Topology, arrivals, work, outages and shares; every third seed puts all times on a grid of two seconds.

    Giving up cancels nothing here: no rule names the order in which the parts of one caller are taken back.
    """
    rng = np.random.default_rng(seed)
    grid = {"every_s": 2.0} if seed % 3 == 0 else {}
    shares = (np.ones(1), np.full(2, 0.5), THREE, np.array([0.5, 0.25, 0.125, 0.125]))[rng.integers(4)]
    policies = [
        Policy(
            float(rng.choice([NEVER, patience])), tries=int(rng.integers(1, 4)), backoff_s=float(rng.choice([0.5, 3])),
            jitter=float(rng.choice([0.5, 1.0])),
        ) for patience in (6.0, 12.0)
    ]  # fmt: skip
    front = Pool("front", slots=int(rng.integers(1, 6)), room=(3, None)[rng.integers(2)])
    back = Pool("back", ("process",), ("transcode",), slots=int(rng.integers(1, 5)), room=(0, 4, None)[rng.integers(3)])
    arrive, work = np.cumsum(drawn(rng, N, 3.0, **grid)), drawn(rng, N, 4.0, **grid)
    outages = random_outages(rng, float(arrive[-1]), None, ("error", "slow", "throttle"))
    return forked(front, back, *policies), arrive, work, outages, shares


def test_random_cases_agree_visit_by_visit():
    reasons = set()
    for seed in range(60):
        trace = play(*random_case(seed), seed=seed)
        reasons |= set(trace.visits["reason"].tolist()) | set(trace.reason.tolist())
    assert reasons >= {Reason.OK, Reason.NO_ROOM, Reason.TIMED_OUT, Reason.THROTTLED, Reason.ERROR}


def test_compiled_and_interpreted_agree():
    assert_equal_bits(*(play(*random_case(1), seed=1, compiled=compiled) for compiled in (True, False)))


def test_the_caller_waits_for_all_parts():
    """Parts of 4, 2 and 2 s on two slots: the third waits 2 s; all are done at 4."""
    trace = play(forked(), [0.0], 8.0)
    assert trace.ready[0] == trace.ack[0] == 4.0
    assert sorted(trace.visits["end"].tolist()) == [2, 4, 4, 4]  # three parts, and the front that waits for them


def test_a_part_that_fails_for_good_fails_the_caller_at_once():
    """With room for one and no retry the third part is refused; the others go on, and their work is lost."""
    back = Pool("back", ("process",), ("transcode",), slots=1, room=1)
    trace = play(forked(back=back), [0.0], 8.0)
    assert trace.reason[0] == Reason.NO_ROOM and np.isnan(trace.ready[0])
    ends = trace.visits[trace.visits["station"] == 1]
    assert sorted(zip(ends["end"].tolist(), ends["reason"].tolist(), strict=True)) == [(0, 2), (4, 0), (6, 0)]


def test_the_other_parts_are_taken_back_if_giving_up_cancels():
    """At 1 the part on trial times out; the two others end then, one of them in the line."""
    topology = forked(back=Pool("back", ("process",), ("transcode",)), inner=Policy(1.0, True))
    trace = case(topology, [0.0], {"transcode": 8.0}, shares=THREE).engine(False)
    assert trace.reason[0] == Reason.TIMED_OUT
    back = trace.visits[trace.visits["station"] == 1]
    assert back["end"].tolist() == [1.0] * 3 and set(back["reason"].tolist()) == {Reason.CANCELLED}


def test_a_part_may_be_repaired_by_a_retry():
    """Wrong answers until 3 s: the two parts of 2 s fail once and are done at 2 + 1 + 2 and at 4 + 2."""
    topology = forked(back=Pool("back", ("process",), ("transcode",), slots=3), inner=Policy(tries=2, backoff_s=1.0))
    trace = play(topology, [0.0], 8.0, [Outage(0.0, 3.0, None, "error")])
    assert trace.ready[0] == 5.0 and trace.calls_failed[1] == 2


def test_one_message_for_each_size():
    """Two consumers: the parts of 4, 2 and 2 s end at 4, 2 and 4; each is a message of its own."""
    stations = (Pool("front", slots=9), Queue("jobs", order="fifo"), BACK)
    edges = (Entry("upload", "front"), Send("front", "jobs", over="sizes"), Receive("jobs", "back"))
    trace = case(Topology(stations, edges), [0.0], {"transcode": 8.0}, shares=THREE, horizon_s=9.0).engine(False)
    assert trace.ack[0] == 0.0 and trace.ready[0] == 4.0 and trace.deletes[1] == 3
    assert sorted(trace.visits["end"][trace.visits["station"] == 2].tolist()) == [2, 4, 4]


def test_one_invocation_for_each_size():
    """Three environments at once, or one after another."""
    for concurrency, ready in ((3, 1.0 + 4.0), (1, 1.0 + 4.0 + 2.0 + 2.0)):
        function = Function("back", ("process",), ("transcode",), concurrency=concurrency, init_s=1.0)
        edges = (Entry("upload", "front"), Invoke("front", "back", Delivery(), over="sizes"))
        topology = Topology((Pool("front"), function), edges)
        trace = case(topology, [0.0], {"transcode": 8.0}, shares=THREE, horizon_s=99.0).engine(False)
        assert trace.ready[0] == ready and trace.invocations[1] == 3


def test_shares_reach_the_stations_behind():
    """A part's work is its share at the next station too, which it calls while it holds its slot."""
    stations = (Pool("front"), Pool("middle", slots=9), Pool("back", ("process",), ("transcode",), slots=9))
    edges = (Entry("upload", "front"), Call("front", "middle", over="sizes"), Call("middle", "back"))
    trace = case(Topology(stations, edges), [0.0], {"transcode": 8.0}, shares=THREE).engine(False)
    assert trace.ready[0] == 4.0
    assert sorted(trace.visits["end"][trace.visits["station"] == 2].tolist()) == [2, 2, 4]


@pytest.mark.parametrize("n", [0, 1])
def test_zero_load_and_all_failed(n):
    assert np.isnan(play(forked(), np.zeros(n), 8.0, [Outage(0.0, END_S)]).ready).all()
