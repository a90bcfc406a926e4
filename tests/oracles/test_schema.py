"""An event whose schema has a new version: who cannot read it fails each try, until it has learned or gives up.

Against the plain reference of a bus, visit by visit; and by hand.
"""

from dataclasses import replace

import numpy as np
import pytest

from archlib.errors import TopologyError
from archlib.outcome.trace import Reason
from archlib.topology import Bus, Delivery, Entry, Function, Pool, Publish, Queue, Receive, Rule, Topology
from tests.oracles.buses import ALL, END_S, play, published
from tests.oracles.same import assert_equal_bits, case
from tests.oracles.test_bus import ROLES, but, random_case, visits_of

NEVER = float("inf")


def changed(seed):
    """A random bus whose producer changes its schema in the midst; consumers read it ever since, later, or never."""
    entry, consumers, arrive, work, details, outages = random_case(seed)
    rng = np.random.default_rng(1_000 + seed)
    change_s = float(rng.choice(arrive[20:60]))  # at an arrival: what is told at that instant is new
    learns = (0.0, change_s, change_s + 30.0, NEVER)
    consumers = [(s, replace(rule, reads_new_s=float(rng.choice(learns)))) for s, rule in consumers]
    return (entry, consumers, change_s), (arrive, work, details, outages)


def test_random_cases_agree_visit_by_visit():
    found = 0
    for seed in range(25):
        made, rest = changed(seed)
        trace = play(published(*made), *rest, seed=seed)
        found += np.count_nonzero(trace.visits["reason"] == Reason.UNREADABLE)
    assert found > 500


def test_compiled_and_interpreted_agree():
    made, rest = changed(4)
    assert_equal_bits(*(play(published(*made), *rest, seed=4, compiled=compiled) for compiled in (True, False)))


@pytest.mark.parametrize("end_s", [60.0, END_S])
def test_what_is_accepted_is_delivered_waiting_or_a_dead_letter_of_each_consumer(end_s):
    """Told from the trace alone; none may be lost, since each consumer keeps what it gives up."""
    dead = waiting = 0
    for seed in range(10):
        (entry, consumers, change_s), (arrive, work, details, _) = changed(seed)
        kept = [
            (s, but(rule, longest_age_s=1e6, redrive_after_s=NEVER, tries=3, dead_letters=f"dead {s.name}"))
            for s, rule in consumers
        ]
        topology = published(entry, kept, change_s)
        trace = play(topology, arrive, work, details, end_s=end_s, seed=seed)
        for _, rule in kept:
            told = arrive[(arrive <= end_s) & ((details["master_gb"] > 1) | (rule.pattern is ALL))]
            rows = trace.visits[trace.visits["station"] == topology.index[rule.target]]
            done = len(set(rows["video"][rows["reason"] == Reason.OK].tolist()))
            gone = int(trace.dead_letters[topology.index[rule.delivery.dead_letters]])
            last = rows[(rows["end"] < NEVER) & (rows["attempt"] == 3) & (rows["reason"] != Reason.OK)]
            assert gone == len(last)
            dead, waiting = dead + gone, waiting + len(told) - done - gone
            assert len(told) - done - gone >= 0
    assert dead > 0 and (waiting > 0) == (end_s < END_S)


@pytest.mark.parametrize("seed", range(3))
def test_a_consumer_that_cannot_read_changes_nothing_for_the_others(seed):
    (entry, consumers, change_s), rest = changed(seed)
    topologies = [
        published(
            entry, [(s, replace(rule, reads_new_s=NEVER if s.name == "notify" else 0.0)) for s, rule in consumers]
        )
        for change_s in (change_s, NEVER)
    ]
    broken, whole = (play(t, *rest, seed=seed) for t in topologies)
    for name in ROLES:
        if name != "notify":
            assert visits_of(broken, topologies[0], name) == visits_of(whole, topologies[1], name)


def told(station, rule, arrive, change_s):
    """The consumer's visits: when each began and how it ended."""
    topology = published(Entry("upload", "door"), [(station, rule)], change_s)
    column, n = {"indexing": np.full(len(arrive), 2.0)}, len(arrive)
    trace = play(topology, arrive, column, {"master_gb": np.ones(n)})
    rows = trace.visits[trace.visits["station"] == 2]
    return [(float(row["enter"]), Reason(row["reason"]).name) for row in rows], trace


def test_the_version_is_that_of_the_moment_of_telling():
    """Told at 9 and 10, changed at 10, learned at 12.5: the second is tried at 10, 11, and 13."""
    rule = Rule("bus", "index", ALL, Delivery(backoff_s=1.0, jitter=0.0), reads_new_s=12.5)
    seen, trace = told(Pool("index", ("process",), ("indexing",), slots=9), rule, [9.0, 10.0], 10.0)
    assert seen == [(10.0, "UNREADABLE"), (9.0, "OK"), (11.0, "UNREADABLE"), (13.0, "OK")]
    assert trace.ready.tolist() == [11.0, 15.0]


def test_what_was_told_before_the_change_is_read_after_it():
    """The consumer reads no new one, ever: an old event that waits in its line is served all the same."""
    rule = Rule("bus", "index", ALL, Delivery(tries=1, dead_letters="dead"), reads_new_s=NEVER)
    seen, trace = told(Pool("index", ("process",), ("indexing",)), rule, [0.0, 0.0, 1.0], 1.0)
    assert [reason for _, reason in seen] == ["OK", "OK", "UNREADABLE"] and trace.ready[1] == 4.0
    assert trace.fate[2] == Reason.DEAD_LETTERED and trace.reason[2] == Reason.OK


def test_a_redrive_carries_the_version_on():
    """Given up at 0, brought anew at 40, when the consumer still cannot read it, and it never will."""
    way = Delivery(tries=1, redrive_after_s=40.0)
    seen, _ = told(
        Pool("index", ("process",), ("indexing",)), Rule("bus", "index", ALL, way, reads_new_s=50.0), [0.0], 0
    )
    assert seen == [(0.0, "UNREADABLE"), (40.0, "UNREADABLE")]


def test_a_function_is_started_to_find_that_it_cannot_read():
    function = Function("index", ("process",), ("indexing",), init_s=0.5)
    rule = Rule("bus", "index", ALL, Delivery(backoff_s=1.0, jitter=0.0), reads_new_s=1.0)
    seen, trace = told(function, rule, [0.0], 0.0)
    assert seen == [(0.0, "UNREADABLE"), (1.5, "OK")] and trace.invocations[2] == 2


def test_a_queue_hands_on_what_its_receiver_has_to_read():
    """Received at 0, 10 and 20; it reads from 15 on."""
    edges = (
        Entry("upload", "door"), Publish("door", "bus", "up", new_version_s=0.0),
        Rule("bus", "jobs", ALL, reads_new_s=15.0), Receive("jobs", "box", 10.0),
    )  # fmt: skip
    stations = (Pool("door"), Bus("bus"), Queue("jobs", order="fifo"), Pool("box", ("process",), ("indexing",)))
    trace = case(Topology(stations, edges), [0.0], {"indexing": 2.0}, horizon_s=99.0).engine(False)
    rows = trace.visits[trace.visits["station"] == 3]
    assert [Reason(r).name for r in rows["reason"]] == ["UNREADABLE", "UNREADABLE", "OK"] and trace.ready[0] == 22.0


@pytest.mark.parametrize("field", ["new_version_s", "reads_new_s"])
def test_no_moment_before_the_start(field):
    rule = Rule("bus", "index", ALL, **({"reads_new_s": -1.0} if field == "reads_new_s" else {}))
    with pytest.raises(TopologyError, match=f"{field}=-1"):
        published(Entry("upload", "door"), [(Pool("index", does=("x",)), rule)], -1.0 if field[0] == "n" else NEVER)
