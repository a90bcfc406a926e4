"""The questions that the panel of choosing puts about several architectures at once; `compare` has all seven."""

from collections.abc import Mapping
from typing import Final

from archlib.architectures import EventDriven, Functions, LoadBalanced, Monolith, QueueFleet
from archlib.lab.topic import Topic

_RIVALS: Final = (Monolith(), LoadBalanced(), QueueFleet(), EventDriven(), Functions())

CHOOSE: Final[Mapping[str, Topic]] = {
    "side by side": Topic(
        ("strips", "queue", "machines"),
        ("load.peak_per_hour", "failures.standard_week", "failures.outage_role", "failures.outage_hours"),
        (("failures.service_failures", "false"),),
        shows=(Monolith(), QueueFleet(), Functions()),
    ),
    "which are left": Topic(
        ("pareto", "scorecard"),
        (
            "many.seeds", "load.peak_per_hour", "failures.standard_week", "failures.service_failures",
            "contract.deadline_s",
        ),
        shows=_RIVALS,
    ),
    "patience": Topic(
        ("scorecard", "bill", "bands"),
        ("contract.deadline_s", "contract.ready_share", "load.peak_per_hour", "QueueFleet.max_workers"),
        (("failures.standard_week", "false"), ("failures.service_failures", "false")),
        shows=(Monolith(), QueueFleet(), Functions()),
    ),
    "the luck of one week": Topic(
        ("bands", "scorecard"),
        (
            "many.seeds", "chance.seed", "load.peak_per_hour", "failures.standard_week", "failures.service_failures",
        ),
        shows=(QueueFleet(), Monolith(), LoadBalanced(), EventDriven(), Functions()),
    ),
    "what matters": Topic(
        ("tornado",),
        (
            "many.shows", "load.peak_per_hour", "QueueFleet.max_workers", "failures.standard_week",
            "failures.service_failures",
        ),
        shows=(QueueFleet(), Functions()),
    ),
}  # fmt: skip
