"""The questions of the panel of measures, each with a few controls and the pictures that answer it."""

import math
from typing import Final

from archlib.architectures import QueueFleet
from archlib.course.loads import at_clock, box, even, evenings, month
from archlib.lab.ghosts import Ghost
from archlib.lab.topic import Topic
from archlib.workload.steps import DAY_S

_QUIET = (
    ("failures.standard_week", "false"),
    ("failures.service_failures", "false"),
)  # nothing fails but what is chosen
_DOWN = (*_QUIET, ("failures.outage_role", "upload"))
_NOON, _NIGHT, _EVENING = (f"{at_clock(hour, day=0):g}" for hour in (12, 3, 21))

_TWO_DAYS = (0.0, 2 * DAY_S)  # of a month

# three parts that are all needed and are 99.9 % together, each by itself
_NINES_OF_THREE = f"{-math.log10(1 - 0.999 ** (1 / 3)):.4g}"

MEASURES: Final[dict[str, Topic]] = {
    "a budget": Topic(
        ("budget", "availability"),
        ("failures.outage_hours", "contract.upload"),
        (*_DOWN, ("failures.outage_start_h", _NOON)),
        loads=False,
        brings=month,
        window=_TWO_DAYS,
    ),
    "an hour down": Topic(
        ("arrivals", "availability", "budget"),
        ("failures.outage_start_h", "failures.outage_hours", "contract.upload"),
        (*_DOWN, ("failures.outage_start_h", _NIGHT)),
        loads=False,
        pins=True,
        brings=month,
        window=_TWO_DAYS,
    ),
    "a steeper evening": Topic(
        ("arrivals", "availability"),
        ("load.base_per_hour", "load.peak_per_hour", "load.peak_h", "failures.outage_start_h", "failures.outage_hours"),
        (*_DOWN, ("failures.outage_start_h", _EVENING)),
        loads=False,
        brings=evenings,
    ),
    "in time": Topic(
        ("availability", "budget"),
        ("failures.outage_hours", "failures.poison", "contract.deadline_s", "contract.ready_share"),
        (
            *_QUIET,
            ("failures.outage_role", "process"),
            ("failures.outage_start_h", _NOON),
            ("failures.outage_hours", "3"),
        ),
        loads=False,
        shows=(QueueFleet(),),
    ),
    "busy slots": Topic(
        ("slots", "utilisation"),
        ("load.per_hour", "load.transcode_s", "load.transcode_cv", "Monolith.replicas"),
        _QUIET,
        loads=False,
        shows=(box(4),),
        brings=lambda: even(60.0),
        ghosts=(Ghost("00.P2", "slots"),),
        window=(0.0, DAY_S),  # all of a week changes too fast to be read
    ),
    "a bill": Topic(
        ("bill",),
        ("prices.instances", "load.days", "load.per_hour", "Monolith.instance", "Monolith.replicas"),
        (*_QUIET, ("prices.price_list", "teaching")),
        loads=False,
        pins=True,
        shows=(box(),),
        brings=lambda: even(6.0),
    ),
    "a lucky month": Topic(
        ("strips", "availability"),
        ("chance.seed", "failures.code_nines", "failures.repair_h"),
        (
            *_QUIET,
            ("failures.random_failures", "true"),
            ("failures.code_nines", _NINES_OF_THREE),
            ("failures.host_nines", "6"),
        ),
        loads=False,
        brings=month,
    ),
}
