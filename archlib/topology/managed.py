"""Stations that a provider runs: queue, store, bus, alarm, balancer, any other service. Pure data, no behaviour."""

from dataclasses import dataclass
from typing import Literal

from archlib.prices import Meter

Names = tuple[str, ...]
QueueOrder = Literal["fifo", "standard"]
Balancing = Literal["random", "round_robin", "least_connections", "two_choices", "central_queue"]


@dataclass(frozen=True)
class Queue:
    """Messages: visible, in flight, deleted, dead-lettered or expired.

    Attributes
    ----------
    order : "fifo" gives a returned message its old place at the front; "standard" puts it at the end, and a new
        message changes places with the one before it with probability `reorder`
    retention_s : a message older than this expires
    dead_letters : it only keeps what others gave up; nobody receives from it
    """

    name: str
    plays: Names = ("queue",)
    order: QueueOrder = "standard"
    reorder: float = 0.0
    retention_s: float = 345_600.0
    dead_letters: bool = False
    hosts: str | None = None
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Store:
    """Objects: put and get, at once, without limit of capacity."""

    name: str
    plays: Names = ("store",)
    hosts: str | None = None
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Service:
    """A managed service that is used and charged by the request, such as an orchestrator; it stores nothing."""

    name: str
    plays: Names = ()
    hosts: str | None = None
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Bus:
    """An event router: what is published goes to the target of every rule that matches, now or never.

    Each delivery has tries, an age and a dead-letter queue of its own (`Delivery`). Leaves out: order among events,
    and the time that routing takes.
    """

    name: str
    plays: Names = ("bus",)
    event_kb: float = 1.0
    hosts: str | None = None
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Alarm:
    """Looks once a period at what it watches, and tells each change of its state: it begins to ring, or it ends.

    It rings while there is more than `above` of what it counts: of a queue, the messages that are visible or kept as
    dead letters at that moment; of a function, the visits that failed in the period. The first look is at time 0.
    Leaves out: several periods in a row, missing values, the time until a value is there, and failures of its own.
    """

    name: str
    above: int = 0  # messages, or failed visits
    period_s: float = 60.0
    plays: Names = ()
    hosts: str | None = None
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Balancer:
    """Hands each call at once to one instance of the pool behind it, as far as it knows their health.

    Attributes
    ----------
    policy : "random"; "round_robin"; "least_connections" (the next in turn among equals); "two_choices" (the one of two
        drawn instances with fewer connections); "central_queue" (one line, and whoever is free takes the first)
    check_every_s : between two health checks of an instance, the first at time 0; 0 (or less than 1e-6)
        knows of a failure at once
    fail_after, pass_after : so many checks in a row make an instance unhealthy, or healthy again

    Notes
    -----
    A check passes unless the instance is down; one that answers wrongly passes. With all unhealthy it tries all
    (fails open). A call handed to an instance that is down fails at once, and so does one to a balancer that is down.
    Leaves out: its own capacity, connection draining, stickiness, and slow start.
    """

    name: str
    policy: Balancing = "round_robin"
    check_every_s: float = 30.0
    fail_after: int = 2
    pass_after: int = 5
    plays: Names = ("balancer",)
    hosts: str | None = None
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()
