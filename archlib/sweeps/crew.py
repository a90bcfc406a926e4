"""Who plays the tasks: this process, or any executor; what a dying worker held is played again."""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from typing import Any, Generic, TypeVar

from archlib.errors import ParameterError

Job = TypeVar("Job")
Done = TypeVar("Done")
Maker = Callable[[], Executor]
MOST_BREAKS = 10  # executors that broke in one sweep; then it is not bad luck


def check_crew(asked: str, executor: Any, at_once: Any) -> None:
    """Refuse what cannot play tasks; `asked` is the function called.

    Raises
    ------
    ParameterError
        unless the executor is one, a function or None, and at_once a whole number from 1 on
    """
    if isinstance(at_once, bool) or not isinstance(at_once, int) or at_once < 1:
        raise ParameterError(
            f"{asked}: at_once={at_once!r:.60} is refused: a whole number, 1 <= at_once. Give e.g. 64."
        )
    if executor is not None and not isinstance(executor, Executor) and not callable(executor):
        do = "Give a concurrent.futures.Executor, a function that makes one, or None."
        raise ParameterError(f"{asked}: executor={executor!r:.60} is refused: it runs no tasks. {do}")


class Crew(Generic[Job, Done]):
    """Plays tasks and hands out what comes back, in any order.

    Parameters
    ----------
    executor : None for here, one after another; an executor, which is left open; or a function that makes one, which
        is closed at the end, and made again if it breaks
    at_once : says how many tasks may run or wait at the moment
    play : what is done with a task, a function that a process can be sent by its name
    """

    def __init__(
        self, executor: Executor | Maker | None, at_once: Callable[[], int], play: Callable[[Job], Done]
    ) -> None:
        self._play = play
        self._maker = None if executor is None or isinstance(executor, Executor) else executor
        self._executor = executor if isinstance(executor, Executor) else None
        self._at_once, self._waiting = at_once, dict[Future[Done], Job]()
        self._again, self._breaks, self._stopped = list[Job](), 0, False
        self.failure: BaseException | None = None

    def stop(self) -> None:
        """Begin no further task; what has begun still comes back."""
        self._stopped = True
        self._waiting = {future: task for future, task in self._waiting.items() if not future.cancel()}

    def results(self, tasks: Iterator[Job]) -> Generator[Done, None, None]:
        """Yield what comes back until all is done, `stop` is called, or something fails (then `failure` says what)."""
        if self._executor is None and self._maker is None:
            yield from self._here(tasks)
            return
        try:
            yield from self._elsewhere(tasks)
        finally:
            self.stop()
            if self._maker is not None and self._executor is not None:
                self._executor.shutdown(wait=True, cancel_futures=True)

    def _here(self, tasks: Iterator[Job]) -> Iterator[Done]:
        while not self._stopped and (task := next(tasks, None)) is not None:
            try:
                played = self._play(task)
            except Exception as error:
                self.failure = error
                return
            yield played

    def _elsewhere(self, tasks: Iterator[Job]) -> Iterator[Done]:
        while True:
            self._fill(tasks)
            if not self._waiting and (self._stopped or not self._again):
                return
            done, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
            for future in done:
                task = self._waiting.pop(future, None)
                played = None if task is None else self._result(future, task)
                if played is not None:
                    yield played

    def _fill(self, tasks: Iterator[Job]) -> None:
        while not self._stopped and len(self._waiting) < self._at_once():
            task = self._again.pop() if self._again else next(tasks, None)
            if task is None:
                return
            try:
                self._waiting[self._submit(task)] = task
            except Exception as error:
                self._lost(task, error)

    def _submit(self, task: Job) -> "Future[Done]":
        if self._executor is None:
            self._executor = self._made()
        return self._executor.submit(self._play, task)

    def _made(self) -> Executor:
        if self._maker is None:
            raise RuntimeError("the executor is gone, and there is nothing to make another with")
        made = self._maker()
        if not isinstance(made, Executor):
            raise ParameterError(f"sweep: executor() returned {made!r:.60}, which is no Executor. Return one.")
        return made

    def _result(self, future: "Future[Done]", task: Job) -> Done | None:
        try:
            return future.result()
        except CancelledError as error:
            if not self._stopped:  # not by us: its cluster has gone
                self._lost(task, error)
        except Exception as error:
            self._lost(task, error)
        return None

    def _lost(self, task: Job, error: BaseException) -> None:
        """Play a task again on a new executor if the old one broke, and we can make one; else give up."""
        if self._stopped:
            return
        if isinstance(error, BrokenExecutor) and self._maker is not None:
            self._again.append(task)
            self._renew()
            if self._breaks < MOST_BREAKS:
                return
        self.failure = error
        self.stop()

    def _renew(self) -> None:
        """Close a broken executor, once; all that waited in it is played again."""
        if self._executor is None:
            return
        broken, self._executor = self._executor, None
        self._breaks += 1
        self._again += [task for future, task in self._waiting.items() if not _came_back(future)]
        self._waiting = {future: task for future, task in self._waiting.items() if _came_back(future)}
        broken.shutdown(wait=True, cancel_futures=True)


def _came_back(future: "Future[Any]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
