"""A queue and a worker fleet: upload stores the master, sends a message and is done; workers poll, 0 to 1337.

    customers ──> [ upload ] ──> (videos)                       customers ──> [ manage ] ──> (videos)
                      └────────> = jobs = ──> [[ workers ]] ──────────────────────┘

The upload needs upload tier, store and queue, not the workers; the fleet follows the queue's length and may fall to
zero (claims Q1 to Q27).
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, cast

from pydantic import PlainSerializer, WrapValidator, model_validator

from archlib.architectures.base import Architecture, InstanceType
from archlib.architectures.ladders import IDLE_S
from archlib.architectures.rented import queue, videos
from archlib.data import transcode_slots
from archlib.errors import ParameterError
from archlib.params import param, refuse
from archlib.prices import instance_hours
from archlib.topology import Call, Entry, Fleet, Get, OwnPolicy, Pool, Put, Receive, Scaling, Send, Topology
from archlib.topology.own import Desired
from archlib.topology.pools import INFINITY, PolicyName

SHORTEST_POLL_S, MOST_WORKERS = 0.1, 1337
Named = Literal["ceil", "floor", "alarm", "backlog_per_instance", "target_tracking"]


def _policy(value: Any, named: Any) -> Any:
    """Take a function as a policy of one's own; one that was saved has become a text, and no text is run."""
    if isinstance(value, OwnPolicy):
        return value
    if callable(value):
        return OwnPolicy(value)
    if isinstance(value, dict):
        raise ParameterError(
            f"{value.get('own')!r:.60} was a function of one's own, of which only the text was saved, and no code is "
            "run out of a file. Define it again from that text, and give it: QueueFleet(policy=desired)."
        )
    return named(value)


def _saved(value: Any) -> Any:
    return {"own": value.name, "source": value.source} if isinstance(value, OwnPolicy) else value


if TYPE_CHECKING:
    HowDesired = Named | Desired | OwnPolicy
else:  # for widgets and tables it is a choice among names
    HowDesired = Annotated[Named, WrapValidator(_policy), PlainSerializer(_saved)]


class QueueFleet(Architecture):
    """One message a video; a worker receives it, fetches the master, transcodes, stores, and deletes the message.

    Leaves out: spot interruption, rebalancing over zones, several jobs a worker at once beyond its slots, message
    groups of FIFO queues, and the time to move bytes (it is inside the work). `policy` may also be a function of one's
    own, called at every tick (see `archlib.topology.OwnPolicy`); `target` and `count_in_flight` are not used then.
    """

    min_workers: int = param(
        0, ge=0, le=MOST_WORKERS, unit="instances", help="smallest size of the group", sizes="count"
    )
    max_workers: int = param(
        30, ge=1, le=MOST_WORKERS, scale="log", unit="instances", help="largest size of the group", sizes="count"
    )
    policy: HowDesired = param("ceil", unit="", help="how desired follows the queue; or a function of your own")
    target: float = param(1.0, gt=0, le=1000, scale="log", unit="messages/instance", help="messages for each worker")
    alarm_threshold: int = param(1, ge=0, le=100_000, unit="messages", help="alarm: add workers above this many")
    alarm_low: int = param(0, ge=0, le=100_000, unit="messages", help="alarm: take workers away at or below this many")
    alarm_step: int = param(1, ge=1, le=1337, unit="instances", help="alarm: how many to add or take away")
    target_busy: float = param(0.7, gt=0, le=1, unit="1", help="target tracking: share of the workers to be busy")
    out_ticks: int = param(3, ge=1, le=60, unit="ticks", help="target tracking: busier for so many in a row adds")
    in_ticks: int = param(15, ge=1, le=60, unit="ticks", help="target tracking: so many in a row take away")
    count_in_flight: bool = param(True, unit="", help="whether received messages count as well as visible ones")
    metric_delay_s: float = param(60.0, ge=0, le=3600, unit="s", help="age of the count that a decision uses")
    tick_s: float = param(60.0, ge=1, le=3600, unit="s", help="time between two decisions")
    cooldown_s: float = param(0.0, ge=0, le=86_400, unit="s", help="no further change for so long after a change")
    boot_s: float = param(90.0, ge=0, le=3600, unit="s", help="launch to running")
    app_start_s: float = param(0.0, ge=0, le=3600, unit="s", help="running to ready for work")
    idle_s: float = param(
        300.0, ge=0, le=86_400, unit="s", help="idle time before a scale-in may end a worker", sizes=IDLE_S
    )
    scale_in_protection: bool = param(True, unit="", help="whether a busy worker is safe from a scale-in")
    replace_after_s: float = param(120.0, ge=0, le=3600, unit="s", help="host failure to replacement of a worker")
    launches_per_min: int = param(
        0, ge=0, le=1337, unit="launches/min", help="most that the provider takes; 0 is as many as are asked for"
    )
    instance_quota: int = param(
        MOST_WORKERS,
        ge=1,
        le=MOST_WORKERS,
        scale="log",
        unit="instances",
        help="most workers that the provider lets the account have",
    )
    visibility_s: float = param(900.0, ge=1, le=43_200, scale="log", unit="s", help="visibility timeout")
    max_receives: int = param(3, ge=1, le=1000, unit="receives", help="receives before a message is dead-lettered")
    stale_receipt_deletes: bool = param(True, unit="", help="whether a worker that was overtaken still deletes")
    queue_order: Literal["standard", "fifo"] = param("standard", unit="", help="kind of queue")
    reorder: float = param(0.0, ge=0, le=1, unit="1", help="standard: share of messages that overtake the one before")
    retention_s: float = param(345_600.0, ge=60, le=1_209_600, unit="s", scale="log", help="age at which it expires")
    poll_wait_s: float = param(20.0, ge=1, le=20, unit="s", help="how long a long poll waits")
    poll_every_s: float = param(0.0, ge=0, le=3600, unit="s", help="time between short polls; 0 is long polling")
    worker_instance: InstanceType = param("c5.large", unit="", help="worker; one slot for every 2 vCPU")
    upload_instance: InstanceType = param("t3.medium", unit="", help="upload tier")
    upload_instances: int = param(2, ge=1, le=100, unit="instances", help="upload tier", sizes="count")
    upload_threads: int = param(50, ge=1, le=10_000, unit="threads", help="uploads in hand at once on an instance")
    manage_instance: InstanceType = param("t3.medium", unit="", help="store and manage tier")
    manage_instances: int = param(2, ge=1, le=100, unit="instances", help="store and manage tier", sizes="count")
    manage_threads: int = param(50, ge=1, le=10_000, unit="threads", help="catalogue writes in hand on an instance")
    zones: int = param(2, ge=1, le=6, unit="zones", help="zones that instances are spread over")

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        if self.min_workers > self.max_workers:
            rule = f"it is above max_workers={self.max_workers}"
            raise refuse(self, "min_workers", self.min_workers, rule, "Lower it, or raise max_workers.", "instances")
        if self.min_workers > self.instance_quota:
            rule = f"it is above instance_quota={self.instance_quota}"
            raise refuse(self, "min_workers", self.min_workers, rule, "Lower it, or raise instance_quota.", "instances")
        if self.policy == "target_tracking" and self.min_workers == 0:
            rule = "with policy='target_tracking' it is at least 1, since of no workers no share is busy"
            raise refuse(self, "min_workers", 0, rule, "Raise it, or choose another policy.", "instances")
        if self.alarm_low > self.alarm_threshold:
            rule = f"it is above alarm_threshold={self.alarm_threshold}"
            raise refuse(self, "alarm_low", self.alarm_low, rule, "Lower it, or raise alarm_threshold.", "messages")
        if 0 < self.poll_every_s < SHORTEST_POLL_S:
            rule = f"short polls are at least {SHORTEST_POLL_S:g} s apart"
            raise refuse(self, "poll_every_s", self.poll_every_s, rule, "Raise it, or give 0 for long polling.", "s")
        return self

    @property
    def scaling(self) -> Scaling:
        """How the fleet follows the queue."""
        own = self.policy if isinstance(self.policy, OwnPolicy) else None
        named = cast(PolicyName, self.policy)
        return Scaling(
            policy="own" if own else named,
            own=own,
            target=self.target_busy if self.policy == "target_tracking" else self.target,
            threshold=self.alarm_threshold,
            low=self.alarm_low,
            step=self.alarm_step,
            out_ticks=self.out_ticks,
            in_ticks=self.in_ticks,
            count_in_flight=self.count_in_flight and self.policy != "backlog_per_instance",
            metric_delay_s=self.metric_delay_s,
            tick_s=self.tick_s,
            cooldown_s=self.cooldown_s,
            idle_s=self.idle_s,
            protect=self.scale_in_protection,
        )

    def topology(self) -> Topology:
        """Two pools at the doors, a store and a queue between, and the fleet."""
        return Topology(
            (
                self._door("upload"),
                videos(),
                queue("jobs", self.queue_order, self.reorder, self.retention_s),
                self._door("manage"),
                self._workers(),
            ),
            (
                Entry("upload", "upload", self.client),
                Put("upload", "videos", "master"),
                Send("upload", "jobs"),
                Receive("jobs", "workers", self.visibility_s, self.max_receives, self.stale_receipt_deletes),
                Get("workers", "videos"),
                Put("workers", "videos", "sizes"),
                Call("workers", "manage", policy=self.tier),
                Entry("manage", "manage"),
                Get("manage", "videos", on="manage"),
            ),
        )

    def _door(self, role: Literal["upload", "manage"]) -> Pool:
        upload = role == "upload"
        return Pool(
            role,
            plays=(role,),
            does=("transfer",) if upload else ("catalogue",),
            instances=self.upload_instances if upload else self.manage_instances,
            slots=self.upload_threads if upload else self.manage_threads,
            room=0,
            hosts=role,
            zones=self.zones,
            meters=(instance_hours(self.upload_instance if upload else self.manage_instance),),
        )

    def _workers(self) -> Fleet:
        return Fleet(
            "workers",
            plays=("process",),
            does=("transcode",),
            min_size=self.min_workers,
            max_size=self.max_workers,
            slots=transcode_slots(self.worker_instance),
            scaling=self.scaling,
            boot_s=self.boot_s,
            app_start_s=self.app_start_s,
            replace_after_s=self.replace_after_s,
            launches_per_min=self.launches_per_min or INFINITY,
            quota=self.instance_quota if self.instance_quota < MOST_WORKERS else INFINITY,
            poll_wait_s=self.poll_wait_s,
            poll_every_s=self.poll_every_s,
            hosts="workers",
            zones=self.zones,
            meters=(instance_hours(self.worker_instance),),
        )
