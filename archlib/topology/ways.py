"""Where the work of a video goes from a station: at once, or later over queues, invocations and events."""

from collections.abc import Iterator, Sequence

from archlib.topology.edges import Call, Edge, Forward, Get, Put, Receive, Send, Use
from archlib.topology.events import Alert, Feature, Invoke, Notify, Publish, Rule
from archlib.topology.patterns import may_match

Acting = Call | Send | Put | Get | Use | Invoke | Publish  # what a station does before or after its work, or on failure
Telling = Acting | Notify
Teller = Publish | Notify | Alert  # what puts events on a bus


def rules_of(edges: Sequence[Edge], told: Teller) -> Iterator[Rule]:
    """Yield the rules of a bus that some event of an edge that tells can match."""
    for rule in (e for e in edges if isinstance(e, Rule)):
        goes_there = (rule.source, rule.on) == (told.target, told.on)
        if goes_there and may_match(rule.pattern, told.kind, told.origin):
            yield rule


def notices(edges: Sequence[Edge], put: Put) -> Iterator[Notify]:
    """Yield the edges over which a store tells of the objects of a put."""
    for told in (e for e in edges if isinstance(e, Notify)):
        if put in puts_of(edges, told):
            yield told


def puts_of(edges: Sequence[Edge], told: Notify) -> Iterator[Put]:
    """Yield the edges that put the objects of which a store tells."""
    for edge in edges:
        if isinstance(edge, Put) and (edge.target, edge.on) == (told.source, told.on) and edge.what != "entry":
            yield edge


def ways(edges: Sequence[Edge], source: str, feature: Feature) -> Iterator[Edge]:
    """Yield the edges that lead on from a station on a journey without failure; a rule for the event it brings."""
    for edge in edges:
        if getattr(edge, "source", None) != source:  # asked first, since most edges lead on from elsewhere
            continue
        if isinstance(edge, (Forward, Receive)):
            yield edge
        elif isinstance(edge, Telling) and edge.on == feature and getattr(edge, "when", "after") != "failure":
            yield edge
            if isinstance(edge, (Publish, Notify)):
                yield from rules_of(edges, edge)


def in_parts(edges: Sequence[Edge]) -> frozenset[str]:
    """Return the stations that do a video's work size by size, since an edge over sizes leads to them."""
    todo = [e.target for e in edges if isinstance(e, (Call, Send, Invoke, Rule)) and e.over]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [e.target for e in ways(edges, name, "upload")]
    return frozenset(found)


def is_waited_for(edge: Edge) -> bool:
    """Whether what the edge leads to must be up for its source to succeed."""
    return not isinstance(edge, (Receive, Invoke, Notify, Rule))


def is_required(edge: Edge) -> bool:
    """Whether a video is not ready before what the edge leads to has done its work."""
    return getattr(edge, "required", not isinstance(edge, Notify))
