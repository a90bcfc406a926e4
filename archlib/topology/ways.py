"""Where the work of a video goes from a station: at once, or later over queues, invocations and events."""

from collections.abc import Iterator, Sequence

from archlib.topology.edges import Call, Edge, Forward, Get, Put, Receive, Send, Use
from archlib.topology.events import Feature, Invoke, Publish, Rule
from archlib.topology.patterns import may_match

Acting = Call | Send | Put | Get | Use | Invoke | Publish  # what a station does before or after its work, or on failure


def rules_of(edges: Sequence[Edge], published: Publish) -> Iterator[Rule]:
    """Yield the rules of a bus that some event of a publish edge can match."""
    for rule in (e for e in edges if isinstance(e, Rule)):
        if (rule.source, rule.on) == (published.target, published.on) and may_match(rule.pattern, published.kind):
            yield rule


def ways(edges: Sequence[Edge], source: str, feature: Feature) -> Iterator[Edge]:
    """Yield the edges that lead on from a station on a journey without failure; a rule for the event it brings."""
    for edge in edges:
        if getattr(edge, "source", None) != source:  # asked first, since most edges lead on from elsewhere
            continue
        if isinstance(edge, (Forward, Receive)):
            yield edge
        elif isinstance(edge, Acting) and edge.on == feature and edge.when != "failure":
            yield edge
            if isinstance(edge, Publish):
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
    return not isinstance(edge, (Receive, Invoke, Rule))


def is_required(edge: Edge) -> bool:
    """Whether a video is not ready before what the edge leads to has done its work."""
    return getattr(edge, "required", True)
