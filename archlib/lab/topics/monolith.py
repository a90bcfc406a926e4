"""The questions that are put to the monolith, each with a few controls and the pictures that answer it."""

from typing import Final

from archlib.lab.topic import Topic

_QUIET = (
    ("failures.standard_week", "false"),
    ("failures.service_failures", "false"),
)  # nothing fails but what is chosen

MONOLITH: Final[dict[str, Topic]] = {
    "fails together": Topic(
        ("strips", "matrix"),
        ("failures.outage_role", "failures.outage_effect", "failures.outage_start_h", "failures.outage_hours"),
        (*_QUIET, ("failures.outage_role", "upload")),
        loads=False,
    ),
    "a product": Topic(
        ("availability", "budget", "strips"),
        ("failures.code_nines", "failures.host_nines", "failures.repair_h", "chance.seed"),
        (*_QUIET, ("failures.random_failures", "true"), ("load.days", "28")),
        loads=False,
    ),
    "bills together": Topic(
        ("bill", "cost"),
        ("load.base_per_hour", "load.peak_per_hour", "load.watch_per_s", "Monolith.instance"),
        _QUIET,
        loads=False,
        pins=True,
    ),
    "scales together": Topic(
        ("utilisation", "queue", "bill"),
        ("load.peak_per_hour", "Monolith.replicas", "Monolith.instance", "Monolith.room"),
        _QUIET,
        loads=False,
        pins=True,
    ),
}
