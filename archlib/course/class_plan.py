"""The map that a class fills in together: which cells there are, and which of them a pair takes."""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final, NamedTuple

from archlib.contract import Contract
from archlib.errors import DataError, ParameterError
from archlib.maps.loads import MOST_PEAK
from archlib.params import refuse

MOST_CELLS: Final = 2_500
MOST_SEEDS: Final = 100
GOLDEN: Final = (math.sqrt(5) - 1) / 2
_NAMES: Final = ("volumes", "peaks", "level", "deadline_s", "seeds")
At = tuple[float, float]  # videos a month, peak / mean


class _Axes(NamedTuple):
    volumes: tuple[float, ...] = (100.0, 300.0, 1_000.0, 3_000.0, 10_000.0, 30_000.0)
    peaks: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 20.0)
    level: float = 0.99
    deadline_s: float = 3600.0
    seeds: tuple[int, ...] = (1, 2, 3)


class ClassPlan(_Axes):
    """What all pairs of a class agree on.

    Attributes
    ----------
    volumes : videos a month, rising
    peaks : peak / mean, rising
    level : share, of uploads, of videos ready in time and of requests to manage
    deadline_s : s, within which a video must be ready
    seeds : of the weeks that every size must survive
    """

    __slots__ = ()

    @property
    def cells(self) -> tuple[At, ...]:
        """All cells, row by row."""
        return tuple((volume, peak) for peak in self.peaks for volume in self.volumes)

    @property
    def contract(self) -> Contract:
        """What a design must keep."""
        return Contract(upload=self.level, ready_share=self.level, manage=self.level, deadline_s=self.deadline_s)

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as JSON-able content."""
        return {name: list(v) if isinstance(v := getattr(self, name), tuple) else v for name in _NAMES}


def class_plan(
    volumes: Iterable[float] = _Axes().volumes,
    peaks: Iterable[float] = _Axes().peaks,
    level: float = _Axes().level,
    deadline_s: float = _Axes().deadline_s,
    seeds: Iterable[int] = _Axes().seeds,
) -> ClassPlan:
    """Return a plan whose parts hold; the fields are those of `ClassPlan`.

    Raises
    ------
    ParameterError
        for an axis that does not rise, numbers out of bounds, or more than 2,500 cells
    """
    plan = ClassPlan(
        _rising("volumes", volumes, 1.0, 1e6),
        _rising("peaks", peaks, 1.0, MOST_PEAK),
        _number("level", level),
        _number("deadline_s", deadline_s),
        _whole(seeds),
    )
    if len(plan.cells) > MOST_CELLS:
        raise refuse("class_plan", "volumes", len(plan.cells), f"at most {MOST_CELLS} cells", "Give fewer.", "cells")
    plan.contract  # noqa: B018  # its own bounds are those of level and deadline
    return plan


def cells_of(pair: int, pairs: int, plan: ClassPlan) -> tuple[At, ...]:
    """Return the cells of a pair, such as number 3 of 8: no two pairs have the same one, and all of them have all.

    They are spread over the map, so that one that is missing leaves no hole, and everybody meets both cheap and dear
    loads.

    Raises
    ------
    ParameterError
        for no whole numbers, or a pair that is not among them
    """
    given: tuple[tuple[str, Any], ...] = (("pairs", pairs), ("pair", pair))
    for name, value in given:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise refuse("class_map", name, value, "a whole number from 1 on", "Give e.g. pair=3, pairs=8.")
    if pair > pairs:
        do = "Give a number that exists, or more pairs."
        raise refuse("class_map", "pair", pair, f"there are {pairs} pairs", do)
    n = len(plan.cells)
    step = _step(n)
    mine = {i * step % n for i in range(n * (pair - 1) // pairs, n * pair // pairs)}
    return tuple(cell for i, cell in enumerate(plan.cells) if i in mine)


def plan_from(plain: Any) -> ClassPlan:
    """Return the plan that `ClassPlan.to_dict` wrote.

    Raises
    ------
    DataError
        if it is none
    """
    if not isinstance(plain, dict) or sorted(plain) != sorted(_NAMES):
        raise DataError(f"its plan is {plain!r:.60}, not one of a class map")
    try:
        return class_plan(**plain)
    except ParameterError as error:
        raise DataError(f"its plan does not hold: {error}") from None


def _step(n: int) -> int:
    """Return a step near the golden section of n that shares no factor with it, so that it comes to every cell."""
    near = sorted(range(1, n + 1), key=lambda k: abs(k - GOLDEN * n))
    return next(k for k in near if math.gcd(k, n) == 1)


def _rising(name: str, values: Any, low: float, high: float) -> tuple[float, ...]:
    found = _listed(name, values)
    numbers = [_number(name, v) for v in found]
    if not numbers or any(b <= a for a, b in pairwise(numbers)):
        raise refuse("class_plan", name, found, "at least one number, rising, none twice", "Sort them.")
    if numbers[0] < low or numbers[-1] > high:
        raise refuse("class_plan", name, found, f"from {low:g} to {high:g}", "Leave out those beyond.")
    return tuple(numbers)


def _whole(seeds: Any) -> tuple[int, ...]:
    found = _listed("seeds", seeds)
    good = all(isinstance(s, int) and not isinstance(s, bool) and 0 <= s < 2**32 for s in found)
    if not good or not 1 <= len(found) <= MOST_SEEDS or len(set(found)) < len(found):
        rule = f"1 to {MOST_SEEDS} whole numbers, each once"
        raise refuse("class_plan", "seeds", found, rule, "Give e.g. seeds=(1, 2, 3).")
    return tuple(found)


def _listed(name: str, values: Any) -> list[Any]:
    if isinstance(values, (str, bytes, dict)) or not isinstance(values, Iterable):
        raise refuse("class_plan", name, values, "several numbers", "Give e.g. (1, 5, 20).")
    return list(values)


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise refuse("class_plan", name, value, "a finite number", "Give e.g. 1000.")
    return float(value)
