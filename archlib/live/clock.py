"""A clock that runs faster than the one on the wall: a second of the service takes 1 / speed seconds here."""

from threading import Event
from time import perf_counter


class Clock:
    """Begins at 0 when it is made.

    Attributes
    ----------
    speed : seconds of the service in a second here
    stopped : set once everything is to end
    """

    def __init__(self, speed: float) -> None:
        self.speed, self.stopped, self._began = speed, Event(), perf_counter()

    @property
    def now_s(self) -> float:
        """Seconds of the service since the beginning."""
        return (perf_counter() - self._began) * self.speed

    def here_s(self, seconds: float) -> float:
        """Return how long seconds of the service take here."""
        return seconds / self.speed

    def until(self, at_s: float) -> bool:
        """Wait for a moment of the service; return whether it came, False if everything ended before."""
        while (left_s := at_s - self.now_s) > 0:
            if self.stopped.wait(self.here_s(left_s)):
                return False
        return not self.stopped.is_set()
