"""How long an upload is accepted in periods that differ by their seed alone, with few instances of each tier."""

from dataclasses import dataclass
from typing import Final

from archlib.lab.figures.weeks import Band, band_of
from archlib.outcome.trace import Floats

TRIED: Final = (1, 2, 3, 4)  # instances of each tier; from there on only the ceiling counts


@dataclass(frozen=True, eq=False)
class Ceilings:
    """What some periods measured; nobody comes in them, since only failures at random are asked about.

    Attributes
    ----------
    numbers : instances of each tier; (1,) for an architecture that has no such numbers, as it is
    shares : of each of them a float array (seeds,), the share of the time in which an upload is accepted, 0 to 1
    """

    numbers: tuple[int, ...] = ()
    shares: tuple[Floats, ...] = ()

    @property
    def seeds(self) -> int:
        """How many periods there are of each."""
        return len(self.shares[0]) if self.shares else 0

    def band(self, number: int) -> Band | None:
        """Return what a tenth of the periods, a half, and nine tenths do not exceed; None where none was run."""
        return band_of(self.shares[self.numbers.index(number)]) if number in self.numbers else None
