"""What was seen of a queue and its workers, measured or predicted: moments, and what they add up to."""

from dataclasses import dataclass

import numpy as np

from archlib.draws import Floats
from archlib.workload.steps import HOUR_S


@dataclass(frozen=True, eq=False)
class Observed:
    """Moments up to the end, sorted float arrays, s.

    Attributes
    ----------
    end_s : when watching ended
    sent, taken, ready : messages sent, messages received, videos ready
    launched, ended : workers
    """

    end_s: float
    sent: Floats
    taken: Floats
    ready: Floats
    launched: Floats
    ended: Floats

    @classmethod
    def until(cls, end_s: float, **moments: Floats | list[float]) -> "Observed":
        """Return what happened before a moment."""
        kept = {name: np.sort(np.asarray(times, float)) for name, times in moments.items()}
        return cls(end_s, **{name: times[times < end_s] for name, times in kept.items()})

    @property
    def per_hour(self) -> float:
        """Throughput: videos that became ready, over the time, videos/h."""
        return len(self.ready) / (self.end_s / HOUR_S)

    @property
    def waiting(self) -> tuple[Floats, Floats]:
        """Messages that wait: moments, and how many from there on; one that is taken at once has waited."""
        return _level(self.sent, self.taken)

    @property
    def workers(self) -> tuple[Floats, Floats]:
        """Workers launched and not ended: moments, and how many from there on."""
        return _level(self.launched, self.ended)

    @property
    def most_waiting(self) -> int:
        """The longest that the queue was, messages."""
        return int(self.waiting[1].max())

    @property
    def most_workers(self) -> int:
        """The most workers at once."""
        return int(self.workers[1].max())


def _level(up: Floats, down: Floats) -> tuple[Floats, Floats]:
    times = np.concatenate([[0.0], up, down])
    steps = np.repeat([0.0, 1.0, -1.0], [1, len(up), len(down)])
    order = np.argsort(times, kind="stable")  # at one moment who comes is counted before who goes
    return times[order], np.cumsum(steps[order])
