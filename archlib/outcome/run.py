"""A run: what went in, what the engine wrote, and all that can be read off it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np

from archlib._version import __version__
from archlib.outcome.availability import Availability
from archlib.outcome.bill import Bill
from archlib.outcome.jobs import Jobs
from archlib.outcome.latency import Latency
from archlib.outcome.message import message
from archlib.outcome.reasons import not_applicable
from archlib.outcome.series import Series
from archlib.outcome.story import Story, story
from archlib.outcome.strips import Strip, strips
from archlib.outcome.trace import Trace
from archlib.outcome.usage import HOUR_S, Usage, usage
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.timeline import Timeline
from archlib.topology import Topology


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """One architecture under one scenario. Everything is computed when first asked for, from arrays.

    Attributes
    ----------
    architecture : its kind, such as "QueueFleet"
    parameters : kind and fields, JSON-able
    topology, scenario, prices : what was run, under what, charged how
    deadline_s : float, s, ready this long after arrival still counts
    trace : what the engine wrote
    timeline : the faults as they met this topology
    """

    architecture: str
    parameters: dict[str, Any]
    topology: Topology
    scenario: Scenario
    prices: PriceList
    deadline_s: float
    trace: Trace
    timeline: Timeline

    @property
    def label(self) -> str:
        """The name of the architecture, for titles."""
        return self.architecture

    @cached_property
    def jobs(self) -> Jobs:
        """What became of each video."""
        return Jobs(self.trace)

    @cached_property
    def series(self) -> Series:
        """Stations over time, such as `run.series["jobs"].visible`."""
        return Series(self.topology, self.trace)

    @cached_property
    def strips(self) -> dict[str, Strip]:
        """When each feature was up, degraded or down, and why."""
        start_h = self.scenario.load.clock_start_h
        return strips(self.topology, self.timeline, self.trace, self.series, start_h)

    @cached_property
    def availability(self) -> Availability:
        """How each feature did, weighted by time, by requests and by the deadline."""
        return Availability(self.topology, self.scenario, self.trace, self.strips)

    @cached_property
    def latency(self) -> Latency:
        """How long customers waited."""
        return Latency(self.trace)

    @cached_property
    def usage(self) -> tuple[Usage, ...]:
        """What the meters counted."""
        watched = self.availability["manage"].good if "manage" in self.strips else 0.0
        return usage(self.topology, self.scenario, self.trace, watched)

    @cached_property
    def bill(self) -> Bill:
        """What it cost up to the horizon."""
        ready = int(np.count_nonzero(np.isfinite(self.trace.ready)))
        return Bill(self.usage, self.prices, self.scenario.horizon_s, ready)

    @property
    def not_applicable(self) -> tuple[str, ...]:
        """The scheduled faults that met nothing here."""
        return not_applicable(self.topology, self.timeline, self.trace.fault_hits)

    def reprice(self, prices: PriceList) -> Self:
        """Return the same run charged by another price list; nothing runs again."""
        twin = replace(self, prices=prices)
        # all but the bill is the same, and need not be computed twice
        vars(twin).update({k: v for k, v in vars(self).items() if k not in ("bill", "prices")})
        return twin

    def story(self, job: int) -> Story:
        """Return one video's way through the architecture, event after event."""
        return story(self.topology, self.trace, job, self.scenario.load.clock_start_h)

    def message(self, job: int) -> dict[str, Any]:
        """Return what the message of a video says: where its master is, and which sizes are wanted."""
        return message(self.topology, self.scenario, job)

    def recipe(self) -> dict[str, Any]:
        """Return JSON-able content from which the run can be made again, with versions and hashes to check it by."""
        return {
            "archlib": __version__,
            "numpy": np.__version__,
            "architecture": self.parameters,
            "scenario": self.scenario.to_dict(),
            "scenario_hash": self.scenario.hash,
            "prices": self.prices.to_dict(),
            "prices_hash": self.prices.hash,
            "prices_as_of": self.prices.as_of,
            "deadline_s": self.deadline_s,
        }

    def __repr__(self) -> str:
        good = self.availability
        shares = ", ".join(f"{f} {good[f].request_share:.4f}" for f in good)
        hours = f"{self.scenario.horizon_s / HOUR_S:g} h"
        return f"<Run {self.label}: {len(self.jobs):,} videos in {hours}, {shares}, {self.bill}>"
