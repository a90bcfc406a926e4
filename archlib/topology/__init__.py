"""The language: stations (nouns), edges (verbs), and the Topology that joins them. No behaviour."""

from archlib.topology.edges import Call, Entry, Feature, Get, Policy, Put, Receive, Send
from archlib.topology.graph import Topology, instances_of
from archlib.topology.stations import Fleet, Pool, Queue, Scaling, Station, Store

__all__ = [
    "Call", "Entry", "Feature", "Fleet", "Get", "Policy", "Pool", "Put", "Queue", "Receive", "Scaling", "Send",
    "Station", "Store", "Topology", "instances_of",
]  # fmt: skip
