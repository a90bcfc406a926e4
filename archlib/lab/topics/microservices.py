"""The questions of the panel of microservices, each with a few controls and the pictures that answer it."""

from typing import Any, Final

from archlib.architectures import Microservices, Monolith
from archlib.course.chain import Chain
from archlib.course.small import notes, rushes
from archlib.lab.topic import Topic
from archlib.lab.topics.quiet import QUIET
from archlib.workload import Workload

_BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}
_TEACHING = (*QUIET, ("prices.price_list", "teaching"))


def seldom() -> Workload:
    """Return 60 days with an upload an hour: what is asked is how long things are up."""
    return Workload.homogeneous(per_hour=1.0, days=60.0, transcode_s=10.0, **_BARE)


def nobody() -> Workload:
    """Return a day on which nobody comes and nobody watches."""
    return Workload.homogeneous(per_hour=0.0, days=1.0, watch_per_s=0.0, watch_peak_per_s=0.0, **_BARE)


def steady() -> Workload:
    """Return a day with ten videos an hour."""
    return Workload.homogeneous(per_hour=10.0, days=1.0, watch_per_s=0.0, watch_peak_per_s=0.0, **_BARE)


MICROSERVICES: Final[dict[str, Topic]] = {
    "the same week": Topic(
        ("scorecard", "bill", "strips"),
        (
            "load.peak_per_hour", "Monolith.replicas", "Microservices.replicas", "failures.outage_role",
            "failures.outage_hours",
        ),
        (("prices.price_list", "teaching"), ("failures.outage_hours", "2")),
        loads=False,
        shows=(Monolith(), Microservices()),
    ),
    "one thing": Topic(
        ("bill", "matrix", "utilisation"),
        ("load.peak_per_hour", "failures.outage_role", "failures.outage_effect", "failures.outage_hours"),
        (*_TEACHING, ("failures.outage_start_h", "20")),
        loads=False,
        shows=(Microservices(min_workers=0),),
    ),
    "makers and takers": Topic(
        ("parts", "wiring"),
        ("load.per_hour", "failures.outage_role", "failures.outage_start_h", "failures.outage_hours"),
        (*QUIET, ("failures.outage_start_h", "8"), ("failures.outage_hours", "4")),
        loads=False,
        shows=(notes(),),
        brings=steady,
    ),
    "queues carry events": Topic(
        ("queue", "strips", "parts"),
        (
            "load.per_hour", "failures.outage_role", "failures.outage_hours", "Microservices.sizes_in_parallel",
            "Microservices.visibility_s",
        ),
        (*QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "8"), ("failures.outage_hours", "4")),
        loads=False,
        shows=(Microservices(visibility_s=1_800.0, max_receives=100),),
        brings=steady,
    ),
    "a chain": Topic(
        ("chain", "latency"),
        ("Chain.services", "Chain.replicas", "failures.code_nines", "failures.outage_role", "Chain.hop_s"),
        (
            *QUIET, ("failures.random_failures", "true"), ("failures.host_nines", "6"),
            ("failures.repair_h", repr(1 / 12)), ("failures.outage_start_h", "1000"), ("failures.outage_hours", "24"),
        ),
        loads=False,
        shows=(Chain(services=10, link="call"), Chain(services=10, link="queue")),
        brings=seldom,
        together=True,
    ),
    "partners": Topic(
        ("joined",),
        ("Chain.services", "Chain.link"),
        QUIET,
        loads=False,
        shows=(Chain(services=6, link="queue"),),
        brings=steady,
    ),
    "a floor": Topic(
        ("floor", "bill"),
        ("Chain.services", "Chain.replicas", "load.per_hour", "Monolith.instance", "prices.price_list"),
        _TEACHING,
        loads=False,
        shows=(Chain(services=6, replicas=2), Monolith(instance="c5.large")),
        brings=nobody,
    ),
    "few and many": Topic(
        ("bill", "latency", "utilisation"),
        (
            "load.base_per_hour", "load.peak_per_hour", "Monolith.instance", "Monolith.replicas",
            "Microservices.min_workers",
        ),
        _TEACHING,
        loads=False,
        shows=(Monolith(instance="c5.large", room=10_000), Microservices(min_workers=0)),
        brings=lambda: rushes(300.0, 7),
        stops=(("load.base_per_hour", (15.9,)), ("load.peak_per_hour", (318.0,))),
    ),
    "steps": Topic(
        ("transitions", "bill"),
        ("Microservices.transitions", "load.transcode_s", "prices.requests", "prices.price_list"),
        (*_TEACHING, ("Microservices.transitions", "1200")),
        loads=False,
        brings=steady,
    ),
    "stores": Topic(
        ("stores", "strips"),
        ("Microservices.stores", "failures.outage_instance", "failures.outage_role", "failures.outage_hours"),
        (
            *QUIET, ("failures.outage_role", "store"), ("failures.outage_scope", "one instance"),
            ("failures.outage_instance", "1"), ("failures.outage_start_h", "8"), ("failures.outage_hours", "4"),
        ),
        loads=False,
        pins=True,
        brings=steady,
    ),
}  # fmt: skip
