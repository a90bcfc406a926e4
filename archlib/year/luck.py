"""The luck of one year: plans under many seeds, as bands, and their differences year by year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from archlib.engine.driver import Progress
from archlib.errors import ParameterError, nearest
from archlib.outcome.trace import Floats
from archlib.prices import PriceList
from archlib.sweeps.paired import interval
from archlib.year.given import Year
from archlib.year.plan import Plan
from archlib.year.played import play

if TYPE_CHECKING:
    import pandas as pd

SEEDS: Final = range(1, 11)
QUANTILES: Final = (0.1, 0.5, 0.9)
CONFIDENCE: Final = 0.95
Ends = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Years:
    """What a plan came to in each of n years.

    Attributes
    ----------
    score_usd : float array (n,), USD
    broken_months : float array (n,), months with a broken promise
    """

    score_usd: Floats
    broken_months: Floats

    def __len__(self) -> int:
        return len(self.score_usd)

    @property
    def kept(self) -> int:
        """In how many of them the contract was kept in every month."""
        return int(np.count_nonzero(self.broken_months == 0))

    @property
    def band_usd(self) -> tuple[float, float, float]:
        """The score that a tenth of the years, a half, and nine tenths do not exceed, USD."""
        low, half, high = np.quantile(self.score_usd, QUANTILES).tolist()
        return low, half, high

    @property
    def broken_band(self) -> tuple[float, float, float]:
        """The same of the months with a broken promise."""
        low, half, high = np.quantile(self.broken_months, QUANTILES).tolist()
        return low, half, high

    def above(self, other: "Years") -> Ends:
        """Return the 95 % interval of the mean by which the score lies above another's, year by year, USD."""
        return interval(self.score_usd - other.score_usd, CONFIDENCE)


class Luck(Mapping[str, Years]):
    """Name of a plan -> what it came to; the same seed is the same year for all of them."""

    def __init__(self, years: Mapping[str, Years]) -> None:
        self._years = dict(years)

    def __getitem__(self, name: str) -> Years:
        if name not in self._years:
            raise ParameterError(f"luck[{name!r}]: no such plan; {nearest(str(name), self._years)}")
        return self._years[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._years)

    def __len__(self) -> int:
        return len(self._years)

    @property
    def text(self) -> str:
        """A line a plan: how often it keeps the contract, its band, and how it stands to the first."""
        first, lines = next(iter(self)), []
        for name, years in self.items():
            low, _, high = years.band_usd
            told = f"{name}: contract kept in {years.kept} of {len(years)} years; {low:,.0f} to {high:,.0f} USD"
            lines.append(told if name == first else f"{told}; {apart(years.above(self[first]), first)}")
        return "\n".join(lines)

    def table(self) -> "pd.DataFrame":
        """Return one row a plan as a pandas DataFrame: quantiles over the years, and the interval to the first, USD."""
        import pandas as pd

        first = next(iter(self._years.values()))
        rows = [
            (name, len(one), one.kept, *one.band_usd, *one.broken_band, *one.above(first))
            for name, one in self._years.items()
        ]
        scores, months = ([f"{of}_q{q:g}" for q in QUANTILES] for of in ("score_usd", "broken_months"))
        return pd.DataFrame(rows, columns=["name", "years", "kept", *scores, *months, "above_low", "above_high"])


def apart(ends: Ends, other: str) -> str:
    """Return an interval of a difference in words: more or less than another plan, or neither for sure."""
    low, high = ends
    if not (low > 0 or high < 0):
        return f"no sure difference from {other}"
    near, far = sorted((abs(low), abs(high)))
    return f"{near:,.0f} to {far:,.0f} USD {'more' if low > 0 else 'less'} than {other}"


def luck(
    year: Year,
    plans: Mapping[str, Plan],
    seeds: Iterable[int] = SEEDS,
    *,
    prices: PriceList | None = None,
    progress: Progress | None = None,
) -> Luck:
    """Play plans under many seeds: each seed draws uploads and failures of another year, alike for all plans.

    Parameters
    ----------
    plans : name -> plan; all are compared with the first
    seeds : ten by default
    prices : as for `play`
    progress : called with the share done, 0 to 1; returning False cancels

    Raises
    ------
    ParameterError : no plans, fewer than two seeds, or an argument that `play` refuses
    EngineError : it is cancelled
    """
    drawn = tuple(seeds)
    if not plans or len(drawn) < 2:
        do = "Give e.g. luck(Year(), {'mine': Plan.all_year(Functions())}, range(1, 11))."
        raise ParameterError(
            f"luck: {len(plans)} plans and {len(drawn)} seeds are refused: 1 plan, 2 seeds at least. {do}"
        )
    told = [_told(progress, i, len(plans) * len(drawn)) for i in range(len(plans) * len(drawn))]
    return Luck({
        name: _years(year, plan, drawn, prices, told[i * len(drawn) :])
        for i, (name, plan) in enumerate(plans.items())
    })  # fmt: skip


def _years(
    year: Year, plan: Plan, seeds: Sequence[int], prices: PriceList | None, told: Sequence[Progress | None]
) -> Years:
    played = [play(year, plan, seed, prices=prices, progress=tell) for seed, tell in zip(seeds, told, strict=False)]
    return Years(np.array([one.score_usd for one in played]), np.array([float(one.broken_months) for one in played]))


def _told(progress: Progress | None, done: int, of: int) -> Progress | None:
    return None if progress is None else lambda share: progress((done + share) / of)
