"""Ways that come back to where they began, and parts of parts."""

import pytest

from archlib.errors import TopologyError
from archlib.topology import (
    Balancer,
    Bus,
    Call,
    Entry,
    Forward,
    Function,
    Invoke,
    Pool,
    Publish,
    Queue,
    Receive,
    Rule,
    Send,
)  # fmt: skip
from tests.topology.words import with_door

A, B, C, FN = Pool("a"), Pool("b"), Pool("c"), Function("fn")
BUS, JOBS = Bus("bus"), Queue("jobs")
DONE, FAILED = ({"detail-type": [kind]} for kind in ("done", "failed"))


@pytest.mark.parametrize(
    ("stations", "edges", "trail"),
    [
        ((), (Call("box", "box"),), "box > box"),
        ((B,), (Call("box", "b"), Call("b", "box", when="before")), "box > b > box"),
        ((B,), (Call("box", "b"), Invoke("b", "box")), "box > b > box"),
        ((B,), (Call("box", "b", on="manage"), Call("b", "box", on="manage")), "box > b > box"),
        ((A, B, C), (Call("c", "b"), Call("b", "a"), Call("a", "c"), Call("box", "b")), "a > c > b > a"),
        ((B, JOBS), (Call("b", "box"), Receive("jobs", "b"), Send("box", "jobs")), "box > jobs > b > box"),
        ((A, B, Balancer("lb")), (Forward("lb", "b"), Call("a", "lb"), Call("b", "a")), "a > lb > b > a"),
        ((B, BUS), (Publish("box", "bus", "done"), Rule("bus", "b", DONE), Call("b", "box")), "box > b > box"),
        ((FN, BUS), (Publish("fn", "bus", "done"), Rule("bus", "fn", DONE, required=False)), "fn > fn"),
    ],
)
def test_a_circle_is_told_station_by_station(stations, edges, trail):
    with pytest.raises(TopologyError, match=f"in a circle: {trail}; cut it"):
        with_door(stations, edges)


def test_many_ways_to_one_station_are_no_circle():
    pools = [Pool(f"p{k}") for k in range(40)]  # 2**20 ways from one end to the other
    calls = [Call(f"p{k}", f"p{j}") for k in range(40) for j in (k + 1, k + 2) if j < 40]
    assert with_door(pools, (Call("box", "p0"), *calls))


def test_journeys_are_looked_at_one_by_one():
    assert with_door((B,), (Call("box", "b"), Call("b", "box", on="manage"), Entry("manage", "b")))


def test_a_failure_may_begin_the_same_again():
    assert with_door((FN,), (Call("box", "fn"), Invoke("fn", "box", when="failure")))
    again = (Publish("box", "bus", "failed", when="failure"), Rule("bus", "box", FAILED))
    assert with_door((BUS,), again)


def test_events_of_another_kind_are_no_circle():
    chain = (
        Publish("box", "bus", "failed"), Rule("bus", "fn", FAILED),
        Publish("fn", "bus", "done"), Rule("bus", "b", DONE),
    )  # fmt: skip
    assert with_door((BUS, FN, B), chain)
    with pytest.raises(TopologyError, match="in a circle: fn > fn"):
        with_door((BUS, FN, B), (*chain[:1], Rule("bus", "fn", {"source": ["video-service"]}), *chain[2:]))


# --- parts ---


@pytest.mark.parametrize("first", [
    lambda over: (Call("box", "fn", over=over),), lambda over: (Invoke("box", "fn", over=over),),
    lambda over: (Send("box", "jobs", over=over), Receive("jobs", "fn")),
    lambda over: (Publish("box", "bus", "done"), Rule("bus", "fn", DONE, over=over)),
])  # fmt: skip
@pytest.mark.parametrize("second", [Call("fn", "b", over="sizes"), Invoke("fn", "b", over="sizes")])
def test_a_part_has_no_sizes_of_its_own(first, second):
    def made(over):
        edges = (*first(over), second)
        needed = [s for s in (FN, B, BUS, JOBS) if any(s.name in (e.target, getattr(e, "source", "")) for e in edges)]
        return with_door(needed, edges)

    assert made("")
    with pytest.raises(TopologyError, match=f"edge '{second.name}' is over sizes, and so is .* before it"):
        made("sizes")


def test_parts_are_followed_on_their_own_journey():
    first, second = (Call(a, b, on="manage", over="sizes") for a, b in (("box", "fn"), ("fn", "b")))
    assert with_door((FN, B), (first, Call("fn", "b", over="sizes")))
    with pytest.raises(TopologyError, match="a part has no sizes of its own"):
        with_door((FN, B), (first, second))


def test_one_station_may_do_parts_of_two_callers_and_start_the_whole_again_on_failure():
    assert with_door((B, FN), (Call("box", "fn", over="sizes"), Call("b", "fn", over="sizes"), Invoke("box", "b")))
    again = (Publish("fn", "bus", "failed", when="failure"), Rule("bus", "box", FAILED))
    assert with_door((FN, BUS), (Call("box", "fn", over="sizes"), *again))
