"""Stops a policy that does not come back: a thread looks now and then where the thread of the run is.

Looking costs the calls themselves nothing. What is waited for in code that is no Python, such as `time.sleep`, can only
be stopped once it comes back.
"""

import ctypes
import sys
import threading
import time
from types import FrameType
from typing import Self

from archlib.engine.guard import CODE

CALL_S, RUN_S, LOOK_S = 2.0, 10.0, 0.05  # longest call, all calls of a run, time between two looks
WAITS = 100


class Stopped(BaseException):
    """Raised in a policy that takes too long; no `except Exception` of the learner's catches it."""


class Watch:
    """Watches the thread in which it is entered until it is left."""

    def __init__(self) -> None:
        self._of, self._raised = threading.get_ident(), False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="archlib-policy-watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the watch, and take what was raised too late: it must not hit what follows.

        It is let come rather than taken back: CPython 3.11 does not forget an exception that is taken back, and then
        stands still under a debugger.
        """
        over = False
        while not over:
            try:
                self._over.set()
                self._thread.join()
                for _turn in range(WAITS if self._raised else 0):
                    pass  # at each turn of a loop the interpreter looks for it
                over = True
            except Stopped:
                continue

    def _look(self) -> None:
        last: FrameType | None = None
        since = spent = 0.0
        while not self._over.wait(LOOK_S):
            frame, now = _call_of(self._of), time.monotonic()
            if frame is None or frame is not last:
                last, since = frame, now
            spent += LOOK_S if frame is not None else 0.0
            if frame is not None and (now - since > CALL_S or spent > RUN_S):
                self._raised = True
                _raise_in(self._of, Stopped)
            frame = None


def _call_of(thread: int) -> FrameType | None:
    """Return the frame of the guard that a thread is in, None if it is elsewhere."""
    frame = sys._current_frames().get(thread)
    while frame is not None and frame.f_code is not CODE:
        frame = frame.f_back
    return frame


def _raise_in(thread: int, error: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
