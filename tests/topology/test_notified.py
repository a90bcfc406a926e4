"""Stores that tell: who may hear of it, and what is not waited for."""

import pytest

from archlib.errors import TopologyError
from archlib.topology import Bus, Notify, Pool, Publish, Put, Rule, Store
from archlib.topology.patterns import created, matches, may_match, which
from tests.topology.words import UPLOADED, with_door

OBJECTS = {"source": ["aws.s3"]}
TOLD = Pool("told")


def storing(*edges, put=("master",)):
    puts = (Put("box", "disk", what) for what in put)
    return with_door((Store("disk"), Bus("bus"), TOLD), (*puts, Notify("disk", "bus"), *edges))


def test_nobody_waits_for_what_a_store_tells():
    made = storing(Rule("bus", "told", OBJECTS, required=False))
    for through_queues in (False, True):
        assert [s.name for s in made.path("upload", through_queues=through_queues)] == ["box", "disk"]


def test_rules_are_those_of_the_source():
    """A rule that names no source hears of both."""
    some = {"detail-type": ["uploaded", "Object Created"]}
    rules = Rule("bus", "told", OBJECTS, required=False), Rule("bus", "ear", some, required=False)
    edges = (Put("box", "disk"), Notify("disk", "bus"), Publish("box", "bus", "uploaded"), *rules)
    made = with_door((Store("disk"), Bus("bus"), TOLD, Pool("ear")), edges)
    assert [r.target for r in made.rules_of(Notify("disk", "bus"))] == ["told", "ear"]
    assert [r.target for r in made.rules_of(Publish("box", "bus", "uploaded"))] == ["ear"]


@pytest.mark.parametrize(("field", "value", "wanted"), [
    ("required", True, "False"), ("answers", True, "False"), ("over", "sizes", "''"),
])  # fmt: skip
def test_an_object_does_not_stand_for_its_video(field, value, wanted):
    with pytest.raises(TopologyError, match=f"'bus>told:rule': {field}={value!r} is refused: .* {field}={wanted}, or"):
        storing(Rule("bus", "told", OBJECTS, **{"required": False, field: value}))
    assert storing(Rule("bus", "told", UPLOADED, **{"required": False, field: value}))


@pytest.mark.parametrize("put", [(), ("entry",)])
def test_a_store_without_objects_tells_nothing(put):
    with pytest.raises(TopologyError, match="'disk>bus:notify': no object is put into store 'disk'"):
        storing(Rule("bus", "told", OBJECTS, required=False), put=put)


def test_who_hears_of_an_object_puts_none_there():
    """That is how a function fills a bucket, and an account, over night."""
    with pytest.raises(TopologyError, match="in a circle: disk > told > disk; cut it"):
        storing(Rule("bus", "told", OBJECTS, required=False), Put("told", "disk"))


def test_the_event_of_an_object():
    """Fields as in the S3 User Guide's "EventBridge event message structure"."""
    event = created("disk", "master/7.mp4", 400)
    assert event["detail"]["bucket"] == {"name": "disk"} and event["detail"]["reason"] == "PutObject"
    assert matches({"detail": {"object": {"size": [{"numeric": ["=", 400]}]}}}, event)
    assert may_match(OBJECTS, "Object Created", "aws.s3") and not may_match(OBJECTS, "Object Created")
    assert which({"detail": {"object": {"key": ["a"]}}}, event, 2).tolist() == [False, False]
