"""The load that every architecture gets: when videos arrive, what each of them is, and how much is watched."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import model_validator

from archlib.draws import Floats, digest
from archlib.errors import DataError, ParameterError, nearest
from archlib.params import param, refuse
from archlib.workload.arrivals import poisson
from archlib.workload.content import Content
from archlib.workload.counts import MAX_GAP_H, as_counts
from archlib.workload.steps import DAY_S, Steps, daily, integral

if TYPE_CHECKING:
    from archlib.workload.reading.cells import DecimalMark
    from archlib.workload.reading.source import Source

MOST_VIDEOS = 5_000_000  # beyond it the arrays of a run no longer fit beside each other in 1 GiB
Mode = Literal["poisson", "exact"]


class Workload(Content):
    """What the kinds of load have in common; make one with `Workload.evening_peak(...)` and its sisters.

    Raises
    ------
    ParameterError : a field outside its bounds, more than 5 million expected videos, or no kind named

    Notes
    -----
    Leaves out: people do not come back after a failure (retries belong to the clients of an architecture); watching
    does not depend on what was uploaded.
    """

    kind: ClassVar[str] = ""
    kinds: ClassVar[dict[str, type["Workload"]]] = {}

    days: float = param(7.0, gt=0, le=366, unit="days", help="how long videos arrive")
    watch_per_s: float = param(1.0, ge=0, le=1e6, unit="requests/s", scale="log", help="videos watched by day")
    watch_peak_per_s: float = param(
        5.0, ge=0, le=1e6, unit="requests/s", scale="log", help="videos watched in the evening"
    )
    watch_from_h: float = param(18.0, ge=0, lt=24, unit="h", help="clock hour at which the evening begins")
    watch_to_h: float = param(23.0, ge=0, le=24, unit="h", help="clock hour at which it ends, past midnight if earlier")

    def __init__(self, **fields: Any) -> None:
        if type(self) is Workload:
            doors = "homogeneous, evening_peak, diurnal, launch_spike, from_counts, from_csv"
            raise ParameterError(f"Workload has no arrivals of its own; use one of Workload's doors: {doors}")
        super().__init__(**fields)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        Workload.kinds[cls.kind] = cls

    # --- the kinds ---

    @classmethod
    def homogeneous(cls, **fields: Any) -> "Workload":
        """Return a load of constant rate; the fields are those of `Homogeneous`."""
        return cls.kinds["homogeneous"](**fields)

    @classmethod
    def evening_peak(cls, **fields: Any) -> "Workload":
        """Return a load that rises every evening; the fields are those of `EveningPeak`."""
        return cls.kinds["evening_peak"](**fields)

    @classmethod
    def diurnal(cls, **fields: Any) -> "Workload":
        """Return a load that follows the day like a cosine; the fields are those of `Diurnal`."""
        return cls.kinds["diurnal"](**fields)

    @classmethod
    def launch_spike(cls, **fields: Any) -> "Workload":
        """Return a load that jumps once and decays; the fields are those of `LaunchSpike`."""
        return cls.kinds["launch_spike"](**fields)

    @classmethod
    def from_counts(
        cls, counts: Sequence[float] | Floats, period: float, mode: Mode = "poisson", scale: float = 1.0, **fields: Any
    ) -> "Workload":
        """Return a load of so many videos in each period.

        Parameters
        ----------
        counts : numbers (m,), videos, finite and >= 0
        period : float, s, length of a period
        mode : "poisson" draws new counts around the given ones, "exact" keeps them
        scale : float, 1, factor on all counts
        fields : the other fields of `Measured`
        """
        return cls.kinds["measured"](counts=as_counts(counts), period_s=period, mode=mode, scale=scale, **fields)

    @classmethod
    def from_csv(
        cls,
        source: "Source",
        period: float | None = None,
        mode: Mode = "poisson",
        scale: float = 1.0,
        max_gap_h: float = MAX_GAP_H,
        metric: str | None = None,
        timezone: str | None = None,
        decimal: "DecimalMark" = ".",
        **fields: Any,
    ) -> "Workload":
        """Return a load from a file: `timestamp,value` rows, or what CloudWatch's console or command line saves.

        Parameters
        ----------
        source : path, or an open text or binary file, of 200 MB at most
        period : float, s, length of a period; None takes it from the file
        mode, scale : as for `from_counts`
        max_gap_h : float, h, the longest stretch without rows that counts as no videos
        metric : which of several metrics in a JSON, by Id or Label; or which statistic of Datapoints, where None takes
            Sum, else SampleCount
        timezone : name such as "Europe/Berlin", the zone of moments without an offset and of the clock hour at t = 0;
            None reads moments without an offset as UTC: a clock that never changes
        decimal : decimal mark of the values of a CSV, "." or ","
        fields : the other fields of `Measured`; `days` takes the first days only

        Raises
        ------
        DataError : the file cannot be read; the message names the line, or the place in the JSON
        ParameterError : an option outside its bounds, or no such time zone

        Notes
        -----
        - CSV: comma, semicolon or tab. UTF-8, or UTF-16 with its mark; names above the rows may be Windows-1252.
        - JSON: what `aws cloudwatch get-metric-data` or `get-metric-statistics` prints, samples in any order.
        - Daylight changes, with a timezone: the hour that comes twice in autumn is read in the order of rows, first as
          summer, then as winter time; a moment in the hour that is skipped in spring is refused. t runs on through
          the change: from there on the clock of the load's evenings is off by that hour.
        - What was decided on the way (gaps filled, rows sorted, samples missing) is kept in `notes`.

        `workload.table` names the modules that hold the rules.
        """
        from archlib.workload.periods import read_counts  # a formula needs no reader of files

        found = read_counts(source, period, max_gap_h, metric=metric, timezone=timezone, decimal=decimal)
        return cls.kinds["measured"](**{**found._asdict(), "mode": mode, "scale": scale, **fields})

    # --- when ---

    @property
    def horizon_s(self) -> float:
        """When arrivals stop, s."""
        return self.days * DAY_S

    @property
    def clock_start_h(self) -> float:
        """The clock hour at t = 0, h."""
        return 0.0

    def rate_steps(self) -> Steps:
        """Return the rate of arrivals from 0 to the horizon: edges_s (m + 1,), s, and per_s (m,), videos/s."""
        raise NotImplementedError(f"{type(self).__name__} must say its rate")

    @property
    def expected_videos(self) -> float:
        """The mean number of videos up to the horizon."""
        return float(integral(self.rate_steps())[-1])

    def arrivals(self, seed: int) -> Floats:
        """Return when videos arrive, sorted, float array (n,), s, 0 <= t < horizon; empty for no load."""
        return poisson(seed, self.rate_steps())

    def watch_steps(self) -> Steps:
        """Return the rate of watching from 0 to the horizon: edges_s (m + 1,), s, and per_s (m,), requests/s."""
        hours = self.watch_to_h - self.watch_from_h
        hours += 24 if hours < 0 else 0
        return daily(
            self.watch_from_h, hours, self.watch_peak_per_s, self.watch_per_s, self.horizon_s, self.clock_start_h
        )

    @model_validator(mode="after")
    def _fits_in_memory(self) -> Self:
        if self.expected_videos > MOST_VIDEOS:
            rule = f"days x rate may expect {MOST_VIDEOS:,} videos at most, and expects {self.expected_videos:,.0f}"
            raise refuse(self, "days", self.days, rule, "Lower the days, the rate or the scale.", "days")
        return self

    # --- saved ---

    @property
    def hash(self) -> str:
        """The sha256 of kind and fields, equal for equal loads in any process."""
        return digest(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Return kind and fields as JSON-able content; tuples become lists."""
        return {"kind": self.kind, **{name: list(v) if isinstance(v, tuple) else v for name, v in self}}

    @classmethod
    def from_dict(cls, plain: Any) -> "Workload":
        """Return the load that `to_dict` wrote.

        Raises
        ------
        DataError : not a mapping, or no known "kind"
        ParameterError : a field that is unknown or outside its bounds
        """
        kind = plain.get("kind") if isinstance(plain, dict) else None
        if not isinstance(kind, str):
            raise DataError(f"a workload is a mapping with a text 'kind', not {plain!r:.60}; write it with to_dict()")
        if kind not in cls.kinds:
            raise DataError(f"workload kind={kind!r} is unknown; {nearest(kind, cls.kinds)}")
        return cls.kinds[kind](
            **{name: tuple(v) if isinstance(v, list) else v for name, v in plain.items() if name != "kind"}
        )
