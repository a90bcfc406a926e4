"""Architectures, a page each: parameters, and a topology made of the language's words.

A page is read when it is first asked for: `import archlib` need not wait for seven of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from archlib.architectures.base import Architecture, from_dict

if TYPE_CHECKING:
    from archlib.architectures.base import KINDS
    from archlib.architectures.event_driven import EventDriven
    from archlib.architectures.functions import Functions
    from archlib.architectures.load_balanced import LoadBalanced
    from archlib.architectures.microservices import Microservices
    from archlib.architectures.monolith import Monolith
    from archlib.architectures.queue_fleet import QueueFleet
    from archlib.architectures.tiers import Tiers

    COURSE: tuple[type[Architecture], ...]

__all__ = [
    "COURSE", "KINDS", "Architecture", "EventDriven", "Functions", "LoadBalanced", "Microservices", "Monolith",
    "QueueFleet", "Tiers", "from_dict",
]  # fmt: skip

# in the order of the course
_PAGES = {
    "Monolith": "monolith", "Tiers": "tiers", "LoadBalanced": "load_balanced", "QueueFleet": "queue_fleet",
    "Microservices": "microservices", "EventDriven": "event_driven", "Functions": "functions",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Read the page of an architecture, or all of them for `COURSE` and `KINDS`."""
    if name in _PAGES:
        value = getattr(import_module(f"archlib.architectures.{_PAGES[name]}"), name)
    elif name == "COURSE":
        value = tuple(__getattr__(page) for page in _PAGES)
    elif name == "KINDS":
        __getattr__("COURSE")
        value = import_module("archlib.architectures.base").KINDS
    else:
        raise AttributeError(f"module 'archlib.architectures' has no attribute {name!r}")
    globals()[name] = value  # and so it is asked for once
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
