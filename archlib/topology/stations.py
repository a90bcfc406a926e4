"""Stations: the nouns of the language. Pure data, no behaviour.

Every station has a name, the roles whose code it plays (`plays`), the work columns it does (`does`), the host
group it sits on (`hosts`, None for a managed service without hosts of ours) and the meters that bill it.
"""

from dataclasses import dataclass
from typing import Literal

from archlib.prices import Meter

Names = tuple[str, ...]
Order = Literal["fifo", "lifo"]
QueueOrder = Literal["fifo", "standard"]
PolicyName = Literal["alarm", "floor", "ceil", "backlog_per_instance"]


@dataclass(frozen=True)
class Pool:
    """A fixed number of instances with slots, and one bounded waiting room before them.

    A request takes a slot of the instance that was freed last; with none free it waits in the room (in memory:
    when the last instance that is up goes down, who waits is lost), and with the room full it is refused.
    Instance k sits on host k of the group `hosts` and in zone k modulo `zones`.
    """

    name: str
    plays: Names = ()
    does: Names = ()
    instances: int = 1
    slots: int = 1
    room: int | None = None  # requests; None is unbounded
    order: Order = "fifo"
    hosts: str | None = None
    zones: int = 1
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Scaling:
    """How a fleet's desired size follows the messages before it.

    Attributes
    ----------
    policy : "ceil" and "floor" set desired to messages / target; "backlog_per_instance" tracks visible messages per
        ready instance (no value at zero instances, as 0/0 has none); "alarm" adds `step` while the count is above
        `threshold` and takes `step` away while it is at or below `low`
    target : messages per instance
    threshold, low, step : messages, messages, instances ("alarm" only)
    count_in_flight : whether received, not yet deleted messages count
    metric_delay_s : a decision uses the newest tick's count that is at least this old
    tick_s : seconds between decisions, the first at time 0
    cooldown_s : no further change for so long after a change
    idle_s : with `protect`, how long a worker must have been idle before a scale-in may end it; without, how long
        the fleet must have been larger than desired before it ends its oldest workers, busy or not
    """

    policy: PolicyName = "ceil"
    target: float = 1.0
    threshold: int = 1
    low: int = 0
    step: int = 1
    count_in_flight: bool = True
    metric_delay_s: float = 60.0
    tick_s: float = 60.0
    cooldown_s: float = 0.0
    idle_s: float = 300.0
    protect: bool = True


@dataclass(frozen=True)
class Fleet:
    """A pool whose size a policy moves between `min_size` and `max_size`; its work comes from a queue, or from calls.

    Who calls waits in line, also while no worker is there, and counts for the policy as a visible message does.
    A worker bills from launch, works `boot_s + app_start_s` later, takes the lowest free place when launched (its
    host and zone follow from the place), and is replaced `replace_after_s` after its host has failed.
    """

    name: str
    plays: Names = ()
    does: Names = ()
    min_size: int = 0
    max_size: int = 30
    slots: int = 1
    scaling: Scaling = Scaling()
    boot_s: float = 90.0
    app_start_s: float = 0.0
    replace_after_s: float = 120.0
    poll_wait_s: float = 20.0  # long poll; how long a receive waits before it comes back empty
    poll_every_s: float = 0.0  # short poll; 0 means long polling
    hosts: str | None = None
    zones: int = 1
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Queue:
    """Messages: visible, in flight, deleted, dead-lettered or expired.

    Attributes
    ----------
    order : "fifo" gives a returned message its old place at the front; "standard" puts it at the end, and a new
        message changes places with the one before it with probability `reorder`
    retention_s : a message older than this expires
    """

    name: str
    plays: Names = ("queue",)
    order: QueueOrder = "standard"
    reorder: float = 0.0
    retention_s: float = 345_600.0
    hosts: str | None = None
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Store:
    """Objects: put and get, at once, without limit of capacity."""

    name: str
    plays: Names = ("store",)
    hosts: str | None = None
    meters: tuple[Meter, ...] = ()


Station = Pool | Fleet | Queue | Store
