"""What the meters of a run count between its cuts: quantities alone, without what of them was put to use."""

from typing import NamedTuple

import numpy as np

from archlib.engine.cuts import Cut
from archlib.outcome import Run
from archlib.outcome.counters.record import Record
from archlib.outcome.trace import Floats, Trace
from archlib.outcome.usage import counter
from archlib.prices import Meter


class Counted(NamedTuple):
    """So much of a meter's unit at a station; `used` is not told."""

    resource: str
    meter: Meter
    quantity: float


def counted(run: Run, cuts: tuple[Cut, ...], watched: Floats) -> tuple[tuple[Counted, ...], ...]:
    """Return what each meter counted up to the first cut, from there to the next, and so on to the run's horizon.

    Parameters
    ----------
    watched : float array (cuts + 1,), expected requests to watch that were served up to each of these moments
    """
    traces = [*(cut.of(run.trace) for cut in cuts), run.trace]
    goods: dict[str, Floats] = {}
    totals = [_total(run, trace, float(w), goods) for trace, w in zip(traces, watched, strict=True)]
    return tuple(_less(now, before) for now, before in zip(totals, [None, *totals[:-1]], strict=True))


def recorded(run: Run, trace: Trace, watched: float, goods: dict[str, Floats]) -> Record:
    """Return the record of a cut trace; what takes longest and is the same, or not asked for, is not found again.

    Parameters
    ----------
    goods : station -> when each video's first good visit ended, which no cut changes; filled as it is asked for
    """
    record = Record(run.topology, run.scenario, trace, watched)
    vars(record).update(busy_s=np.zeros(len(run.topology.stations)), _first_good=goods)
    return record


def _total(run: Run, trace: Trace, watched: float, goods: dict[str, Floats]) -> tuple[Counted, ...]:
    record = recorded(run, trace, watched, goods)
    return tuple(Counted(s.name, m, counter(s, m)(record, s, m)[0]) for s in run.topology.stations for m in s.meters)


def _less(now: tuple[Counted, ...], before: tuple[Counted, ...] | None) -> tuple[Counted, ...]:
    if before is None:
        return now
    return tuple(a._replace(quantity=a.quantity - b.quantity) for a, b in zip(now, before, strict=True))
