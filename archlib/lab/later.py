"""Only the newest counts: a burst of asks leads to one call, after the last of them.

A slider that is dragged asks more often than pictures can be made. What has been asked meanwhile is not queued; when
there is time, the newest state is computed, once.
"""

import asyncio
from collections.abc import Callable

QUIET_S = 0.002  # long enough to let messages that already wait come first, too short to be noticed
MOST_S = 0.05  # however often it is asked, the call is not put off for longer


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that runs here, if one does."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class Latest:
    """Calls `work` once after each burst of `ask`, on the running event loop; at once where none runs."""

    def __init__(self, work: Callable[[], None], quiet_s: float = QUIET_S) -> None:
        self._work, self._quiet_s = work, quiet_s
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._first_asked_s = 0.0

    @property
    def waits(self) -> bool:
        """Whether a call is due."""
        return self._timer is not None

    def ask(self) -> None:
        """Ask for a call; one that is due is put off."""
        loop = running_loop()
        if loop is None:
            self._work()
            return
        if loop is not self._loop:  # what was due on a loop that has ended never comes
            self.drop()
            self._loop = loop
        now = loop.time()
        if self._timer is None:
            self._first_asked_s = now
        elif now - self._first_asked_s > MOST_S:
            return
        self.drop()
        self._timer = loop.call_later(self._quiet_s, self._call)

    def drop(self) -> None:
        """Forget the call that is due, if any."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _call(self) -> None:
        self._timer = None
        self._work()
