"""A first-in first-out queue before a function: an invocation takes several messages in one receive."""

from dataclasses import dataclass
from typing import Any

from archlib.outcome.trace import Reason
from archlib.topology import Receive
from tests.oracles.clock import DEADLINE, POLL, Clock
from tests.oracles.environments import Environments
from tests.oracles.visits import Visit


@dataclass(eq=False)
class Message:
    """One message; `receives` counts those so far, `plan` is the end of its visibility timeout."""

    video: int
    number: int
    receives: int = 0
    plan: Any = None


class Messages:
    """`visible` ones in their order; `final` says by video why they are gone. A function polls all the time.

    Nobody receives before all else at an instant is done, so messages that come together go into one batch.
    """

    def __init__(self, clock: Clock, edge: Receive, platform: Environments) -> None:
        self.clock, self.edge, self.platform = clock, edge, platform
        self.visible: list[Message] = []
        self.sent = self.receives = self.deletes = 0
        self.final: dict[int, Reason] = {}
        self.planned = False
        platform.pull = self.look

    def send(self, video: int) -> None:
        """A new message comes."""
        self.show(Message(video, self.sent))
        self.sent += 1

    def show(self, message: Message) -> None:
        """A message is visible, at its place among the others."""
        self.visible.append(message)
        self.visible.sort(key=lambda m: m.number)
        self.look()

    def look(self) -> None:
        """Poll when nothing else happens at this instant."""
        if self.visible and not self.planned:
            self.planned = True
            self.clock.plan(0.0, POLL, self.poll)

    def poll(self) -> None:
        """Begin an invocation, if one may begin; and perhaps another one."""
        self.planned = False
        if self.visible and self.platform.invoke(self.receive):
            self.look()

    def receive(self) -> list[Visit]:
        """Hand out as many messages as an invocation takes."""
        size = self.platform.station.batch
        batch, self.visible = self.visible[:size], self.visible[size:]
        self.receives += 1
        visits = [self.hand_out(message) for message in batch]
        self.platform.visits += visits
        return visits

    def hand_out(self, message: Message) -> Visit:
        """One message is in flight."""
        message.receives += 1
        message.plan = self.clock.plan(self.edge.visibility_s, DEADLINE, lambda: self.overdue(message))
        return Visit(message.video, message.receives, self.clock.now, lambda _, reason: self.done(message, reason))

    def done(self, message: Message, reason: Reason) -> None:
        """Delete what is done; the rest comes back by its timeout. One that was overtaken is deleted all the same."""
        if reason is Reason.OK:
            if message.video not in self.final:
                message.plan.cancel()
                if message in self.visible:
                    self.visible.remove(message)
                self.deletes += 1
            self.final[message.video] = Reason.OK  # also of a dead letter: the video is ready

    def overdue(self, message: Message) -> None:
        """The timeout of the newest receive is over."""
        if message.receives >= self.edge.max_receives:
            self.final[message.video] = Reason.DEAD_LETTERED
        else:
            self.show(message)
