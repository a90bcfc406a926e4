"""One service level and one deadline of a map: who wins where, who comes next, and how near."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from archlib.draws import Floats
from archlib.sweeps.paired import interval

NOBODY = "none"
CONFIDENCE = 0.95  # of the interval around the mean of what another costs more, seed by seed
NEAR = 0.05  # share by which the next may be dearer and still be called close
Texts = npt.NDArray[np.str_]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Answer:
    """What came of one architecture in a cell.

    Attributes
    ----------
    architecture : its name in the map
    usd_per_month : float, USD in a month of 730 h, mean over the seeds; NaN if no size meets the contract
    usd_low, usd_high : float, 10 % and 90 % over the seeds
    costs : USD in a month, one a seed; () if no size meets the contract
    sizes : path -> value, of the cheapest found, or of the nearest that was tried
    broken : names of the clauses that no size kept; () if found
    """

    architecture: str
    usd_per_month: float
    usd_low: float
    usd_high: float
    costs: tuple[float, ...]
    sizes: Mapping[str, Any]
    broken: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether a size meets the contract."""
        return not self.broken


@dataclass(frozen=True, eq=False)
class Layer:
    """One level and one deadline.

    Attributes
    ----------
    level, deadline_s : float, 1; float, s
    peaks, volumes, architectures : the axes
    usd_per_month, usd_low, usd_high : float arrays (peak, volume, architecture), NaN where none meets the contract
    costs : float array (peak, volume, architecture, seed)
    broken : text array (peak, volume, architecture), "" where one does
    """

    level: float
    deadline_s: float
    peaks: tuple[float, ...]
    volumes: tuple[float, ...]
    architectures: tuple[str, ...]
    usd_per_month: Floats
    usd_low: Floats
    usd_high: Floats
    costs: Floats
    broken: Texts

    @cached_property
    def winner(self) -> Texts:
        """The cheapest that meets the contract, text array (peak, volume); "none" where nobody does."""
        return self._named(0)

    @cached_property
    def second(self) -> Texts:
        """The next cheapest, text array (peak, volume); "none" where there is no other."""
        return self._named(1)

    @cached_property
    def close(self) -> Bools:
        """Where the next is at most 5 % dearer, or the paired interval cannot tell them apart; (peak, volume)."""
        if len(self.architectures) < 2:
            return np.zeros(self.winner.shape, np.bool_)
        first, second = (self._order[..., i : i + 1] for i in (0, 1))
        usd = [np.take_along_axis(self.usd_per_month, i, 2)[..., 0] for i in (first, second)]
        costs = [np.take_along_axis(self.costs, i[..., None], 2)[..., 0, :] for i in (first, second)]
        low = np.apply_along_axis(lambda apart: interval(apart, CONFIDENCE)[0], -1, costs[1] - costs[0])
        return np.asarray((usd[1] <= usd[0] * (1 + NEAR)) | (low <= 0))  # NaN is neither

    @cached_property
    def _order(self) -> npt.NDArray[np.int64]:
        return np.asarray(np.argsort(self.usd_per_month, axis=2, kind="stable"))  # NaN comes last

    def _named(self, place: int) -> Texts:
        shape = self.usd_per_month.shape
        if place >= shape[2]:
            return np.full(shape[:2], NOBODY)
        at = self._order[..., place]
        found = np.isfinite(np.take_along_axis(self.usd_per_month, at[..., None], 2)[..., 0])
        return np.where(found, np.array(self.architectures)[at], NOBODY)
