"""How cost, the share ready in time and lateness move when one parameter is turned; every point is some real weeks."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.engine import simulate
from archlib.lab.choices import Choices
from archlib.lab.figures.turns import Setting, Turn, setting, turns
from archlib.lab.figures.weeks import CONFIDENCE
from archlib.lab.shares import go_on
from archlib.outcome import Run
from archlib.outcome.trace import Floats
from archlib.sweeps.measures import NUMBERS, measured
from archlib.sweeps.paired import interval

SEEDS: Final = (1, 2, 3, 4, 5)  # the same for both ends and the base, so that mere luck cancels
Shows = Literal["cost", "ready in time", "lateness"]
OF: Final[dict[Shows, str]] = {
    "cost": "bill_usd_per_month",
    "ready in time": "ready_in_time",
    "lateness": "p95_ready_min",
}


@dataclass(frozen=True, eq=False)
class Found:
    """What some weeks had.

    Attributes
    ----------
    weeks : measure -> float array (seeds,): USD a month, share ready in time, minutes in which 95 % are ready; NaN
        where a week has no such number
    """

    weeks: Mapping[Shows, Floats]

    def of(self, shows: Shows) -> float:
        """Return the mean of the weeks that have the number; NaN if none has."""
        there = self.weeks[shows][np.isfinite(self.weeks[shows])]
        return float(there.mean()) if len(there) else math.nan

    def less(self, base: "Found", shows: Shows) -> "Change | None":
        """Return how far this is from the base, week by week; None where no week has both numbers."""
        apart = self.weeks[shows] - base.weeks[shows]
        apart = apart[np.isfinite(apart)]
        return Change(float(apart.mean()), *interval(apart, CONFIDENCE)) if len(apart) else None


class Change(NamedTuple):
    """A mean difference of the same weeks, and its 95 % interval by Student's t; NaN of a single week."""

    mean: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


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


NOT_RUN: Final = Sensitivities(Found({shows: np.empty(0) for shows in OF}), ())


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
    return Found({shows: np.array([row[name] for row in rows]) for shows, name in OF.items()})
