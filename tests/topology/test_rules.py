"""What a topology must hold to, and what can be read off the graph."""

import pytest

from archlib.errors import TopologyError
from archlib.topology import Call, Entry, Fleet, Pool, Put, Queue, Receive, Send, Store, Topology

BOX, DISK, JOBS, WORKERS = Pool("box"), Store("disk"), Queue("jobs"), Fleet("workers")
DOOR = Entry("upload", "box")


@pytest.mark.parametrize(
    ("stations", "edges", "message"),
    [
        ((BOX, BOX), (DOOR,), "two stations are called 'box'"),
        ((BOX,), (Entry("upload", "bax"),), "names no station: 'bax'; did you mean 'box'"),
        ((BOX,), (DOOR, Call("box", "disc")), "names no station: 'disc'"),
        ((BOX, DISK), (DOOR, Call("box", "disk")), "leads to 'disk', a Store; it must lead to a Pool"),
        ((BOX, DISK), (Entry("upload", "disk"),), "it must lead to a Pool"),
        ((BOX,), (), "no entry for 'upload'"),
        ((BOX,), (Entry("manage", "box"),), "no entry for 'upload'"),
        ((BOX,), (DOOR, DOOR), "two entries for 'upload'"),
        ((BOX, JOBS), (DOOR, Send("box", "jobs")), "queue 'jobs' has 0 receive edges"),
        ((BOX, WORKERS), (DOOR,), "fleet 'workers' receives from 0 queues and is not called"),
        ((BOX, Pool("b")), (DOOR, Call("box", "b"), Call("b", "box")), "in a circle: box > b > box"),
        ((BOX, WORKERS, DISK), (DOOR, Receive("disk", "workers")), "receives from 'disk', which is not a Queue"),
        (
            (BOX, JOBS, Pool("b")),
            (DOOR, Send("box", "jobs"), Receive("jobs", "b"), Call("box", "b")),
            "'b' is called and receives from a queue",
        ),
    ],
)
def test_a_broken_rule_is_named(stations, edges, message):
    with pytest.raises(TopologyError, match=message):
        Topology(stations, edges)


def queue_system():
    """A door, a queue, a fleet, a store."""
    edges = (
        DOOR,
        Put("box", "disk", "master"),
        Send("box", "jobs"),
        Receive("jobs", "workers"),
        Put("workers", "disk"),
    )
    return Topology((BOX, DISK, JOBS, WORKERS), edges)


def test_a_queue_cuts_the_synchronous_path():
    names = [s.name for s in queue_system().path("upload")]
    assert names == ["box", "disk", "jobs"]
    assert {s.name for s in queue_system().path("upload", through_queues=True)} == {"box", "disk", "jobs", "workers"}


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
