"""The language: stations (nouns), edges (verbs), and the Topology that joins them. No behaviour."""

from archlib.topology.edges import Call, Entry, Forward, Get, Put, Receive, Send, Use
from archlib.topology.events import Alert, Feature, Invoke, Notify, Publish, Rule, Watch
from archlib.topology.functions import Function
from archlib.topology.graph import Topology, instances_of
from archlib.topology.managed import Alarm, Balancer, Bus, Queue, Service, Store
from archlib.topology.own import OwnPolicy
from archlib.topology.policies import Delivery, Policy
from archlib.topology.pools import Fleet, Pool, Scaling
from archlib.topology.stations import Station, Working

__all__ = [
    "Alarm", "Alert", "Balancer", "Bus", "Call", "Delivery", "Entry", "Feature", "Fleet", "Forward", "Function", "Get",
    "Invoke", "Notify", "OwnPolicy", "Policy", "Pool", "Publish", "Put", "Queue", "Receive", "Rule", "Scaling", "Send",
    "Service", "Station", "Store", "Topology", "Use", "Watch", "Working", "instances_of",
]  # fmt: skip
