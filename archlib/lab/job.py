"""One computation, as its thread and the event loop both see it."""

from collections.abc import Callable
from time import perf_counter

from archlib.errors import EngineError

SLOW_S = 0.2  # from then on a computation shows its progress and can be cancelled
Call = Callable[[], None]


class Job:
    """What a computation is told from outside (to stop), and what it tells (how far it is, what may be shown).

    Attributes
    ----------
    share : how far it is, 0 to 1
    cancelled : whether the learner stopped it
    outdated : whether something newer was chosen meanwhile
    error : what ended it, or what went wrong when something was shown
    """

    def __init__(self, deliver: Callable[[Call], None] | None = None) -> None:
        self.share = 0.0
        self.cancelled = self.outdated = False
        self.error: BaseException | None = None
        self._deliver, self._began_s = deliver, perf_counter()

    @property
    def lasts_s(self) -> float:
        """How long ago it began, s."""
        return perf_counter() - self._began_s

    @property
    def is_slow(self) -> bool:
        """Whether it lasts so long that its progress is shown."""
        return self.lasts_s > SLOW_S

    def progress(self, share: float) -> bool:
        """Take how far it is, 0 to 1; return False if it shall stop."""
        self.share = share
        return not (self.cancelled or self.outdated)

    def go_on(self) -> None:
        """Raise EngineError if it shall stop."""
        if self.cancelled or self.outdated:
            raise EngineError("the computation was cancelled")

    def show(self, call: Call) -> None:
        """Have something done where widgets may be touched: on the event loop, or here where none runs."""
        if self._deliver is None:
            call()
        else:
            self._deliver(lambda: self._guarded(call))

    def _guarded(self, call: Call) -> None:
        try:
            call()
        except Exception as error:  # on a loop nobody would hear of it; whoever ends the job says it
            self.error = self.error or error
