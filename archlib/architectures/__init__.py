"""Architectures, a page each: parameters, and a topology made of the language's words."""

from archlib.architectures.base import KINDS, Architecture, from_dict
from archlib.architectures.event_driven import EventDriven
from archlib.architectures.functions import Functions
from archlib.architectures.load_balanced import LoadBalanced
from archlib.architectures.microservices import Microservices
from archlib.architectures.monolith import Monolith
from archlib.architectures.queue_fleet import QueueFleet
from archlib.architectures.tiers import Tiers

# in the order of the course
COURSE: tuple[type[Architecture], ...] = (
    Monolith,
    Tiers,
    LoadBalanced,
    QueueFleet,
    Microservices,
    EventDriven,
    Functions,
)

__all__ = [
    "COURSE", "KINDS", "Architecture", "EventDriven", "Functions", "LoadBalanced", "Microservices", "Monolith",
    "QueueFleet", "Tiers", "from_dict",
]  # fmt: skip
