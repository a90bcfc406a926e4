"""Stations with instances of ours: pools of a fixed size, and fleets that a policy moves. Pure data, no behaviour."""

from dataclasses import dataclass
from typing import Literal

from archlib.prices import Meter
from archlib.topology.own import OwnPolicy

Names = tuple[str, ...]
Order = Literal["fifo", "lifo"]
PolicyName = Literal["alarm", "floor", "ceil", "backlog_per_instance", "target_tracking", "own"]
INFINITY = float("inf")


@dataclass(frozen=True)
class Pool:
    """A fixed number of instances with slots, and one bounded waiting room before them.

    A request takes a slot of the instance that was freed last; with none free it waits in the room (in memory:
    when the last instance that is up goes down, who waits is lost), and with the room full it is refused.
    Instance k sits on host k of the group `hosts` and in zone k modulo `zones`. Behind a balancer that is no central
    queue every instance has slots and a room of its own.

    Attributes
    ----------
    order : who is served next, the one that has waited longest ("fifo") or shortest ("lifo")
    drop_after_s : who has waited longer is dropped when its turn comes (expired)
    shed_after_s : who comes while another has waited longer than this is refused at the door (shed)
    fixed_s : seconds of work of every visit, beside the columns
    """

    name: str
    plays: Names = ()
    does: Names = ()
    instances: int = 1
    slots: int = 1
    room: int | None = None  # requests; None is unbounded
    order: Order = "fifo"
    drop_after_s: float = INFINITY
    shed_after_s: float = INFINITY
    fixed_s: float = 0.0
    hosts: str | None = None
    zones: int = 1
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()


@dataclass(frozen=True)
class Scaling:
    """How a fleet's desired size follows the messages before it.

    Attributes
    ----------
    policy : "ceil" and "floor" set desired to messages / target; "backlog_per_instance" tracks visible messages per
        ready instance (no value at zero instances, as 0/0 has none); "alarm" adds `step` while the count is above
        `threshold` and takes `step` away while it is at or below `low`; "target_tracking" keeps the share of ready
        instances that are busy at `target`: out when it was above for `out_ticks` ticks in a row, in when it was below
        `low_share` of it for `in_ticks` (at zero instances there is no share, and it stays); "own" asks a function
    own : that function, with policy "own" only
    target : messages per instance, or the share of instances to be busy
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
    out_ticks: int = 3
    in_ticks: int = 15
    low_share: float = 0.7
    count_in_flight: bool = True
    metric_delay_s: float = 60.0
    tick_s: float = 60.0
    cooldown_s: float = 0.0
    idle_s: float = 300.0
    protect: bool = True
    own: OwnPolicy | None = None


@dataclass(frozen=True)
class Fleet:
    """A pool whose size a policy moves between `min_size` and `max_size`; its work comes from a queue, or from calls.

    Who calls waits in line, also while no worker is there, and counts for the policy as a visible message does.
    A worker bills from launch, works `boot_s + app_start_s` later, takes the lowest free place when launched (its
    host and zone follow from the place), and is replaced `replace_after_s` after its host has failed.

    Attributes
    ----------
    launches_per_min : most that the provider takes; a bucket of a minute's launches (of a tick's, if that is longer)
        that is full at first. What it does not take is refused, and asked for again at the next tick
    quota : most instances at once that the provider lets the account have, whatever `max_size` says
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
    launches_per_min: float = INFINITY
    quota: float = INFINITY
    poll_wait_s: float = 20.0  # long poll; how long a receive waits before it comes back empty
    poll_every_s: float = 0.0  # short poll; 0 means long polling
    fixed_s: float = 0.0
    hosts: str | None = None
    zones: int = 1
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()
