"""A finished map: what each architecture costs in each cell, at every service level and deadline."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from archlib.architectures import Architecture
from archlib.contract import Contract
from archlib.draws import Floats
from archlib.errors import ParameterError
from archlib.maps.layers import Answer, Layer, Texts
from archlib.maps.question import Question
from archlib.prices import PriceList
from archlib.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

HOUR_S = 3600.0
SAME = 1e-9  # share by which a value may differ from that of an axis and still be it
AXES = ("deadline_s", "level", "peak", "volume", "architecture")


@dataclass(frozen=True, eq=False, repr=False)
class DecisionMap:
    """What each architecture costs at the cheapest sizes found, cell by cell; nothing here runs anything.

    Attributes
    ----------
    question : axes, seeds, failures, prices and architectures before they were sized
    usd_per_month : float array (deadline, level, peak, volume, architecture), USD in a month of 730 h, mean over the
        seeds, to the cent; NaN where no size tried meets the contract on every seed
    usd_low, usd_high : float arrays of the same shape, 10 % and 90 % over the seeds
    costs : float array (deadline, level, peak, volume, architecture, seed), USD in a month, of each seed; all
        architectures met the same random work and failures under one, so that their costs make pairs
    broken : text array of the same shape, the clauses that no size kept, joined by ", "; "" where one was found
    values : object array of the same shape, the sizes found as a tuple in the order of `paths`, or the nearest tried
    paths : architecture -> names of the fields that were turned
    made : how it was made: versions, command, runs
    """

    question: Question
    usd_per_month: Floats
    usd_low: Floats
    usd_high: Floats
    costs: Floats
    broken: Texts
    values: Any
    paths: Mapping[str, tuple[str, ...]]
    made: Mapping[str, Any]

    @property
    def deadlines_s(self) -> tuple[float, ...]:
        """How long after its arrival a video may become ready, s, rising."""
        return self.question.deadlines_s

    @property
    def levels(self) -> tuple[float, ...]:
        """The share of uploads, of videos ready in time and of requests to manage that must go well, rising."""
        return self.question.levels

    @property
    def peaks(self) -> tuple[float, ...]:
        """Rate of the rush over the mean rate, rising."""
        return self.question.peaks

    @property
    def volumes(self) -> tuple[float, ...]:
        """Videos in a month of 730 h, rising."""
        return self.question.volumes

    @property
    def architectures(self) -> tuple[str, ...]:
        """The names of the architectures."""
        return tuple(self.question.architectures)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds on each of which the contract is met."""
        return self.question.seeds

    @property
    def prices(self) -> PriceList:
        """What was charged."""
        return self.question.prices

    @property
    def found(self) -> Any:
        """Where a size meets the contract, bool array like `usd_per_month`."""
        return np.isfinite(self.usd_per_month)

    def winner(self, level: float, deadline_s: float | None = None) -> Texts:
        """Return the name of the cheapest that meets the contract, text array (peak, volume), or "none".

        Parameters
        ----------
        level, deadline_s : of the axes; None is an hour if the map has it, else its first deadline

        Raises
        ------
        ParameterError
            for a value that is not on its axis
        """
        return self.layer(level, deadline_s).winner

    def layer(self, level: float, deadline_s: float | None = None) -> Layer:
        """Return what holds at one level and one deadline; arguments and errors as of `winner`."""
        d, lv = self._deadline(deadline_s), self._at("level", level)
        axes = self.peaks, self.volumes, self.architectures
        money = self.usd_per_month[d, lv], self.usd_low[d, lv], self.usd_high[d, lv]
        return Layer(self.levels[lv], self.deadlines_s[d], *axes, *money, self.costs[d, lv], self.broken[d, lv])

    def cell(self, peak: float, volume: float, level: float, deadline_s: float | None = None) -> tuple[Answer, ...]:
        """Return what came of each architecture in a cell; arguments and errors as of `winner`."""
        where = self._deadline(deadline_s), self._at("level", level), self._at("peak", peak), self._at("volume", volume)
        return tuple(self._answer((*where, i), name) for i, name in enumerate(self.architectures))

    def design(
        self, name: str, peak: float, volume: float, level: float, deadline_s: float | None = None
    ) -> Architecture:
        """Return an architecture with the sizes found in a cell, or with the nearest ones that were tried."""
        from archlib.sizing.dials import with_values

        at = self._at("architecture", name)
        sizes = self.cell(peak, volume, level, deadline_s)[at].sizes
        return with_values(self.question.architectures[name], sizes)

    def scenario(self, peak: float, volume: float, seed: int | None = None) -> Scenario:
        """Return the load and the failures of a cell, with the first seed of the map unless one is given."""
        p, v = self.peaks[self._at("peak", peak)], self.volumes[self._at("volume", volume)]
        return self.question.scenario(p, v, self.seeds[0] if seed is None else seed)

    def contract(self, level: float, deadline_s: float | None = None) -> Contract:
        """Return the contract of a level and a deadline."""
        return self.question.contract(self.levels[self._at("level", level)], self._seconds(deadline_s))

    def table(self, level: float | None = None, deadline_s: float | None = None) -> "pd.DataFrame":
        """Return one row a deadline, level, cell and architecture as a pandas DataFrame; None takes all of an axis.

        Columns: the axes, `usd_per_month`, `usd_low`, `usd_high` (USD a month), `broken`, and `sizes` in words.
        """
        from archlib.maps.tables import table

        levels = self.levels if level is None else (self.levels[self._at("level", level)],)
        deadlines = self.deadlines_s if deadline_s is None else (self._seconds(deadline_s),)
        return table(self, levels, deadlines)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the map as JSON; a file that is there is replaced at once or not at all.

        Raises
        ------
        DataError
            if it cannot be written
        """
        from archlib.maps.stored import save

        save(self, path)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "DecisionMap":
        """Return the map that `save` wrote; equal bit for bit.

        Raises
        ------
        DataError
            if the file cannot be read, or is no whole map
        """
        from archlib.maps.stored import load as read

        return read(path)

    def _answer(self, where: tuple[int, ...], name: str) -> Answer:
        sizes = dict(zip(self.paths[name], self.values[where], strict=True))
        usd, low, high = (float(array[where]) for array in (self.usd_per_month, self.usd_low, self.usd_high))
        broken = str(self.broken[where])
        costs = () if broken else tuple(self.costs[where].tolist())
        return Answer(name, usd, low, high, costs, sizes, tuple(broken.split(", ")) if broken else ())

    def _deadline(self, deadline_s: float | None) -> int:
        return self.deadlines_s.index(self._seconds(deadline_s))

    def _seconds(self, deadline_s: float | None) -> float:
        if deadline_s is None:
            return HOUR_S if HOUR_S in self.deadlines_s else self.deadlines_s[0]
        return self.deadlines_s[self._at("deadline_s", deadline_s)]

    def _at(self, axis: str, value: Any) -> int:
        axes: dict[str, tuple[Any, ...]] = {
            "deadline_s": self.deadlines_s, "level": self.levels, "peak": self.peaks, "volume": self.volumes,
            "architecture": self.architectures,
        }  # fmt: skip
        known = axes[axis]
        for i, other in enumerate(known):
            if value == other or (_is_number(value) and _is_number(other) and abs(value - other) <= SAME * abs(other)):
                return i
        there = ", ".join(f"{x:.10g}" if _is_number(x) else str(x) for x in known)
        raise ParameterError(
            f"DecisionMap: {axis}={value!r:.60} is not in the map; there are {there}. Give one of them."
        )

    def __repr__(self) -> str:
        shape = f"{len(self.volumes)} volumes x {len(self.peaks)} peaks, {len(self.levels)} levels"
        return f"<DecisionMap {shape}, {len(self.deadlines_s)} deadlines, {', '.join(self.architectures)}>"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
