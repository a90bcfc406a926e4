"""Alarms: what they watch, whom they tell, and who cannot hear of them."""

import pytest

from archlib.errors import TopologyError
from archlib.topology import (
    Alarm,
    Alert,
    Bus,
    Call,
    Function,
    Invoke,
    Notify,
    Pool,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Store,
    Watch,
)
from archlib.topology.patterns import changed, matches, may_match
from tests.topology.words import UPLOADED, with_door

CHANGES = {"source": ["aws.cloudwatch"]}
FN, ON_CALL, TOLD = Function("fn"), Function("on call", fixed_s=1.0), Rule("bus", "on call", CHANGES, required=False)


def alarmed(*edges, alarm=None, stations=(), watch=("fn",), alert=True):
    """A door that invokes a function, which an alarm watches."""
    told = (Alert("alarm", "bus"),) * alert
    watches = (Watch(name, "alarm") for name in watch)
    there = FN, Bus("bus"), alarm or Alarm("alarm"), ON_CALL, *stations
    return with_door(there, (Invoke("box", "fn"), *watches, *told, *(edges or (TOLD,))))


def test_no_video_needs_an_alarm():
    made = alarmed()
    for through_queues, needed in ((False, ["box"]), (True, ["box", "fn"])):
        assert [s.name for s in made.path("upload", through_queues=through_queues)] == needed
    assert [r.target for r in made.rules_of(Alert("alarm", "bus"))] == ["on call"]


def test_the_event_of_a_change():
    """Fields as in the CloudWatch User Guide's "Alarm events and EventBridge"."""
    event = changed("late", "ALARM")
    assert event["detail"] == {"alarmName": "late", "state": {"value": "ALARM"}}
    assert matches({"detail": {"state": {"value": ["ALARM"]}}}, event) and not matches(UPLOADED, event)
    assert may_match({"detail": {"alarmName": ["x"]}}, event["detail-type"], event["source"])


@pytest.mark.parametrize(("watch", "alert", "said"), [
    ((), True, "'alarm' watches 0 stations"), (("fn", "on call"), True, "'alarm' watches 2 stations"),
    (("fn",), False, "'alarm' tells nobody; add an Alert"),
])  # fmt: skip
def test_an_alarm_watches_one_and_tells_somebody(watch, alert, said):
    with pytest.raises(TopologyError, match=said):
        alarmed(watch=watch, alert=alert)


@pytest.mark.parametrize(("alarm", "said"), [
    (Alarm("alarm", above=-1), "above=-1 messages or failed visits is refused"),
    (Alarm("alarm", above=0.5), "above=0.5 .* is refused"),
    (Alarm("alarm", period_s=0.0), "period_s=0.0 s is refused"),
    (Alarm("alarm", period_s=float("nan")), "period_s=nan s is refused"),
])  # fmt: skip
def test_numbers_have_limits(alarm, said):
    with pytest.raises(TopologyError, match=said):
        alarmed(alarm=alarm)


@pytest.mark.parametrize(("edges", "said"), [
    ((Watch("box", "alarm"),), r"'box>alarm:watch' \(Watch\) starts at 'box', which is not a Queue or Function"),
    ((Watch("fn", "bus"),), r"leads to 'bus', a Bus; it must lead to an Alarm"),
    ((Alert("fn", "bus"), TOLD), r"'fn>bus:alert' \(Alert\) .* 'fn', which is not an Alarm"),
])  # fmt: skip
def test_ends(edges, said):
    with pytest.raises(TopologyError, match=said):
        alarmed(*edges)


@pytest.mark.parametrize(("field", "value", "wanted"), [
    ("required", True, "False"), ("answers", True, "False"), ("over", "sizes", "''"),
])  # fmt: skip
def test_an_alarm_is_of_no_video(field, value, wanted):
    with pytest.raises(
        TopologyError, match=f"'bus>on call:rule': {field}={value!r} is refused: .* {field}={wanted}, or"
    ):
        alarmed(Rule("bus", "on call", CHANGES, **{"required": False, field: value}))


@pytest.mark.parametrize("station", [Pool("ear"), Function("ear", does=("transcode",))])
def test_who_does_a_videos_work_cannot_hear_it(station):
    with pytest.raises(TopologyError, match=r"'bus>ear:rule': it may bring the events of alarms.*Lead it to a Fun"):
        alarmed(TOLD, Rule("bus", "ear", CHANGES, required=False), stations=(station,))


def test_nor_a_queue():
    queue, hears = (Queue("line"), Function("ear")), Rule("bus", "line", CHANGES, required=False)
    with pytest.raises(TopologyError, match="to 'line', a Queue"):
        alarmed(TOLD, hears, Receive("line", "ear"), stations=queue)


@pytest.mark.parametrize(
    "edge", [Put("on call", "disk"), Publish("on call", "bus", "uploaded"), Call("on call", "ear")]
)
def test_who_hears_it_tells_nothing_on(edge):
    with pytest.raises(TopologyError, match=r"'on call' may hear of alarms over 'bus>on call:rule'.*tells nothing on"):
        alarmed(TOLD, edge, stations=(Store("disk"), Pool("ear")))


@pytest.mark.parametrize("edges", [
    (Invoke("box", "on call"),),
    (Publish("box", "app", "uploaded"), Rule("app", "on call", UPLOADED, required=False)),
])  # fmt: skip
def test_who_hears_it_hears_of_no_video(edges):
    with pytest.raises(TopologyError, match="leads to 'on call', which may hear of alarms over"):
        alarmed(TOLD, *edges, stations=(Bus("app"),) * (len(edges) > 1))


def test_a_rule_for_everything_hears_of_videos_too():
    everything = Rule("bus", "on call", {"detail-type": [{"prefix": ""}]}, required=False)
    with pytest.raises(TopologyError, match="'bus>on call:rule' leads to 'on call', which may hear of alarms"):
        alarmed(everything, Put("box", "disk"), Notify("disk", "bus"), stations=(Store("disk"),))
    assert alarmed(everything)  # as long as only alarms tell


def test_an_alarm_may_watch_who_hears_of_it():
    watching = Alarm("second"), Watch("on call", "second"), Alert("second", "bus")
    assert alarmed(TOLD, *watching[1:], stations=watching[:1])
