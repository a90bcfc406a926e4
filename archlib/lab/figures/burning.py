"""How the error budget of a feature is used up: requests that came and that failed, cumulated over a grid of moments.

A video counts at the moment it came, whenever its fate was known. Burn rate = failed share / share that may fail: at
1 a budget lasts for just the time that it is meant for.

References
----------
Beyer et al. 2018, The Site Reliability Workbook, chapter 5: alert when a burn rate over 1 h would use 2 % of the budget
of 30 days, or over 6 h 5 % of it; that is 14.4 and 6.
"""

from typing import NamedTuple

import numpy as np

from archlib.contract import Contract
from archlib.lab.figures.availability import level
from archlib.outcome import Run, ready_within
from archlib.outcome.health import DOWN
from archlib.outcome.trace import Floats, Reason
from archlib.workload.steps import HOUR_S, integral

PERIOD_S = 30 * 24 * HOUR_S
MOST, STEP_S = 10_080, 60.0  # moments of the grid: a minute each in a week


class Alert(NamedTuple):
    """A look back over so long, that alerts at a burn rate which uses this share of the budget of 30 days in it."""

    window_s: float
    budget_share: float

    @property
    def rate(self) -> float:
        """The burn rate from which it alerts."""
        return self.budget_share * PERIOD_S / self.window_s


ALERTS = (Alert(HOUR_S, 0.02), Alert(6 * HOUR_S, 0.05))


class Burning(NamedTuple):
    """Requests up to each moment t: that came and that failed, float arrays (m,), and the share that may fail."""

    t: Floats
    came: Floats
    failed: Floats
    allowed: float

    @property
    def budget(self) -> float:
        """How many requests of the run may fail."""
        return self.allowed * float(self.came[-1])

    @property
    def spent(self) -> Floats:
        """The share of the budget used up to each moment, float array (m,); all zeros where nothing may fail."""
        return self.failed / self.budget if self.budget > 0 else np.zeros(len(self.t))

    def worst(self, window_s: float) -> float | None:
        """Return the highest burn rate over any stretch of so long; None where nothing may fail and something did.

        A run that is shorter than the stretch is looked at as a whole.
        """
        step = float(self.t[1] - self.t[0])
        n = min(len(self.t) - 1, max(1, round(window_s / step)))
        came, failed = self.came[n:] - self.came[:-n], self.failed[n:] - self.failed[:-n]
        share = np.divide(failed, came, out=np.zeros(len(came)), where=came > 0).max()
        if self.allowed == 0:
            return 0.0 if share == 0 else None
        return float(share) / self.allowed


def burning(run: Run, feature: str, contract: Contract) -> Burning:
    """Return how a feature's budget is used in a run; processing is judged by the contract's deadline."""
    horizon_s = run.trace.horizon_s
    steps = int(min(MOST, max(1.0, np.ceil(horizon_s / STEP_S))))
    t = np.linspace(0.0, horizon_s, steps + 1)
    came, failed = _watched(run, t) if feature == "manage" else _videos(run, feature, contract.deadline_s, t)
    return Burning(t, came, failed, 1.0 - level(contract, feature))


def _videos(run: Run, feature: str, deadline_s: float, t: Floats) -> tuple[Floats, Floats]:
    trace = run.trace
    good = trace.reason == Reason.OK if feature == "upload" else ready_within(trace, deadline_s)
    sums = np.concatenate([[0], np.cumsum(~good)]).astype(np.float64)
    at = np.searchsorted(trace.arrive, t, side="right")
    return at.astype(np.float64), sums[at]


def _watched(run: Run, t: Floats) -> tuple[Floats, Floats]:
    """Requests to watch are rates: they fail while manage is down, and where a balancer sends them astray."""
    strip, steps = run.strips["manage"], run.scenario.load.watch_steps()
    edges = np.unique(np.concatenate([t, strip.start_s, strip.astray.t]))
    asked = np.diff(np.interp(edges, steps[0], integral(steps)))
    is_down = strip.state[np.searchsorted(strip.start_s, edges[:-1], side="right") - 1] == DOWN
    failing = np.where(is_down, 1.0, strip.astray.at(edges[:-1]))
    at = np.searchsorted(edges, t)
    came, failed = (np.concatenate([[0.0], np.cumsum(part)]) for part in (asked, asked * failing))
    return came[at], failed[at]
