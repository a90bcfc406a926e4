"""The questions that the panel of the event-driven system puts."""

from collections.abc import Mapping
from typing import Final

from archlib.architectures import EventDriven, QueueFleet
from archlib.course.events import BARE, BEFORE, hasty
from archlib.course.fleets import fixed
from archlib.lab.topic import Topic
from archlib.lab.topics.quiet import QUIET
from archlib.workload import Workload
from archlib.workload.steps import HOUR_S

_TEACHING = ("prices.price_list", "teaching")


def few(per_hour: float = 2.0, days: float = 1.0) -> Workload:
    """Return days on which a video comes now and then, and nobody watches."""
    return Workload.homogeneous(per_hour=per_hour, days=days, transcode_s=300.0, **BARE)


def many(per_hour: float = 60.0, days: float = 1.0) -> Workload:
    """Return a day with an event a minute, each soon done."""
    return Workload.homogeneous(per_hour=per_hour, days=days, transcode_s=10.0, **BARE)


EVENT_DRIVEN: Final[Mapping[str, Topic]] = {
    "who tells": Topic(
        ("stream",),
        (
            "load.base_per_hour", "load.peak_per_hour", "EventDriven.keep_alive_s", "EventDriven.object_events",
            "failures.outage_hours",
        ),
        (*QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "44")),
        loads=False,
        shows=(EventDriven(object_events=True, alarm=True),),
        brings=lambda: Workload.evening_peak(days=3.0),
    ),
    "on call": Topic(
        ("alarms", "strips"),
        (
            "failures.outage_hours", "EventDriven.alarm_period_s", "EventDriven.alarm_above", "failures.flaky",
            "chance.seed",
        ),
        (
            *QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "12"),
            ("failures.outage_hours", "0.5"),
        ),
        loads=False,
        shows=(EventDriven(alarm=True),),
        brings=lambda: many(60.0),
        window=(11 * HOUR_S, 15 * HOUR_S),
    ),
    "tries again": Topic(
        ("again", "strips"),
        ("failures.flaky_uploads", "EventDriven.self_retries", "load.per_hour", "chance.seed"),
        (*QUIET, ("failures.flaky_uploads", "0.2"), ("EventDriven.self_retries", "0")),
        loads=False,
        brings=lambda: many(120.0, 2.0),
    ),
    "awake": Topic(
        ("awake", "bill"),
        (
            "load.per_hour", "EventDriven.keep_alive_s", "EventDriven.consumer_s", "EventDriven.extra_consumers",
            "QueueFleet.min_workers",
        ),
        (*QUIET, _TEACHING),
        loads=False,
        shows=(EventDriven(keep_alive_s=60.0, extra_consumers=1), QueueFleet(min_workers=1)),
        brings=few,
    ),
    "told, not asked": Topic(
        ("polls",),
        (
            "QueueFleet.poll_every_s", "QueueFleet.poll_wait_s", "QueueFleet.min_workers", "load.per_hour",
            "EventDriven.via_queue",
        ),
        (*QUIET, ("QueueFleet.poll_every_s", "1")),
        loads=False,
        shows=(EventDriven(), fixed(1).but(max_workers=20)),
        brings=lambda: few(6.0, 2.0),
    ),
    "when nobody comes": Topic(
        ("bill",),
        (
            "load.per_hour", "EventDriven.via_queue", "EventDriven.pollers", "QueueFleet.min_workers",
            "QueueFleet.poll_wait_s",
        ),
        (*QUIET, _TEACHING),
        loads=False,
        shows=(EventDriven(via_queue=True), QueueFleet(min_workers=1)),
        brings=lambda: few(0.0, 7.0),
    ),
    "a consumer is down": Topic(
        ("fates", "strips"),
        (
            "failures.outage_hours", "EventDriven.delivery_age_s", "EventDriven.delivery_tries",
            "EventDriven.dead_letters", "EventDriven.redrive_after_s",
        ),
        (
            *QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "12"),
            ("failures.outage_hours", "0.5"),
        ),
        loads=False,
        shows=(hasty(),),
        brings=many,
        window=(11 * HOUR_S, 15 * HOUR_S),
    ),
    "one of several is down": Topic(
        ("fates", "bill"),
        (
            "failures.outage_instance", "failures.outage_hours", "EventDriven.extra_consumers",
            "EventDriven.first_consumer_s", "EventDriven.delivery_age_s",
        ),
        (
            *QUIET, ("failures.outage_role", "consumer"), ("failures.outage_scope", "one instance"),
            ("failures.outage_start_h", "12"), ("failures.outage_hours", "0.5"), _TEACHING,
        ),
        loads=False,
        shows=(hasty(extra_consumers=2),),
        brings=many,
        window=(11 * HOUR_S, 15 * HOUR_S),
    ),
    "a schema changes": Topic(
        ("fates", "strips"),
        (
            "EventDriven.schema_change_h", "EventDriven.schema_read_h", "EventDriven.tolerant_consumers",
            "EventDriven.dead_letters", "EventDriven.redrive_after_s",
        ),
        (*QUIET, ("EventDriven.schema_change_h", "12"), ("EventDriven.schema_read_h", "12.5")),
        loads=False,
        shows=(hasty(extra_consumers=2),),
        brings=many,
        window=(11 * HOUR_S, 15 * HOUR_S),
    ),
    "a fifth consumer": Topic(
        ("wiring", "awake"),
        ("EventDriven.extra_consumers", "EventDriven.consumer_s", "load.per_hour"),
        QUIET,
        loads=False,
        pins=True,
        shows=(EventDriven(extra_consumers=BEFORE),),
        brings=lambda: few(5.0),
    ),
    "the bus fails": Topic(
        ("strips", "matrix"),
        ("failures.outage_role", "failures.outage_start_h", "failures.outage_hours", "EventDriven.extra_consumers"),
        (*QUIET, ("failures.outage_role", "bus"), ("failures.outage_start_h", "12")),
        loads=False,
        shows=(EventDriven(), QueueFleet()),
        brings=lambda: Workload.homogeneous(per_hour=20.0, days=1.0),
    ),
    "how often the bus fails": Topic(
        ("availability", "strips"),
        ("failures.bus_nines", "failures.queue_nines", "failures.repair_h", "load.days", "chance.seed"),
        (
            *QUIET, ("failures.random_failures", "true"), ("failures.code_nines", "6"), ("failures.host_nines", "6"),
            ("failures.bus_nines", "3"), ("failures.queue_nines", "3"), ("failures.repair_h", "0.1"),
        ),
        loads=False,
        shows=(EventDriven(), QueueFleet()),
        brings=lambda: few(4.0, 28.0),
    ),
}  # fmt: skip
