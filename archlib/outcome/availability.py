"""Availability of each feature, weighted by time, by requests and by the deadline; never one number without a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from archlib.outcome.closed_form import closed_form
from archlib.outcome.health import DOWN, Bools, rising
from archlib.outcome.named import Named
from archlib.outcome.strips import Strip, needed, patient
from archlib.outcome.trace import Floats, Ints, Reason, Trace
from archlib.prices import MONTH_HOURS
from archlib.scenario import Scenario
from archlib.topology import Topology
from archlib.workload.steps import integral

if TYPE_CHECKING:
    import pandas as pd

YEAR_HOURS = 12 * MONTH_HOURS
LATE = "ready after the deadline"


@dataclass(frozen=True)
class FeatureAvailability:
    """How a feature did.

    Attributes
    ----------
    feature : "upload", "process" or "manage"
    time_share : share of the horizon in which it was not down
    request_share : good / attempted. Upload: accepted. Process: ready at all before the run ended (the deadline after
        the horizon), so late ones count. Manage: expected requests to watch while it was not down, less those that
        a balancer handed to an instance which was down ("no host"). Without any request nothing failed: 1
    deadline_share : process only: ready within the deadline of its arrival / attempted; None for the others
    attempted, good : requests behind request_share; for manage expected numbers
    reasons : reason -> requests that failed for it; what is ready too late is listed but fails by the deadline only
    """

    feature: str
    time_share: float
    request_share: float
    deadline_share: float | None
    attempted: float
    good: float
    reasons: Mapping[str, float]


class Availability(Named[FeatureAvailability]):
    """Features by name; one without a door in the topology is absent.

    Notes
    -----
    A video that was accepted and never became ready is a success of upload and a failure of process. One whose
    customer gave up, and that was finished all the same, is the reverse.
    """

    what = "feature"

    def __init__(self, topology: Topology, scenario: Scenario, trace: Trace, strips: Mapping[str, Strip]) -> None:
        self._topology, self._scenario, self._trace, self._strips = topology, scenario, trace, strips

    @cached_property
    def _things(self) -> dict[str, FeatureAvailability]:
        made = {"upload": self._upload, "process": self._process, "manage": self._manage}
        return {feature: made[feature]() for feature in self._strips}

    @cached_property
    def closed_form(self) -> dict[str, float]:
        """The share of time up in the long run, by formula, of each feature; see `archlib.outcome.closed_form`."""
        topology, faults = self._topology, self._scenario.faults
        return {f: closed_form(needed(topology, f), faults, patient(topology, f)) for f in self}

    @property
    def worst(self) -> FeatureAvailability:
        """The feature with the smallest share of good requests."""
        return min(self.values(), key=lambda f: f.request_share)

    def table(self) -> "pd.DataFrame":
        """Return one row a feature as a pandas DataFrame; `downtime_h_per_year` is time_share over a year."""
        import pandas as pd

        rows = [
            (
                f.feature, f.time_share, f.request_share,
                "no deadline" if f.deadline_share is None else f.deadline_share,
                self.closed_form[f.feature], (1.0 - f.time_share) * YEAR_HOURS,
                (1.0 - self.closed_form[f.feature]) * YEAR_HOURS,
            )
            for f in self.values()
        ]  # fmt: skip
        columns = [
            "feature", "time_share", "request_share", "deadline_share", "closed_form", "downtime_h_per_year",
            "closed_form_h_per_year",
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    def reasons_table(self) -> "pd.DataFrame":
        """Return why requests failed as a pandas DataFrame: feature, reason, requests."""
        import pandas as pd

        rows = [(f.feature, reason, n) for f in self.values() for reason, n in f.reasons.items()]
        return pd.DataFrame(rows, columns=["feature", "reason", "requests"])

    def _time_share(self, feature: str) -> float:
        # the sum of many stretches may pass the horizon by a rounding error
        return max(0.0, 1.0 - self._strips[feature].down_s / self._trace.horizon_s)

    def _upload(self) -> FeatureAvailability:
        counts = _counts(self._trace.reason)
        good, n = counts[Reason.OK], len(self._trace.reason)
        share = self._time_share("upload")
        return FeatureAvailability("upload", share, _share(good, n), None, n, good, _failed(counts))

    def _process(self) -> FeatureAvailability:
        trace = self._trace
        good, n = int(np.count_nonzero(np.isfinite(trace.ready))), len(trace.ready)
        in_time = int(np.count_nonzero(ready_within(trace, trace.deadline_s)))
        reasons = _failed(_counts(trace.fate)) | ({LATE: good - in_time} if good > in_time else {})
        return FeatureAvailability(
            "process", self._time_share("process"), _share(good, n), _share(in_time, n), n, good, reasons
        )

    def _manage(self) -> FeatureAvailability:
        strip, steps = self._strips["manage"], self._scenario.load.watch_steps()
        t = rising(strip.start_s, strip.astray.t)
        at = strip.start_s.searchsorted(t, side="right") - 1
        watched = np.interp(np.append(t, self._trace.horizon_s), steps[0], integral(steps))
        asked = watched[1:] - watched[:-1]
        is_down = strip.state[at] == DOWN
        n = float(asked.sum())
        reasons: dict[str, float] = {}
        failed = np.flatnonzero(is_down & (asked > 0))
        for reason, requests in zip(strip.reasons_of(at[failed]), asked[failed].tolist(), strict=True):
            reasons[reason] = reasons.get(reason, 0.0) + requests
        astray = float((asked * strip.astray.at(t))[~is_down].sum()) if strip.astray.v.any() else 0.0
        if astray > 0:
            reasons[Reason.NO_HOST.text] = astray
        good = float(asked[~is_down].sum()) - astray
        return FeatureAvailability("manage", self._time_share("manage"), _share(good, n), None, n, good, reasons)


def ready_within(trace: Trace, deadline_s: float) -> Bools:
    """Return which videos were ready at most so many seconds after they came, bool array (n,)."""
    waits: Floats = trace.ready - trace.arrive
    return waits <= deadline_s  # NaN, for never, is not


def _share(good: float, attempted: float) -> float:
    return good / attempted if attempted > 0 else 1.0


def _counts(reasons: Ints) -> list[int]:
    """How often each Reason occurs, by its number."""
    counts: list[int] = np.bincount(reasons, minlength=len(Reason)).tolist()
    return counts


def _failed(counts: list[int]) -> dict[str, float]:
    """How often each reason but OK occurs, the most frequent first."""
    failed = [(Reason(i).text, n) for i, n in enumerate(counts) if n and i != Reason.OK]
    return dict(sorted(failed, key=lambda row: -row[1]))
