"""Computations beside the event loop: the page is heard while they last, and only the newest state is computed.

What may take long is made in a thread; widgets are touched on the loop's own thread only. One computation runs at a
time. When something newer is asked for, the one that runs is told to stop, and the newest begins as soon as it has.
Where no event loop runs (tests, scripts), all is done at once and in place.
"""

import asyncio
import contextlib
from collections.abc import Callable
from contextvars import copy_context
from threading import Thread

from archlib.errors import ArchlibError
from archlib.lab.job import SLOW_S, Call, Job
from archlib.lab.later import Latest, running_loop

TELL_S = 0.1  # between two reports of progress
Work = Callable[[Job], None]


class Live:
    """Computes the newest state after each burst of `ask`.

    Parameters
    ----------
    plan : called on the loop when a computation begins; returns what is done in the thread
    slow : called on the loop every TELL_S while a computation lasts longer than SLOW_S
    ended : called on the loop when it has ended, unless a newer one follows at once; `Job.error` says if it failed
    """

    def __init__(self, plan: Callable[[], Work], slow: Callable[[Job], None], ended: Callable[[Job], None]) -> None:
        self._plan, self._slow, self._ended = plan, slow, ended
        self._latest = Latest(self._begin)
        self._job: Job | None = None
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._again = False

    @property
    def runs(self) -> bool:
        """Whether a computation is under way."""
        return self._job is not None and self._thread is not None and self._thread.is_alive()

    @property
    def waits(self) -> bool:
        """Whether a computation is due, under way, or not yet shown."""
        return self._latest.waits or self._job is not None

    def ask(self) -> None:
        """Ask for the newest state; a computation of an older one is stopped."""
        if self._job is not None:
            self._job.outdated = True
        self._latest.ask()

    def cancel(self) -> bool:
        """Stop the computation that is under way; return whether there was one. `ended` is called when it has."""
        if self._job is None or not self.runs:
            return False
        self._latest.drop()
        self._again, self._job.cancelled = False, True
        return True

    def begin(self) -> None:
        """Begin at once, without waiting for the cell to end; in place where no loop runs."""
        self._begin()

    def now(self) -> None:
        """Compute in place; an error that archlib did not raise on purpose is let through."""
        job = Job()
        try:
            self._plan()(job)
        except ArchlibError as error:
            job.error = error
        self._ended(job)

    def _begin(self) -> None:
        loop = running_loop()
        if loop is None:
            self.now()
        elif self.runs and loop is self._loop:
            self._again = True
        elif self.runs:  # its end will be told to a loop that has gone
            loop.call_later(TELL_S, self._begin)
        else:
            self._again = False
            self._start(loop)

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        context = copy_context()  # messages sent later still belong to the one from the page that led to them

        def deliver(call: Call) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has been closed: nobody is there to be shown anything
                loop.call_soon_threadsafe(call, context=context)

        job = Job(deliver)
        self._job, self._loop = job, loop
        self._thread = Thread(target=self._run, args=(self._plan(), job), name="archlib-panel", daemon=True)
        self._thread.start()
        loop.call_later(SLOW_S, self._tell, job, loop)

    def _run(self, work: Work, job: Job) -> None:
        try:
            work(job)
        except BaseException as error:  # whatever it is, it ends in `ended`, not in a thread that dies unheard
            job.error = error
        job.show(lambda: self._end(job))

    def _tell(self, job: Job, loop: asyncio.AbstractEventLoop) -> None:
        if job is self._job:
            self._slow(job)
            loop.call_later(TELL_S, self._tell, job, loop)

    def _end(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        if self._again:
            self._begin()
        elif not self._latest.waits:
            self._ended(job)
