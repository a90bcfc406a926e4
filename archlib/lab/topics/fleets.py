"""The questions of a fleet that follows a queue: when it grows, when it lets go, how far it goes, what that costs."""

from typing import Final, Literal

from archlib.architectures import QueueFleet
from archlib.course.fleets import launch, lone
from archlib.course.stories import NOTES_FLEET
from archlib.lab.topic import Topic
from archlib.lab.topics.quiet import QUIET

_TEACHING = (*QUIET, ("prices.price_list", "teaching"))
_EVENING_S = (70_000.0, 85_000.0)  # from 19:27 to 23:37 of day 1
_BY_LENGTH: Final[tuple[Literal["ceil", "floor", "alarm", "backlog_per_instance"], ...]] = (
    "ceil", "floor", "alarm", "backlog_per_instance",
)  # fmt: skip

FLEETS: Final[dict[str, Topic]] = {
    "three messages": Topic(
        ("queue", "machines"),
        ("load.scale", "QueueFleet.target", "QueueFleet.min_workers", "QueueFleet.max_workers", "QueueFleet.boot_s"),
        (*QUIET, ("load.scale", "3")),
        loads=False,
        shows=(NOTES_FLEET,),
        brings=lambda: lone(1, hours=1),
    ),
    "the length decides": Topic(
        ("queue", "machines", "latency"),
        (
            "QueueFleet.policy", "QueueFleet.target", "QueueFleet.alarm_threshold", "QueueFleet.count_in_flight",
            "load.peak_per_hour",
        ),
        QUIET,
        loads=False,
        pins=True,
        window=_EVENING_S,
    ),
    "policies": Topic(
        ("scorecard", "machines", "queue", "bill"),
        ("QueueFleet.target", "QueueFleet.max_workers", "QueueFleet.boot_s", "QueueFleet.idle_s", "load.peak_per_hour"),
        _TEACHING,
        loads=False,
        shows=(
            *(QueueFleet(policy=policy, target=2.0, min_workers=1) for policy in _BY_LENGTH),
            QueueFleet(policy="target_tracking", target=2.0, min_workers=1),
        ),
        together=True,
        window=_EVENING_S,
    ),
    "stranded": Topic(
        ("queue", "machines"),
        ("load.scale", "QueueFleet.target", "QueueFleet.alarm_threshold", "QueueFleet.min_workers"),
        QUIET,
        loads=False,
        shows=tuple(QueueFleet(policy=policy, target=2.0) for policy in _BY_LENGTH),
        brings=lambda: lone(1, hours=1),
        together=True,
    ),
    "how fast it scales": Topic(
        ("queue", "machines", "latency"),
        (
            "QueueFleet.metric_delay_s", "QueueFleet.boot_s", "QueueFleet.app_start_s", "QueueFleet.tick_s",
            "QueueFleet.poll_every_s",
        ),
        QUIET,
        loads=False,
        pins=True,
        window=_EVENING_S,
    ),
    "letting go": Topic(
        ("machines", "utilisation", "deliveries", "bill"),
        ("QueueFleet.idle_s", "QueueFleet.scale_in_protection", "QueueFleet.cooldown_s", "QueueFleet.max_workers"),
        _TEACHING,
        loads=False,
        pins=True,
        window=_EVENING_S,
    ),
    "near infinite": Topic(
        ("machines", "queue", "deliveries", "bill"),
        (
            "QueueFleet.max_workers", "QueueFleet.launches_per_min", "QueueFleet.instance_quota",
            "load.catalogue_s", "failures.outage_hours",
        ),
        (
            *_TEACHING, ("failures.outage_role", "process"), ("failures.outage_effect", "no launches"),
            ("failures.outage_start_h", "12"), ("failures.outage_hours", "0.1"),
        ),
        loads=False,
        shows=(QueueFleet(manage_instances=1, manage_threads=1, launches_per_min=60, instance_quota=400),),
        brings=launch,
    ),
    "from zero": Topic(
        ("frontier", "latency", "machines"),
        (
            "QueueFleet.min_workers", "QueueFleet.idle_s", "QueueFleet.boot_s", "QueueFleet.worker_instance",
            "chance.seed",
        ),
        _TEACHING,
    ),
}  # fmt: skip
