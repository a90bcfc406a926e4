"""What an alarm watches, and who may hear of it: functions that do nothing else."""

from collections.abc import Mapping, Sequence

from archlib.errors import TopologyError
from archlib.topology.edges import Edge
from archlib.topology.events import Alert, Notify, Publish, Rule, Watch
from archlib.topology.functions import Function
from archlib.topology.managed import Alarm
from archlib.topology.notified import too_much
from archlib.topology.stations import Station
from archlib.topology.ways import rules_of


def check_alarmed(by_name: Mapping[str, Station], edges: Sequence[Edge]) -> None:
    """Raise TopologyError for an alarm that watches not just one thing or tells nobody, and for who cannot hear it.

    An alarm's event is of no video, so who hears it is required by none, does none of a video's work, and tells
    nobody in turn.
    """
    for alarm in (s for s in by_name.values() if isinstance(s, Alarm)):
        watched = [e for e in edges if isinstance(e, Watch) and e.target == alarm.name]
        told = [e for e in edges if isinstance(e, Alert) and e.source == alarm.name]
        if len(watched) != 1:
            raise TopologyError(f"alarm {alarm.name!r} watches {len(watched)} stations; give it one Watch edge")
        if not told:
            raise TopologyError(f"alarm {alarm.name!r} tells nobody; add an Alert from it to a bus")
        for alert in told:
            for rule in rules_of(edges, alert):
                _check_hears(by_name[rule.target], rule, edges)


def _check_hears(station: Station, rule: Rule, edges: Sequence[Edge]) -> None:
    owner, do = f"Rule {rule.name!r}", "or name another source in its pattern"
    for field, given, wanted in too_much(rule):
        raise TopologyError(
            f"{owner}: {field}={given!r} is refused: it may match the events of alarms, which are of no video. Give "
            f"{field}={wanted!r}, {do}"
        )
    if not isinstance(station, Function) or station.does:
        raise TopologyError(
            f"{owner}: it may bring the events of alarms, which are of no video, to {station.name!r}, a "
            f"{type(station).__name__} that does a video's work. Lead it to a Function with fixed_s alone, {do}"
        )
    for edge in edges:
        if getattr(edge, "source", "") == station.name and not isinstance(edge, Watch):
            raise TopologyError(
                f"edge {edge.name!r}: {station.name!r} may hear of alarms over {rule.name!r}, whose events are of no "
                f"video, so it tells nothing on. Leave out the edge, {do}"
            )
        if edge.target == station.name and not _brings_alarms_only(edge, edges):
            raise TopologyError(
                f"edge {edge.name!r} leads to {station.name!r}, which may hear of alarms over {rule.name!r}; make it "
                f"two functions, {do}"
            )


def _brings_alarms_only(edge: Edge, edges: Sequence[Edge]) -> bool:
    """Whether an edge is a rule that no event of a video can match."""
    tellers = (e for e in edges if isinstance(e, (Publish, Notify)))
    return isinstance(edge, Rule) and not any(edge in rules_of(edges, told) for told in tellers)
