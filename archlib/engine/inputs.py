"""What a run needs beside its topology."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from archlib.faults import Mishap
from archlib.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Inputs:
    """Arrays by video, seconds.

    Attributes
    ----------
    arrive : float array (n,), sorted
    work : work column -> float array (n,)
    seed : int, for jitter, the picks of balancers, mishaps and the order of standard queues
    horizon_s, end_s : float
    shares : float array (k,), share of the work that each required size takes; sums to 1
    details : field of an event's detail -> array (n,) or one value for all; what rules can look at
    mishaps : shares of videos or of visits that fail by chance
    clock_start_h : float, h, what the clock showed at 0
    objects : what is put ("master", "sizes") -> name of each object -> its size as a share of the master's
    told : events that are of no video; each has a job, behind those of the videos
    """

    arrive: np.ndarray
    work: dict[str, np.ndarray]
    seed: int
    horizon_s: float
    end_s: float
    shares: np.ndarray = field(default_factory=lambda: np.ones(1))
    details: Mapping[str, object] = field(default_factory=dict)
    mishaps: tuple[Mishap, ...] = ()
    clock_start_h: float = 0.0
    objects: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    told: int = 0

    @classmethod
    def of(cls, scenario: Scenario, end_s: float) -> Self:
        """Return what a scenario gives a run that goes on until `end_s`, s."""
        videos, load = scenario.videos, scenario.load
        return cls(
            videos.arrive,
            videos.work,
            scenario.seed,
            scenario.horizon_s,
            end_s,
            load.size_shares,
            load.details(videos.master_gb),
            scenario.faults.mishaps,
            load.clock_start_h,
            load.objects,
        )

    @property
    def n(self) -> int:
        """How many videos come."""
        return len(self.arrive)

    @property
    def jobs(self) -> int:
        """How many jobs there are: one for each video, and for each event that is of none."""
        return self.n + self.told
