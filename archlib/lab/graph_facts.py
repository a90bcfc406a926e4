"""What a learner's graph comes to: one real run of it, read as a few numbers."""

from typing import Final, NamedTuple

from archlib import faults
from archlib.architectures import Microservices
from archlib.course.partners import by_bus, ordered_pairs
from archlib.engine import simulate
from archlib.lab import words
from archlib.lab.figures.growth import services
from archlib.lab.figures.joined import links
from archlib.lab.figures.picture import rows_of
from archlib.lab.figures.stores import worst
from archlib.outcome import Run
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.topology import Queue, Topology
from archlib.workload import Workload

REPAIR_S: Final = 300.0
COLUMNS: Final = ("", "in the run", "by formula, or of it")


class Facts(NamedTuple):
    """A run of a graph, one sentence about it, and a small table, all text."""

    run: Run
    sentence: str
    rows: tuple[tuple[str, ...], ...]


def load() -> Workload:
    """Return a week with ten videos an hour, small ones."""
    return Workload.homogeneous(per_hour=10.0, days=7.0, transcode_s=120.0, master_gb=0.001)


def facts(made: Microservices, nines: int, store_nines: int) -> Facts:
    """Run a graph for a week in which copies, stores and the queues fail at random, and read it.

    Parameters
    ----------
    nines : of each copy's code; 3 is 99.9 %
    store_nines : of each store; and of the queues, which are one service of the provider and fail together
    """
    kept = dict.fromkeys(("store", "queue"), 1 - 10.0**-store_nines)
    plan = faults.drawn(1 - 10.0**-nines, mttr_s=REPAIR_S) + faults.drawn(kept, mttr_s=REPAIR_S)
    run = simulate(made, Scenario(load(), faults=plan), prices=teaching())
    return Facts(run, sentence(run), rows_of(_rows(run)))


def sentence(run: Run) -> str:
    """Return how much is accepted, what it costs and how much is joined."""
    bill, n = run.bill, services(run.topology)
    up = run.availability["upload"]
    return (
        f"{n} services and {links(run.topology)} links. Uploads are accepted {words.percent(up.time_share)} of the "
        f"time, and a month costs {words.usd(bill.per_month)}, {words.percent(bill.idle_share)} of it idle."
    )


def _rows(run: Run) -> list[tuple[str, ...]]:
    good, bill, topology = run.availability, run.bill, run.topology
    n = services(topology)
    machines = sum(item.amount_usd for item in bill.items if item.unit == "hour") / bill.months
    queues = sum(isinstance(s, Queue) for s in topology.stations)
    names = {"upload": "uploads accepted, of the time", "manage": "watching, of the time"}
    return [
        *((text, words.percent(good[f].time_share), words.percent(good.closed_form[f])) for f, text in names.items()),
        (
            "ready by the deadline, of the videos",
            _share(good["process"].deadline_share),
            f"within {words.duration(run.deadline_s)}",
        ),
        ("one store of entries down", *_lost(topology)),
        ("bill of a month", words.usd(bill.per_month), f"hosts {words.usd(machines)}"),
        ("services", str(n), f"{len(topology.stations)} parts in all"),
        ("links between them", str(links(topology)), f"{queues} queues"),
        ("all with all", f"{ordered_pairs(n):,} queues", f"{by_bus(n, n)} links to a bus"),
    ]


def _lost(topology: Topology) -> tuple[str, str]:
    """Return what the store of entries that takes most with it stops."""
    found = worst(topology)
    if found is None:
        return words.NONE, "no such store can fail"
    store, stops, down = found
    told = f"{words.listed(list(down))} down" if down else "no feature down"
    if not topology[store].plays:
        told = "it fails with its host only"
    return f"stops {len(stops)} of {services(topology)} services", f"{store}: {told}"


def _share(share: float | None) -> str:
    return words.NONE if share is None else words.percent(share)
