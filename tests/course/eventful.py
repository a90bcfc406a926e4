"""Runs with events, and what is counted on them."""

from typing import Any

from archlib.architectures import Architecture
from archlib.course.events import BARE
from archlib.course.stream import stream
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.outcome import Run
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.workload import Workload

HOUR_S = 3600.0


def load(per_hour: float = 20.0, days: float = 1.0, **fields: Any) -> Workload:
    return Workload.homogeneous(per_hour=per_hour, days=days, **{**BARE, "transcode_s": 60.0, **fields})


def run(made: Architecture, plan: Faults | None = None, seed: int = 1, **fields: Any) -> Run:
    return simulate(made, Scenario(load(**fields), faults=plan or Faults(), seed=seed), prices=teaching())


def told(found: Run, origin: str) -> int:
    return sum(len(one.time_s) for one in stream(found) if one.origin == origin)


def used(found: Run, kind: type) -> int:
    return sum(int(n) for e, n in zip(found.topology.edges, found.trace.calls_ok, strict=True) if isinstance(e, kind))


def at(found: Run, feature: str, hour: float) -> int:
    strip = found.strips[feature]
    return int(strip.state[(strip.start_s <= hour * HOUR_S) & (strip.end_s > hour * HOUR_S)][0])


def usd(found: Run) -> dict[str, float]:
    items: dict[str, float] = {}
    for item in found.bill.items:
        items[item.resource] = items.get(item.resource, 0.0) + item.amount_usd
    return {name: amount for name, amount in items.items() if amount > 0}
