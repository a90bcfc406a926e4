"""The questions that the panels put, each with a few controls and the pictures that answer it, by panel."""

from collections.abc import Mapping
from typing import Final

from archlib.lab.topic import Topic
from archlib.lab.topics.choose import CHOOSE
from archlib.lab.topics.event_driven import EVENT_DRIVEN
from archlib.lab.topics.functions import FUNCTIONS
from archlib.lab.topics.load_balancers import LOAD_BALANCERS
from archlib.lab.topics.measures import MEASURES
from archlib.lab.topics.microservices import MICROSERVICES
from archlib.lab.topics.monolith import MONOLITH
from archlib.lab.topics.queues import QUEUES
from archlib.lab.topics.resilience import RESILIENCE
from archlib.lab.topics.tiers import TIERS

TOPICS: Final[Mapping[str, Mapping[str, Topic]]] = {
    "measures": MEASURES,
    "monolith": MONOLITH,
    "tiers": TIERS,
    "load_balancers": LOAD_BALANCERS,
    "queues": QUEUES,
    "microservices": MICROSERVICES,
    "event_driven": EVENT_DRIVEN,
    "functions": FUNCTIONS,
    "resilience": RESILIENCE,
    "choose": CHOOSE,
}
