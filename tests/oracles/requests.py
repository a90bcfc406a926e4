"""What goes through the stations: requests (calls and deliveries) and messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from archlib.topology import Call, Entry, Receive
from tests.oracles.clock import Plan

if TYPE_CHECKING:
    from tests.oracles.desks import Desk, Instance

CLIENT = "client"  # the parent of a customer's request; None is the parent of an abandoned one


@dataclass(eq=False)
class Message:
    """One message on a queue: new, visible, in flight, or gone."""

    video: int
    number: int
    state: str = "new"
    receives: int = 0
    current: Union["Request", None] = None
    expiry: Plan | None = None


@dataclass(eq=False)
class Request:
    """One try of a call, or one delivery of a message: waiting, served, pausing, or over."""

    video: int
    edge: Entry | Call | Receive
    parent: Union["Request", Message, str, None]
    desk: "Desk | None"
    way: Iterator[object]
    attempt: int = 1
    state: str = "new"
    instance: "Instance | None" = None
    worked: bool = False
    calls: bool = False
    child: Union["Request", None] = None
    work: Plan | None = None
    deadline: Plan | None = None
    pause: Plan | None = None

    def abandon(self) -> None:
        """Nobody waits for it any more: no answer, and nobody's patience to end."""
        self.parent = None
        if self.deadline is not None:
            self.deadline.cancel()

    def forget_plans(self) -> None:
        """Cancel what it had before it."""
        for plan in (self.work, self.deadline, self.pause):
            if plan is not None:
                plan.cancel()
