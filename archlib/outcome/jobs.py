"""What became of each video, as arrays by video."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from archlib.outcome.trace import REASON_TEXT, Floats, Ints, Reason, Trace

if TYPE_CHECKING:
    import pandas as pd

OUTCOMES = ("ready", "refused", "lost", "unfinished")
READY, REFUSED, LOST, UNFINISHED = range(4)


@dataclass(frozen=True, eq=False)
class Jobs:
    """The videos of a run in the order of their arrival; all arrays (n,), times in seconds, NaN for never.

    Outcomes, one a video:

    - ready: all sizes stored and the catalogue written (even if its customer had given up by then)
    - refused: not ready, and the upload was answered with a failure
    - lost: accepted, then dead-lettered or expired
    - unfinished: none of these when the run ended
    """

    trace: Trace

    def __len__(self) -> int:
        return len(self.trace.arrive)

    @property
    def arrive_s(self) -> Floats:
        """When the customer came."""
        return self.trace.arrive

    @property
    def ack_s(self) -> Floats:
        """When the upload was accepted."""
        return self.trace.ack

    @property
    def start_s(self) -> Floats:
        """When processing first started."""
        return self.trace.start

    @property
    def ready_s(self) -> Floats:
        """When it was ready."""
        return self.trace.ready

    @property
    def deliveries(self) -> Ints:
        """How often processing was started."""
        return self.trace.deliveries

    @property
    def worker(self) -> Ints:
        """The place of the instance that made it ready first, -1 for none."""
        return self.trace.worker

    @property
    def upload_reason(self) -> Ints:
        """The `Reason` of the upload's answer."""
        return self.trace.reason

    @property
    def reason(self) -> Ints:
        """The `Reason` why it did not become ready, OK if it did."""
        return self.trace.fate

    @cached_property
    def outcome_code(self) -> npt.NDArray[np.int8]:
        """READY 0, REFUSED 1, LOST 2 or UNFINISHED 3."""
        trace = self.trace
        accepted, answered = trace.reason == Reason.OK, trace.reason != Reason.UNFINISHED
        gone = (trace.fate != Reason.OK) & (trace.fate != Reason.UNFINISHED)
        code = np.full(len(self), UNFINISHED, np.int8)
        code[accepted & gone] = LOST
        code[~accepted & answered] = REFUSED
        code[np.isfinite(trace.ready)] = READY
        return code

    @property
    def outcome(self) -> npt.NDArray[np.str_]:
        """The outcomes as words."""
        return np.array(OUTCOMES)[self.outcome_code]

    def counts(self) -> dict[str, int]:
        """Return how many videos had each outcome; they add up to all."""
        return dict(zip(OUTCOMES, np.bincount(self.outcome_code, minlength=len(OUTCOMES)).tolist(), strict=True))

    def table(self) -> "pd.DataFrame":
        """Return one row a video as a pandas DataFrame, times in s (NaN for never), outcome and reasons as words.

        The worker is missing where none made the video ready.
        """
        import pandas as pd

        words, outcomes = pd.Index([REASON_TEXT[r] for r in Reason]), pd.Index(OUTCOMES)
        return pd.DataFrame(
            {
                "arrive_s": self.arrive_s,
                "ack_s": self.ack_s,
                "start_s": self.start_s,
                "ready_s": self.ready_s,
                "outcome": pd.Categorical.from_codes(self.outcome_code, outcomes),
                "reason": pd.Categorical.from_codes(self.reason, words),
                "upload_reason": pd.Categorical.from_codes(self.upload_reason, words),
                "deliveries": self.deliveries,
                "worker": pd.arrays.IntegerArray(self.worker.astype(np.int64), self.worker < 0),
            }
        ).rename_axis("video")
