"""The questions of the panel of tiers, each with a few controls and the pictures that answer it."""

from typing import Final

from archlib.architectures import Monolith, Tiers
from archlib.course.three import SLOW_FROM_H, SLOW_HOURS, calm, steady, year
from archlib.lab.topic import Topic

_QUIET = (
    ("failures.standard_week", "false"),
    ("failures.service_failures", "false"),
)  # nothing fails but what is chosen

TIERS: Final[dict[str, Topic]] = {
    "apart or together": Topic(
        ("downtime", "matrix"),
        ("Tiers.placement", "failures.code_nines", "failures.host_nines", "load.days", "chance.seed"),
        (*_QUIET, ("failures.random_failures", "true"), ("failures.repair_h", "0.25")),
        loads=False,
        shows=(Monolith(), Tiers()),
        brings=year,
    ),
    "one address": Topic(
        ("strips", "matrix"),
        (
            "failures.outage_role", "failures.outage_effect", "failures.outage_start_h", "failures.outage_hours",
            "Tiers.placement",
        ),
        (*_QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "36")),
        loads=False,
        shows=(Monolith(), Tiers()),
        brings=calm,
    ),
    "held threads": Topic(
        ("held", "latency", "strips"),
        (
            "failures.outage_factor", "failures.outage_hours", "Tiers.process_instance", "Tiers.upload_threads",
            "Tiers.timeout_s",
        ),
        (
            *_QUIET, ("failures.outage_role", "process"), ("failures.outage_effect", "slow"),
            ("failures.outage_factor", "1.5"), ("failures.outage_start_h", str(SLOW_FROM_H)),
            ("failures.outage_hours", str(SLOW_HOURS)),
        ),
        loads=False,
        pins=True,
        brings=steady,
    ),
    "sizes of its own": Topic(
        ("sizes", "bill"),
        (
            "load.peak_per_hour", "Tiers.process_instance", "Tiers.upload_instance", "Tiers.manage_instance",
            "Monolith.instance",
        ),
        (*_QUIET, ("prices.price_list", "teaching")),
        loads=False,
        shows=(Monolith(), Tiers()),
    ),
}  # fmt: skip
