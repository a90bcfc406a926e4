"""Edges over which nobody waits: invocations, events, and the rules that route them. Pure data, no behaviour."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from archlib.topology.joins import Joins
from archlib.topology.policies import Delivery
from archlib.topology.syntax import CHANGED, CREATED, OBJECTS, SOURCE, WATCHERS

Feature = Literal["upload", "manage"]
When = Literal["before", "after", "failure"]
Over = Literal["", "sizes"]
Pattern = Mapping[str, Any]  # an event pattern, see archlib.topology.patterns


@dataclass(frozen=True)
class Invoke(Joins):
    """Start a function, or hand a request to a pool, and go on: an asynchronous call.

    `answers` says that its success is the customer's answer too (a retry of what the door itself does).
    """

    delivery: Delivery = Delivery(tries=3, longest_age_s=21_600.0, backoff_s=60.0, jitter=0.0)
    required: bool = True
    answers: bool = False
    over: Over = ""
    on: Feature = "upload"
    when: When = "after"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return ":invoke"


@dataclass(frozen=True)
class Publish(Joins):
    """Put an event on a bus and go on.

    Attributes
    ----------
    kind : the event's detail-type, such as "video uploaded"
    most : "failure" only: events of this edge for one video at most
    origin : the event's source
    new_version_s : from then on, s, its events have the next version of their schema: 2 after 1; infinite for never
    """

    origin: ClassVar[str] = SOURCE
    kind: str
    most: int = 1
    new_version_s: float = math.inf
    on: Feature = "upload"
    when: When = "after"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return f":{self.kind}"


@dataclass(frozen=True)
class Notify(Joins):
    """A store tells a bus of each object that is put into it: of a master, and of each size.

    The put does not wait for it, and a bus that is down fails no put: the event is kept, and what it is brought to
    over the rules is tried by each rule's `Delivery`. Leaves out: entries of tables, objects that are deleted, and
    what is put on other journeys than the upload's.

    Attributes
    ----------
    kind, origin : the event's detail-type and source, see `archlib.topology.patterns.created`
    """

    kind: ClassVar[str] = CREATED
    origin: ClassVar[str] = OBJECTS
    on: Feature = "upload"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return ":notify"


@dataclass(frozen=True)
class Watch(Joins):
    """What an alarm looks at: it leads from a queue or a function to the alarm."""

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return ":watch"


@dataclass(frozen=True)
class Alert(Joins):
    """An alarm tells a bus that its state has changed.

    As with `Notify`, a bus that is down loses no event: each rule's `Delivery` tries to bring it.

    Attributes
    ----------
    kind, origin : the event's detail-type and source, see `archlib.topology.patterns.changed`
    """

    kind: ClassVar[str] = CHANGED
    origin: ClassVar[str] = WATCHERS
    on: Feature = "upload"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return ":alert"


@dataclass(frozen=True)
class Rule(Joins):
    """What a bus delivers to a target: the events that match a pattern.

    Attributes
    ----------
    pattern : in EventBridge's own syntax, over the fields of `archlib.topology.patterns.event`
    required : False for a consumer without which a video is ready all the same
    answers, over : as for `Invoke`
    reads_new_s : from when on, s, the target can read a new version of an event's schema (see `Publish`); 0 for who
        reads any. Before, it begins, cannot read, and that try has failed ("unreadable"). A queue hands on
        what it holds unread: whoever receives it has to read it.

    Notes
    -----
    Leaves out: more than one change of a schema, and consumers that misread what they take to be readable.
    """

    pattern: Pattern = field(hash=False)
    delivery: Delivery = Delivery()
    required: bool = True
    answers: bool = False
    over: Over = ""
    reads_new_s: float = 0.0
    on: Feature = "upload"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return ":rule"
