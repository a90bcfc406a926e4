"""The load of the year, or of some months of it: the same videos, whichever months are asked for."""

from functools import cached_property, lru_cache
from typing import Any, ClassVar, NamedTuple

import numpy as np
from pydantic import field_validator

from archlib.draws import Floats
from archlib.params import param
from archlib.workload import COLUMNS, Workload
from archlib.workload.arrivals import poisson
from archlib.workload.content import Content
from archlib.workload.steps import DAY_S, HOUR_S, Steps, daily, integral
from archlib.year.clock import MONTH_S, MONTHS, YEAR_S
from archlib.year.launches import Launch
from archlib.year.rates import added, cut, grown, repeated

TAKEN = (*Content.model_fields, "watch_per_s", "watch_peak_per_s", "watch_from_h", "watch_to_h")


class YearLoad(Workload):
    """A short load repeated for a year, growing month by month, with launches; or a stretch of that year.

    Arrivals, work and bytes are drawn for the year and then cut, so stretches that follow each other hold the year's
    videos, each once. What a video is, and when people watch, are those of `shape`.

    Notes
    -----
    A Poisson process also where the shape is a load of exact counts. Watching grows as uploads do; launches leave it
    as it is.
    """

    kind: ClassVar[str] = "year"

    shape: Workload = param(None, unit="", help="load of the first month, repeated")
    growth: float = param(1.2, gt=0, le=3, unit="1", help="factor from month to month")
    launches: tuple[Launch, ...] = param((), unit="", help="days on which far more comes")
    first_month: int = param(1, ge=1, le=MONTHS, unit="months", help="where the stretch begins")
    months: int = param(MONTHS, ge=1, le=MONTHS, unit="months", help="how many months of the year")
    after_s: float = param(0.0, ge=0, le=MONTH_S, unit="s", help="time after these months in which nothing comes")

    def __init__(self, **fields: Any) -> None:
        shape = fields.get("shape")
        if isinstance(shape, Workload):
            fields = {name: getattr(shape, name) for name in TAKEN} | fields
        months, after_s = fields.get("months", MONTHS), fields.get("after_s", 0.0)
        fields.setdefault("days", (months * MONTH_S + after_s) / DAY_S)
        super().__init__(**fields)

    @property
    def horizon_s(self) -> float:
        """When the stretch ends, s from its beginning."""
        return self.months * MONTH_S + self.after_s

    @property
    def clock_start_h(self) -> float:
        """Hours from the midnight before the year to the stretch's beginning, so that days are those of the year."""
        return self.shape.clock_start_h + self.from_s / HOUR_S

    @property
    def from_s(self) -> float:
        """Where the stretch begins, s from the year's beginning."""
        return (self.first_month - 1) * MONTH_S

    @property
    def to_s(self) -> float:
        """Where its last month ends, s from the year's beginning."""
        return self.from_s + self.months * MONTH_S

    @cached_property
    def whole(self) -> "YearLoad":
        """The year that it is a stretch of."""
        return self.but(first_month=1, months=MONTHS, after_s=0.0, days=YEAR_S / DAY_S)

    @property
    def rates(self) -> Steps:
        """The rate of arrivals of the year: edges_s (m + 1,), s, and per_s (m,), videos/s."""
        return _rates(self.shape, self.growth, self.launches)

    @property
    def expected_by_month(self) -> Floats:
        """The mean number of videos of each month of the year, float array (12,)."""
        rates = self.rates
        return np.diff(np.interp(MONTH_S * np.arange(MONTHS + 1), rates[0], integral(rates)))

    def rate_steps(self) -> Steps:
        """Return the rate of arrivals of the stretch."""
        return cut(self.rates, self.from_s, self.to_s, self.after_s)

    def watch_steps(self) -> Steps:
        """Return the rate of watching of the stretch."""
        hours = self.watch_to_h - self.watch_from_h
        hours += 24 if hours < 0 else 0
        day, evening = self.watch_per_s, self.watch_peak_per_s
        year = daily(self.watch_from_h, hours, evening, day, YEAR_S, self.shape.clock_start_h)
        return cut(grown(year, self.growth), self.from_s, self.to_s, self.after_s)

    def arrivals(self, seed: int) -> Floats:
        """Return when videos arrive, sorted, float array (n,), s from the stretch's beginning."""
        first, last = self._numbers(seed)
        return year_videos(self.whole, seed).arrive[first:last] - self.from_s

    def work(self, seed: int, n: int) -> dict[str, Floats]:
        """Return the work of the first n videos of the stretch: column -> float array (n,), s."""
        first, _ = self._numbers(seed)
        return {c: drawn[first : first + n] for c, drawn in year_videos(self.whole, seed).work.items()}

    def master_gb_draws(self, seed: int, n: int) -> Floats:
        """Return the master sizes of the first n videos of the stretch, float array (n,), GB."""
        first, _ = self._numbers(seed)
        return year_videos(self.whole, seed).master_gb[first : first + n]

    def to_dict(self) -> dict[str, Any]:
        """Return kind and fields as JSON-able content."""
        plain = {name: getattr(self, name) for name in type(self).model_fields}
        return {
            "kind": self.kind,
            **plain,
            "sizes": list(self.sizes),
            "shape": self.shape.to_dict(),
            "launches": [dict(launch) for launch in self.launches],
        }

    def _numbers(self, seed: int) -> tuple[int, int]:
        """The numbers of the first video of the stretch, and of the first one after it."""
        arrive = year_videos(self.whole, seed).arrive
        first, last = np.searchsorted(arrive, [self.from_s, self.to_s]).tolist()
        return first, last

    @field_validator("shape")
    @classmethod
    def _is_no_year(cls, shape: Workload) -> Workload:
        if isinstance(shape, YearLoad):
            raise ValueError("a year is no shape of a year; give a shorter load, such as Workload.evening_peak()")
        return shape


# It holds another load, so it is none of those that are saved by kind, or offered to choose from.
Workload.kinds.pop(YearLoad.kind)


@lru_cache(maxsize=8)  # a load is compared by its fields, so it keeps no array of its own
def _rates(shape: Workload, growth: float, launches: tuple[Launch, ...]) -> Steps:
    rate = grown(repeated(shape.rate_steps(), shape.horizon_s), growth)
    mean_per_s = shape.expected_videos / shape.horizon_s
    for launch in launches:
        rate = added(rate, launch.surplus(mean_per_s * growth ** (launch.month - 1)))
    for array in rate:
        array.flags.writeable = False
    return rate


class YearVideos(NamedTuple):
    """When the videos of a year arrive, float array (n,), s; their work, column -> (n,), s; their masters (n,), GB."""

    arrive: Floats
    work: dict[str, Floats]
    master_gb: Floats


@lru_cache(maxsize=1)  # the stretches of a plan ask for the same year
def year_videos(whole: YearLoad, seed: int) -> YearVideos:
    """Draw the videos of a whole year; the arrays are not to be written to."""
    arrive = poisson(seed, whole.rates)
    n = len(arrive)
    work = {column: whole._column(seed, n, column) for column in COLUMNS}
    made = YearVideos(arrive, work, Content.master_gb_draws(whole, seed, n))
    for drawn in (arrive, made.master_gb, *work.values()):
        drawn.flags.writeable = False
    return made
