"""What a feature needs: the stations that must be up for an answer, and those that a video needs to become ready."""

from archlib.topology import (
    Balancer,
    Bus,
    Call,
    Entry,
    Forward,
    Function,
    Get,
    Invoke,
    Pool,
    Publish,
    Queue,
    Receive,
    Rule,
    Send,
    Store,
    Topology,
)  # fmt: skip
from tests.topology.words import UPLOADED, event_system, queue_system, with_door


def names(topology, feature="upload", **how):
    """The names of a path's stations, nearest first."""
    return [s.name for s in topology.path(feature, **how)]


def test_a_queue_cuts_the_synchronous_path():
    assert names(queue_system()) == ["box", "disk", "jobs"]
    assert names(queue_system(), through_queues=True) == ["box", "disk", "jobs", "workers"]


def test_the_publisher_needs_its_bus_and_the_balancer_its_pool():
    assert names(event_system()) == ["lb", "door", "disk", "bus"]


def test_a_video_needs_what_required_rules_bring_it_to():
    whole = ["lb", "door", "disk", "bus", "cut", "jobs", "flow", "workers"]
    assert names(event_system(), through_queues=True) == whole


def test_a_rule_for_other_events_leads_nowhere():
    other = Rule("bus", "spare", {"detail-type": ["deleted"]})
    assert "spare" not in names(event_system(other, stations=(Pool("spare"),)), through_queues=True)
    some = Rule("bus", "spare", {"detail-type": ["uploaded"], "detail": {"master_gb": [{"numeric": [">", 1]}]}})
    assert "spare" in names(event_system(some, stations=(Pool("spare"),)), through_queues=True)


def test_an_invocation_is_needed_to_become_ready_and_not_for_the_answer():
    made = with_door((Function("fn"), Store("disk")), (Invoke("box", "fn"), Get("fn", "disk")))
    assert names(made) == ["box"]
    assert names(made, through_queues=True) == ["box", "fn", "disk"]
    spare = with_door((Function("fn"),), (Invoke("box", "fn", required=False),))
    assert names(spare, through_queues=True) == ["box"]


def test_what_happens_on_a_failure_is_not_needed():
    publish = Publish("box", "bus", "uploaded", when="failure")
    made = with_door((Bus("bus"), Function("fn")), (publish, Rule("bus", "fn", UPLOADED)))
    assert names(made) == names(made, through_queues=True) == ["box"]


def test_each_journey_has_its_own_edges_and_both_go_through_the_balancer():
    stations = (Balancer("lb"), Pool("web"), Store("disk"), Queue("jobs"), Pool("workers"), Pool("index"))
    edges = (
        Entry("upload", "lb"), Entry("manage", "lb"), Forward("lb", "web"), Send("web", "jobs"),
        Receive("jobs", "workers"), Call("web", "index", on="manage"), Get("index", "disk", on="manage"),
    )  # fmt: skip
    made = Topology(stations, edges)
    assert names(made, "manage") == ["lb", "web", "index", "disk"]
    assert names(made, "manage", through_queues=True) == ["lb", "web", "index", "disk"]
    assert names(made, through_queues=True) == ["lb", "web", "jobs", "workers"]


def test_a_door_that_is_a_queue():
    made = Topology((Queue("jobs"), Pool("b")), (Entry("upload", "jobs"), Receive("jobs", "b")))
    assert names(made) == ["jobs"]
    assert names(made, through_queues=True) == ["jobs", "b"]
