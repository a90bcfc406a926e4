"""What a topology as a whole must hold to, and what can be read off it."""

import pytest

from archlib.errors import TopologyError
from archlib.topology import (
    Call,
    Entry,
    Fleet,
    Function,
    Pool,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Send,
    Store,
    Topology,
    instances_of,
)  # fmt: skip
from tests.topology.words import BOX, DOOR, STATIONS, event_system, queue_system, with_door


@pytest.mark.parametrize(
    ("stations", "edges", "message"),
    [
        ((BOX, BOX), (DOOR,), "two stations are called 'box'"),
        ((BOX,), (), "no entry for 'upload'"),
        ((BOX,), (Entry("manage", "box"),), "no entry for 'upload'"),
        ((BOX,), (DOOR, DOOR), "two entries for 'upload'"),
    ],
)
def test_names_and_doors(stations, edges, message):
    with pytest.raises(TopologyError, match=message):
        Topology(stations, edges)


def test_two_edges_of_one_journey_have_two_names():
    other = Pool("b")
    with pytest.raises(TopologyError, match="two edges of one journey are called 'box>b'"):
        with_door((other,), (Call("box", "b"), Call("box", "b", when="before")))
    assert with_door((other,), (Call("box", "b"), Call("box", "b", on="manage")))
    with pytest.raises(TopologyError, match="are called 'bus>cut:rule'"):
        event_system(Rule("bus", "cut", {"detail-type": ["other"]}))


def test_an_unknown_station_or_entry_is_named():
    with pytest.raises(TopologyError, match="no station 'joobs'; did you mean 'jobs'"):
        queue_system()["joobs"]
    with pytest.raises(TopologyError, match="no entry for 'manage'"):
        queue_system().entry("manage")


def test_hosts_are_numbered_by_appearance_with_fleets_last():
    fleet = Fleet("workers", max_size=7, hosts="workers")
    stations = (fleet, Pool("a", hosts="a", instances=2), Pool("b", hosts="b"), Pool("c", hosts="a"), Queue("q"))
    edges = (Entry("upload", "a"), Send("a", "q"), Receive("q", "workers"))
    assert Topology(stations, edges).host_base == {"a": 0, "b": 2, "workers": 3}


def test_a_function_takes_no_host_number():
    more = (Pool("a", hosts="a", instances=2), Function("fn"), Pool("b", hosts="b"))
    assert with_door(more).host_base == {"a": 0, "b": 2}


def test_how_many_instances_a_station_has():
    sizes = [Pool("p", instances=3), Fleet("f", max_size=8), Function("fn", concurrency=40)]
    assert [instances_of(s) for s in sizes] == [3, 8, 40]
    managed = [s for kind, s in STATIONS.items() if kind not in ("Pool", "Fleet", "Function")]
    assert {instances_of(s) for s in managed} == {1}


def test_what_a_station_does_is_told_in_the_order_written():
    put, call, read = Put("box", "disk"), Call("box", "b"), Put("box", "disk", "master", when="before")
    made = with_door((Store("disk"), Pool("b"), Queue("jobs"), Pool("c")), (put, call, read, Receive("jobs", "c")))
    assert list(made.outgoing("box", "upload")) == [put, call, read]
    assert list(made.outgoing("box", "upload", "after")) == [put, call]
    assert list(made.outgoing("box", "manage")) == []
    assert list(made.outgoing("jobs", "upload")) == []  # to receive is the consumer's doing
    assert [r.target for r in made.receivers("jobs")] == ["c"]


def test_rules_that_an_event_can_match():
    made = event_system(Rule("bus", "door2", {"detail-type": ["failed"]}), stations=(Pool("door2"),))
    found = [r.target for r in made.rules_of(Publish("door", "bus", "uploaded"))]
    assert found == ["cut", "jobs", "mail"]
    assert [r.target for r in made.rules_of(Publish("door", "bus", "failed"))] == ["jobs", "door2"]
    assert list(made.rules_of(Publish("door", "other", "uploaded"))) == []
    assert list(made.rules_of(Publish("door", "bus", "uploaded", on="manage"))) == []
