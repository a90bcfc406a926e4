"""The questions that the panel of resilience puts about time, requests, budgets and luck; storms have a bench."""

import math
from collections.abc import Mapping
from typing import Final

from archlib.architectures import LoadBalanced, Monolith, QueueFleet
from archlib.course.loads import at_clock, box, month
from archlib.faults import standard_week
from archlib.lab.outages import written
from archlib.lab.topic import Topic
from archlib.lab.topics.quiet import QUIET
from archlib.prices import MONTH_HOURS
from archlib.workload import Workload
from archlib.workload.steps import DAY_S

_TEN_DAYS = (0.0, 10 * DAY_S)

# four parts that are all needed and are 99.9 % together: three codes and a host, each by itself
_NINES_OF_FOUR = f"{-math.log10(1 - 0.999 ** (1 / 4)):.4g}"


def nobody() -> Workload:
    """Return a month in which nobody comes: what is asked is how long things are up."""
    return Workload.homogeneous(per_hour=0.0, days=round(MONTH_HOURS / 24, 1), watch_per_s=0.0, watch_peak_per_s=0.0)


RESILIENCE: Final[Mapping[str, Topic]] = {
    "three ways to count": Topic(
        ("availability", "strips"),
        (
            "failures.outage_start_h", "failures.outage_hours", "failures.outage_role", "contract.deadline_s",
            "load.peak_per_hour",
        ),
        (*QUIET, ("failures.outage_role", "process"), ("failures.outage_start_h", "44.25")),
        loads=False,
        shows=(LoadBalanced(), QueueFleet()),
        stops=(("failures.outage_start_h", (27.25, 44.25)),),
    ),
    "burn rates": Topic(
        ("burn", "budget"),
        ("failures.outage_hours", "failures.outage_start_h", "failures.flaky", "contract.upload"),
        (
            *QUIET, ("failures.outage_role", "upload"), ("failures.outage_start_h", f"{at_clock(21, day=3):g}"),
            ("failures.outage_hours", "0.1"),
        ),
        loads=False,
        shows=(box(4),),
        brings=month,
        window=_TEN_DAYS,
        stops=(("failures.flaky", (0.0005, 0.001, 0.002, 0.005)),),
    ),
    "a perfect month": Topic(
        ("luck", "strips"),
        ("failures.code_nines", "failures.repair_h", "load.days", "failures.common_cause", "Monolith.replicas"),
        (
            *QUIET, ("failures.random_failures", "true"), ("failures.code_nines", _NINES_OF_FOUR),
            ("failures.host_nines", _NINES_OF_FOUR),
        ),
        loads=False,
        shows=(Monolith(),),
        brings=nobody,
        stops=(("load.days", (60.0, 91.0, 182.0, 365.0)),),
    ),
    "the standard week": Topic(
        ("strips", "burn", "availability"),
        (
            "failures.outages", "failures.random_failures", "failures.code_nines", "failures.repair_h", "chance.seed",
        ),
        (*QUIET, ("failures.outages", written(standard_week()))),
        loads=False,
        shows=(LoadBalanced(), QueueFleet()),
    ),
}  # fmt: skip
