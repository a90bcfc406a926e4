"""A queue: messages are visible, in flight, or gone."""

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from archlib.draws import stream
from archlib.outcome.trace import Reason
from archlib.topology import Queue
from tests.oracles.clock import DEADLINE
from tests.oracles.requests import Message, Request

if TYPE_CHECKING:
    from tests.oracles.reference import World


class MessageQueue:
    """Visible messages in the order in which they will be received, and a count of those in flight."""

    def __init__(self, world: "World", station: Queue) -> None:
        self.world, self.clock, self.station = world, world.clock, station
        self.numbers = count()
        self.visible: list[Message] = []
        self.in_flight = 0
        (self.receive_edge,) = world.topology.receivers(station.name)
        drawn = stream(world.inputs.seed, "order", station.name).random(len(world.inputs.arrive))
        self.overtakes = drawn < station.reorder
        self.consumer = world.desks[self.receive_edge.target]
        self.consumer.queue = self

    @property
    def closed(self) -> bool:
        """Whether the service does not answer, or answers wrongly."""
        return self.world.services.refusal(self.station.name) is not None

    def send(self, video: int) -> None:
        """A new message comes."""
        message = Message(video, next(self.numbers))
        message.expiry = self.clock.plan(self.station.retention_s, DEADLINE, lambda: self.drop(message, Reason.EXPIRED))
        self.show(message)

    def show(self, message: Message) -> None:
        """A message becomes visible: a new one at the end, a returned one where the kind of queue says."""
        at = len(self.visible)
        if self.station.order == "fifo":
            at = int(np.searchsorted([m.number for m in self.visible], message.number))
        elif message.state == "new" and self.visible and self.overtakes[message.video]:
            at -= 1
        message.state = "visible"
        self.visible.insert(at, message)
        self.consumer.pull()

    def receive(self) -> Request:
        """Hand out the first visible message as a delivery."""
        message = self.visible.pop(0)
        message.state, message.receives = "in flight", message.receives + 1
        self.in_flight += 1
        self.world.count("ok", self.receive_edge.name)
        delivery = self.world.request(self.receive_edge, message, message.video, message.receives)
        message.current = delivery
        delivery.deadline = self.clock.plan(
            self.receive_edge.visibility_s, DEADLINE, lambda: self.overdue(message, delivery)
        )
        return delivery

    def overdue(self, message: Message, delivery: Request) -> None:
        """The visibility timeout of a delivery is over; a worker that is still busy is not told."""
        if message.current is not delivery or message.state != "in flight":
            return
        message.current = None
        if message.receives >= self.receive_edge.max_receives:
            self.drop(message, Reason.DEAD_LETTERED)
        else:
            self.in_flight -= 1
            self.show(message)

    def delivered(self, delivery: Request, reason: Reason) -> None:
        """A worker is done: delete; what is not deleted comes back when its timeout is over."""
        message = delivery.parent
        delivery.work.cancel() if delivery.work else None
        known = message.current is delivery or self.receive_edge.stale_receipt_deletes
        if reason is Reason.OK and known and not self.closed and message.state != "gone":
            self.world.count("deletes", self.station.name)
            self.drop(message, Reason.OK)

    def drop(self, message: Message, reason: Reason) -> None:
        """A message leaves for good: deleted, expired or dead-lettered."""
        if message.state == "visible":
            self.visible.remove(message)
        else:
            self.in_flight -= 1
        message.state = "gone"
        message.expiry.cancel()
        if reason is not Reason.OK:
            self.world.jobs.lose(message.video, reason)
