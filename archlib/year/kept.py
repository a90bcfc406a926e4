"""Videos of earlier architectures: they stay, and where they are stored goes on costing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from archlib.outcome.counters.stores import gb_months
from archlib.outcome.trace import Floats
from archlib.prices import PriceList
from archlib.year.clock import MONTH_S
from archlib.year.lines import Line, priced, request, storage
from archlib.year.meters import recorded
from archlib.year.stretches import Stretch

RESOURCE = "videos of before"


def kept(earlier: Sequence[Stretch], now: Stretch, month: int, prices: PriceList) -> Iterator[Line]:
    """Yield what a month costs for what earlier stretches have stored, at the store of the architecture that runs now.

    Notes
    -----
    All of it moves at the first second of the change, and what the old system still finishes moves as it is stored.
    """
    place = storage(now.run.topology)
    if place is not None and earlier:
        held = sum(_held(old, month) for old in earlier)
        yield priced(month, "bill", RESOURCE, place[1], held, prices)


def copied(earlier: Sequence[Stretch], now: Stretch, prices: PriceList) -> Iterator[Line]:
    """Yield what it costs to read all videos at the old store and write them to the new one; nothing if it is one.

    Masters of videos that never became ready are left behind, and bytes that move within the region cost nothing.
    """
    old, month = earlier[-1], now.part.first_month
    if same_store(old, now):
        return
    ready = sum(int(np.isfinite(s.run.trace.ready).sum()) for s in earlier)
    objects = float(ready * (1 + len(now.run.scenario.load.sizes)))
    for topology, op in ((old.run.topology, "get"), (now.run.topology, "put")):
        meter = request(topology, op)
        if meter is not None:
            yield priced(month, "migration", "copying videos", meter, objects, prices)


def same_store(old: Stretch, now: Stretch) -> bool:
    """Whether two architectures keep videos at stores of the same item, which are then taken to be one store."""
    one, other = storage(old.run.topology), storage(now.run.topology)
    return one is None or other is None or one[1].item == other[1].item


def _held(old: Stretch, month: int) -> float:
    """GB-months that the videos of an earlier stretch take in a month."""
    place = storage(old.run.topology)
    if place is None:
        return 0.0
    goods: dict[str, Floats] = {}
    ends = (MONTH_S * (month - old.part.first_month + k) for k in (0, 1))
    totals = [
        gb_months(recorded(old.run, replace(old.run.trace, horizon_s=end), 0.0, goods), old.run.topology[place[0]])[0]
        for end in ends
    ]
    return totals[1] - totals[0]
