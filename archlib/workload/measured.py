"""A load from counts: so many videos in each period, from a file or an array."""

import math
from typing import Any, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from archlib.draws import Floats
from archlib.params import param, refuse
from archlib.workload.arrivals import exact
from archlib.workload.base import Workload
from archlib.workload.counts import LONGEST_S, SHORTEST_S, as_counts, is_period
from archlib.workload.steps import DAY_S, Steps


class Measured(Workload):
    """Counts a period, as a Poisson process of that rate or as exactly these counts.

    t = 0 is the beginning of the first period, whatever the clock says there; `first_hour` keeps the clock hour, so
    that the evening of watching falls into the evening. Hours of a failure schedule count from t = 0.

    Raises
    ------
    ParameterError : no counts, a negative or infinite one, more days than the counts cover

    Notes
    -----
    mode "poisson" draws new counts around the given ones each time the seed changes; "exact" keeps the counts and
    draws only the moments, uniform in the period. Neither knows bursts shorter than a period.
    """

    kind: ClassVar[str] = "measured"

    period_s: float = param(300.0, ge=SHORTEST_S, le=LONGEST_S, unit="s", help="length of a period")
    counts: tuple[float, ...] = param((0.0,), unit="videos", help="videos in each period, from t = 0 on")
    scale: float = param(1.0, ge=0, le=1_000, unit="1", scale="log", help="factor on all counts")
    mode: Literal["poisson", "exact"] = param(
        "poisson", unit="", help="new counts around the given ones, or exactly them"
    )
    first_hour: float = param(0.0, ge=0, lt=24, unit="h", help="clock hour at t = 0")
    notes: tuple[str, ...] = param((), unit="", help="what was found and decided when the counts were read")

    def __init__(self, **fields: Any) -> None:
        counts, period_s = fields.get("counts"), fields.get("period_s", 300.0)
        # all that was counted; a period that is no number is left to the validation
        if "days" not in fields and isinstance(counts, (tuple, np.ndarray)) and len(counts) and is_period(period_s):
            fields["days"] = len(counts) * float(period_s) / DAY_S
        super().__init__(**fields)

    @property
    def horizon_s(self) -> float:
        """When arrivals stop, s; the end of the last period, where `days` rounds to it."""
        end_s = len(self.counts) * self.period_s
        return end_s if math.isclose(self.days * DAY_S, end_s, rel_tol=1e-12) else self.days * DAY_S

    @property
    def clock_start_h(self) -> float:
        """The clock hour at t = 0, h."""
        return self.first_hour

    def rate_steps(self) -> Steps:
        """Return a step a period, the last one cut at the horizon."""
        edges, counts = self._up_to_the_horizon()
        return np.minimum(edges, self.horizon_s), counts / self.period_s

    def arrivals(self, seed: int) -> Floats:
        """Return when videos arrive, sorted, float array (n,), s, 0 <= t < horizon; empty for no load."""
        if self.mode == "poisson":
            return super().arrivals(seed)
        times = exact(seed, *self._up_to_the_horizon())
        return times[times < self.horizon_s]

    def _up_to_the_horizon(self) -> tuple[Floats, Floats]:
        """Return whole periods, edges (m + 1,), s, and their scaled counts (m,); the last may end after the horizon."""
        edges = np.arange(len(self.counts) + 1, dtype=np.float64) * self.period_s
        m = int(np.searchsorted(edges[:-1], self.horizon_s))
        return edges[: m + 1], np.array(self.counts[:m]) * self.scale

    @model_validator(mode="before")
    @classmethod
    def _counts_are_numbers(cls, fields: Any) -> Any:
        counts = fields.get("counts") if isinstance(fields, dict) else None
        return {**fields, "counts": as_counts(counts)} if isinstance(counts, (tuple, np.ndarray)) else fields

    @model_validator(mode="after")
    def _counts_cover_the_days(self) -> Self:
        if self.horizon_s > len(self.counts) * self.period_s:
            covered = len(self.counts) * self.period_s / DAY_S
            rule = f"{len(self.counts)} counts of {self.period_s:g} s cover {covered:g} days"
            raise refuse(self, "days", self.days, rule, "Lower the days or give more counts.", "days")
        return self
