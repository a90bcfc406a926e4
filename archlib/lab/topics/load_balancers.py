"""The questions of the panel of load balancers, each with a few controls and the pictures that answer it."""

from typing import Any, Final, get_args

from archlib.architectures import LoadBalanced, QueueFleet, Tiers
from archlib.lab.topic import Topic
from archlib.topology.managed import Balancing
from archlib.workload import Workload

_QUIET = (
    ("failures.standard_week", "false"),
    ("failures.service_failures", "false"),
)  # nothing fails but what is chosen
_ENDLESS: Final[dict[str, Any]] = {
    "process_room": 10_000,
    "upload_threads": 10_000,
    "timeout_s": 86_400.0,
    "check_every_s": 0.0,
}
_BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}
POLICIES: Final = get_args(Balancing)


def busy(days: float = 7.0) -> Workload:
    """Return days that keep ten slots 90 % busy, with exponential work as the formulas of queues have it."""
    return Workload.homogeneous(per_hour=108.0, days=days, distribution="exponential", **_BARE)


def short_jobs() -> Workload:
    """Return an hour of many short jobs, so that several are at each instance at any time."""
    return Workload.homogeneous(per_hour=7200.0, days=1 / 24, transcode_s=24.0, **_BARE)


def months() -> Workload:
    """Return 90 days with an upload an hour: what is asked is how long things are up."""
    return Workload.homogeneous(per_hour=1.0, days=90.0, transcode_s=10.0, **_BARE)


def nobody() -> Workload:
    """Return a day on which nobody comes."""
    return Workload.homogeneous(per_hour=0.0, days=1.0, watch_per_s=0.0, watch_peak_per_s=0.0, **_BARE)


# up to a line that never ends: of ten slots at 300 s of work, 120 an hour is all; more is a long run of nothing else
_TO_THE_BRIM: Final = (
    "load.per_hour",
    ("12", "24", "36", "48", "60", "66", "72", "78", "84", "90", "96", "99", "102", "105", "108", "111", "114", "117"),
)

LOAD_BALANCERS: Final[dict[str, Topic]] = {
    "add balancers": Topic(
        ("wiring", "latency"),
        ("load.per_hour", "LoadBalanced.process_instances", "LoadBalanced.upload_instances", "LoadBalanced.front"),
        _QUIET,
        loads=False,
        shows=(Tiers(process_instance="c5.large"), LoadBalanced(process_instances=1, process_room=50)),
        brings=lambda: Workload.homogeneous(per_hour=10.0, days=7.0),
    ),
    "pooling": Topic(
        ("pooling", "utilisation"),
        (
            "load.per_hour", "load.distribution", "load.transcode_cv", "LoadBalanced.process_instances",
            "LoadBalanced.policy",
        ),
        _QUIET,
        loads=False,
        pins=True,
        shows=(LoadBalanced(policy="central_queue", **_ENDLESS),),
        brings=lambda: busy(14.0),
        narrows=(_TO_THE_BRIM,),
    ),
    "five policies": Topic(
        ("latency", "pooling"),
        (
            "load.per_hour", "LoadBalanced.process_instances", "failures.outage_role", "failures.outage_factor",
            "chance.seed",
        ),
        (
            *_QUIET, ("failures.outage_effect", "slow"), ("failures.outage_scope", "one instance"),
            ("failures.outage_start_h", "0"), ("failures.outage_hours", "168"),
        ),
        loads=False,
        shows=tuple(LoadBalanced(policy=policy, **_ENDLESS) for policy in POLICIES),
        brings=busy,
        together=True,
        narrows=(_TO_THE_BRIM,),
    ),
    "one is slow": Topic(
        ("instances",),
        ("LoadBalanced.policy", "failures.outage_factor", "LoadBalanced.process_instances", "load.per_hour"),
        (
            *_QUIET, ("failures.outage_role", "process"), ("failures.outage_effect", "slow"),
            ("failures.outage_scope", "one instance"), ("failures.outage_start_h", "0"),
            ("failures.outage_hours", "168"),
        ),
        loads=False,
        shows=(LoadBalanced(**_ENDLESS),),
        brings=lambda: busy(1.0),
    ),
    "how many": Topic(
        ("ceiling", "bill"),
        (
            "LoadBalanced.upload_instances", "LoadBalanced.process_instances", "LoadBalanced.manage_instances",
            "failures.balancer_nines", "failures.common_cause",
        ),
        (
            *_QUIET, ("failures.random_failures", "true"), ("failures.balancer_nines", "4"),
            ("failures.repair_h", repr(1 / 60)),
        ),
        loads=False,
        shows=(
            LoadBalanced(upload_instances=1, process_instances=1, manage_instances=1, check_every_s=0.0),
            Tiers(process_instance="c5.large"),
        ),
        brings=months,
    ),
    "a dead instance": Topic(
        ("instances", "strips"),
        (
            "failures.outage_scope", "LoadBalanced.policy", "LoadBalanced.check_every_s", "LoadBalanced.fail_after",
            "LoadBalanced.process_instances",
        ),
        (
            *_QUIET, ("failures.outage_role", "process"), ("failures.outage_scope", "one instance"),
            ("failures.outage_start_h", "0.25"), ("failures.outage_hours", "0.25"),
        ),
        loads=False,
        shows=(LoadBalanced(process_instance="c5.4xlarge", process_room=1_000),),
        brings=short_jobs,
    ),
    "never zero": Topic(
        ("bill", "strips"),
        (
            "load.per_hour", "LoadBalanced.process_instances", "QueueFleet.min_workers", "failures.outage_role",
            "prices.price_list",
        ),
        (
            *_QUIET, ("prices.price_list", "teaching"), ("failures.outage_start_h", "0"),
            ("failures.outage_hours", "24"),
        ),
        loads=False,
        shows=(
            LoadBalanced(upload_instances=1, process_instances=1, manage_instances=1),
            QueueFleet(upload_instances=1, manage_instances=1),
        ),
        brings=nobody,
    ),
}  # fmt: skip
