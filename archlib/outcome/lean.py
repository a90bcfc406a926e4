"""What a contract asks of a run and what the run costs, without strips, bills or tables; for who judges many runs."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from archlib.outcome.availability import Availability, ready_within
from archlib.outcome.series import Series
from archlib.outcome.strips import strips
from archlib.outcome.trace import Reason, Trace
from archlib.outcome.usage import quantities
from archlib.prices import Meter, PriceList
from archlib.scenario import Scenario
from archlib.timeline import Timeline
from archlib.topology import Topology


class Lean(NamedTuple):
    """Numbers of a run, each equal bit for bit to what `Run` says.

    Attributes
    ----------
    usd : the total of the bill up to the horizon
    videos, accepted : how many came, and how many were accepted
    ready : how many were ready within each deadline
    asked, served : expected requests to manage, and those that were served; 0 and 0 without a door for them
    manages : whether there is a door to manage
    """

    usd: float
    videos: int
    accepted: int
    ready: tuple[int, ...]
    asked: float
    served: float
    manages: bool


def lean(
    topology: Topology,
    scenario: Scenario,
    trace: Trace,
    timeline: Timeline,
    prices: PriceList,
    deadlines_s: Sequence[float],
) -> Lean:
    """Return the numbers of a run.

    Parameters
    ----------
    deadlines_s : s, none longer than the run went on after its horizon
    """
    strip = strips(topology, timeline, trace, Series(topology, trace), scenario.load.clock_start_h, ("manage",))
    manage = Availability(topology, scenario, trace, strip)["manage"] if strip else None
    served = manage.good if manage else 0.0
    usd = math.fsum(n * _usd(prices, meter) for meter, n in quantities(topology, scenario, trace, served))
    return Lean(
        usd,
        len(trace.reason),
        int(np.count_nonzero(trace.reason == Reason.OK)),
        tuple(int(np.count_nonzero(ready_within(trace, deadline_s))) for deadline_s in deadlines_s),
        manage.attempted if manage else 0.0,
        served,
        manage is not None,
    )


def _usd(prices: PriceList, meter: Meter) -> float:
    return prices.price_for(meter).usd
