"""Who produces messages and who consumes them, read off the edges of a topology."""

from typing import Final, Literal

from archlib.topology.edges import Receive, Send
from archlib.topology.events import Invoke, Publish, Rule
from archlib.topology.graph import Topology
from archlib.topology.stations import Working

Part = Literal["producer", "consumer", "both", "neither"]
PARTS: Final[tuple[Part, ...]] = ("producer", "consumer", "both", "neither")


def roles(topology: Topology) -> dict[str, Part]:
    """Return the part of each station that works, in the order of the topology.

    A producer sends messages to a queue, publishes events to a bus or invokes without waiting; a consumer receives
    from a queue, is the target of a bus's rule or is so invoked; who only calls or is called does neither. What passes
    messages on (queues, buses, balancers) or keeps data has no part in it.
    """
    made = {e.source for e in topology.edges if isinstance(e, (Send, Publish, Invoke))}
    taken = {e.target for e in topology.edges if isinstance(e, (Receive, Invoke, Rule))}
    return {s.name: _part(s.name in made, s.name in taken) for s in topology.stations if isinstance(s, Working)}


def _part(makes: bool, takes: bool) -> Part:
    if makes and takes:
        return "both"
    return "producer" if makes else "consumer" if takes else "neither"
