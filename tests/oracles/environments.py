"""A function in SimPy: environments made on demand, kept for a while, limited in number and in how fast they come.

An invocation is a batch of visits done one after another in one environment; a call is a batch of one.
"""

from collections.abc import Callable, Sequence

from archlib.outcome.trace import Reason
from archlib.topology import Function
from tests.oracles.clock import BOOT, COMPLETE, IDLE_END, REFILL, Clock
from tests.oracles.environment import Environment
from tests.oracles.loop import Loop
from tests.oracles.outages import Outage, Struck
from tests.oracles.visits import INFINITY, Visit


class Environments:
    """The platform of one function; `visits` holds all who came. With `account`, it shares that one's limit.

    `vacancy()` is called whenever an invocation might begin that could not before.
    """

    def __init__(
        self,
        clock: Clock | Loop,
        station: Function,
        work: Callable[[Visit], float],
        account: "Environments | None" = None,
    ) -> None:
        self.clock, self.station, self.work = clock, station, work
        self.account: list[Environments] = [] if account is None else account.account
        self.account.append(self)
        self.live = [Environment(k, 0.0, ready=0.0) for k in range(station.provisioned)]
        self.free = list(self.live)  # freed last first
        self.tokens = station.ramp
        self.line: list[Visit] = []
        self.visits: list[Visit] = []
        self.ended: list[tuple[float, float, float, int, Reason]] = []
        self.invocations = 0
        self.struck = Struck()
        self.pull: Callable[[], None] = self.serve_the_line

    # who comes

    def admit(self, visit: Visit) -> None:
        """A call is served or refused; who can wait does."""
        self.visits.append(visit)
        if self.struck.suffers("throttle") and not visit.waits:
            self.leave(visit, Reason.THROTTLED)
        elif self.struck.suffers("down"):
            self.leave(visit, Reason.NO_HOST)
        elif not self.invoke(lambda: [visit]):
            if visit.waits:
                self.line.append(visit)
            else:
                self.leave(visit, Reason.THROTTLED)

    def vacancy(self) -> None:
        """Let begin what can, here and then in the other functions of the account, in turn."""
        at = self.account.index(self)
        for platform in self.account[at:] + self.account[:at]:
            platform.pull()

    def serve_the_line(self) -> None:
        """Serve who waits, the first first."""
        while self.line and self.invoke(lambda: [self.line.pop(0)]):
            pass

    def invoke(self, batch: Callable[[], list[Visit]]) -> bool:
        """Begin an invocation of what `batch` hands out, if one may begin now."""
        environment = self.find()
        if environment is None:
            return False
        environment.batch, environment.busy = batch(), True
        self.invocations += 1
        for visit in environment.batch:
            visit.place = environment.place
        if environment.ready < INFINITY:
            self.begin(environment)
        return True

    @property
    def busy(self) -> int:
        """Environments that initialise or work."""
        return sum(e.busy for e in self.live)

    def find(self) -> Environment | None:
        """The environment freed last, or a new one, or none."""
        if sum(p.busy for p in self.account) >= self.station.concurrency:
            return None
        if self.struck.suffers("throttle") or self.struck.suffers("down"):
            return None
        if self.free:
            environment = self.free.pop(0)
            if "idle" in environment.plans:
                environment.plans.pop("idle").cancel()
            return environment
        taken = {e.place for e in self.live}
        places = [k for k in range(self.station.concurrency) if k not in taken]
        if not places or self.tokens == 0 or self.struck.suffers("no_launch"):
            return None
        return self.launch(places[0])

    def launch(self, place: int) -> Environment:
        """Make an environment: it takes a token, and is ready later."""
        environment = Environment(place, self.clock.now)
        self.live.append(environment)
        if self.tokens == self.station.ramp:
            self.clock.plan(self.station.ramp_every_s, REFILL, self.refill)
        self.tokens -= 1
        environment.plans["boot"] = self.clock.plan(self.station.init_s, BOOT, lambda: self.booted(environment))
        return environment

    def refill(self) -> None:
        """The bucket is full again."""
        self.tokens = self.station.ramp
        self.vacancy()

    # what an environment does

    def booted(self, environment: Environment) -> None:
        """A cold start is over."""
        environment.ready = self.clock.now
        self.begin(environment)

    def begin(self, environment: Environment) -> None:
        """The invocation begins: its limit counts from here."""
        environment.began = self.clock.now
        self.part(environment)

    def part(self, environment: Environment) -> None:
        """Do the first of the batch, or as much of it as the limit leaves."""
        visit, now, station = environment.batch[0], self.clock.now, self.station
        visit.start = now
        if now < visit.readable_s:
            self.ended_with(environment, Reason.UNREADABLE)
            return
        seconds = self.work(visit) * station.stretch + station.fixed_s
        seconds *= self.struck.slowness * environment.struck.slowness
        left = station.limit_s - (now - environment.began)
        action = self.cut_off if seconds > left else self.done
        environment.plans["work"] = self.clock.plan(min(seconds, left), COMPLETE, lambda: action(environment))

    def done(self, environment: Environment) -> None:
        """One part is done, rightly or wrongly; the next one begins."""
        wrong = self.struck.suffers("error") or environment.struck.suffers("error")
        self.ended_with(environment, Reason.ERROR if wrong else Reason.OK)

    def ended_with(self, environment: Environment, reason: Reason) -> None:
        """One part is over."""
        visit = environment.batch.pop(0)
        (self.part if environment.batch else self.rest)(environment)
        self.leave(visit, reason)
        self.vacancy()

    def cut_off(self, environment: Environment) -> None:
        """The limit has come: what is not done fails."""
        lost = self.emptied(environment)
        self.rest(environment)
        self.lose(lost, Reason.TIME_LIMIT)
        self.vacancy()

    def emptied(self, environment: Environment) -> list[Visit]:
        """Take all that is left of the batch off an environment."""
        if "work" in environment.plans:
            environment.plans.pop("work").cancel()
        lost, environment.batch = environment.batch, []
        return lost

    def lose(self, lost: list[Visit], reason: Reason) -> None:
        """All of them end now."""
        for visit in lost:
            self.leave(visit, reason)

    def rest(self, environment: Environment) -> None:
        """Free, first among the free ones, and ended after a while."""
        environment.busy = False
        self.free.insert(0, environment)
        if environment.place >= self.station.provisioned:
            environment.plans["idle"] = self.clock.plan(
                self.station.keep_alive_s, IDLE_END, lambda: self.end(environment, Reason.OK)
            )

    def end(self, environment: Environment, reason: Reason) -> None:
        """An environment ends, with all that it has in hand."""
        lost = self.emptied(environment)
        self.live.remove(environment)
        if environment in self.free:
            self.free.remove(environment)
        for plan in environment.plans.values():
            plan.cancel()
        self.ended.append((environment.launch, environment.ready, self.clock.now, environment.place, reason))
        self.lose(lost, reason)
        self.vacancy()

    def leave(self, visit: Visit, reason: Reason) -> None:
        """A visit is over."""
        visit.over(self.clock.now, reason)

    def cancel(self, visit: Visit) -> None:
        """A caller takes back a call: its environment is free again, or ends if it still initialises."""
        for environment in list(self.live):
            if visit in environment.batch:
                if environment.ready == INFINITY:
                    self.end(environment, Reason.CANCELLED)
                    return
                lost = self.emptied(environment)
                self.rest(environment)
                self.lose(lost, Reason.CANCELLED)
                self.vacancy()

    def drop(self, visit: Visit) -> None:
        """Give up who waits; who is served goes on."""
        if visit in self.line:
            self.line.remove(visit)
            self.leave(visit, Reason.EXPIRED)

    def change(self, outage: Outage, begins: bool) -> None:
        """An outage of the whole function, or of the environment that its number meets when it begins."""
        if outage.instance is None:
            self.struck.change(outage, begins)
            if begins and outage.effect == "down":
                self.stop()
            elif not begins:
                self.vacancy()
        elif begins and self.live:
            met = sorted(self.live, key=lambda e: e.place)[outage.instance % len(self.live)]
            met.struck.change(outage, True)
            if outage.effect == "down":
                self.end(met, Reason.CRASHED)
        elif not begins:
            for environment in self.live:
                if outage in environment.struck.now:
                    environment.struck.change(outage, False)

    def stop(self) -> None:
        """All that is served crashes, and what initialises ends; who waits in line goes on waiting."""
        for environment in list(self.live):
            if environment.busy and environment.ready == INFINITY:
                self.end(environment, Reason.CRASHED)
            elif environment.busy:
                lost = self.emptied(environment)
                self.rest(environment)
                self.lose(lost, Reason.CRASHED)

    @property
    def lives(self) -> Sequence[tuple[float, float, float, int, Reason]]:
        """All lives, those that go on with an infinite end."""
        return self.ended + [(e.launch, e.ready, INFINITY, e.place, Reason.UNFINISHED) for e in self.live]
