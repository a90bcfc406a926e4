"""What a map asks: its axes, and what all its cells have in common."""

from collections.abc import Mapping
from dataclasses import dataclass

from archlib.architectures import Architecture
from archlib.contract import Contract
from archlib.faults import Faults
from archlib.maps.loads import load
from archlib.prices import PriceList
from archlib.scenario import Scenario


@dataclass(frozen=True)
class Question:
    """Which architecture, at its cheapest sizes, meets each contract for the least money in each cell?

    Attributes
    ----------
    volumes : videos in a month of 730 h, rising
    peaks : rate of the rush over the mean rate, rising
    levels : shares of uploads, of videos ready in time and of requests to manage alike, rising
    deadlines_s : s, rising
    architectures : name -> architecture before it is sized
    seeds : the same for every cell, architecture and size
    days : float, how long a run is; its bill is brought to a month of 730 h
    """

    volumes: tuple[float, ...]
    peaks: tuple[float, ...]
    levels: tuple[float, ...]
    deadlines_s: tuple[float, ...]
    architectures: Mapping[str, Architecture]
    seeds: tuple[int, ...]
    faults: Faults
    days: float
    prices: PriceList

    @property
    def shape(self) -> tuple[int, int, int, int, int]:
        """How many deadlines, levels, peaks, volumes and architectures."""
        axes = (self.deadlines_s, self.levels, self.peaks, self.volumes, self.architectures)
        return tuple(len(axis) for axis in axes)  # type: ignore[return-value]

    def scenario(self, peak: float, volume: float, seed: int) -> Scenario:
        """Return the load and the failures of a cell."""
        return Scenario(load(volume, peak, self.days), faults=self.faults, seed=seed)

    def contract(self, level: float, deadline_s: float) -> Contract:
        """Return the contract of a level and a deadline."""
        return Contract(upload=level, ready_share=level, manage=level, deadline_s=deadline_s)
