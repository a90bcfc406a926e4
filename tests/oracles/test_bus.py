"""A bus and its consumers: engine against a plain reference without SimPy, visit by visit and event by event."""

from dataclasses import replace

import numpy as np
import pytest

from archlib.outcome.trace import Reason
from archlib.topology import Delivery, Entry, Function, Policy, Pool, Rule
from tests.oracles.buses import ALL, END_S, LARGE, play, published
from tests.oracles.outages import random_outages
from tests.oracles.same import assert_equal_bits
from tests.oracles.systems import drawn

N, NEVER = 100, float("inf")
ROLES = {"index": "process", "notify": "manage", "report": "function"}


def delivery(rng, name):
    """A way to deliver: few tries or many, short or long."""
    return Delivery(
        tries=int(rng.choice([1, 3, 30])), longest_age_s=float(rng.choice([5.0, 60.0, 1e4])),
        backoff_s=float(rng.choice([0.5, 2.0])), backoff_cap_s=float(rng.choice([1.0, 9.0])),
        jitter=float(rng.choice([0.5, 1.0])), dead_letters=str(rng.choice(["", f"dead {name}"])),
        redrive_after_s=float(rng.choice([NEVER, 40.0])),
    )  # fmt: skip


def consumer(rng, name):
    """A pool with a bounded line, or a function, and its rule."""
    role, column = (ROLES[name],), (f"{name}ing",)
    if name == "report":
        limits = {"concurrency": int(rng.integers(1, 4)), "init_s": 0.5, "keep_alive_s": 5.0, "ramp": 2, "limit_s": 4.0}
        station = Function(name, role, column, **limits)
    else:
        drop_after_s = float(rng.choice([NEVER, 2.0]))
        station = Pool(name, role, column, slots=1, room=(0, 3, None)[rng.integers(3)], drop_after_s=drop_after_s)
    pattern = LARGE if rng.random() < 0.4 else ALL
    return station, Rule("bus", name, pattern, delivery(rng, name), required=name == "index" or rng.random() < 0.5)


def random_case(seed):
    """The door, consumers, arrivals, work, details and outages; every third seed puts all on a grid of half seconds."""
    rng = np.random.default_rng(seed)
    grid = {"every_s": 0.5} if seed % 3 == 0 else {}
    entry = Entry("upload", "door", Policy(tries=int(rng.integers(1, 4)), backoff_s=1.0, jitter=1.0))
    consumers = [consumer(rng, name) for name in ROLES]
    arrive = np.cumsum(drawn(rng, N, 1.0, **grid))
    work = {f"{name}ing": drawn(rng, N, 0.9, **grid) for name in ROLES}
    outages = random_outages(rng, float(arrive[-1]), None, ("down", "error", "throttle"), most=2, role="bus")
    for role in ROLES.values():
        effects = ("error", "slow", "throttle") + (("down",) if role != "function" else ())
        outages += random_outages(rng, float(arrive[-1]), None, effects, most=2, role=role)
    return entry, consumers, arrive, work, {"master_gb": rng.choice([0.5, 2.0], N)}, outages


def test_random_cases_agree_visit_by_visit():
    reasons = set()
    for seed in range(40):
        entry, consumers, *rest = random_case(seed)
        reasons |= set(play(published(entry, consumers), *rest, seed=seed).visits["reason"].tolist())
    assert reasons >= {
        Reason.OK, Reason.NO_HOST, Reason.NO_ROOM, Reason.THROTTLED, Reason.CRASHED, Reason.EXPIRED, Reason.ERROR,
        Reason.TIME_LIMIT,
    }  # fmt: skip


def test_compiled_and_interpreted_agree():
    entry, consumers, *rest = random_case(4)
    topology = published(entry, consumers)
    assert_equal_bits(*(play(topology, *rest, seed=4, compiled=compiled) for compiled in (True, False)))


def visits_of(trace, topology, name):
    """The visits of a consumer, without its number."""
    rows = trace.visits[trace.visits["station"] == topology.index[name]]
    return rows[[field for field in rows.dtype.names if field != "station"]].tolist()


@pytest.mark.parametrize("seed", range(5))
def test_another_consumer_changes_nothing_for_the_others(seed):
    entry, consumers, arrive, work, details, outages = random_case(seed)
    topologies = [published(entry, chosen) for chosen in (consumers, consumers[:2], consumers[1:])]
    whole, *parts = (play(t, arrive, work, details, outages, seed=seed) for t in topologies)
    for topology, part, names in zip(topologies[1:], parts, (list(ROLES)[:2], list(ROLES)[1:]), strict=True):
        for name in names:
            assert visits_of(part, topology, name) == visits_of(whole, topologies[0], name)


@pytest.mark.parametrize("end_s", [40.0, END_S])
def test_every_event_that_matches_is_delivered_pending_dead_or_dropped(end_s):
    """Told from the engine alone: what has no success by its last try is given up; in the midst some is pending."""
    pending = given_up = 0
    for seed in range(20):
        entry, consumers, arrive, work, details, _ = random_case(seed)
        consumers = [(station, but(rule, longest_age_s=1e6, redrive_after_s=NEVER)) for station, rule in consumers]
        topology = published(entry, consumers)
        trace = play(topology, arrive, work, details, end_s=end_s, seed=seed)
        come = arrive <= end_s
        for edge, (_, rule) in enumerate(consumers, 2):
            events = np.flatnonzero(come & ((details["master_gb"] > 1) | (rule.pattern is ALL)))
            rows = trace.visits[trace.visits["station"] == topology.index[rule.target]]
            done = set(rows["video"][rows["reason"] == Reason.OK].tolist())
            last = rows[(rows["attempt"] == rule.delivery.tries) & (rows["end"] < NEVER)]
            lost = set(last["video"].tolist()) - done
            waiting = set(events.tolist()) - done - lost
            assert done | lost <= set(events.tolist()) and trace.calls_ok[edge] == len(done)
            if rule.delivery.dead_letters:
                assert trace.dead_letters[topology.index[rule.delivery.dead_letters]] == len(lost)
            pending, given_up = pending + len(waiting), given_up + len(lost)
    assert given_up > 0 and (pending > 0) == (end_s < END_S)


def but(rule, **changes):
    """The rule with another delivery."""
    return replace(rule, delivery=replace(rule.delivery, **changes))
