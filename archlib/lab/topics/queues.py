"""The questions of the panel of queues, each with a few controls and the pictures that answer it.

Those of the queue itself stand here, those of the fleet that follows it in `archlib.lab.topics.fleets`.
"""

from typing import Final

from archlib.architectures import LoadBalanced, QueueFleet
from archlib.course.fleets import BUSY, PER_WORKER, TEAM, called, crowd, even, fixed, swinging
from archlib.lab.topic import Topic
from archlib.lab.topics.fleets import FLEETS
from archlib.lab.topics.quiet import QUIET
from archlib.workload.steps import HOUR_S

WORKERS, BUSY_SHARE = 8, 0.8
_DOWN = (*QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "44"), ("failures.outage_hours", "2"))
_MINE = ("failures.outage_role", "failures.outage_effect", "failures.outage_start_h", "failures.outage_hours")

_MESSAGES: Final[dict[str, Topic]] = {
    "ack and ready": Topic(
        ("latency", "held"),
        ("load.per_hour", "load.transcode_s", "load.transcode_cv", "LoadBalanced.policy"),
        QUIET,
        loads=False,
        shows=(called(WORKERS), fixed(WORKERS)),
        brings=lambda: even(round(BUSY_SHARE * WORKERS * PER_WORKER), 3).but(transfer_s=0.5),
    ),
    "decoupled": Topic(
        ("matrix", "strips"),
        _MINE,
        _DOWN,
        loads=False,
        shows=(LoadBalanced(), QueueFleet()),
    ),
    "processing is down": Topic(
        ("strips", "availability", "queue", "oldest"),
        ("failures.outage_hours", "failures.outage_start_h", "load.peak_per_hour", "QueueFleet.max_workers"),
        _DOWN,
        loads=False,
        shows=(LoadBalanced(), QueueFleet()),
        window=(36 * HOUR_S, 60 * HOUR_S),
    ),
    "drain": Topic(
        ("drain", "queue"),
        ("failures.outage_hours", "load.per_hour", "load.transcode_cv", "chance.seed"),
        (*QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "0")),
        loads=False,
        shows=(fixed(TEAM),),
        brings=lambda: even(BUSY * TEAM * PER_WORKER, 3),
    ),
    "sized for the average": Topic(
        ("queue", "oldest"),
        ("load.mean_per_hour", "load.amplitude", "QueueFleet.max_workers", "chance.seed"),
        (*QUIET, ("QueueFleet.max_workers", "5")),
        loads=False,
        brings=swinging,
    ),
    "visibility": Topic(
        ("deliveries", "queue", "bill"),
        (
            "QueueFleet.visibility_s", "load.transcode_s", "failures.flaky", "QueueFleet.max_receives",
            "QueueFleet.stale_receipt_deletes",
        ),
        (*QUIET, ("prices.price_list", "teaching")),
        loads=False,
        shows=(fixed(6, visibility_s=900.0),),
        brings=lambda: even(12.0, 2),
    ),
    "order": Topic(
        ("order", "queue"),
        (
            "QueueFleet.queue_order", "QueueFleet.reorder", "QueueFleet.max_workers", "load.transcode_cv",
            "chance.seed",
        ),
        (*QUIET, ("QueueFleet.queue_order", "fifo"), ("QueueFleet.max_workers", "10")),
        loads=False,
        shows=(QueueFleet(visibility_s=43_200.0),),
        brings=crowd,
    ),
    "store, then send": Topic(
        ("strips", "matrix", "bill"),
        (
            "load.master_gb", "load.sizes", "failures.outage_role", "failures.outage_start_h",
            "failures.outage_hours",
        ),
        (*QUIET, ("failures.outage_role", "store"), ("failures.outage_start_h", "44")),
        loads=False,
    ),
    "who sends": Topic(
        ("queue", "machines", "bill"),
        ("QueueFleet.upload_instances", "QueueFleet.upload_instance", "load.peak_per_hour"),
        QUIET,
        loads=False,
        pins=True,
    ),
    "why it is powerful": Topic(
        ("scorecard", "bill"),
        ("load.peak_per_hour", "failures.outage_hours", "LoadBalanced.process_instances", "QueueFleet.max_workers"),
        _DOWN,
        loads=False,
        shows=(LoadBalanced(), QueueFleet()),
    ),
}  # fmt: skip

QUEUES: Final[dict[str, Topic]] = {**_MESSAGES, **FLEETS}
