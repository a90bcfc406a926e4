"""Computations beside a loop. What is waited for is a condition, never a time."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from archlib.errors import EngineError, ParameterError
from archlib.lab.job import Job
from archlib.lab.live import Live

POLL_S = 0.001


class Computed:
    """A state, what was computed of it, and how each computation ended; `work` is done in the thread."""

    def __init__(self, work: Callable[[Job, int], None] = lambda job, state: None) -> None:
        self.state = 0
        self.begun: list[int] = []
        self.made: list[int] = []
        self.ends: list[Job] = []
        self.slow: list[float] = []
        self.threads: set[int] = set()
        self.at_once = self.most_at_once = 0
        self._work = work
        self.live = Live(self._plan, lambda job: self.slow.append(job.share), self.ends.append)

    def ask(self, state: int) -> None:
        self.state = state
        self.live.ask()

    def _plan(self) -> Callable[[Job], None]:
        state = self.state
        self.begun.append(state)
        return lambda job: self._compute(job, state)

    def _compute(self, job: Job, state: int) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.threads.add(threading.get_ident())
        try:
            self._work(job, state)
        finally:
            self.at_once -= 1
        job.show(lambda: self.made.append(state))

    async def settled(self) -> None:
        while self.live.waits:
            await asyncio.sleep(POLL_S)


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(POLL_S)


def endless(job: Job, state: int) -> None:
    """Go on until one says stop; the last state, 9, is made at once."""
    while state != 9:
        if job.progress(0.5) is False:
            raise EngineError("cancelled")
        threading.Event().wait(POLL_S)


def test_without_a_loop_all_is_done_in_place() -> None:
    computed = Computed()
    computed.ask(1)
    computed.ask(2)
    assert computed.made == [1, 2]
    assert computed.threads == {threading.get_ident()}
    assert not computed.live.waits


def test_in_place_only_errors_of_archlib_are_told() -> None:
    def fail(job: Job, state: int) -> None:
        raise (ParameterError("refused") if state == 1 else ZeroDivisionError)

    computed = Computed(fail)
    computed.ask(1)
    assert isinstance(computed.ends[0].error, ParameterError)
    with pytest.raises(ZeroDivisionError):
        computed.ask(2)


def test_on_a_loop_it_is_computed_beside_it_and_shown_on_it() -> None:
    shown_by: list[int] = []

    async def go() -> None:
        computed = Computed(lambda job, _: job.show(lambda: shown_by.append(threading.get_ident())))
        computed.ask(1)
        await computed.settled()
        assert computed.made == [1]
        assert threading.get_ident() not in computed.threads

    asyncio.run(go())
    assert shown_by == [threading.get_ident()]


def test_a_newer_choice_stops_what_runs_and_only_the_newest_is_made() -> None:
    async def go() -> Computed:
        computed = Computed(endless)
        computed.ask(1)
        await until(lambda: computed.at_once)
        for state in range(2, 10):
            computed.ask(state)
        await computed.settled()
        return computed

    computed = asyncio.run(go())
    assert computed.begun == [1, 9]
    assert computed.made == [9]
    assert len(computed.ends) == 1  # of the one that was overtaken nothing is said
    assert computed.ends[0].error is None


def test_one_computation_at_a_time() -> None:
    async def go() -> Computed:
        computed = Computed(endless)
        for _ in range(30):
            computed.ask(1)
            await until(lambda: computed.at_once)
        computed.ask(9)
        await computed.settled()
        return computed

    computed = asyncio.run(go())
    assert computed.most_at_once == 1
    assert computed.made == [9]


def test_it_can_be_cancelled_and_asked_again() -> None:
    async def go() -> Computed:
        computed = Computed(endless)
        assert not computed.live.cancel()  # nothing runs
        computed.ask(1)
        await until(lambda: computed.at_once)
        assert computed.live.cancel()
        await computed.settled()
        assert computed.made == []
        computed.ask(9)
        await computed.settled()
        return computed

    computed = asyncio.run(go())
    assert [job.cancelled for job in computed.ends] == [True, False]
    assert isinstance(computed.ends[0].error, EngineError)
    assert computed.made == [9]


def test_what_lasts_is_told_again_and_again() -> None:
    told = threading.Event()

    def work(job: Job, _: int) -> None:
        job.progress(0.25)
        told.wait()

    computed = Computed(work)

    async def go() -> None:
        computed.ask(1)
        await until(lambda: len(computed.slow) >= 3)
        told.set()
        await computed.settled()

    asyncio.run(go())
    assert computed.slow[:3] == [0.25] * 3
    assert computed.ends[0].is_slow


@pytest.mark.parametrize("error", [ZeroDivisionError(), SystemExit()])
def test_whatever_goes_wrong_is_told_and_the_next_works(error: BaseException) -> None:
    def work(job: Job, state: int) -> None:
        if state == 1:
            raise error

    async def go() -> Computed:
        computed = Computed(work)
        for state in (1, 2):
            computed.ask(state)
            await computed.settled()
        return computed

    computed = asyncio.run(go())
    assert [job.error for job in computed.ends] == [error, None]
    assert computed.made == [2]


def test_what_goes_wrong_where_it_is_shown_is_told_too() -> None:
    async def go() -> Computed:
        computed = Computed(lambda job, _: job.show(lambda: {}["no such picture"]))
        computed.ask(1)
        await computed.settled()
        return computed

    assert isinstance(asyncio.run(go()).ends[0].error, KeyError)


def test_a_loop_that_is_interrupted_leaves_one_that_works_again() -> None:
    computed = Computed(endless)

    async def interrupted() -> None:
        computed.ask(1)
        await until(lambda: computed.at_once)
        raise KeyboardInterrupt

    async def again() -> None:
        computed.ask(9)
        await computed.settled()

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(interrupted())
    asyncio.run(again())
    assert computed.made == [9]
    assert computed.most_at_once == 1


def test_an_end_that_got_lost_with_its_loop_holds_up_nothing() -> None:
    may_end = threading.Event()

    def work(job: Job, state: int) -> None:
        if state == 1:
            may_end.wait()
            job.go_on()

    computed = Computed(work)
    lost = asyncio.new_event_loop()

    async def begin() -> None:
        computed.ask(1)
        await until(lambda: computed.at_once)

    lost.run_until_complete(begin())
    lost.close()

    async def again() -> None:
        computed.ask(9)
        await until(lambda: not computed.live._latest.waits)
        assert computed.begun == [1]  # one at a time
        may_end.set()
        await until(lambda: computed.made)
        await computed.settled()

    asyncio.run(again())
    assert computed.made == [9]
    assert len(computed.ends) == 1
