"""Functions: engine against SimPy, visit by visit, life by life, answer by answer."""

import numpy as np
import pytest

from archlib.outcome.trace import Reason
from archlib.topology import Delivery, Entry, Invoke, Policy, Topology
from tests.oracles.functions import DOOR, Played, called, fed, function, invoked, shared
from tests.oracles.outages import Outage, plan_of, random_outages
from tests.oracles.same import assert_equal_bits, case
from tests.oracles.systems import client, drawn
from tests.oracles.visits import assert_answers, assert_lives, assert_visits

N, END_S = 120, 4_000.0
TWO = {"fn": "work", "other": "more"}  # functions and what they do
ALL = ("down", "throttle", "no_launch", "error", "slow")


def play(topology, arrive, work, outages=(), end_s=END_S, seed=1, compiled=False):
    """The engine's trace, after a comparison with the reference in all that both tell."""
    columns = work if isinstance(work, dict) else {"work": np.asarray(work, float)}
    trace = case(topology, arrive, columns, plan_of(outages), end_s, 0.0, seed).engine(compiled)
    seen = Played(topology, arrive, columns, outages, end_s, seed)
    for name, platform in seen.platforms.items():
        assert_visits(trace, topology, name, platform.visits)
        assert_lives(trace, topology, name, platform.lives)
        assert trace.invocations[topology.index[name]] == platform.invocations
    uses = [(seen.customers, -1), (seen.deliveries, 1)]  # the last edge is a customer's, or the door's call
    for who, edge in ((w, e) for w, e in uses if w is not None):
        assert (trace.calls_ok[edge], trace.calls_failed[edge]) == (who.ok, who.failed)
    if seen.customers is not None:
        assert_answers(trace, seen.customers.ack, seen.customers.reason)
    if seen.deliveries is not None:
        assert trace.dead_letters.sum() == seen.deliveries.kept
        if seen.customers is None:
            np.testing.assert_array_equal(trace.fate, seen.deliveries.final)
    if seen.messages is not None:
        assert (trace.calls_ok[1], trace.deletes[0]) == (seen.messages.receives, seen.messages.deletes)
        told = [seen.messages.final.get(v, Reason.UNFINISHED) for v in range(len(arrive))]
        np.testing.assert_array_equal(trace.fate, told)
    return trace


def platform(rng):
    """Fields of a function."""
    fields = {
        "concurrency": int(rng.choice([1, 3, 8])), "init_s": float(rng.choice([0, 0.5, 2])),
        "keep_alive_s": float(rng.choice([0, 1, 8, np.inf])), "ramp": int(rng.choice([1, 2, 1000])),
        "ramp_every_s": float(rng.choice([1, 5])), "limit_s": float(rng.choice([3, 900])),
        "stretch": float(rng.choice([1, 1.5])), "fixed_s": float(rng.choice([0, 0.25])),
    }  # fmt: skip
    return fields | {"provisioned": int(rng.integers(0, fields["concurrency"] + 1)) if rng.random() < 0.4 else 0}


def load(rng, seed, columns=("work",)):
    """Arrivals and work; every third seed puts all times on a grid of half seconds."""
    grid = {"every_s": 0.5} if seed % 3 == 0 else {}
    work = {c: drawn(rng, N, float(rng.choice([0.5, 2.0])), **grid) for c in columns}
    return np.cumsum(drawn(rng, N, float(rng.choice([0.3, 1.0, 5.0])), **grid)), work


def faults(rng, until_s, limit):
    """Some environments crash, or one is slow or errs; and all are struck: by a crash only where there is one of them.

    No rule names the order in which several crash at once, and with it who is freed last.
    """
    one = random_outages(rng, until_s, 5, ("down",)) or random_outages(rng, until_s, 5, ("slow", "error"), most=1)
    return one + random_outages(rng, until_s, None, ALL if limit == 1 else ALL[1:], most=2)


def delivery(rng):
    """A way to deliver: short or long, with or without dead letters and a redrive."""
    return Delivery(
        tries=int(rng.integers(1, 5)), longest_age_s=float(rng.choice([4.0, 20.0, 1e5])), backoff_s=1.0,
        backoff_cap_s=float(rng.choice([1.5, 60.0])), jitter=float(rng.choice([0.5, 1.0])),
        dead_letters=str(rng.choice(["", "dead"])), redrive_after_s=float(rng.choice([np.inf, np.inf, 25.0])),
    )  # fmt: skip


def random_case(kind, seed):
    """Topology, arrivals, work and outages."""
    rng = np.random.default_rng([seed, len(kind)])
    arrive, work = load(rng, seed, ("work", "more") if kind == "shared" else ("work",))
    if kind == "called":
        topology = called(client(rng, 3.0), **platform(rng))
    elif kind == "invoked":
        topology = invoked(delivery(rng), **platform(rng))
    elif kind == "shared":
        topology = shared(client(rng, 3.0), delivery(rng), **platform(rng))
    else:
        receive = {"visibility_s": float(rng.choice([12.0, 900.0])), "max_receives": int(rng.integers(1, 4))}
        topology = fed(receive, **platform(rng), batch=int(rng.choice([1, 3, 10])))
    return topology, arrive, work, faults(rng, float(arrive[-1]), topology["fn"].concurrency)


@pytest.mark.parametrize("kind", ["called", "invoked", "shared", "fed"])
def test_random_cases_agree_visit_by_visit(kind):
    reasons = set()
    for seed in range(30):
        topology, arrive, work, outages = random_case(kind, seed)
        reasons |= set(play(topology, arrive, work, outages, seed=seed).visits["reason"].tolist())
    seen = {Reason.OK, Reason.CRASHED, Reason.ERROR, Reason.TIME_LIMIT}
    seen |= {Reason.THROTTLED, Reason.CANCELLED} if kind in ("called", "shared") else set()
    seen |= {Reason.EXPIRED} if kind in ("invoked", "shared") else set()
    assert reasons >= seen


@pytest.mark.parametrize("kind", ["called", "invoked", "shared", "fed"])
def test_compiled_and_interpreted_agree(kind):
    topology, arrive, work, outages = random_case(kind, 4)
    assert_equal_bits(*(play(topology, arrive, work, outages, seed=4, compiled=compiled) for compiled in (True, False)))


def told(trace, *fields, rows="visits", station=0):
    """Some fields of the visits of a station, or of the lives at it, as lists."""
    found = getattr(trace, rows)
    return [found[field][found["station"] == station].tolist() for field in fields]


def test_a_cold_start_then_the_one_freed_last_then_one_that_has_gone():
    """Idle from 5 and from 7: at 9 the second is taken, and idle from 10; both end 10 later; at 20 a new one begins."""
    topology = called(init_s=2.0, keep_alive_s=10.0)
    trace = play(topology, [0.0, 1.0, 9.0, 20.0], [3.0, 4.0, 1.0, 1.0])
    assert told(trace, "start", "end", "place") == [[2, 3, 9, 22], [5, 7, 10, 23], [0, 1, 1, 0]]
    assert told(trace, "launch", "ready", "end", rows="lives") == [[0, 1, 20], [2, 3, 22], [15, 20, 33]]


def test_provisioned_environments_are_there_from_the_start_and_never_end():
    trace = play(called(provisioned=1, keep_alive_s=1.0), [0.0, 0.0], [1.0, 1.0])
    assert told(trace, "start", "place") == [[0, 2], [0, 1]]
    assert sorted(told(trace, "end", rows="lives")[0]) == [4.0, np.inf]


def test_who_finds_the_limit_reached_is_throttled_or_waits():
    fields = {"concurrency": 1, "init_s": 1.0}
    assert play(called(**fields), [0.0, 0.5, 3.0], [2.0] * 3).reason.tolist() == [0, Reason.THROTTLED, 0]
    assert told(play(invoked(Delivery(), **fields), [0.0, 0.5, 3.0], [2.0] * 3), "end", station=1) == [[3, 5, 7]]


def test_a_ramp_lets_so_many_begin_at_once():
    """Two at 0, two at 5, one at 10; calls are refused meanwhile."""
    fields = {"ramp": 2, "ramp_every_s": 5.0, "init_s": 1.0}
    waiting = play(invoked(Delivery(), **fields), np.zeros(5), np.full(5, 100.0))
    assert sorted(told(waiting, "launch", rows="lives", station=1)[0]) == [0, 0, 5, 5, 10]
    refused = play(called(**fields), [0.0, 0.0, 0.0, 4.0, 5.0, 5.0, 5.0], np.full(7, 100.0))
    assert (refused.reason == Reason.THROTTLED).tolist() == [False, False, True, True, False, False, True]


def test_a_refill_comes_after_the_completions_of_its_instant():
    """One environment at 0 and one at 5, done at 10, as the bucket is full again: both take who waits; none is made."""
    fields = {"ramp": 1, "ramp_every_s": 5.0, "init_s": 0.0}
    trace = play(invoked(Delivery(), **fields), np.zeros(4), [10.0, 5.0, 1.0, 1.0])
    assert sorted(told(trace, "launch", rows="lives", station=1)[0]) == [0, 5]


def test_work_is_cut_off_at_the_limit_and_exactly_at_the_limit_it_is_done():
    trace = play(called(init_s=2.0, limit_s=3.0), [0.0, 20.0], [3.5, 3.0])
    assert trace.reason.tolist() == [Reason.TIME_LIMIT, Reason.OK]
    assert told(trace, "start", "end") == [[2, 20], [5, 23]]


def test_who_waits_takes_the_place_of_an_environment_that_crashes():
    trace = play(invoked(Delivery(tries=1), concurrency=1), [0.0, 1.0, 2.0], [10.0] * 3, [Outage(5.0, 6.0, 0)])
    assert np.isnan(trace.ready[0]) and trace.ready[1:].tolist() == [17.0, 27.0]


def test_nobody_is_invoked_while_all_is_down():
    """Who is served crashes, and who initialises; who waits in line waits on."""
    topology = invoked(Delivery(tries=1), concurrency=2, provisioned=1, init_s=6.0)
    trace = play(topology, [0.0, 0.0, 1.0, 6.0], [10.0] * 4, [Outage(5.0, 8.0)])
    assert trace.fate.tolist() == [Reason.CRASHED, Reason.CRASHED, Reason.OK, Reason.NO_HOST]
    assert trace.ready[2] == 18.0
    assert Reason.CRASHED in told(trace, "reason", rows="lives", station=1)[0]


def test_a_caller_who_cancels_ends_the_environment_that_is_made_for_it():
    trace = play(called(Policy(1.0, True), init_s=2.0), [0.0], [5.0])
    assert told(trace, "launch", "ready", "end", "reason", rows="lives") == [[0], [np.inf], [1], [Reason.CANCELLED]]


def test_a_batch_shares_its_limit_and_a_wrong_answer_fails_only_its_own():
    """Three at once of 2 s each: the second errs, the third is cut off at 5 s; it comes back alone."""
    receive = {"visibility_s": 100.0, "max_receives": 3}
    topology = fed(receive, batch=3, concurrency=1, init_s=0.0, limit_s=5.0)
    trace = play(topology, np.zeros(3), np.full(3, 2.0), [Outage(3.0, 4.5, None, "error")])
    ends, reasons = told(trace, "end", "reason", station=1)
    assert ends == [2, 4, 5, 102, 104]
    assert reasons == [Reason.OK, Reason.ERROR, Reason.TIME_LIMIT, Reason.OK, Reason.OK]
    assert trace.invocations[1] == 2


def test_messages_that_come_back_together_are_received_together():
    """The first of two takes all the time; both are visible again at 900, and one invocation takes both."""
    topology = fed({"visibility_s": 900.0, "max_receives": 2}, batch=10, concurrency=1, init_s=0.0, limit_s=3.0)
    trace = play(topology, np.zeros(2), [5.0, 1.0], end_s=3_000.0)
    assert trace.invocations[1] == 2 and trace.fate.tolist() == [Reason.DEAD_LETTERED] * 2


def test_functions_of_one_account_share_its_limit():
    """One execution at a time, of either, while both have a line: four of 2 s end at 2, 4, 6 and 8."""
    both = [function(name, column, concurrency=1, account="ours", init_s=0.0) for name, column in TWO.items()]
    edges = (Entry("upload", "door"), *(Invoke("door", name) for name in TWO))
    trace = case(Topology((DOOR, *both), edges), [0.0, 0.0], dict.fromkeys(TWO.values(), 2.0)).engine(False)
    assert sorted(told(trace, "end", station=1)[0] + told(trace, "end", station=2)[0]) == [2, 4, 6, 8]
    assert trace.fate.tolist() == [Reason.OK] * 2


def test_what_is_given_up_is_delivered_anew_once():
    """A try at 0, one at 1; given up at 1; again from 11 on; given up at 12, for good."""
    delivery = Delivery(tries=2, backoff_s=1.0, jitter=0.0, dead_letters="dead", redrive_after_s=10.0)
    trace = play(invoked(delivery), [0.0], [1.0], [Outage(0.0, 100.0)])
    assert told(trace, "enter", station=1) == [[0, 1, 11, 12]] and trace.dead_letters[2] == 1


def test_zero_load_one_job_and_all_failed():
    for topology in (called(), invoked(Delivery(tries=2, backoff_s=1.0)), fed({"visibility_s": 9.0})):
        assert len(play(topology, [], []).visits) == 0
        assert play(topology, [3.0], [2.0]).ready.tolist() == [7.0]  # 2 s to initialise
        assert np.isnan(play(topology, [3.0] * 5, [2.0] * 5, [Outage(0.0, END_S + 1)]).ready).all()
