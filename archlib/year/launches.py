"""Launches: days on which far more videos come than usual. When, how strong and how long is drawn once, and told."""

import numpy as np

from archlib.draws import Floats, stream
from archlib.outcome.clock import clock_text
from archlib.params import Params, param
from archlib.prices import MONTH_HOURS
from archlib.workload.steps import HOUR_S, Steps
from archlib.year.clock import MONTH_S, MONTHS, YEAR_S

WINDOWS = ((2, 5), (8, 11))  # months from which the first and the second launch are drawn
STRENGTH = (10.0, 20.0)  # times the month's mean rate
DECAY_H = (6.0, 24.0)
CLOCK_H = (8, 18)  # launches are in the morning or in the afternoon
TAIL = 12.0  # after so many decays 6 in a million of the surplus are left


class Launch(Params):
    """A jump of the rate of uploads that falls back as exp(-t / decay), held over each hour at its mean there."""

    month: int = param(4, ge=1, le=MONTHS, unit="months", help="in which month it is")
    at_h: float = param(360.0, ge=0, lt=MONTH_HOURS, unit="h", help="hours from the month's beginning")
    strength: float = param(15.0, ge=0, le=1_000, unit="1", scale="log", help="jump over the month's mean rate")
    decay_h: float = param(12.0, ge=0.1, le=730, unit="h", scale="log", help="hours in which it falls to 37 %")

    @property
    def start_s(self) -> float:
        """When it is, s from the year's beginning."""
        return (self.month - 1) * MONTH_S + self.at_h * HOUR_S

    @property
    def text(self) -> str:
        """What is told of it."""
        return (
            f"month {self.month}, {clock_text(self.start_s)} of the year: the rate of uploads jumps by "
            f"{self.strength:.1f} times the month's mean and falls back to 37 % of that every {self.decay_h:.0f} h"
        )

    def surplus(self, mean_per_s: float) -> Steps:
        """Return the videos a second that it adds to a month of that mean rate, up to the year's end at most."""
        end_s = min(YEAR_S, self.start_s + TAIL * self.decay_h * HOUR_S)
        edges = np.append(np.arange(self.start_s, end_s, HOUR_S), end_s)
        decay_s = self.decay_h * HOUR_S
        total: Floats = -self.strength * mean_per_s * decay_s * np.expm1((self.start_s - edges) / decay_s)
        return edges, np.diff(total) / np.diff(edges)


def launches(seed: int) -> tuple[Launch, ...]:
    """Draw the two launches of a year, one in months 2 to 5, one in months 8 to 11; key ("launch", 0 or 1)."""
    return tuple(_drawn(seed, number, *window) for number, window in enumerate(WINDOWS))


def _drawn(seed: int, number: int, first: int, last: int) -> Launch:
    generator = stream(seed, "launch", number)
    month, day, clock = (int(generator.integers(low, high + 1)) for low, high in ((first, last), (1, 28), CLOCK_H))
    midnight_h = -((month - 1) * MONTH_HOURS) % 24  # hours from the month's beginning to its first midnight
    strength, decay_h = generator.uniform(*STRENGTH), generator.uniform(*DECAY_H)
    return Launch(
        month=month, at_h=midnight_h + (day - 1) * 24.0 + clock, strength=round(strength, 1), decay_h=round(decay_h)
    )
