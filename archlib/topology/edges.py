"""Edges: the verbs of the language. Pure data, no behaviour.

An edge belongs to one journey (`on`, a feature) and runs `before` or `after` its source's own work, or (publish and
invoke) on its `failure`; the edges of a station run in the order written.
"""

from dataclasses import dataclass
from typing import Literal

from archlib.topology.events import Alert, Feature, Invoke, Notify, Over, Publish, Rule, Watch, When
from archlib.topology.joins import Joins
from archlib.topology.policies import Policy


@dataclass(frozen=True)
class Entry:
    """A feature's door: customers call `target`, or send it a message if it is a queue.

    A queue answers at once; of the policy its retries count, and its timeout never comes.
    """

    feature: Feature
    target: str
    policy: Policy = Policy()

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.feature}>{self.target}"


@dataclass(frozen=True)
class Call(Joins):
    """A synchronous call: the caller's slot is held until the answer.

    With over="sizes" there is one call for each required size, all at once, and the caller waits for all of them
    (fan-out and join); behind it the work of a video is shared among its sizes.
    """

    on: Feature = "upload"
    when: When = "after"
    policy: Policy = Policy()
    over: Over = ""


@dataclass(frozen=True)
class Send(Joins):
    """Put a message on a queue and go on; with over="sizes" one message for each required size."""

    on: Feature = "upload"
    when: When = "after"
    over: Over = ""


@dataclass(frozen=True)
class Receive(Joins):
    """Consumers poll a queue; a message not deleted within the visibility timeout becomes visible again.

    Attributes
    ----------
    visibility_s : from the receive on
    max_receives : after so many receives that did not end in a delete the message is dead-lettered
    stale_receipt_deletes : whether a worker whose receipt has been overtaken by a later receive still deletes
    """

    visibility_s: float = 900.0
    max_receives: int = 3
    stale_receipt_deletes: bool = True
    on: Feature = "upload"


@dataclass(frozen=True)
class Put(Joins):
    """Write to a store: the "master" (one object), the "sizes" (one object a size), or an "entry" of a table."""

    what: Literal["master", "sizes", "entry"] = "sizes"
    on: Feature = "upload"
    when: When = "after"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return f":{self.what}"


@dataclass(frozen=True)
class Get(Joins):
    """Read one object from a store."""

    on: Feature = "upload"
    when: When = "before"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return f":get:{self.on}"


@dataclass(frozen=True)
class Use(Joins):
    """Use a managed service so many times, such as the state transitions of an orchestrator."""

    times: int = 1
    on: Feature = "upload"
    when: When = "after"

    @property
    def ending(self) -> str:
        """What the name ends with."""
        return ":use"


@dataclass(frozen=True)
class Forward(Joins):
    """From a balancer to the pool behind it, on every journey."""


Edge = Entry | Call | Send | Receive | Put | Get | Use | Forward | Invoke | Publish | Notify | Watch | Alert | Rule
