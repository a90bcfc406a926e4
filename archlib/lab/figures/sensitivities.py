"""How cost, the share ready in time and lateness move when one parameter is turned; every point is some real weeks."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.engine import simulate
from archlib.lab.choices import Choices
from archlib.lab.figures.turns import Setting, Turn, setting, turns
from archlib.lab.shares import go_on
from archlib.outcome import Run
from archlib.sweeps.measures import NUMBERS, measured

SEEDS: Final = (1, 2, 3)  # the same for both ends and the base, so that mere luck cancels
Shows = Literal["cost", "ready in time", "lateness"]
OF: Final[dict[Shows, str]] = {
    "cost": "bill_usd_per_month",
    "ready in time": "ready_in_time",
    "lateness": "p95_ready_min",
}


class Found(NamedTuple):
    """Means over the seeds: USD a month, share ready in time, minutes in which 95 % are ready; NaN for none."""

    cost: float
    ready: float
    late_min: float

    def of(self, shows: Shows) -> float:
        """Return one of the three."""
        return self[list(OF).index(shows)]


@dataclass(frozen=True)
class Bar:
    """A turn with what was found at its ends; None where the models refuse the value."""

    turn: Turn
    low: Found | None
    high: Found | None


@dataclass(frozen=True)
class Sensitivities:
    """What was found as it is, and a bar for each parameter."""

    base: Found
    bars: tuple[Bar, ...]


def sensitivities(architecture: Architecture, choices: Choices, *, progress: Progress | None = None) -> Sensitivities:
    """Run an architecture as it is, and with each parameter low and high, under the same seeds.

    Where only a price is turned nothing runs again. `progress` is told the share of the parameters done.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    base = setting(architecture, choices)
    go_on(progress, 0, 1)
    runs = _runs(base)
    wanted = turns(architecture, choices)
    bars = []
    for i, turn in enumerate(wanted):
        found = []
        for j, end in enumerate((turn.low, turn.high)):
            go_on(progress, 2 * i + j, 2 * len(wanted))
            found.append(None if end.setting is None else _end(end.setting, base, runs))
        bars.append(Bar(turn, *found))
    return Sensitivities(_found(base, runs), tuple(bars))


def _end(one: Setting, base: Setting, runs: list[Run]) -> Found:
    if one._replace(prices=base.prices) == base:
        return _found(one, [run.reprice(one.prices) for run in runs])
    return _found(one, _runs(one))


def _runs(one: Setting) -> list[Run]:
    weeks = (one.scenario.but(seed=seed) for seed in SEEDS)
    return [simulate(one.architecture, week, prices=one.prices, contract=one.contract) for week in weeks]


def _found(one: Setting, runs: Iterable[Run]) -> Found:
    rows = [dict(zip(NUMBERS, measured(run, one.contract)[0], strict=True)) for run in runs]
    return Found(*(_mean([row[name] for row in rows]) for name in OF.values()))


def _mean(values: list[float]) -> float:
    """Return the mean of the weeks that have the number; NaN if none has."""
    there = [value for value in values if math.isfinite(value)]
    return float(np.mean(there)) if there else math.nan
