"""A chaos experiment: a hypothesis on a steady state, a fault made on purpose, its blast radius, an abort condition.

Three runs with the same customers at the same moments: nothing is struck; all of the fault; the fault ended by hand
once the abort condition was met.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, Self

import numpy as np
from pydantic import model_validator

from archlib import faults
from archlib.architectures import Architecture, LoadBalanced, Monolith, QueueFleet
from archlib.contract import Contract
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.outcome import FEATURES, Run, ready_within
from archlib.outcome.health import DOWN
from archlib.outcome.trace import Floats, Reason
from archlib.params import Params, param, refuse
from archlib.scenario import Scenario
from archlib.workload import Workload
from archlib.workload.steps import HOUR_S, integral

START_H, HOURS = 1.0, 4.0
MINUTE_S: Final = 60.0
PER_HOUR, WORK_S = 720.0, 30.0  # six slots are busy on average
READY_S: Final = 300.0  # a video is in time within five minutes
PARTS: Final = ("upload", "process", "manage", "queue", "store")
RENTED: Final = ("queue", "store")  # always struck whole
SYSTEMS: Final[dict[str, Architecture]] = {
    "load balanced": LoadBalanced(),
    "queue and fleet": QueueFleet(min_workers=8, max_workers=30),
    "monolith": Monolith(instance="c5.4xlarge", replicas=2),
}


class Experiment(Params):
    """What is done to which system, what is expected of it, and when it is ended.

    Leaves out: people who notice too late, faults that cannot be taken back, and that only a part of the customers is
    exposed.
    """

    system: Literal["load balanced", "queue and fleet", "monolith"] = param("load balanced", unit="", help="of what")
    strikes: Literal["upload", "process", "manage", "queue", "store"] = param("process", unit="", help="what is struck")
    scope: Literal["one instance", "zone", "all"] = param(
        "one instance", unit="", help="how much of it; queue and store are always struck whole"
    )
    effect: Literal["down", "wrong answers", "slow"] = param("down", unit="", help="what it does; slow is five times")
    minutes: int = param(30, ge=1, le=120, unit="min", help="how long it is planned to last; it begins at 1:00")
    feature: Literal["upload", "process", "manage"] = param("upload", unit="", help="what is measured")
    at_least: float = param(0.99, ge=0.5, le=1, unit="1", help="hypothesis: so many succeed in each window")
    abort_below: float = param(0.95, ge=0, le=1, unit="1", help="abort condition: fewer than that succeed in a window")
    window_min: int = param(5, ge=1, le=30, unit="min", help="over how many minutes success is counted")
    react_min: int = param(1, ge=0, le=30, unit="min", help="from the abort condition until the fault is taken back")
    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="same seed, same customers")

    @model_validator(mode="after")
    def _strikes_what_is_there(self) -> Self:
        there = [part for part in PARTS if self.made.built.playing(part)]
        if self.strikes not in there:
            rule = f"{self.system} has no {self.strikes} of its own, so any hypothesis would hold"
            do = f"Strike {', '.join(there[:-1])} or {there[-1]}, or take another system."
            raise refuse(self, "strikes", self.strikes, rule, do)
        if self.effect == "slow" and self.strikes in RENTED:
            rule = f"a {self.strikes} does no work that could take longer"
            raise refuse(self, "effect", self.effect, rule, "Let it be down or give wrong answers, or strike a tier.")
        return self

    @property
    def made(self) -> Architecture:
        """The system."""
        return SYSTEMS[self.system]

    @property
    def start_s(self) -> float:
        """When the fault begins, s."""
        return START_H * HOUR_S

    def fault(self, minutes: float) -> Faults:
        """Return the fault, of so many minutes."""
        whole = self.scope == "all" or self.strikes in RENTED
        one = {} if whole else {"instance": 0} if self.scope == "one instance" else {"zone": 0}
        hours = minutes / 60
        if self.effect == "slow":
            return faults.slow(self.strikes, 5.0, START_H, hours, **one)
        strike = faults.down if self.effect == "down" else faults.error
        return strike(self.strikes, START_H, hours, **one)


@dataclass(frozen=True)
class Watched:
    """A run of the experiment: at each minute the share that succeeded in the window before; and its sums.

    Attributes
    ----------
    minutes : how long the fault lasted, min
    t : float array (m,), s, each a full minute
    share : float array (m,), of those who came in the window; 1 where nobody came
    failed, came : requests of the feature in all
    """

    minutes: float
    t: Floats
    share: Floats
    failed: float
    came: float

    @property
    def worst(self) -> float:
        """The lowest share of any window."""
        return float(self.share.min())


@dataclass(frozen=True)
class Found:
    """What came of an experiment.

    Attributes
    ----------
    control, full : without the fault, and with all of it
    aborted : with the fault ended by hand; None where the abort condition was never met
    abort_s : when the abort condition was met, s; None if never
    radius : feature -> minutes that it was down in the full run
    holds : whether the hypothesis held in all windows of the full run
    """

    control: Watched
    full: Watched
    aborted: Watched | None
    abort_s: float | None
    radius: dict[str, float]
    holds: bool


@lru_cache(maxsize=32)
def conducted(experiment: Experiment) -> Found:
    """Conduct an experiment: two runs, and a third where the abort condition is met."""
    control, _ = _watched(experiment, 0.0)
    full, run = _watched(experiment, float(experiment.minutes))
    met_s, aborted = abort_s(experiment, full), None
    if met_s is not None:
        minutes = (met_s - experiment.start_s) / MINUTE_S + experiment.react_min
        aborted, _ = _watched(experiment, min(minutes, float(experiment.minutes)))
    return Found(control, full, aborted, met_s, _radius(run), holds(experiment, full))


def struck(experiment: Experiment) -> Watched:
    """Return the run with all of the fault alone."""
    full, _ = _watched(experiment, float(experiment.minutes))
    return full


def holds(experiment: Experiment, full: Watched) -> bool:
    """Whether the hypothesis held in all windows of a run with all of the fault."""
    return bool(full.share[full.t >= experiment.start_s].min() >= experiment.at_least)


def abort_s(experiment: Experiment, full: Watched) -> float | None:
    """Return when the abort condition was met in a run with all of the fault, s; None if never."""
    end_s = experiment.start_s + experiment.minutes * MINUTE_S
    met = (full.share < experiment.abort_below) & (full.t > experiment.start_s) & (full.t <= end_s)
    return float(full.t[met][0]) if met.any() else None


def _watched(experiment: Experiment, minutes: float) -> tuple[Watched, Run]:
    load = Workload.homogeneous(per_hour=PER_HOUR, days=HOURS / 24, transcode_s=WORK_S)
    plan = experiment.fault(minutes) if minutes > 0 else Faults()
    scenario = Scenario(load, faults=plan, seed=experiment.seed)
    run = simulate(experiment.made, scenario, contract=Contract(deadline_s=READY_S))
    came, good = _counted(run, experiment.feature)
    n, n_window = len(came) - 1, experiment.window_min
    t = np.arange(1, n + 1, dtype=np.float64)
    before = np.maximum(np.arange(1, n + 1) - n_window, 0)
    asked, served = came[1:] - came[before], good[1:] - good[before]
    share = np.divide(served, asked, out=np.ones(n), where=asked > 0)
    return Watched(minutes, t * MINUTE_S, share, float(came[-1] - good[-1]), float(came[-1])), run


def _counted(run: Run, feature: str) -> tuple[Floats, Floats]:
    """Return requests and successes up to each full minute, float arrays (m + 1,), from 0 on."""
    edges = np.arange(0.0, run.trace.horizon_s + MINUTE_S / 2, MINUTE_S)
    if feature == "manage":
        return _watchers(run, edges)
    trace = run.trace
    good = trace.reason == Reason.OK if feature == "upload" else ready_within(trace, READY_S)
    at = np.searchsorted(trace.arrive, edges, side="right")
    sums = np.concatenate([[0], np.cumsum(good)])
    return at.astype(np.float64), sums[at].astype(np.float64)


def _watchers(run: Run, edges: Floats) -> tuple[Floats, Floats]:
    """Requests to watch are rates; they fail while manage is down, and where a balancer sends them astray."""
    strip, steps = run.strips["manage"], run.scenario.load.watch_steps()
    fine = np.unique(np.concatenate([edges, strip.start_s, strip.astray.t]))
    asked = np.diff(np.interp(fine, steps[0], integral(steps)))
    down = strip.state[np.searchsorted(strip.start_s, fine[:-1], side="right") - 1] == DOWN
    good = asked * (1.0 - np.where(down, 1.0, strip.astray.at(fine[:-1])))
    at = np.searchsorted(fine, edges)
    came, served = (np.concatenate([[0.0], np.cumsum(part)])[at] for part in (asked, good))
    return came, served


def _radius(run: Run) -> dict[str, float]:
    found = {}
    for feature in FEATURES:
        if feature in run.strips:
            strip = run.strips[feature]
            lasted = (strip.end_s - strip.start_s)[strip.state == DOWN].sum()
            found[feature] = float(lasted) / MINUTE_S
    return found
