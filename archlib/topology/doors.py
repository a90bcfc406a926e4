"""Who may be called, consumed from and routed to: queues and their consumers, balancers and their pools, buses."""

from collections.abc import Mapping, Sequence

from archlib.errors import TopologyError
from archlib.topology.edges import Call, Edge, Entry, Forward, Receive, Send
from archlib.topology.events import Invoke, Rule
from archlib.topology.functions import Function
from archlib.topology.managed import Balancer, Bus, Queue
from archlib.topology.pools import Fleet, Pool
from archlib.topology.stations import Station

HEALTH = ("check_every_s", "fail_after", "pass_after")


def check_doors(by_name: Mapping[str, Station], edges: Sequence[Edge]) -> None:
    """Raise TopologyError for a station that nobody serves, or that two kinds of door lead to."""
    coming: dict[str, list[Edge]] = {name: [] for name in by_name}
    going: dict[str, list[Edge]] = {name: [] for name in by_name}
    for edge in edges:
        coming[edge.target].append(edge)
        if not isinstance(edge, Entry):
            going[edge.source].append(edge)
    for station in by_name.values():
        into, out_of = coming[station.name], going[station.name]
        if isinstance(station, Queue):
            _check_queue(station, into, out_of)
        elif isinstance(station, (Pool, Fleet, Function)):
            _check_consumer(station, into)
            _check_behind(station, into, by_name)
        elif isinstance(station, Balancer) and len(out_of) != 1:
            raise TopologyError(f"balancer {station.name!r} has {len(out_of)} forward edges; it needs exactly one")
        elif isinstance(station, Bus) and not out_of:
            raise TopologyError(f"bus {station.name!r} has no rule, so it loses all events; add a Rule from it")
    _check_accounts([s for s in by_name.values() if isinstance(s, Function)])


def _check_queue(queue: Queue, into: Sequence[Edge], out_of: Sequence[Edge]) -> None:
    receivers = [e for e in out_of if isinstance(e, Receive)]
    if not queue.dead_letters:
        if len(receivers) != 1:
            raise TopologyError(f"queue {queue.name!r} has {len(receivers)} receive edges; it needs exactly one")
        return
    for edge in [*receivers, *(e for e in into if isinstance(e, (Send, Entry, Invoke, Rule)))]:
        raise TopologyError(
            f"queue {queue.name!r} keeps dead letters, and edge {edge.name!r} uses it as a queue of work; "
            "name it in a Delivery only, or leave out dead_letters=True"
        )


def _check_consumer(station: Pool | Fleet | Function, into: Sequence[Edge]) -> None:
    """Work comes from one queue or from calls, never from both."""
    kind = type(station).__name__.lower()
    queues = sum(isinstance(e, Receive) for e in into)
    called = any(isinstance(e, (Call, Entry, Invoke, Rule)) for e in into)
    if isinstance(station, Fleet) and queues != (0 if called else 1):
        raise TopologyError(
            f"fleet {station.name!r} receives from {queues} queues and is {'' if called else 'not '}called; "
            "it needs one queue, or calls"
        )
    if called and queues:
        raise TopologyError(f"{kind} {station.name!r} is called and receives from a queue; make it two {kind}s")
    if queues > 1:
        raise TopologyError(f"{kind} {station.name!r} receives from {queues} queues; it can poll one")


def _check_behind(station: Station, into: Sequence[Edge], by_name: Mapping[str, Station]) -> None:
    """A pool behind balancers is reached through them only, and they know the same of it."""
    before = [b for e in into if isinstance(e, Forward) and isinstance(b := by_name[e.source], Balancer)]
    past = [e for e in into if not isinstance(e, Forward)]
    if before and past:
        raise TopologyError(
            f"pool {station.name!r} is behind balancer {before[0].name!r}, and edge {past[0].name!r} goes past it; "
            f"lead it to {before[0].name!r}"
        )
    for other in before[1:]:
        for field in HEALTH:
            if getattr(other, field) != getattr(before[0], field):
                raise TopologyError(
                    f"balancers {before[0].name!r} and {other.name!r} before pool {station.name!r} differ in {field}; "
                    "give both the same health checks"
                )
        if (other.policy == "central_queue") != (before[0].policy == "central_queue"):
            raise TopologyError(
                f"balancers {before[0].name!r} and {other.name!r} before pool {station.name!r}: one has a central "
                "queue and the other a line for each instance; choose one of the two"
            )


def _check_accounts(functions: Sequence[Function]) -> None:
    first: dict[str, Function] = {}
    for function in functions:
        same = first.setdefault(function.account, function) if function.account else function
        if same.concurrency != function.concurrency:
            raise TopologyError(
                f"functions {same.name!r} and {function.name!r} share account {function.account!r}, and their "
                f"concurrency differs: {same.concurrency} and {function.concurrency}; give both the account's limit"
            )
