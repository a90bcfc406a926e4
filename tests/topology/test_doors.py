"""Who may be called, consumed from and routed to."""

import pytest

from archlib.errors import TopologyError
from archlib.topology import (
    Balancer,
    Bus,
    Call,
    Entry,
    Fleet,
    Forward,
    Function,
    Invoke,
    Pool,
    Publish,
    Queue,
    Receive,
    Rule,
    Send,
    Topology,
)  # fmt: skip
from tests.topology.words import UPLOADED, with_door

JOBS, DEAD, BUS, LB = Queue("jobs"), Queue("dead", dead_letters=True), Bus("bus"), Balancer("lb")
WORKERS, FN, B, SEND = Fleet("workers"), Function("fn"), Pool("b"), Send("box", "jobs")
TO_B = (Call("box", "lb"), Forward("lb", "b"))


@pytest.mark.parametrize(
    ("stations", "edges", "message"),
    [
        ((JOBS,), (SEND,), "queue 'jobs' has 0 receive edges"),
        ((JOBS, FN, B), (SEND, Receive("jobs", "fn"), Receive("jobs", "b")), "queue 'jobs' has 2 receive edges"),
        ((DEAD, FN), (Receive("dead", "fn"),), "'dead' keeps dead letters, and edge 'dead>fn' uses it as a queue"),
        ((DEAD,), (Send("box", "dead"),), "edge 'box>dead' uses it"),
        ((DEAD,), (Entry("manage", "dead"),), "edge 'manage>dead' uses it"),
        ((DEAD,), (Invoke("box", "dead"),), "edge 'box>dead:invoke' uses it"),
        ((BUS, DEAD), (Rule("bus", "dead", UPLOADED),), "edge 'bus>dead:rule' uses it"),
        ((WORKERS,), (), "fleet 'workers' receives from 0 queues and is not called"),
        (
            (WORKERS, JOBS),
            (Call("box", "workers"), Receive("jobs", "workers")),
            "fleet 'workers' receives from 1 queues and is called",
        ),
        (
            (WORKERS, JOBS, Queue("q")),
            (Receive("jobs", "workers"), Receive("q", "workers")),
            "fleet 'workers' receives from 2 queues",
        ),
        ((JOBS, B), (SEND, Receive("jobs", "b"), Call("box", "b")), "pool 'b' is called and receives from a queue"),
        ((JOBS, FN), (SEND, Receive("jobs", "fn"), Invoke("box", "fn")), "function 'fn' is called and receives"),
        ((JOBS, FN), (SEND, Receive("jobs", "fn"), Entry("manage", "fn")), "function 'fn' is called and receives"),
        ((JOBS, Queue("q"), FN), (Receive("jobs", "fn"), Receive("q", "fn")), "'fn' receives from 2 queues; it"),
        ((JOBS, Queue("q"), B), (Receive("jobs", "b"), Receive("q", "b")), "pool 'b' receives from 2 queues"),
        ((LB, B), (Call("box", "lb"),), "balancer 'lb' has 0 forward edges"),
        ((LB, B, Pool("c")), (*TO_B, Forward("lb", "c")), "balancer 'lb' has 2 forward edges"),
        ((BUS,), (Publish("box", "bus", "uploaded"),), "bus 'bus' has no rule"),
    ],
)
def test_a_station_that_nobody_serves_or_too_many(stations, edges, message):
    with pytest.raises(TopologyError, match=message):
        with_door(stations, edges)


@pytest.mark.parametrize("past", [
    Call("box", "b"), Invoke("box", "b"), Entry("manage", "b"), Rule("bus", "b", UPLOADED), Receive("jobs", "b"),
])  # fmt: skip
def test_nobody_goes_past_a_balancer(past):
    assert with_door((LB, B), TO_B)
    stations = [LB, B, *([BUS] if isinstance(past, Rule) else []), *([JOBS] if isinstance(past, Receive) else [])]
    with pytest.raises(TopologyError, match=f"'b' is behind balancer 'lb', and edge '{past.name}' goes past it"):
        with_door(stations, (*TO_B, past))


@pytest.mark.parametrize("target", [B, WORKERS, FN])
@pytest.mark.parametrize("edges", [
    lambda name: (Call("box", name),), lambda name: (Invoke("box", name),),
    lambda name: (Publish("box", "bus", "uploaded"), Rule("bus", name, UPLOADED)),
    lambda name: (Call("box", name), Invoke("box", name), Entry("manage", name)),
])  # fmt: skip
def test_work_may_come_from_calls_and_events_together(target, edges):
    made = edges(target.name)
    assert with_door([target, *([BUS] if any(isinstance(e, Rule) for e in made) else [])], made)


@pytest.mark.parametrize("consumer", [B, WORKERS, FN])
def test_each_kind_of_worker_may_receive(consumer):
    assert with_door((JOBS, consumer), (SEND, Receive("jobs", consumer.name)))


def test_the_door_may_be_a_balancer_or_a_function():
    assert Topology((LB, B), (Entry("upload", "lb"), Forward("lb", "b"))).entry("upload").target == "lb"
    assert Topology((FN,), (Entry("upload", "fn"),)).entry("upload").target == "fn"


@pytest.mark.parametrize(("other", "match"), [
    (Balancer("out", check_every_s=10), "differ in check_every_s"),
    (Balancer("out", fail_after=3), "differ in fail_after"),
    (Balancer("out", pass_after=3), "differ in pass_after"),
    (Balancer("out", "central_queue"), "one has a central queue and the other a line for each"),
])  # fmt: skip
def test_two_balancers_before_one_pool_know_the_same(other, match):
    edges = (*TO_B, Entry("manage", "out"), Forward("out", "b"))
    assert with_door((LB, B, Balancer("out", "random")), edges)
    with pytest.raises(TopologyError, match=match):
        with_door((LB, B, other), edges)


def test_functions_of_one_account_share_one_limit():
    def two(account_a, account_b):
        functions = Function("a", concurrency=10, account=account_a), Function("b", concurrency=20, account=account_b)
        return with_door(functions, (Call("box", "a"), Call("box", "b")))

    assert two("x", "y") and two("", "")
    with pytest.raises(TopologyError, match="'a' and 'b' share account 'x', and their concurrency differs: 10 and 20"):
        two("x", "x")
