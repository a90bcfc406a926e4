"""The driver: tables that fill, progress, cancelling, and the compiled kernel's cache."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import QueueFleet
from archlib.engine import driver, jit
from archlib.engine.inputs import Inputs
from archlib.errors import EngineError
from archlib.timeline import timeline
from archlib.topology import Entry, Pool, Topology
from tests.engine.played import played

ONE = Topology((Pool("box", plays=("process",), does=("w",)),), (Entry("upload", "box"),))


def inputs(n):
    """n videos at once, a second of work each."""
    return Inputs(np.zeros(n), {"w": np.ones(n)}, 1, 10.0, 10.0 + 2 * n)


@pytest.mark.parametrize("compiled", [True, False])
def test_frames_and_heap_grow_and_nothing_is_dropped(compiled):
    n = 5000  # all wait at once: more frames than the first table holds
    trace = driver.play(ONE, inputs(n), timeline(ONE, faults.none(), 1, 1.0), compiled=compiled)
    np.testing.assert_array_equal(trace.ready, np.arange(1, n + 1))


def test_lives_grow_with_many_launches():
    fleet = QueueFleet(max_workers=1337, idle_s=0, boot_s=0, metric_delay_s=0, tick_s=10, upload_threads=10_000)
    arrive = np.repeat(np.arange(10) * 1000.0, 300)
    trace = played(fleet, arrive, {"transfer": 0, "transcode": 30, "catalogue": 0}, compiled=True)
    assert (trace.lives["station"] == 4).sum() == 3000 and np.isfinite(trace.ready).all()


def test_progress_rises_and_false_cancels(monkeypatch):
    monkeypatch.setattr(driver, "CHUNK", 500)
    told = []
    driver.play(ONE, inputs(1000), timeline(ONE, faults.none(), 1, 1.0), progress=told.append)
    assert {type(share) for share in told} == {float}  # of which a comparison is a plain bool
    assert len(told) >= 3 and told == sorted(told) and 0 <= told[0] <= told[-1] <= 1
    with pytest.raises(EngineError, match="cancelled"):
        driver.play(ONE, inputs(1000), timeline(ONE, faults.none(), 1, 1.0), progress=lambda share: False)


def test_chunks_change_nothing(monkeypatch):
    whole = played(QueueFleet(), np.arange(300) * 60.0, {"transfer": 1, "transcode": 300, "catalogue": 1})
    monkeypatch.setattr(driver, "CHUNK", 7)
    pieces = played(QueueFleet(), np.arange(300) * 60.0, {"transfer": 1, "transcode": 300, "catalogue": 1})
    assert pieces.visits.tobytes() == whole.visits.tobytes()


def test_the_cache_goes_elsewhere_if_the_users_folder_cannot_be_written(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    jit.cache_folder.cache_clear()
    try:
        folder = jit.cache_folder()
        assert folder.is_dir() and blocked not in folder.parents
    finally:
        jit.cache_folder.cache_clear()


def test_the_cache_is_named_by_the_sources_compiled_in(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    jit.cache_folder.cache_clear()
    try:
        folder = jit.cache_folder()
        assert folder.parent == tmp_path and not jit.compiled_before()
        (folder / "kernel.nbc").write_bytes(b"")
        assert jit.compiled_before()
    finally:
        jit.cache_folder.cache_clear()


def test_asking_for_numba_without_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "numba", None)
    jit._compiled.cache_clear()
    try:
        with pytest.raises(EngineError, match="numba, which is not installed; install it"):
            jit.kernel(True)
    finally:
        jit._compiled.cache_clear()


def test_threads_that_ask_at_once_prepare_the_kernel_once(monkeypatch):
    asked, prepare = [], jit._to_compile

    def slowly():
        asked.append(True)
        time.sleep(0.05)
        return prepare()

    monkeypatch.setattr(jit, "_to_compile", slowly)
    jit._compiled.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        kernels = {id(kernel) for kernel, _ in threads.map(jit.kernel, [True] * 4)}
    assert len(asked) == len(kernels) == 1


def test_an_empty_name_of_a_cache_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    jit.cache_folder.cache_clear()
    try:
        assert tmp_path in jit.cache_folder().parents
    finally:
        jit.cache_folder.cache_clear()
