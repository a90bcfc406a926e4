"""Loads from a formula: constant, evening peak, diurnal, launch spike."""

from typing import ClassVar

import numpy as np

from archlib.draws import Floats
from archlib.params import param
from archlib.workload.base import Workload
from archlib.workload.steps import DAY_S, HOUR_S, Steps, constant, daily, from_integral

MOST_PER_HOUR = 1e6


class Homogeneous(Workload):
    """Videos arrive at a constant rate, a Poisson process."""

    kind: ClassVar[str] = "homogeneous"

    per_hour: float = param(60.0, ge=0, le=MOST_PER_HOUR, unit="videos/h", scale="log", help="uploads an hour")

    def rate_steps(self) -> Steps:
        """Return one step."""
        return constant(self.per_hour / HOUR_S, self.horizon_s)


class EveningPeak(Workload):
    """A low rate all day and a high one for a while every evening; the canonical load of the course."""

    kind: ClassVar[str] = "evening_peak"

    base_per_hour: float = param(
        6.0, ge=0, le=MOST_PER_HOUR, unit="videos/h", scale="log", help="uploads an hour off peak"
    )
    peak_per_hour: float = param(
        120.0, ge=0, le=MOST_PER_HOUR, unit="videos/h", scale="log", help="uploads an hour at peak"
    )
    peak_from_h: float = param(20.0, ge=0, lt=24, unit="h", help="clock hour at which the peak begins")
    peak_h: float = param(1.0, ge=0, le=24, unit="h", help="how long the peak lasts, past midnight if it must")

    def rate_steps(self) -> Steps:
        """Return two or three steps a day."""
        peak, base = self.peak_per_hour / HOUR_S, self.base_per_hour / HOUR_S
        return daily(self.peak_from_h, self.peak_h, peak, base, self.horizon_s)


class Diurnal(Workload):
    """A rate that follows the day like a cosine, held over each minute at its mean of that minute."""

    kind: ClassVar[str] = "diurnal"

    mean_per_hour: float = param(
        10.0, ge=0, le=MOST_PER_HOUR, unit="videos/h", scale="log", help="uploads an hour on average"
    )
    amplitude: float = param(0.8, ge=0, le=1, unit="1", help="swing around the mean; 1 falls to zero")
    peak_at_h: float = param(20.0, ge=0, lt=24, unit="h", help="clock hour of the highest rate")

    def rate_steps(self) -> Steps:
        """Return a step a minute."""
        return from_integral(self._total, self.horizon_s)

    def _total(self, t_s: Floats) -> Floats:
        turn = 2 * np.pi / DAY_S
        swing = np.sin(turn * (t_s - self.peak_at_h * HOUR_S)) / turn
        return np.asarray(self.mean_per_hour / HOUR_S * (t_s + self.amplitude * swing))


class LaunchSpike(Workload):
    """A low rate that jumps once and comes back as exp(-t / decay), held over each minute at its mean there."""

    kind: ClassVar[str] = "launch_spike"

    base_per_hour: float = param(
        6.0, ge=0, le=MOST_PER_HOUR, unit="videos/h", scale="log", help="uploads an hour before"
    )
    peak_per_hour: float = param(
        600.0, ge=0, le=MOST_PER_HOUR, unit="videos/h", scale="log", help="uploads an hour at launch"
    )
    launch_at_h: float = param(36.0, ge=0, le=8_784, unit="h", help="hours from the start to the launch")
    decay_h: float = param(
        6.0, ge=0.01, le=8_784, unit="h", scale="log", help="hours in which the surplus falls to 37 %"
    )

    def rate_steps(self) -> Steps:
        """Return a step a minute, with an edge at the launch; a launch after the horizon never comes."""
        return from_integral(self._total, self.horizon_s, self.launch_at_h * HOUR_S)

    def _total(self, t_s: Floats) -> Floats:
        decay_s = self.decay_h * HOUR_S
        since = np.maximum(t_s - self.launch_at_h * HOUR_S, 0.0)
        surplus = (self.peak_per_hour - self.base_per_hour) / HOUR_S
        return np.asarray(self.base_per_hour / HOUR_S * t_s - surplus * decay_s * np.expm1(-since / decay_s))
