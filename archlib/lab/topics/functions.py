"""The questions of the panel of functions, each with a few controls and the pictures that answer it."""

from typing import Final

from archlib.architectures import Functions, QueueFleet
from archlib.lab.topic import Topic

_QUIET = (
    ("failures.standard_week", "false"),
    ("failures.service_failures", "false"),
)  # nothing fails but what is chosen

FUNCTIONS: Final[dict[str, Topic]] = {
    "memory and cost": Topic(
        ("bill", "latency"),
        ("Functions.memory_mb", "Functions.parallel", "Functions.init_s", "load.peak_per_hour"),
        (*_QUIET, ("prices.price_list", "teaching")),
        loads=False,
        pins=True,
    ),
    "cold starts": Topic(
        ("machines", "latency"),
        ("Functions.keep_alive_s", "Functions.init_s", "load.peak_per_hour", "chance.seed"),
        _QUIET,
        loads=False,
        pins=True,
    ),
    "limits": Topic(
        ("machines", "scorecard"),
        ("Functions.concurrency", "Functions.ramp", "Functions.limit_s", "Functions.retries", "load.peak_per_hour"),
        _QUIET,
        loads=False,
        pins=True,
    ),
    "function or fleet": Topic(
        ("cost", "bill"),
        ("load.peak_per_hour", "Functions.memory_mb", "QueueFleet.idle_s", "QueueFleet.min_workers"),
        (*_QUIET, ("prices.price_list", "teaching")),
        loads=False,
        shows=(Functions(), QueueFleet()),
    ),
}
"""Notebook 07: its bets, exercises and worked examples."""
