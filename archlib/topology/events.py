"""Edges over which nobody waits: invocations, events, and the rules that route them. Pure data, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from archlib.topology.policies import Delivery

Feature = Literal["upload", "manage"]
When = Literal["before", "after", "failure"]
Over = Literal["", "sizes"]
Pattern = Mapping[str, Any]  # an event pattern, see archlib.topology.patterns


@dataclass(frozen=True)
class Invoke:
    """Start a function, or hand a request to a pool, and go on: an asynchronous call.

    `answers` says that its success is the customer's answer too (a retry of what the door itself does).
    """

    source: str
    target: str
    delivery: Delivery = Delivery(tries=3, longest_age_s=21_600.0, backoff_s=60.0, jitter=0.0)
    required: bool = True
    answers: bool = False
    over: Over = ""
    on: Feature = "upload"
    when: When = "after"

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}:invoke"


@dataclass(frozen=True)
class Publish:
    """Put an event on a bus and go on.

    Attributes
    ----------
    kind : the event's detail-type, such as "video uploaded"
    most : "failure" only: events of this edge for one video at most
    """

    source: str
    target: str
    kind: str
    most: int = 1
    on: Feature = "upload"
    when: When = "after"

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}:{self.kind}"


@dataclass(frozen=True)
class Rule:
    """What a bus delivers to a target: the events that match a pattern.

    Attributes
    ----------
    pattern : in EventBridge's own syntax, over the fields of `archlib.topology.patterns.event`
    required : False for a consumer without which a video is ready all the same
    answers, over : as for `Invoke`
    """

    source: str
    target: str
    pattern: Pattern = field(hash=False)
    delivery: Delivery = Delivery()
    required: bool = True
    answers: bool = False
    over: Over = ""
    on: Feature = "upload"

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}:rule"
