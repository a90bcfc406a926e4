"""Rules to be written: the events of a real run, consumers that wish to hear of some of them, and who is told.

Patterns are in EventBridge's own syntax, matched by `archlib.topology.patterns`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from archlib import faults
from archlib.architectures import EventDriven
from archlib.course.loads import played
from archlib.course.stream import Event, stream
from archlib.errors import TopologyError
from archlib.scenario import Scenario
from archlib.topology.patterns import check_pattern, matches
from archlib.workload import Workload

LONGEST: Final = 2048  # letters of a pattern; Amazon EventBridge quotas, "Event pattern size", seen 2026-11-26
LARGE_GB: Final = 1.0
FIELD, RENAMED = "master_gb", "size_gb"


@dataclass(frozen=True)
class Wish:
    """A consumer: what it wishes to hear of, a first pattern that may be wrong, one that is right, and a hint."""

    consumer: str
    wish: str
    first: str
    right: Mapping[str, Any]
    hint: str


WISHES: Final = (
    Wish(
        "process",
        "every uploaded video",
        '{"detail-type": ["video uploaded"]}',
        {"detail-type": ["video uploaded"]},
        "It is right as it stands.",
    ),
    Wish(
        "large videos",
        "uploaded videos whose master has more than 1 GB",
        '{"detail-type": ["video uploaded"]}',
        {"detail-type": ["video uploaded"], "detail": {"master_gb": [{"numeric": [">", LARGE_GB]}]}},
        'Ask for a number in the detail: {"numeric": [">", 1]}.',
    ),
    Wish(
        "archive",
        "masters that were stored, not the sizes made of them",
        '{"source": ["aws.s3"]}',
        {"source": ["aws.s3"], "detail": {"object": {"key": [{"prefix": "master/"}]}}},
        'Look at the object\'s key: {"prefix": "master/"}.',
    ),
    Wish(
        "on call",
        "alarms that begin, not those that end",
        '{"detail-type": [{"prefix": "CloudWatch"}]}',
        {"source": ["aws.cloudwatch"], "detail": {"state": {"value": ["ALARM"]}}},
        "The state has a value, to be matched exactly.",
    ),
    Wish(
        "audit",
        "all that the application itself tells, nothing of AWS's services",
        '{"source": [{"anything-but": ["aws.s3"]}]}',
        {"source": [{"anything-but": {"prefix": "aws."}}]},
        "anything-but takes a prefix, too.",
    ),
    Wish(
        "usage",
        "all events that tell how large a master is",
        '{"detail": {"master_gb": [{"exists": true}]}}',
        {"detail": {"master_gb": [{"exists": True}]}},
        "It is right as it stands; then let a producer rename the field.",
    ),
)


class Variety(NamedTuple):
    """Events of one kind that somebody may want to tell apart, with who told of them."""

    name: str
    origin: str
    events: tuple[Event, ...]


@lru_cache(maxsize=1)
def varieties() -> tuple[Variety, ...]:
    """Return the events of twelve hours of the event-driven system with some failures, by variety."""
    load = Workload.homogeneous(per_hour=6.0, days=0.5, transcode_s=120.0, master_gb=0.8, master_cv=0.8)
    plan = faults.flaky(0.1, role="upload") + faults.down("process", 6.0, 0.5) + faults.down("manage", 9.0, 0.25)
    found: dict[tuple[str, str], list[Event]] = {}
    for told in stream(
        played(EventDriven(self_retries=2, object_events=True, alarm=True), Scenario(load, faults=plan))
    ):
        for i in range(len(told.time_s)):
            event = told.event(i)
            found.setdefault((_variety(event), told.origin), []).append(event)
    return tuple(Variety(name, origin, tuple(events)) for (name, origin), events in found.items())


def _variety(event: Event) -> str:
    kind, detail = event["detail-type"], event["detail"]
    match event["source"]:
        case "aws.s3":
            return f"{kind}: {'master' if detail['object']['key'].startswith('master/') else 'size'}"
        case "aws.ecs":
            return f"{kind}: {detail['lastStatus']}"
        case "aws.cloudwatch":
            return f"{kind}: {detail['state']['value']}"
    if kind == "video uploaded":
        return f"{kind}, {'more than' if detail[FIELD] > LARGE_GB else 'up to'} {LARGE_GB:g} GB"
    return str(kind)


def read_pattern(text: str) -> dict[str, Any]:
    """Return the pattern that was written.

    Raises
    ------
    TopologyError
        if it is too long, no JSON, has a field twice, or is no pattern for events of these shapes; the message says
        where and what to do
    """
    if len(text) > LONGEST:
        raise TopologyError(f"a pattern of {len(text):,} letters is refused: at most {LONGEST:,}. Shorten it.")
    try:
        pattern = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        do = 'Write it like {"detail-type": ["video uploaded"]}, texts and names in double quotes'
        raise TopologyError(f"no JSON: {error.msg.lower()} at {where}. {do}.") from None
    except RecursionError:
        raise TopologyError("a pattern so deeply nested is refused. Take some brackets away.") from None
    check_pattern(pattern, "this")
    return dict(pattern)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise TopologyError(f"the field {twice!r} comes twice, of which one would be lost. Join the two.")
    return made


def delivered(pattern: Mapping[str, Any], is_renamed: bool = False) -> tuple[int, ...]:
    """Return of each variety how many events a rule with this pattern delivers.

    Parameters
    ----------
    is_renamed : whether producers write RENAMED where they wrote FIELD
    """
    change = renamed if is_renamed else dict
    return tuple(sum(matches(pattern, change(event)) for event in variety.events) for variety in varieties())


def both(pattern: Mapping[str, Any], right: Mapping[str, Any], is_renamed: bool = False) -> tuple[int, ...]:
    """Return of each variety how many events are delivered that were wished for; wishes know no new names."""
    change = renamed if is_renamed else dict
    return tuple(
        sum(matches(pattern, change(event)) and matches(right, event) for event in variety.events)
        for variety in varieties()
    )


def renamed(event: Event) -> Event:
    """Return an event with its field FIELD under the name RENAMED, if it has that field."""
    detail = {RENAMED if name == FIELD else name: value for name, value in event["detail"].items()}
    return {**event, "detail": detail}
