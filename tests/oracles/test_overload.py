"""What clients and a pool do under overload: engine against a plain reference without SimPy, visit by visit."""

import numpy as np
import pytest

from archlib.outcome.trace import Reason
from archlib.topology import Call, Entry, Policy, Pool, Topology
from tests.oracles.customers import Customers, arrivals
from tests.oracles.lines import Line
from tests.oracles.loop import Loop
from tests.oracles.outages import Outage, announce, plan_of, random_outages
from tests.oracles.same import assert_equal_bits, case
from tests.oracles.systems import drawn
from tests.oracles.visits import assert_answers, assert_visits, ready_by

N, END_S, NEVER = 200, 2_000.0, float("inf")


def one(policy, **fields):
    """Customers of one pool."""
    return Topology((Pool("box", ("process",), ("work",), **fields),), (Entry("upload", "box", policy),))


def play(topology, arrive, work, outages=(), end_s=END_S, seed=1, compiled=False):
    """The engine's trace, after a comparison with the reference in all that both tell."""
    work = np.broadcast_to(np.asarray(work, float), np.shape(arrive))
    trace = case(topology, arrive, {"work": work}, plan_of(outages), end_s, 0.0, seed).engine(compiled)
    loop, edge = Loop(), topology.entry("upload")
    line = Line(loop, topology["box"], lambda visit: work[visit.video])
    announce(loop, outages, line.change)
    customers = Customers(loop, len(arrive), edge, line, seed)
    arrivals(loop, arrive, customers.call)
    loop.play(end_s)
    assert_visits(trace, topology, "box", line.visits)
    assert_answers(trace, customers.ack, customers.reason)
    assert (trace.calls_ok[0], trace.calls_failed[0]) == (customers.ok, customers.failed)
    np.testing.assert_allclose(trace.ready, ready_by(line.visits, len(arrive)), rtol=0, atol=1e-9)
    return trace


def random_case(seed):
    """Topology, arrivals, work and outages; every third seed puts all times on a grid of half seconds."""
    rng = np.random.default_rng(seed)
    grid = {"every_s": 0.5} if seed % 3 == 0 else {}
    policy = Policy(
        float(rng.choice([3.0, 8.0, NEVER])), bool(rng.random() < 0.5), tries=int(rng.integers(1, 6)),
        backoff_s=float(rng.choice([0.5, 2.0])), backoff_cap_s=float(rng.choice([2.0, NEVER])),
        jitter=float(rng.choice([0.5, 1.0])), budget=float(rng.choice([1.0, 4.0, NEVER])),
        budget_per_success=float(rng.choice([0.0, 0.125, 0.5])), breaker=int(rng.choice([0, 1, 3])),
        breaker_open_s=float(rng.choice([1.0, 5.0])), hop_s=float(rng.choice([0.0, 0.25])),
    )  # fmt: skip
    slots = int(rng.integers(1, 4))
    topology = one(
        policy, slots=slots, room=(0, 3, 20, None)[rng.integers(4)], order=str(rng.choice(["fifo", "lifo"])),
        drop_after_s=float(rng.choice([2.0, NEVER])), shed_after_s=float(rng.choice([3.0, NEVER])),
    )  # fmt: skip
    arrive, work = np.cumsum(drawn(rng, N, 0.8 / slots, **grid)), drawn(rng, N, 1.0, **grid)
    effects = ("slow", "error", "throttle") + (("down",) if slots == 1 else ())  # several have no order when they crash
    return topology, arrive, work, random_outages(rng, float(arrive[-1]), None, effects)


def test_random_cases_agree_visit_by_visit():
    reasons = set()
    for seed in range(60):
        topology, arrive, work, outages = random_case(seed)
        trace = play(topology, arrive, work, outages, seed=seed)
        reasons |= set(trace.visits["reason"].tolist()) | set(trace.reason.tolist())
    assert reasons >= {
        Reason.OK, Reason.NO_HOST, Reason.NO_ROOM, Reason.TIMED_OUT, Reason.THROTTLED, Reason.CRASHED, Reason.EXPIRED,
        Reason.ERROR, Reason.CANCELLED, Reason.SHED, Reason.CIRCUIT_OPEN,
    }  # fmt: skip


def test_compiled_and_interpreted_agree():
    topology, arrive, work, outages = random_case(2)
    assert_equal_bits(*(play(topology, arrive, work, outages, seed=2, compiled=compiled) for compiled in (True, False)))


def test_a_budget_of_two_pays_for_two_retries():
    """All fail: of four customers with three tries each the first two retries take the tokens."""
    trace = play(one(Policy(tries=3, budget=2.0, budget_per_success=0.0)), np.arange(4.0), 0.0, [Outage(0.0, 9.0)])
    assert trace.visits["attempt"].tolist() == [1, 2, 3, 1, 1, 1]


def test_successes_pay_for_retries_and_no_more_than_the_budget():
    """A token at first, taken at 0; three successes of half a token make one, not one and a half."""
    policy = Policy(tries=2, budget=1.0, budget_per_success=0.5)
    arrive = [0.0, 10.0, 11.0, 12.0, 20.0, 21.0]
    trace = play(one(policy), arrive, 0.0, [Outage(0.0, 1.0), Outage(20.0, 30.0)])
    assert np.bincount(trace.visits["video"]).tolist() == [2, 1, 1, 1, 2, 1]


def test_a_breaker_opens_tries_once_and_closes():
    """Two fail, at 0 and 1: open until 6; the trial at 7 fails: open until 12; that at 13 succeeds, and so do all."""
    policy = Policy(breaker=2, breaker_open_s=5.0)
    arrive = [0.0, 1.0, 2.0, 5.0, 7.0, 8.0, 13.0, 13.5]
    trace = play(one(policy), arrive, 0.0, [Outage(0.0, 10.0)])
    down, shut, ok = Reason.NO_HOST, Reason.CIRCUIT_OPEN, Reason.OK
    assert trace.reason.tolist() == [down, down, shut, shut, down, shut, ok, ok]
    assert trace.visits["video"].tolist() == [0, 1, 4, 6, 7]


def test_while_a_trial_is_under_way_only_one_is_let_through_per_opening_time():
    """Open from 1 to 3; a trial at 3 that takes 10 s; another one at 5, and none between."""
    policy = Policy(breaker=1, breaker_open_s=2.0)
    trace = play(one(policy, slots=9), [1.0, 3.0, 4.0, 5.0, 6.0], 10.0, [Outage(0.0, 2.0)])
    assert sorted(trace.visits["video"].tolist()) == [0, 1, 3]


def test_a_hop_takes_time_before_patience_begins():
    trace = play(one(Policy(2.0, hop_s=1.0, tries=2, backoff_s=1.0)), [0.0], 3.0)
    assert trace.visits["enter"].tolist() == [1.0, 5.0]  # 1 + 2 of patience + 1 of pause + 1
    assert trace.visits["reason"].tolist() == [Reason.OK, Reason.OK] and trace.reason[0] == Reason.TIMED_OUT


def test_a_hop_of_a_call_between_stations():
    """Half a second on the way in; the answer takes none; the caller's slot is held."""
    front, back = Pool("front", slots=9), Pool("back", ("process",), ("work",))
    topology = Topology((front, back), (Entry("upload", "front"), Call("front", "back", policy=Policy(hop_s=0.5))))
    trace = case(topology, [1.0], {"work": 2.0}).engine(False)
    assert trace.ack[0] == 3.5 and trace.visits["enter"].tolist() == [1.5, 1.0]


@pytest.mark.parametrize(("order", "starts"), [("fifo", [0, 5, 10, 15]), ("lifo", [0, 15, 10, 5])])
def test_the_order_of_service(order, starts):
    assert play(one(Policy(), order=order), [0.0, 1.0, 2.0, 3.0], 5.0).start.tolist() == starts


def test_who_has_waited_longer_is_dropped_when_its_turn_comes():
    """At 5 one has waited 4 s, which is not longer; at 10 the next one has waited 8 s."""
    trace = play(one(Policy(), drop_after_s=4.0), [0.0, 1.0, 2.0], 5.0)
    assert trace.reason.tolist() == [Reason.OK, Reason.OK, Reason.EXPIRED]
    assert trace.visits["end"][trace.visits["video"] == 2][0] == 10.0


def test_who_comes_while_another_has_waited_longer_is_shed():
    """One waits from 1 on: at 5 for 4 s, which is not longer."""
    trace = play(one(Policy(), shed_after_s=4.0), [0.0, 1.0, 5.0, 5.5], 20.0)
    assert trace.reason.tolist() == [Reason.OK, Reason.OK, Reason.OK, Reason.SHED]


def test_zero_load_one_job_and_all_failed():
    topology = one(Policy(5.0, tries=3, backoff_s=1.0, budget=2.0, breaker=2, hop_s=0.5), room=1, shed_after_s=1.0)
    assert len(play(topology, [], []).visits) == 0
    assert play(topology, [1.0], 1.0).ack[0] == 2.5
    assert (play(topology, np.zeros(9), 1.0, [Outage(0.0, END_S)]).reason != Reason.OK).all()
