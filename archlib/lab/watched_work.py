"""Long work beside the notebook: a bar, a Cancel button that is heard while the work lasts, and the result after it.

The button of a cell that still runs is not heard before its end. So the work is done in a thread, and the cell ends.
"""

from collections.abc import Callable
from html import escape
from threading import Event
from typing import Generic, TypeVar

import ipywidgets

from archlib.compare import Progress
from archlib.errors import ParameterError
from archlib.lab.job import Job
from archlib.lab.live import TELL_S, Live
from archlib.lab.told import Told

T = TypeVar("T")
WIDTH = "320px"


class Watched(Told, ipywidgets.HBox, Generic[T]):  # type: ignore[misc]  # ipywidgets ships no types
    """Work that goes on in a thread; made by `watched`.

    Attributes
    ----------
    share : how far it is, 0 to 1
    done : whether it has ended, by itself, by Cancel or by an error
    """

    def __init__(self, work: Callable[[Progress], T]) -> None:
        self._work, self._over = work, Event()
        self._made: list[T] = []
        self._job, self._error = Job(), None  # type: Job, BaseException | None
        self._lasted_s = 0.0
        self._bar = ipywidgets.FloatProgress(min=0, max=1, layout={"width": WIDTH})
        self._button = ipywidgets.Button(description="Cancel", tooltip="stops the work; a sweep keeps what is done")
        self._button.on_click(lambda _: self.cancel())
        self._words = ipywidgets.HTML()
        super().__init__([self._bar, self._button, self._words])
        self._live = Live(lambda: self._run, lambda _: self._show(), lambda _: self._show())
        self._show()
        self._live.begin()

    @property
    def share(self) -> float:
        """How far it is, 0 to 1."""
        return self._job.share

    @property
    def done(self) -> bool:
        """Whether it has ended, by itself, by Cancel or by an error."""
        return self._over.is_set()

    @property
    def result(self) -> T:
        """What the work returned; waits for it, moving the bar, and raises what the work raised.

        While a cell waits, the button is not heard; interrupting the kernel ends the waiting, not the work.
        """
        while not self._over.wait(TELL_S):
            self._show()
        self._show()
        if self._error is not None:
            raise self._error
        return self._made[0]

    def cancel(self) -> None:
        """Tell the work to stop at its next report of progress."""
        self._job.cancelled = self._job.cancelled or not self.done
        self._show()

    def text(self) -> str:
        """Return how far it is in words."""
        if not self.done:
            doing = "stopping" if self._job.cancelled else "running"
            return f"{doing}: {self.share:.0%}, {self._job.lasts_s:.0f} s"
        if self._job.cancelled:
            return f"stopped at {self.share:.0%} after {self._lasted_s:.1f} s"
        return f"done in {self._lasted_s:.1f} s" if self._error is None else str(self._error)

    def html(self) -> str:
        """Return how far it is as HTML."""
        return f"<p>{escape(self.text())}</p>"

    def _run(self, job: Job) -> None:
        self._job = job
        try:
            self._made.append(self._work(job.progress))
        except BaseException as error:  # `result` raises it where it is read
            self._error = error
            raise
        finally:
            self._lasted_s = job.lasts_s
            self._over.set()

    def _show(self) -> None:
        self._bar.value = self.share
        self._bar.bar_style = "" if not self.done else "success" if self._whole else "warning"
        self._button.disabled = self.done or self._job.cancelled
        self._words.value = f"<span role='status'>{escape(self.text())}</span>"

    @property
    def _whole(self) -> bool:
        return self._error is None and not self._job.cancelled


def watched(work: Callable[[Progress], T]) -> Watched[T]:
    """Return a bar and a Cancel button for long work, which goes on while other cells run.

    Parameters
    ----------
    work : function of a `progress` that it hands on, such as `lambda progress: al.sweep(..., progress=progress)`, or
        the same with `al.decision_map`. Where no event loop runs it is done at once, in place

    Returns
    -------
    Watched
        `.result` is what the work returned, after waiting for it; of a sweep that was cancelled, what was done

    Raises
    ------
    ParameterError
        if it is no function
    """
    given: object = work
    if not callable(given):
        do = "Give e.g. lambda progress: al.sweep(..., progress=progress)."
        raise ParameterError(f"watched(work={work!r:.60}) is refused: it is no function. {do}")
    return Watched(work)
