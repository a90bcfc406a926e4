"""One instance with slots and a line of its own: bounded, first or last come first, shedding, dropping, crashing."""

from collections.abc import Callable

from archlib.outcome.trace import Reason
from archlib.topology import Pool
from tests.oracles.clock import COMPLETE, Clock
from tests.oracles.loop import Loop
from tests.oracles.outages import Outage, Struck
from tests.oracles.visits import INFINITY, Visit


class Line:
    """`seconds(visit)` says how long its work takes; `visits` holds all who came, in that order."""

    def __init__(
        self,
        clock: Clock | Loop,
        station: Pool,
        seconds: Callable[[Visit], float],
        number: int = 0,
        visits: list[Visit] | None = None,
    ) -> None:
        self.clock, self.station, self.seconds, self.number = clock, station, seconds, number
        self.visits = [] if visits is None else visits
        self.serving: list[Visit] = []
        self.waiting: list[Visit] = []
        self.struck = Struck()

    @property
    def up(self) -> bool:
        """Whether no outage holds it down."""
        return not self.struck.suffers("down")

    @property
    def connections(self) -> int:
        """Requests in service and waiting."""
        return len(self.serving) + len(self.waiting)

    def admit(self, visit: Visit) -> None:
        """Serve who comes, let it wait, or refuse it."""
        self.visits.append(visit)
        room = INFINITY if self.station.room is None else self.station.room
        longest = max((self.clock.now - v.enter for v in self.waiting), default=0.0)
        if self.struck.suffers("throttle"):
            self.leave(visit, Reason.THROTTLED)
        elif self.up and len(self.serving) < self.station.slots:
            self.serve(visit)
        elif not self.up:
            self.leave(visit, Reason.NO_HOST)
        elif longest > self.station.shed_after_s:
            self.leave(visit, Reason.SHED)
        elif len(self.waiting) >= room:
            self.leave(visit, Reason.NO_ROOM)
        else:
            self.waiting.append(visit)

    def serve(self, visit: Visit) -> None:
        """Give a slot; slowness counts as it is when the work begins."""
        visit.start, visit.place = self.clock.now, self.number
        self.serving.append(visit)
        if self.clock.now < visit.readable_s:
            self.leave(visit, Reason.UNREADABLE)
            return
        visit.plans["work"] = self.clock.plan(
            self.seconds(visit) * self.struck.slowness, COMPLETE, lambda: self.done(visit)
        )

    def done(self, visit: Visit) -> None:
        """The work is done; an instance that errs gives a wrong answer."""
        self.leave(visit, Reason.ERROR if self.struck.suffers("error") else Reason.OK)

    def leave(self, visit: Visit, reason: Reason) -> None:
        """Free the slot or the place in line, answer, and serve who is next."""
        for where in (self.serving, self.waiting):
            if visit in where:
                where.remove(visit)
        visit.over(self.clock.now, reason)
        self.pull()

    def cancel(self, visit: Visit) -> None:
        """Take back a request that is not over."""
        if visit in self.serving or visit in self.waiting:
            self.leave(visit, Reason.CANCELLED)

    def drop(self, visit: Visit) -> None:
        """Give up who waits; who is served goes on."""
        if visit in self.waiting:
            self.leave(visit, Reason.EXPIRED)

    def pull(self) -> None:
        """Serve who is next, as far as slots go; who has waited too long is dropped when its turn comes."""
        while self.up and self.waiting and len(self.serving) < self.station.slots:
            visit = self.waiting.pop(-1 if self.station.order == "lifo" else 0)
            if self.clock.now - visit.enter > self.station.drop_after_s:
                visit.over(self.clock.now, Reason.EXPIRED)
            else:
                self.serve(visit)

    def change(self, outage: Outage, begins: bool) -> None:
        """An outage begins or ends; going down loses who is served and who waits."""
        was_up = self.up
        self.struck.change(outage, begins)
        if was_up and not self.up:
            for visit in [*self.serving, *self.waiting]:
                self.leave(visit, Reason.CRASHED)
