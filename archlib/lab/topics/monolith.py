"""The questions that are put to the monolith, each with a few controls and the pictures that answer it."""

from typing import Final

from archlib.course.loads import box, even, rush
from archlib.course.three import year
from archlib.lab.ghosts import Ghost
from archlib.lab.topic import Topic

_QUIET = (
    ("failures.standard_week", "false"),
    ("failures.service_failures", "false"),
)  # nothing fails but what is chosen
_NINES = tuple(f"{tenths / 10:g}" for tenths in range(20, 61))  # fewer are more outages than anybody looks at
_TEACHING = ("prices.price_list", "teaching")  # as in the bets and the exercises

MONOLITH: Final[dict[str, Topic]] = {
    "fails together": Topic(
        ("strips", "matrix"),
        ("failures.outage_role", "failures.outage_effect", "failures.outage_start_h", "failures.outage_hours"),
        (*_QUIET, ("failures.outage_role", "upload")),
        loads=False,
        pins=True,
        narrows=(
            ("failures.outage_role", ("none", "upload", "process", "manage")),
            ("failures.outage_effect", ("down", "wrong answers", "slow", "throttled")),
        ),
    ),
    "a product": Topic(
        ("availability", "strips"),
        ("failures.code_nines", "failures.host_nines", "failures.repair_h", "chance.seed"),
        # repaired so quickly that a quarter of a year has over a hundred outages, and lies near the formula
        (*_QUIET, ("failures.random_failures", "true"), ("failures.repair_h", "0.1"), ("failures.host_nines", "2.5")),
        loads=False,
        brings=lambda: year().but(days=90.0),
        narrows=(
            ("failures.code_nines", _NINES),
            ("failures.host_nines", _NINES),
            ("failures.repair_h", ("0.1", "0.2", "0.5", "1", "2", "5", "10", "24")),
        ),
    ),
    "bills together": Topic(
        ("bill", "cost"),
        ("load.per_hour", "load.watch_per_s", "load.watch_peak_per_s", "load.master_gb", "Monolith.instance"),
        (*_QUIET, _TEACHING),
        loads=False,
        pins=True,
        shows=(box(),),
        brings=lambda: even(6.0),
        ghosts=(Ghost("01.P4", "cost"),),
    ),
    "scales together": Topic(
        ("utilisation", "queue", "bill"),
        ("load.peak_per_hour", "Monolith.replicas", "Monolith.instance", "Monolith.room"),
        (*_QUIET, _TEACHING),
        loads=False,
        pins=True,
        shows=(box(),),
        brings=rush,
    ),
}
