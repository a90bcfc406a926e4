"""The questions of the panel of functions, each with a few controls and the pictures that answer it."""

from typing import Final

from archlib.architectures import Functions, QueueFleet
from archlib.course.environments import at_once, calls
from archlib.lab.topic import Topic
from archlib.lab.topics.quiet import QUIET

_TEACHING = (*QUIET, ("prices.price_list", "teaching"))
_FIRST_S, _HALF_A_DAY_S = (0.0, 90.0), (0.0, 43_200.0)
MANY: Final = 5_000

FUNCTIONS: Final[dict[str, Topic]] = {
    "nothing comes": Topic(
        ("bill", "environments"),
        (
            "load.per_hour", "Functions.provisioned", "Functions.trigger", "QueueFleet.min_workers",
            "prices.price_list",
        ),
        _TEACHING,
        loads=False,
        shows=(Functions(), QueueFleet(min_workers=1)),
        brings=lambda: calls(0.0, 300.0, 1.0).but(watch_per_s=0.0, watch_peak_per_s=0.0),
    ),
    "memory and cost": Topic(
        ("memory", "bill", "latency"),
        ("Functions.memory_mb", "Functions.parallel", "load.transcode_s", "Functions.limit_s", "prices.price_list"),
        _TEACHING,
        loads=False,
        pins=True,
        brings=lambda: calls(60.0, 300.0, 7.0),
    ),
    "cold starts": Topic(
        ("cold", "environments"),
        ("load.per_hour", "load.transcode_s", "Functions.keep_alive_s", "Functions.init_s", "Functions.provisioned"),
        QUIET,
        loads=False,
        brings=lambda: calls(6.0, 1.0, 14.0),
        window=_HALF_A_DAY_S,
    ),
    "at once": Topic(
        ("environments", "latency", "strips"),
        (
            "load.peak_per_hour", "load.transcode_s", "Functions.memory_mb", "Functions.concurrency",
            "Functions.reserved",
        ),
        QUIET,
        loads=False,
        pins=True,
        window=(64_800.0, 86_400.0),
    ),
    "a crowd": Topic(
        ("begun", "environments"),
        ("load.scale", "Functions.concurrency", "Functions.ramp", "Functions.init_s", "Functions.tries"),
        QUIET,
        loads=False,
        shows=(Functions(init_s=0.0, concurrency=10_000),),
        brings=lambda: at_once(MANY),
        window=_FIRST_S,
    ),
    "time limit": Topic(
        ("over_limit", "deliveries", "bill"),
        (
            "load.transcode_s", "load.transcode_cv", "Functions.memory_mb", "Functions.limit_s", "Functions.retries",
        ),
        _TEACHING,
        loads=False,
        pins=True,
        brings=lambda: calls(60.0, 600.0, 7.0),
    ),
    "tried again": Topic(
        ("scorecard", "deliveries", "bill"),
        (
            "failures.outage_effect", "failures.outage_hours", "Functions.retries", "Functions.dead_letters",
            "Functions.max_receives",
        ),
        (
            *_TEACHING, ("failures.outage_role", "process"), ("failures.outage_effect", "down"),
            ("failures.outage_start_h", "44"), ("failures.outage_hours", "0.5"),
        ),
        loads=False,
        shows=(Functions(), Functions(trigger="queue")),
        together=True,
        window=(144_000.0, 172_800.0),
    ),
    "in batches": Topic(
        ("latency", "deliveries", "bill"),
        ("Functions.batch", "load.transcode_s", "load.per_hour", "Functions.reserved", "Functions.pollers"),
        _TEACHING,
        loads=False,
        pins=True,
        shows=(Functions(trigger="queue", reserved=3),),
        brings=lambda: calls(300.0, 30.0, 1.0),
        window=(0.0, 7_200.0),
    ),
    "kept warm": Topic(
        ("bill", "latency", "environments"),
        (
            "Functions.provisioned", "Functions.init_s", "Functions.keep_alive_s", "load.per_hour",
            "load.transcode_s",
        ),
        _TEACHING,
        loads=False,
        pins=True,
        brings=lambda: calls(6.0, 30.0, 7.0),
        window=_HALF_A_DAY_S,
    ),
    "function or fleet": Topic(
        ("crossing", "utilisation"),
        (
            "load.peak_per_hour", "QueueFleet.idle_s", "QueueFleet.min_workers", "Functions.memory_mb",
            "prices.price_list",
        ),
        _TEACHING,
        loads=False,
        shows=(Functions(), QueueFleet()),
    ),
}  # fmt: skip
