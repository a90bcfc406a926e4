"""Edges: the verbs of the language. Pure data, no behaviour.

An edge belongs to one journey (`on`, a feature) and runs `before` or `after` its source's own work; the edges of a
station run in the order written.
"""

from dataclasses import dataclass
from typing import Literal

Feature = Literal["upload", "manage"]
When = Literal["before", "after"]
INFINITY = float("inf")


@dataclass(frozen=True)
class Policy:
    """How a caller waits and tries again.

    Attributes
    ----------
    timeout_s : from the call on; infinite for none
    cancels_callee : whether giving up also ends the work at the callee (else it goes on, abandoned)
    tries : 1 means no retry
    backoff_s, backoff_cap_s : the wait before try k + 1 is min(cap, backoff * 2**(k - 1)), ...
    jitter : ... of which this share is multiplied by a uniform draw (1 is "full jitter")
    """

    timeout_s: float = INFINITY
    cancels_callee: bool = False
    tries: int = 1
    backoff_s: float = 0.0
    backoff_cap_s: float = INFINITY
    jitter: float = 0.0


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
class Call:
    """A synchronous call: the caller's slot is held until the answer."""

    source: str
    target: str
    on: Feature = "upload"
    when: When = "after"
    policy: Policy = Policy()

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}"


@dataclass(frozen=True)
class Send:
    """Put a message on a queue and go on."""

    source: str
    target: str
    on: Feature = "upload"
    when: When = "after"

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}"


@dataclass(frozen=True)
class Receive:
    """Consumers poll a queue; a message not deleted within the visibility timeout becomes visible again.

    Attributes
    ----------
    visibility_s : from the receive on
    max_receives : after so many receives that did not end in a delete the message is dead-lettered
    stale_receipt_deletes : whether a worker whose receipt has been overtaken by a later receive still deletes
    """

    source: str
    target: str
    visibility_s: float = 900.0
    max_receives: int = 3
    stale_receipt_deletes: bool = True
    on: Feature = "upload"

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}"


@dataclass(frozen=True)
class Put:
    """Write objects to a store. `what` is "master" (one object) or "sizes" (one object a size)."""

    source: str
    target: str
    what: Literal["master", "sizes"] = "sizes"
    on: Feature = "upload"
    when: When = "after"

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}:{self.what}"


@dataclass(frozen=True)
class Get:
    """Read one object from a store."""

    source: str
    target: str
    on: Feature = "upload"
    when: When = "before"

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}:get:{self.on}"


Edge = Entry | Call | Send | Receive | Put | Get
