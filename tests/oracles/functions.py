"""Functions that are called, invoked by a door that does not wait, or fed by a queue: topologies and SimPy runs."""

from collections.abc import Callable, Sequence

import numpy as np

from archlib.topology import Call, Delivery, Entry, Function, Invoke, Policy, Pool, Queue, Receive, Topology
from tests.oracles.batches import Messages
from tests.oracles.clock import Clock
from tests.oracles.customers import Customers, arrivals
from tests.oracles.deliveries import Deliveries
from tests.oracles.environments import Environments
from tests.oracles.outages import Outage, announce

PLAIN = Policy()
DOOR = Pool("door", slots=1_000_000)


def function(name: str = "fn", column: str = "work", **fields: object) -> Function:
    """Return a function that does one column."""
    return Function(name, ("process",), (column,), **fields)


def called(policy: Policy = PLAIN, **fields: object) -> Topology:
    """Return a function that customers call."""
    return Topology((function(**fields),), (Entry("upload", "fn", policy),))


def invoked(delivery: Delivery, **fields: object) -> Topology:
    """Return a door that answers at once and leaves the work to a function."""
    edges = (Entry("upload", "door"), Invoke("door", "fn", delivery))
    return Topology((DOOR, function(**fields), *dead_letters(delivery)), edges)


def shared(policy: Policy, delivery: Delivery, **fields: object) -> Topology:
    """Return a door that invokes a function and calls another one of the same account."""
    fields |= {"account": "ours"}
    edges = (Entry("upload", "door"), Invoke("door", "fn", delivery), Call("door", "other", policy=policy))
    stations = (DOOR, function(**fields), function("other", "more", **fields), *dead_letters(delivery))
    return Topology(stations, edges)


def dead_letters(delivery: Delivery) -> tuple[Queue, ...]:
    """The queue that keeps what is given up, if there is one."""
    return (Queue(delivery.dead_letters, dead_letters=True),) if delivery.dead_letters else ()


def fed(receive: dict[str, float], **fields: object) -> Topology:
    """Return a queue that customers write to and a function that receives from it."""
    edges = (Entry("upload", "jobs"), Receive("jobs", "fn", **receive))
    return Topology((Queue("jobs", order="fifo"), function(**fields)), edges)


class Played:
    """One of these topologies, played to its end; what it does not have is None.

    `work` is by column. `platforms` are the functions, `customers` those who wait for one, `deliveries` what is
    invoked, and `messages` the queue.
    """

    customers: Customers | None = None
    deliveries: Deliveries | None = None
    messages: Messages | None = None

    def __init__(
        self,
        topology: Topology,
        arrive: Sequence[float],
        work: dict[str, np.ndarray],
        outages: Sequence[Outage] = (),
        end_s: float = 1e6,
        seed: int = 1,
    ) -> None:
        self.clock = Clock()
        self.platforms: dict[str, Environments] = {}
        for station in (s for s in topology.stations if isinstance(s, Function)):
            account = next((p for p in self.platforms.values() if station.account), None)
            self.platforms[station.name] = Environments(
                self.clock, station, lambda v, c=station.does[0]: work[c][v.video], account
            )
        for platform in self.platforms.values():
            announce(self.clock, outages, platform.change)
        actions: list[Callable[[int], None]] = []
        for edge in topology.edges:
            platform = self.platforms.get(edge.target)
            if isinstance(edge, Invoke):
                self.deliveries = Deliveries(self.clock, edge, platform, len(arrive), seed)
                actions.append(self.deliveries.send)
            elif isinstance(edge, Receive):
                self.messages = Messages(self.clock, edge, platform)
                actions.append(self.messages.send)
            elif platform is not None:
                self.customers = Customers(self.clock, len(arrive), edge, platform, seed)
                actions.append(self.customers.call)
        arrivals(self.clock, arrive, *actions)
        self.clock.play(end_s)
