"""Whoever plays the runs, in whatever chunks and order: the same table; and what happens when that goes wrong."""

import os
import random
import signal
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest

import archlib as al
from archlib.errors import EngineError, ParameterError
from archlib.sweeps import chunks
from archlib.sweeps.play import SweepError
from archlib.sweeps.tasks import play
from tests.sweeps.cases import PAIR, SCENARIO, same, small

SPAWN = get_context("spawn")  # a forked child of a process with threads may hang, and later Pythons warn of it
Processes = partial(ProcessPoolExecutor, 2, mp_context=SPAWN)
TABLE = small().table()


class Backwards(Executor):
    """Plays nothing until it is asked for a result, and then the last task first."""

    def __init__(self) -> None:
        self.waiting, self.sizes, self.open = [], [], True

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        self.sizes.append(len(args[0].places))
        self.waiting.append((future, fn, args))
        if len(self.waiting) == 3:
            self.play_all()
        return future

    def play_all(self):
        while self.waiting:
            future, fn, args = self.waiting.pop()
            if future.set_running_or_notify_cancel():
                future.set_result(fn(*args))

    def shutdown(self, wait=True, *, cancel_futures=False):
        self.open = False


def test_threads_give_the_same_table_and_are_left_open():
    with ThreadPoolExecutor(2) as threads:
        assert same(small(executor=threads).table(), TABLE)
        assert threads.submit(int, 3).result() == 3


def test_processes_give_the_same_table():
    with Processes() as processes:
        assert same(small(executor=processes).table(), TABLE)
        assert same(small(executor=processes, at_once=1).table(), TABLE)


@pytest.mark.parametrize("runs", [1, 2, 7, 1000])
def test_any_size_of_tasks_in_any_order_gives_the_same_table(runs, monkeypatch):
    monkeypatch.setattr(chunks.Speed, "runs", runs)
    monkeypatch.setattr(chunks, "tasks", shuffled(chunks.tasks))
    monkeypatch.setattr("archlib.sweeps.play.tasks", chunks.tasks)
    assert same(small().table(), TABLE)


def shuffled(tasks):
    def mixed(*args):
        made = list(tasks(*args))
        random.Random(4).shuffle(made)
        return iter(made)

    return mixed


def test_tasks_come_back_in_any_order():
    backwards = Backwards()
    table = al.sweep(PAIR, SCENARIO, seeds=range(6), executor=backwards, at_once=3).table()
    assert same(table, al.sweep(PAIR, SCENARIO, seeds=range(6)).table())
    assert sum(backwards.sizes) == 12 and len(backwards.sizes) == 3


def test_tasks_are_as_long_as_the_speed_of_the_latest_says():
    speed = chunks.Speed()
    assert (speed.runs, speed.at_once(64), speed.at_once(2)) == (chunks.FIRST, chunks.FEW, 2)
    for seconds, expected in [(0.04, 10), (1e-9, chunks.MOST), (100.0, 1)]:
        speed = chunks.Speed()
        speed.tell(chunks.Played(tuple(range(8)), (), seconds))
        assert speed.runs == expected
        assert speed.at_once(64) == 64
    for _ in range(chunks.LATEST):
        speed.tell(chunks.Played((0, 1), (), 0.05))
    assert speed.runs == 2  # the slow ones of before are forgotten


def test_a_function_that_makes_an_executor_has_it_closed():
    made = []
    assert same(small(executor=lambda: made.append(ThreadPoolExecutor(2)) or made[0]).table(), TABLE)
    with pytest.raises(RuntimeError, match="after shutdown"):
        made[0].submit(int)


def test_a_function_that_makes_something_else():
    with pytest.raises(SweepError, match="which is no Executor") as error:
        small(executor=lambda: 3)
    assert isinstance(error.value.__cause__, ParameterError)


class Killing(ProcessPoolExecutor):
    """Kills its processes when so many tasks have come back, as a system short of memory would."""

    after, left = 2, 1

    def submit(self, fn, /, *args, **kwargs):
        future = super().submit(fn, *args, **kwargs)
        future.add_done_callback(self.count)
        return future

    def count(self, future):
        Killing.after -= 1
        if Killing.after == 0 and Killing.left > 0:
            Killing.after, Killing.left = 2, Killing.left - 1
            for pid in list(self._processes or ()):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def short_tasks(monkeypatch):
    monkeypatch.setattr(chunks, "TASK_S", 1e-9)  # a run each


def killing(times):
    Killing.after, Killing.left = 2, times
    return partial(Killing, 2, mp_context=SPAWN)


@pytest.mark.parametrize("times", [1, 2])
def test_runs_of_a_process_that_is_killed_are_made_again(times, short_tasks):
    assert same(small(executor=killing(times)).table(), TABLE)
    assert Killing.left == 0


def test_an_executor_of_ones_own_that_breaks_stops_the_sweep_and_what_was_done_is_there(short_tasks):
    with killing(1)() as executor, pytest.raises(SweepError, match=r"72 runs are in the error's \.sweep") as error:
        small(executor=executor)
    assert isinstance(error.value.__cause__, BrokenExecutor)
    assert isinstance(error.value, EngineError)
    part = error.value.sweep
    assert 0 < len(part) < 72 and not part.complete and "stopped" in repr(part)
    merged = part.table().merge(TABLE, how="left", indicator=True)
    assert (merged["_merge"] == "both").all()


def test_an_executor_that_breaks_again_and_again_ends_the_sweep(short_tasks):
    with pytest.raises(SweepError):
        small(executor=partial(ProcessPoolExecutor, 1, mp_context=SPAWN, initializer=os._exit, initargs=(1,)))


def broken(task):
    if 5 in task.places:
        raise ZeroDivisionError("a bug")
    return play(task)


@pytest.mark.parametrize("executor", [None, partial(ThreadPoolExecutor, 2)])
def test_a_bug_is_told_as_it_is_and_what_was_done_is_there(executor, monkeypatch, short_tasks):
    monkeypatch.setattr("archlib.sweeps.play.play", broken)
    with pytest.raises(SweepError, match="ZeroDivisionError: a bug") as error:
        small(executor=executor)
    assert isinstance(error.value.__cause__, ZeroDivisionError)
    assert 0 < len(error.value.sweep) < 72


def test_numba_that_is_missing_is_no_refusal_of_a_combination(monkeypatch):
    def missing(*_, **__):
        raise EngineError("numba is not installed")

    monkeypatch.setattr("archlib.engine.simulate", missing)
    with pytest.raises(SweepError, match="numba is not installed"):
        al.sweep(PAIR, SCENARIO)


@pytest.mark.parametrize("executor", [None, partial(ThreadPoolExecutor, 2), Processes])
def test_progress_rises_to_one_and_returning_false_cancels(executor, short_tasks):
    told = []
    assert small(executor=executor, progress=told.append).complete
    assert told == sorted(told) and told[-1] == 1
    part = small(executor=executor, progress=lambda share: share < 0.2)
    assert part.cancelled and not part.complete and "cancelled" in repr(part)
    assert 0.2 <= len(part) / 72 < 1
    merged = part.table().merge(TABLE, how="left", indicator=True)
    assert (merged["_merge"] == "both").all()


def test_an_error_of_the_callback_is_not_swallowed():
    def failing(share):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        small(progress=failing, executor=partial(ThreadPoolExecutor, 2))


def test_a_sweep_of_refusals_only_needs_no_executor_and_ends():
    told = []
    over = {"QueueFleet.min_workers": [10, 11], "QueueFleet.max_workers": [5]}
    swept = al.sweep(al.QueueFleet(), SCENARIO, over, executor=Backwards(), progress=told.append)
    assert (swept.complete, swept.refused, told) == (True, 2, [1.0])
