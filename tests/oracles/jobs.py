"""What is noted of each video, and of the uses of edges."""

from collections import Counter

import numpy as np

from archlib.outcome.trace import Reason


class Jobs:
    """Arrays by video as in `Trace`; NaN, -1 and UNFINISHED for what has not come."""

    def __init__(self, n: int, required: frozenset[str]) -> None:
        self.ack, self.started, self.ready = (np.full(n, np.nan) for _ in range(3))
        self.reason, self.lost = (np.full(n, Reason.UNFINISHED, int) for _ in range(2))
        self.deliveries = np.zeros(n, int)
        self.worker = np.full(n, -1)
        self.required, self.done = required, [frozenset[str]() for _ in range(n)]
        self.ok: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.deletes: Counter[str] = Counter()
        self.dead_letters = 0
        self.empty: Counter[str] = Counter()

    def start(self, video: int, now_s: float) -> None:
        """Processing begins, again or for the first time."""
        if self.deliveries[video] == 0:
            self.started[video] = now_s
        self.deliveries[video] += 1

    def complete(self, video: int, columns: tuple[str, ...], place: int, now_s: float) -> None:
        """A station has done its columns of a video's work and answered."""
        self.done[video] |= frozenset(columns)
        if np.isnan(self.ready[video]) and self.done[video] == self.required:
            self.ready[video], self.worker[video] = now_s, place

    def lose(self, video: int, reason: Reason) -> None:
        """A message is gone without a delete; that matters if nobody made the video ready before."""
        self.dead_letters += reason is Reason.DEAD_LETTERED
        if np.isnan(self.ready[video]):
            self.lost[video] = reason

    @property
    def fate(self) -> np.ndarray:
        """What became of each video."""
        lost = self.lost != Reason.UNFINISHED
        fate = np.where(lost, self.lost, np.where(self.reason != Reason.OK, self.reason, Reason.UNFINISHED))
        return np.where(np.isnan(self.ready), fate, Reason.OK)
