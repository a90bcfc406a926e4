"""A balancer before instances with lines of their own: engine against SimPy, visit by visit."""

from dataclasses import replace

import numpy as np
import pytest

from archlib.outcome.trace import Reason
from archlib.topology import Balancer, Entry, Policy, Pool, Topology
from tests.oracles.balancers import Balanced, balanced
from tests.oracles.outages import Outage, plan_of, random_outages
from tests.oracles.same import assert_equal_bits, case
from tests.oracles.systems import client, drawn
from tests.oracles.visits import assert_answers, assert_visits, ready_by

POLICIES = ("random", "round_robin", "least_connections", "two_choices")
N = 150
TWO = Pool("pool", ("process",), ("work",), instances=2)


def play(topology, arrive, work, outages=(), end_s=1e3, seed=1, compiled=False):
    """The engine's trace, after a comparison with the reference in all that both tell."""
    this = case(topology, arrive, {"work": work}, plan_of(outages), horizon_s=end_s, more_s=0.0, seed=seed)
    trace, seen = this.engine(compiled), Balanced(topology, arrive, work, outages, end_s, seed)
    assert_visits(trace, topology, topology.stations[1].name, seen.visits)
    assert_answers(trace, seen.customers.ack, seen.customers.reason)
    assert (trace.calls_ok[0], trace.calls_failed[0]) == (seen.customers.ok, seen.customers.failed)
    np.testing.assert_allclose(trace.ready, ready_by(seen.visits, len(arrive)), rtol=0, atol=1e-9)
    return trace


def pool(rng, instances):
    """A pool of some instances."""
    return Pool(
        "pool", ("process",), ("work",), instances=instances, slots=int(rng.integers(1, 4)),
        room=(0, 2, 10, None)[rng.integers(4)], order=str(rng.choice(["fifo", "lifo"])),
        drop_after_s=float(rng.choice([np.inf, 4.0])), shed_after_s=float(rng.choice([np.inf, 6.0])),
    )  # fmt: skip


def random_case(policy, seed):
    """Topology, arrivals, work and outages; every third seed puts all times on a grid of half seconds."""
    rng = np.random.default_rng([seed, POLICIES.index(policy)])
    grid = {"every_s": 0.5} if seed % 3 == 0 else {}
    instances = int(rng.integers(1, 6))
    checks = {"check_every_s": float(rng.choice([0, 1, 5])), "fail_after": int(rng.integers(1, 4)), "pass_after": 2}
    topology = balanced(Balancer("balancer", policy, **checks), pool(rng, instances), client(rng, 5.0))
    arrive, work = np.cumsum(drawn(rng, N, 1.0 / instances, **grid)), drawn(rng, N, 1.2, **grid)
    until_s = float(arrive[-1])
    outages = random_outages(rng, until_s, instances, ("down", "down", "slow", "error"))
    outages += random_outages(rng, until_s, None, ("down", "throttle"), most=1)
    outages += random_outages(rng, until_s, None, ("down", "error", "throttle"), most=1, role="balancer")
    return topology, arrive, work, outages


@pytest.mark.parametrize("policy", POLICIES)
def test_random_cases_agree_visit_by_visit(policy):
    reasons = set()
    for seed in range(30):
        topology, arrive, work, outages = random_case(policy, seed)
        reasons |= set(play(topology, arrive, work, outages, seed=seed).visits["reason"].tolist())
    assert reasons >= {
        Reason.OK, Reason.NO_HOST, Reason.NO_ROOM, Reason.CRASHED, Reason.ERROR, Reason.CANCELLED, Reason.SHED,
        Reason.EXPIRED, Reason.THROTTLED,
    }  # fmt: skip


def test_a_central_queue_is_a_pool_that_is_called_by_itself():
    """The pool of the reference has the balancer's name, so that its customers draw the same pauses."""
    rng, fields = np.random.default_rng(1), {"instances": 3, "slots": 2, "room": 5}
    policy = Policy(6.0, tries=3, backoff_s=0.5, jitter=1.0)
    behind = Pool("pool", ("process",), ("work",), **fields)
    topology = balanced(Balancer("balancer", "central_queue"), behind, policy)
    alone = Topology((replace(behind, name="balancer"),), (Entry("upload", "balancer", policy),))
    arrive, work = np.cumsum(drawn(rng, 1_000, 0.2)), {"work": drawn(rng, 1_000, 1.2)}
    plan = plan_of(random_outages(rng, float(arrive[-1]), 3, ("down", "slow", "error"), most=9))
    trace, world = case(topology, arrive, work, plan).engine(False), case(alone, arrive, work, plan).reference()
    assert_answers(trace, world.jobs.ack, world.jobs.reason)
    np.testing.assert_allclose(trace.start, world.jobs.started, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(trace.worker, world.jobs.worker)
    assert {Reason.NO_ROOM, Reason.TIMED_OUT, Reason.OK} <= set(trace.reason.tolist())


def test_a_failure_is_seen_late_and_its_end_later():
    """Down from 10 to 30; checks at whole multiples of 5: two fail, at 10 and 15; three pass, at 30, 35 and 40."""
    topology = balanced(Balancer("balancer", "round_robin", 5.0, fail_after=2, pass_after=3), TWO, Policy())
    arrive = [10.0, 11.0, 15.0, 16.0, 39.0, 40.0, 41.0]
    trace = play(topology, arrive, np.full(7, 0.5), [Outage(10.0, 30.0, 0)], end_s=100.0)
    assert trace.visits["place"].tolist() == [-1, 1, 1, 1, 1, 0, 1]
    assert Reason(trace.reason[0]) is Reason.NO_HOST and (trace.reason[1:] == Reason.OK).all()


def test_without_checks_a_failure_is_known_at_once():
    topology = balanced(Balancer("balancer", "round_robin", check_every_s=0.0), TWO, Policy())
    trace = play(topology, [10.0, 10.0, 30.0], np.zeros(3), [Outage(10.0, 30.0, 0)])
    assert trace.visits["place"].tolist() == [1, 1, 0]


@pytest.mark.parametrize("policy", POLICIES)
def test_it_fails_open_when_nobody_is_healthy(policy):
    """Both are down until 50 and seen so until 59: from 50 to 59 calls that could be refused are served."""
    topology = balanced(Balancer("balancer", policy, 1.0, fail_after=1, pass_after=10), TWO, Policy())
    arrive = np.arange(0.5, 80.0)
    trace = play(topology, arrive, np.full(80, 0.25), [Outage(10.0, 50.0)])
    refused = trace.arrive[trace.reason == Reason.NO_HOST]
    assert (refused.min(), refused.max(), len(refused)) == (10.5, 49.5, 40)


@pytest.mark.parametrize(("effect", "reason"), [
    ("down", Reason.NO_HOST), ("error", Reason.ERROR), ("throttle", Reason.THROTTLED),
])  # fmt: skip
def test_a_balancer_that_fails_writes_no_visit_and_takes_nobodys_turn(effect, reason):
    topology = balanced(Balancer("balancer", "round_robin"), TWO, Policy())
    trace = play(topology, [0.0, 1.0, 2.0], np.zeros(3), [Outage(1.0, 2.0, effect=effect, role="balancer")])
    assert trace.reason.tolist() == [Reason.OK, reason, Reason.OK]
    assert trace.visits["place"].tolist() == [0, 1]


@pytest.mark.parametrize("policy", POLICIES)
def test_many_who_come_at_one_instant(policy):
    topology = balanced(Balancer("balancer", policy), replace(TWO, instances=3, slots=2, room=3), Policy())
    trace = play(topology, np.zeros(40), np.ones(40))
    assert (trace.reason == Reason.NO_ROOM).sum() >= 40 - 15


@pytest.mark.parametrize("policy", POLICIES)
def test_nobody_one_customer_and_a_run_cut_in_its_midst(policy):
    topology = balanced(Balancer("balancer", policy), TWO, Policy())
    for n in (0, 1, 6):
        trace = play(topology, np.zeros(n), np.full(n, 2.0), end_s=3.0)
        assert len(trace.visits) == n
    assert {Reason.OK, Reason.UNFINISHED} == set(trace.visits["reason"].tolist())


@pytest.mark.parametrize("policy", POLICIES)
def test_compiled_and_interpreted_agree(policy):
    topology, arrive, work, outages = random_case(policy, 1)
    assert_equal_bits(*(play(topology, arrive, work, outages, compiled=compiled) for compiled in (True, False)))
