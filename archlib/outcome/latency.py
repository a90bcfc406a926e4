"""How long customers waited: from arrival to the answer, to the start of processing, to ready."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from archlib.data import is_number
from archlib.errors import ParameterError, nearest
from archlib.outcome.trace import Floats, Trace

if TYPE_CHECKING:
    import pandas as pd

Moment = Literal["ack", "start", "ready"]
NO_VIDEO = "no video"


@dataclass(frozen=True, eq=False)
class Latency:
    """Seconds from a video's arrival to a moment of its life: "ack", "start" or "ready".

    Only videos that came so far are in the numbers; `never` says how many did not. Where none did, a number is None.
    """

    trace: Trace

    def values(self, of: Moment = "ready") -> Floats:
        """Return the latencies in the order of arrival, float array (k,), s, those that came so far."""
        if of not in get_args(Moment):
            raise ParameterError(f"latency of={of!r} is no moment of a video; {nearest(str(of), get_args(Moment))}")
        moments: Floats = {"ack": self.trace.ack, "start": self.trace.start, "ready": self.trace.ready}[of]
        waited = moments - self.trace.arrive
        return waited[np.isfinite(waited)]

    def never(self, of: Moment = "ready") -> int:
        """Return how many videos never came so far."""
        return len(self.trace.arrive) - len(self.values(of))

    def quantile(self, q: float, of: Moment = "ready") -> float | None:
        """Return the latency that a share q of the videos did not exceed, s, interpolated; None without videos.

        Raises
        ------
        ParameterError
            unless q is a number, 0 <= q <= 1
        """
        if not is_number(q) or not q <= 1:
            rule = "a number, 0 <= q <= 1 (unit 1)"
            raise ParameterError(f"quantile(q={q!r}) is refused: {rule}; for the 95th percentile give 0.95")
        values = self.values(of)
        return float(np.quantile(values, q)) if len(values) else None

    def mean(self, of: Moment = "ready") -> float | None:
        """Return the mean latency, s; None without videos."""
        values = self.values(of)
        return float(values.mean()) if len(values) else None

    def ecdf(self, of: Moment = "ready") -> tuple[Floats, Floats]:
        """Return latencies (k,), s, rising, and the share of these k videos that took at most so long (k,)."""
        values = np.sort(self.values(of))
        return values, np.arange(1, len(values) + 1) / max(1, len(values))

    def table(self) -> "pd.DataFrame":
        """Return one row a moment as a pandas DataFrame, seconds; "no video" where none came so far."""
        import pandas as pd

        rows = []
        for of in get_args(Moment):
            numbers = [self.mean(of), *(self.quantile(q, of) for q in (0.5, 0.95, 0.99))]
            texts = [NO_VIDEO if n is None else n for n in numbers]
            rows.append((of, len(self.values(of)), self.never(of), *texts))
        return pd.DataFrame(rows, columns=["until", "videos", "never", "mean_s", "p50_s", "p95_s", "p99_s"])
