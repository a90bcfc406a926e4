"""A balancer before instances with lines of their own, in SimPy: five ways to pick, seen health, failing open."""

from collections.abc import Sequence

import numpy as np

from archlib.draws import stream
from archlib.topology import Balancer, Entry, Forward, Policy, Pool, Topology
from tests.oracles.clock import HEALTH, Clock
from tests.oracles.customers import Customers, arrivals
from tests.oracles.lines import Line
from tests.oracles.outages import Outage, Struck, announce
from tests.oracles.pauses import COLUMNS
from tests.oracles.visits import Visit


def balanced(balancer: Balancer, pool: Pool, policy: Policy) -> Topology:
    """Return customers, a balancer, and a pool behind it."""
    edges = (Entry("upload", balancer.name, policy), Forward(balancer.name, pool.name))
    return Topology((balancer, pool), edges)


class Balanced:
    """Customers call a balancer; `customers` holds the answers and `visits` those who came to the pool."""

    def __init__(
        self,
        topology: Topology,
        arrive: Sequence[float],
        work: np.ndarray,
        outages: Sequence[Outage] = (),
        end_s: float = 1e6,
        seed: int = 1,
    ) -> None:
        self.clock, entry = Clock(), topology.entry("upload")
        self.balancer, pool = topology.stations
        self.visits: list[Visit] = []
        numbers = range(pool.instances)
        self.lines = [Line(self.clock, pool, lambda v: work[v.video], k, self.visits) for k in numbers]
        self.healthy = [True] * pool.instances
        self.row = [0] * pool.instances  # checks in a row: passed above zero, failed below
        self.last = -1
        self.taken_by: dict[Visit, Line] = {}
        self.struck = Struck()
        shape = (len(arrive), min(entry.policy.tries, COLUMNS), 2)
        self.uniform = stream(seed, "pick", entry.name).random(shape)
        announce(self.clock, outages, self.change)
        if self.balancer.check_every_s > 0:
            self.clock.plan(0.0, HEALTH, lambda: self.check(0))
        self.customers = Customers(self.clock, len(arrive), entry, self, seed)
        arrivals(self.clock, arrive, self.customers.call)
        self.clock.play(end_s)

    def change(self, outage: Outage, begins: bool) -> None:
        """An outage of the balancer, of an instance, or of all instances."""
        if outage.role == "balancer":
            self.struck.change(outage, begins)
            return
        for line in self.lines if outage.instance is None else self.lines[outage.instance : outage.instance + 1]:
            line.change(outage, begins)

    def check(self, number: int) -> None:
        """Look at every instance, and at it again later."""
        for k, line in enumerate(self.lines):
            self.row[k] = max(self.row[k], 0) + 1 if line.up else min(self.row[k], 0) - 1
            if self.row[k] >= self.balancer.pass_after:
                self.healthy[k] = True
            elif -self.row[k] >= self.balancer.fail_after:
                self.healthy[k] = False
        delay_s = (number + 1) * self.balancer.check_every_s - self.clock.now
        self.clock.plan(delay_s, HEALTH, lambda: self.check(number + 1))

    def admit(self, visit: Visit) -> None:
        """Hand a request to an instance, unless the balancer fails; that writes no visit."""
        if (reason := self.struck.refusal) is not None:
            visit.over(self.clock.now, reason)
            return
        if self.lines[0].struck.suffers("throttle"):  # it is the whole pool's, so nobody's turn is taken
            self.lines[0].admit(visit)
            return
        self.last = self.pick(*self.uniform[visit.video, (visit.attempt - 1) % COLUMNS])
        self.taken_by[visit] = self.lines[self.last]
        self.lines[self.last].admit(visit)

    def pick(self, u: float, v: float) -> int:
        """The number of the instance that is taken."""
        everybody = range(len(self.lines))
        known = [line.up for line in self.lines] if self.balancer.check_every_s == 0 else self.healthy
        candidates = [k for k in everybody if known[k]] or list(everybody)
        in_turn = sorted(candidates, key=lambda k: (k <= self.last, k))  # cyclic, from the one after the last
        if self.balancer.policy == "random":
            return candidates[int(u * len(candidates))]
        if self.balancer.policy == "round_robin":
            return in_turn[0]
        if self.balancer.policy == "least_connections":
            return min(in_turn, key=self.connections)
        a, b = int(u * len(candidates)), int(v * (len(candidates) - 1))
        two = [candidates[a], candidates[b + (b >= a)]] if len(candidates) > 1 else candidates
        return min(two, key=self.connections)  # the first among equals

    def connections(self, number: int) -> int:
        """Requests in hand at an instance."""
        return self.lines[number].connections

    def cancel(self, visit: Visit) -> None:
        """A customer takes a request back."""
        self.taken_by[visit].cancel(visit)
