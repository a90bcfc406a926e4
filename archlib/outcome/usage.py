"""What the meters counted up to the horizon, before any price is put on it.

`archlib.outcome.counters` says how each of them counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from archlib.errors import TopologyError
from archlib.outcome.counters import functions, machines, managed, messages, stores
from archlib.outcome.counters.record import HOUR_S, Counted, Quantities, Record
from archlib.outcome.trace import Trace
from archlib.prices import Meter
from archlib.scenario import Scenario
from archlib.topology import Alarm, Balancer, Bus, Fleet, Function, Pool, Queue, Service, Station, Store, Topology

__all__ = ["HOUR_S", "Usage", "counter", "quantities", "usage"]

Counter = Callable[[Record, Any, Meter], Counted]  # which station it takes is checked before


@dataclass(frozen=True)
class Usage:
    """So much of a meter's unit at a station, and how much of that was put to use."""

    resource: str
    meter: Meter
    quantity: float
    used: float


def usage(topology: Topology, scenario: Scenario, trace: Trace, watched: float) -> tuple[Usage, ...]:
    """Return what each meter of each station counted, in the order of the topology.

    Parameters
    ----------
    watched : expected requests to watch that were served up to the horizon

    Raises
    ------
    TopologyError
        if a station carries a meter that counts nothing there
    """
    record = Record(topology, scenario, trace, watched)
    return tuple(Usage(s.name, m, *counter(s, m)(record, s, m)) for s in topology.stations for m in s.meters)


def quantities(topology: Topology, scenario: Scenario, trace: Trace, watched: float) -> Iterator[tuple[Meter, float]]:
    """Yield each meter and the quantity that `usage` has of it, bit for bit, but not what of it was put to use."""
    record = Quantities(topology, scenario, trace, watched)
    return ((m, counter(s, m)(record, s, m)[0]) for s in topology.stations for m in s.meters)


_CONTAINED = (Pool, Fleet, Function)
# (kind, operation) of a meter -> the kinds of station at which it counts, and how
_COUNTERS: dict[tuple[str, str | None], tuple[tuple[type, ...], Counter]] = {
    ("instance_hours", None): ((object,), lambda r, s, _: machines.hours(r, s)),
    ("vcpu_hours", None): (_CONTAINED, lambda r, s, m: machines.container_hours(r, s, m.factor)),
    ("gb_hours", None): (_CONTAINED, lambda r, s, m: machines.container_hours(r, s, m.factor)),
    ("gb_months", None): ((Store,), lambda r, s, _: stores.gb_months(r, s)),
    ("requests", "put"): ((Store,), lambda r, s, _: stores.puts(r, s)),
    ("requests", "get"): ((Store,), lambda r, s, _: stores.gets(r, s)),
    ("requests", "queue"): ((Queue,), lambda r, s, _: messages.messages(r, s)),
    ("requests", "function"): ((Function,), lambda r, s, _: functions.invocations(r, s)),
    ("requests", "bus"): ((Bus,), lambda r, s, _: managed.events(r, s)),
    ("requests", "transition"): ((Service,), lambda r, s, _: managed.uses(r, s)),
    ("gb_seconds", "run"): ((Function,), lambda r, s, _: functions.run_gb_s(r, s)),
    ("gb_seconds", "provisioned"): ((Function,), lambda r, s, _: functions.provisioned_gb_s(r, s)),
    ("gb_seconds", "provisioned_run"): ((Function,), lambda r, s, _: functions.provisioned_run_gb_s(r, s)),
    ("alarm_months", None): ((Alarm,), lambda r, s, _: managed.alarm_months(r, s)),
    ("lcu_hours", None): ((Balancer,), lambda r, s, m: managed.lcu_hours(r, s, m.factor)),
}


def counter(station: Station, meter: Meter) -> Counter:
    """Return how a meter of a station counts.

    Raises
    ------
    TopologyError
        if it counts nothing there
    """
    counts_at, counter = _COUNTERS[meter.kind, meter.op]
    if not isinstance(station, counts_at):
        what, kind = f"{meter.kind} {meter.op or ''}".strip(), type(station).__name__
        wanted = " or ".join(t.__name__ for t in counts_at)
        raise TopologyError(
            f"station {station.name!r} ({kind}) has a meter of {what}, which counts at a {wanted}; "
            f"move the meter of {meter.item!r}"
        )
    return counter
