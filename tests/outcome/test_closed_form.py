"""Availability by formula: against the course's numbers, all states one by one, and long simulations."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archlib as al
from archlib.errors import TopologyError
from archlib.faults import Drawn, Faults
from archlib.outcome import closed_form, needed
from archlib.outcome.strips import patient
from archlib.topology import Call, Entry, Fleet, Pool, Queue, Receive, Send, Topology, instances_of
from tests.outcome.made import box, fleet, tiers

A = 0.999
YEAR_H = 8760
EACH = al.faults.drawn(A, host=A)


def by_formula(topology, faults, feature="upload"):
    return closed_form(needed(topology, feature), faults, patient(topology, feature))


def test_the_monolith_is_the_product_of_its_parts():
    for feature in ("upload", "process", "manage"):
        assert by_formula(box(), EACH, feature) == pytest.approx(A**4, rel=1e-14)
    assert (1 - by_formula(box(), EACH)) * YEAR_H == pytest.approx(34.99, abs=0.005)


def test_tiers_on_three_hosts_lose_17_hours_more():
    assert by_formula(tiers(), EACH) == pytest.approx(A**6, rel=1e-14)
    assert by_formula(tiers(), EACH, "manage") == pytest.approx(A**2, rel=1e-14)
    assert (A**4 - by_formula(tiers(), EACH)) * YEAR_H == pytest.approx(17.4, abs=0.05)


@pytest.mark.parametrize("architecture", [al.Monolith(), al.Tiers(placement="one_host"), al.Tiers()])
def test_the_real_architectures_hold_it_too(architecture):
    hosts = 3 if architecture == al.Tiers() else 1
    assert by_formula(architecture.topology(), EACH) == pytest.approx(A ** (3 + hosts), rel=1e-14)


def test_replicas_are_k_of_n():
    q = 1 - A**4
    for n in (1, 2, 3, 10):
        assert by_formula(box(instances=n), EACH) == pytest.approx(1 - q**n, rel=1e-14)


def test_a_common_cause_limits_what_replicas_gain():
    beta, q = 0.1, 1 - A
    faults = Faults(drawn=(Drawn(role="process", availability=A, common_cause=beta),))
    expected = (1 - beta * q) * (1 - ((1 - beta) * q) ** 2)  # 4.0 nines, not 6 (X5)
    assert by_formula(box(instances=2), faults) == pytest.approx(expected, rel=1e-14)
    assert -math.log10(1 - by_formula(box(instances=2), faults)) == pytest.approx(4.0, abs=0.01)


def test_workers_come_back_but_what_strikes_them_all_counts():
    faults = Faults(drawn=(Drawn(role="process", availability=0.9, common_cause=0.2),))
    assert by_formula(fleet(), faults, "process") == pytest.approx(1 - 0.2 * 0.1, rel=1e-14)
    assert by_formula(fleet(), faults, "upload") == 1


def test_managed_services_are_single_parts():
    faults = al.faults.drawn({"queue": 0.99, "store": 0.98})
    assert by_formula(fleet(), faults) == pytest.approx(0.99 * 0.98, rel=1e-14)
    assert by_formula(fleet(), faults, "manage") == pytest.approx(0.98, rel=1e-14)


def test_one_role_on_two_stations_is_one_part():
    pools = (Pool("a", ("store",), ("transfer",)), Pool("b", ("store",), ("transcode",)))
    topology = Topology(pools, (Entry("upload", "a"), Call("a", "b")))
    assert by_formula(topology, al.faults.drawn({"store": 0.9})) == pytest.approx(0.9)


def test_slow_is_up_and_wrong_is_down():
    slow = Faults(drawn=(Drawn(role="process", availability=0.9, effect="slow", factor=3.0),))
    wrong = Faults(drawn=(Drawn(role="process", availability=0.9, effect="error"),))
    assert by_formula(box(), slow) == 1
    assert by_formula(box(), wrong) == pytest.approx(0.9)


def test_without_drawn_faults_it_is_one():
    assert by_formula(box(), al.faults.standard_week()) == 1
    assert closed_form((), EACH) == 1


def test_a_thousand_instances_and_hopeless_parts():
    assert by_formula(box(instances=1337), al.faults.drawn(0.5, host=0.5)) == pytest.approx(1, rel=1e-12)
    assert by_formula(box(), al.faults.drawn(1e-9, host=1e-9)) == pytest.approx(1e-36, abs=1e-15)


def test_too_many_stations_that_share_a_role():
    pools = tuple(Pool(f"p{i}", ("process",), ("transfer",), hosts=f"h{i}") for i in range(21))
    edges = (Entry("upload", "p0"), *(Call(f"p{i}", f"p{i + 1}") for i in range(20)))
    with pytest.raises(TopologyError, match="21 stations share hosts or roles; the formula takes 20"):
        by_formula(Topology(pools, edges), EACH)
    independent = tuple(Pool(p.name, (), ("transfer",), hosts=p.hosts) for p in pools)
    assert by_formula(Topology(independent, edges), EACH) == pytest.approx(A**21, rel=1e-13)


# ---- all states, one by one ----

ROLES = ("upload", "process", "manage")
SERVICES = ("queue", "store")
ROLES_OF_ALL = (*ROLES, *SERVICES, "bus", "balancer", "function", "orchestrator")


@st.composite
def chains(draw):
    """A chain of pools on shared or own hosts, roles drawn freely, perhaps with a queue and a store."""
    pools = [
        Pool(
            f"p{i}", tuple(draw(st.sets(st.sampled_from(ROLES), max_size=2))), ("transfer",),
            instances=draw(st.integers(1, 2)), hosts=draw(st.sampled_from([None, "x", "y"])),
            numbers_from=draw(st.integers(0, 1)),
        )
        for i in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    edges = [Entry("upload", "p0"), *(Call(a.name, b.name) for a, b in itertools.pairwise(pools))]
    stations = [*pools]
    if draw(st.booleans()):
        stations += [
            Queue(
                "q", draw(st.sampled_from([("queue",), ("store",), ("upload",)])), numbers_from=draw(st.integers(0, 1))
            ),
            Fleet("w", ("process",), ("transcode",)),
        ]
        edges += [Send("p0", "q"), Receive("q", "w")]
    return Topology(tuple(stations), tuple(edges))


@settings(max_examples=40, deadline=None)
@given(chains(), st.lists(st.floats(0.05, 1.0), min_size=6, max_size=6), st.sampled_from(["upload", "process"]))
def test_the_formula_against_all_states(topology, levels, feature):
    faults = al.faults.drawn(dict(zip((*ROLES, *SERVICES), levels, strict=False)), host=levels[5])
    path = [s for s in needed(topology, feature) if not isinstance(s, Fleet)]
    uses = {s.name: [parts_of(s, k) for k in range(instances_of(s))] for s in path}
    parts = sorted({p for rows in uses.values() for row in rows for p in row})
    up = {p: 1 - faults.unavailability(*("host", None) if p[0] == "host" else ("code", p[1]))[0] for p in parts}
    total = 0.0
    for state in itertools.product([False, True], repeat=len(parts)):
        works = dict(zip(parts, state, strict=True))
        if all(any(all(works[p] for p in row) for row in rows) for rows in uses.values()):
            total += math.prod(up[p] if works[p] else 1 - up[p] for p in parts)
    assert by_formula(topology, faults, feature) == pytest.approx(total, abs=1e-12)


def parts_of(station, k):
    host = [] if station.hosts is None else [("host", station.hosts, k)]
    return [*host, *(("code", role, station.numbers_from + k) for role in station.plays)]


# ---- long simulations ----


SERVED = al.Functions(concurrency=10, trigger="queue")
SEVERAL = al.Microservices(balancers=True, transitions=3)


@pytest.mark.parametrize(
    ("architecture", "features"),
    [
        (al.Monolith(), ["manage"]),
        (al.Tiers(), ["upload"]),
        (al.Monolith(replicas=2), ["upload"]),
        (al.QueueFleet(tick_s=3600.0), ["process"]),
        (al.LoadBalanced(front=True, process_instances=2), ["upload", "manage"]),
        (SERVED, ["upload", "process"]),
        (al.EventDriven(concurrency=10), ["upload", "process"]),
        (SEVERAL, ["upload", "process"]),
    ],
    ids=["monolith", "tiers", "two boxes", "queue", "balancers", "functions", "events", "services"],
)
def test_years_of_drawn_faults_agree_with_the_formula(architecture, features):
    # availability 0.95 so that a year has many outages; the mean of 20 years within 4 standard errors
    faults = al.faults.drawn(dict.fromkeys(ROLES_OF_ALL, 0.95), host=0.95, mttr_s=36_000.0, common_cause=0.1)
    faults += Faults(drawn=tuple(Drawn(role=r, availability=0.97, mttr_s=36_000.0, effect=e, common_cause=1.0)
                                 for r in ROLES for e in ("throttle", "no_launch")))  # fmt: skip
    load = al.Workload.homogeneous(per_hour=0, days=365)
    runs = [al.simulate(architecture, al.Scenario(load, faults=faults, seed=s)) for s in range(20)]
    for feature in features:
        shares = np.array([run.availability[feature].time_share for run in runs])
        error = shares.std(ddof=1) / math.sqrt(len(shares))
        assert 0 < error < 0.01
        assert abs(shares.mean() - runs[0].availability.closed_form[feature]) < 4 * error
