"""Work beside the notebook. What is waited for is a condition, never a time."""

import asyncio
import threading

import pytest

import archlib as al
from archlib.compare import Progress
from archlib.errors import EngineError, ParameterError
from archlib.lab.watched_work import Watched
from tests.sweeps.cases import small

POLL_S = 0.001


def shown(work: Watched) -> tuple[float, bool, str]:
    bar, button, words = work.children
    assert work.text() in words.value and work.text() in work.html()
    return bar.value, button.disabled, work.text()


def endless(progress: Progress) -> str:
    while progress(0.25) is not False:
        threading.Event().wait(POLL_S)
    return "half of it"


def test_without_a_loop_it_is_done_in_place() -> None:
    threads: list[int] = []
    work = al.lab.watched(lambda progress: threads.append(threading.get_ident()) or progress(1.0) or "made")
    assert threads == [threading.get_ident()] and work.done
    assert work.result is True
    share, disabled, text = shown(work)
    assert (share, disabled) == (1.0, True) and text.startswith("done in")


def test_a_sweep_is_handed_over() -> None:
    work = al.lab.watched(lambda progress: small(progress=progress))
    assert work.result.complete and work.share == 1.0


def test_on_a_loop_the_cell_ends_while_it_goes_on_and_cancel_is_heard() -> None:
    async def cells() -> Watched:
        work = al.lab.watched(endless)
        while work.share == 0 or "running: 25%" not in work.children[2].value:
            await asyncio.sleep(POLL_S)
        assert not work.done and not work.children[1].disabled
        work.children[1].click()
        assert shown(work)[1] and "stopping" in work.text()
        while not work.done or "stopped" not in work.children[2].value:
            await asyncio.sleep(POLL_S)
        return work

    work = asyncio.run(cells())
    assert work.result == "half of it"
    assert shown(work)[2].startswith("stopped at 25%")
    work.cancel()  # once more, when it has ended
    assert shown(work)[2].startswith("stopped at 25%")


def test_the_result_is_waited_for_in_the_same_cell() -> None:
    gate = threading.Event()

    def work(progress: Progress) -> int:
        gate.wait()
        return 5

    async def cell() -> int:
        made = al.lab.watched(work)
        threading.Timer(0.3, gate.set).start()
        return made.result

    assert asyncio.run(cell()) == 5


def test_an_error_is_raised_where_the_result_is_read() -> None:
    def fail(progress: Progress) -> None:
        raise EngineError("it could not go on")

    async def cell() -> Watched:
        return al.lab.watched(fail)

    for work in (al.lab.watched(fail), asyncio.run(cell())):
        with pytest.raises(EngineError, match="could not go on"):
            _ = work.result
        assert shown(work)[2] == "it could not go on"


def test_an_error_that_is_no_one_of_archlibs_is_raised_at_once_where_no_loop_runs() -> None:
    with pytest.raises(ZeroDivisionError):
        al.lab.watched(lambda progress: 1 / 0)


def test_what_is_no_function_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"watched\(work=5\).*lambda progress"):
        al.lab.watched(5)
