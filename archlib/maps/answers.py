"""Answers, and how those of all cells become the arrays of a map and back."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from archlib.errors import DataError
from archlib.maps.question import Question
from archlib.maps.result import DecisionMap


class Found(NamedTuple):
    """What came of an architecture in a cell under one contract.

    `values` are the sizes in the order of the paths; `usd`, `low`, `high` are NaN and `broken` names the clauses where
    no size meets the contract. `costs` has the USD of each seed, () there.
    """

    values: tuple[Any, ...]
    usd: float
    low: float
    high: float
    broken: tuple[str, ...]
    costs: tuple[float, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Found) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Any, ...]:
        """NaN is equal to NaN here."""
        return (self.values, self.broken, self.costs, None if math.isnan(self.usd) else (self.usd, self.low, self.high))


# cell (peak, volume) -> architecture -> contract (deadline, level), each in the order of its axes
Cells = Sequence[Sequence[Sequence[Found]]]


def assembled(
    asked: Question, paths: Mapping[str, tuple[str, ...]], cells: Cells, made: Mapping[str, Any]
) -> DecisionMap:
    """Return the map of all cells.

    Raises
    ------
    DataError
        if there are not as many answers as the axes say, or their sizes do not go with the paths
    """
    deadlines, levels, peaks, volumes, kinds = asked.shape
    if len(cells) != peaks * volumes or set(paths) != set(asked.architectures):
        raise DataError(f"there are {len(cells)} cells, and the axes make {peaks * volumes}")
    money = np.full((3, *asked.shape), np.nan)
    costs = np.full((*asked.shape, len(asked.seeds)), np.nan)
    broken = np.full(asked.shape, "", "<U21")
    values = np.empty(asked.shape, object)
    names = list(asked.architectures)
    for number, cell in enumerate(cells):
        p, v = divmod(number, volumes)
        if [len(found) for found in cell] != [deadlines * levels] * kinds:
            raise DataError(f"cell {number} does not hold {kinds} x {deadlines * levels} answers")
        for k, found in enumerate(cell):
            for contract, one in enumerate(found):
                where = (*divmod(contract, levels), p, v, k)
                if len(one.values) != len(paths[names[k]]):
                    raise DataError(f"cell {number}: {names[k]} has sizes {one.values!r:.60}")
                money[(slice(None), *where)] = one.usd, one.low, one.high
                if len(one.costs) != (0 if one.broken else len(asked.seeds)):
                    raise DataError(f"cell {number}: {names[k]} has costs {one.costs!r:.60}, not one a seed")
                costs[where] = one.costs or np.nan
                broken[where], values[where] = ", ".join(one.broken), one.values
    return DecisionMap(asked, money[0], money[1], money[2], costs, broken, values, paths, made)


def cells_of(of: DecisionMap) -> Iterator[list[list[Found]]]:
    """Yield what `assembled` was given, cell by cell."""
    deadlines, levels, peaks, volumes, kinds = of.question.shape
    for p in range(peaks):
        for v in range(volumes):
            yield [[_one(of, (d, lv, p, v, k)) for d in range(deadlines) for lv in range(levels)] for k in range(kinds)]


def _one(of: DecisionMap, where: tuple[int, ...]) -> Found:
    broken = str(of.broken[where])
    usd, low, high = (float(array[where]) for array in (of.usd_per_month, of.usd_low, of.usd_high))
    costs = () if broken else tuple(of.costs[where].tolist())
    return Found(of.values[where], usd, low, high, tuple(broken.split(", ")) if broken else (), costs)
