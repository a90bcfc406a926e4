"""Architectures, a page each: parameters, and a topology made of the language's words."""

from archlib.architectures.base import KINDS, Architecture, from_dict
from archlib.architectures.monolith import Monolith
from archlib.architectures.queue_fleet import QueueFleet
from archlib.architectures.tiers import Tiers

__all__ = ["KINDS", "Architecture", "Monolith", "QueueFleet", "Tiers", "from_dict"]
