"""Rows on disk: taken from there if they are whole and of the same run, computed again if not."""

import contextlib
import math
import multiprocessing
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archlib as al
from archlib.errors import DataError
from archlib.sweeps import arrow, chunks, kept
from archlib.sweeps.measures import NUMBERS
from archlib.sweeps.tasks import Row
from tests.sweeps.cases import LOAD, PAIR, SCENARIO, same, small

TABLE = small().table()


def files(folder):
    return sorted(folder.glob(f"*{kept.SUFFIX}"))


def rows(folder):
    """How many rows are whole, and how many files there are."""
    there = [kept.parsed(f.name, f.read_bytes()) for f in files(folder)]
    return sum(map(len, filter(None, there))), len(there)


def apart(path):
    """A file a row in the place of one for all."""
    for key, row in arrow.unpacked(path.read_bytes()).items():
        kept.write(path.parent, {key: row})
    path.unlink()


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A folder with all rows of the small sweep."""
    folder = tmp_path_factory.mktemp("done")
    assert small(resume=folder).reused == 0
    return folder


@pytest.fixture
def folder(done, tmp_path):
    """A copy of it to spoil."""
    return Path(shutil.copytree(done, tmp_path / "copy"))


def test_a_second_time_every_row_is_taken_from_the_folder(done):
    told = []
    again = small(resume=done, progress=told.append)
    assert (again.reused, again.damaged, again.complete) == (72, 0, True)
    assert same(again.table(), TABLE)
    assert told == [1.0] and "72 taken from the folder" in repr(again)
    assert len(files(done)) == 1  # nothing new, no new file


def test_a_grown_grid_takes_what_is_there(done, tmp_path):
    folder = shutil.copytree(done, tmp_path / "grown")
    grown = al.sweep(PAIR, SCENARIO, {"QueueFleet.max_workers": [1, 2, 4], "load.base_per_hour": [10]}, seeds=range(4),
                     resume=folder, contract=al.Contract(upload=0.9))  # fmt: skip
    assert grown.reused == (1 + 2) * 3
    plain = al.sweep(PAIR, SCENARIO, {"QueueFleet.max_workers": [1, 2, 4], "load.base_per_hour": [10]}, seeds=range(4),
                     contract=al.Contract(upload=0.9))  # fmt: skip
    assert same(grown.table(), plain.table())


def test_what_was_cancelled_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "TASK_S", 1e-9)
    part = small(resume=tmp_path, progress=lambda share: share < 0.3)
    assert 0 < len(part) < 72
    rest = small(resume=tmp_path)
    assert rest.reused == len(part) and rest.complete
    assert same(rest.table(), TABLE)


def sweeping(folder):
    chunks.TASK_S, kept.WAIT_S = 1e-9, 0.0
    small(resume=folder, progress=lambda share: time.sleep(0.02))


@pytest.mark.parametrize("many", [3, 30])
def test_a_process_that_is_killed_in_the_middle_loses_nothing_that_was_written(tmp_path, many):
    child = multiprocessing.get_context("spawn").Process(target=sweeping, args=(tmp_path,))
    child.start()
    while child.is_alive() and len(files(tmp_path)) < many:
        time.sleep(0.005)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    there, _ = rows(tmp_path)
    assert many <= there < 72
    rest = small(resume=tmp_path)
    assert rest.reused == there and rest.complete
    assert same(rest.table(), TABLE)


def interrupting(folder):
    chunks.TASK_S = 1e-9
    heard = []

    def told(share):
        heard.append(share)
        if len(heard) == 20:
            signal.raise_signal(signal.SIGINT)  # what the interrupt of a Jupyter kernel is

    small(resume=folder, progress=told)


def test_what_an_interrupt_ends_goes_on_without_losing_a_row(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "TASK_S", chunks.TASK_S)
    with pytest.raises(KeyboardInterrupt):
        interrupting(tmp_path)
    there, many = rows(tmp_path)
    assert 20 <= there < 72 and many == 1
    rest = small(resume=tmp_path)
    assert rest.reused == there and same(rest.table(), TABLE)


def test_rows_are_written_as_they_come_in_and_joined_at_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "TASK_S", 1e-9)
    monkeypatch.setattr(kept, "WAIT_S", 0.0)
    seen = []
    small(resume=tmp_path, progress=lambda share: seen.append((round(share * 72), *rows(tmp_path))))
    told = [(there, many) for share, there, many in seen if share < 72]
    assert all(there == share for share, there, _ in seen) and max(many for _, many in told) > 10
    assert rows(tmp_path) == (72, 1) and list(tmp_path.iterdir()) == files(tmp_path)


@given(st.integers(0, 10_000_000), st.binary(min_size=1, max_size=40))
@settings(max_examples=30)
def test_a_spoilt_file_never_changes_a_row(done, spoilt_at, junk):
    (path,) = files(done)
    good = path.read_bytes()
    at = spoilt_at % len(good)
    folder = done.parent / "spoilt"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    bad = good[:at] + junk + good[at + len(junk) :]
    (folder / path.name).write_bytes(bad)
    again = small(resume=folder)
    assert (again.reused, again.damaged) == ((72, 0) if bad == good else (0, 1))
    assert same(again.table(), TABLE)


@pytest.mark.parametrize("cut", [1, 2, 17, 500])
def test_a_half_written_file_is_computed_again(folder, cut):
    apart(*files(folder))
    path = files(folder)[0]
    path.write_bytes(path.read_bytes()[:-cut])
    again = small(resume=folder)
    assert (again.reused, again.damaged) == (71, 1)
    assert same(again.table(), TABLE)
    assert small(resume=folder).reused == 72


def test_foreign_files_and_folders_are_left_alone(folder):
    (folder / f"foreign{kept.SUFFIX}").write_bytes(b"\x00\xff not ours\n")
    (folder / "notes.txt").write_text("mine")
    (folder / f"folder{kept.SUFFIX}").mkdir()
    (folder / ".half.part").write_bytes(b"half")
    again = small(resume=folder)
    assert (again.reused, again.damaged) == (72, 1)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / f"foreign{kept.SUFFIX}").read_bytes().startswith(b"\x00\xff not ours")


@pytest.mark.parametrize("raw", [b"", b"no Arrow", arrow.packed({"zz": Row((0.0,) * len(NUMBERS))})])
def test_a_file_that_is_whole_but_holds_no_rows_is_not_taken(raw):
    assert kept.parsed(f"{kept._checksum(raw)}{kept.SUFFIX}", raw) is None


def test_a_file_of_other_columns_is_not_taken(monkeypatch):
    good = {"ab" * 32: Row(tuple(float(i) for i in range(len(NUMBERS))), "v")}
    raw = arrow.packed(good)
    assert arrow.unpacked(raw) == good
    monkeypatch.setattr(arrow, "COLUMNS", {**arrow.COLUMNS, "more": arrow.NUMBER})
    with pytest.raises(DataError, match="other columns"):
        arrow.unpacked(raw)


@given(st.lists(st.tuples(st.lists(st.floats(), min_size=len(NUMBERS), max_size=len(NUMBERS)), st.text(), st.text())))
def test_rows_come_back_as_they_were(given):
    rows = {f"{i:064x}": Row(tuple(numbers), *texts) for i, (numbers, *texts) in enumerate(given)}
    back = arrow.unpacked(arrow.packed(rows))
    assert list(back) == list(rows)
    for key, row in rows.items():
        assert [x.hex() for x in back[key].numbers] == [x.hex() for x in row.numbers]
        assert back[key][1:] == row[1:]


def test_more_rows_than_a_batch_come_back(monkeypatch):
    monkeypatch.setattr(arrow, "BATCH", 7)
    rows = {f"{i:064x}": Row((float(i),) * len(NUMBERS)) for i in range(20)}
    assert arrow.unpacked(arrow.packed(rows)) == rows


def test_without_nanoarrow_it_is_told_before_anything_runs(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoarrow", None)
    with pytest.raises(DataError, match=r"resume= needs nanoarrow.*pip install nanoarrow"):
        small(resume=tmp_path)


def test_a_folder_that_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match=r"resume='.*file' cannot be used"):
        small(resume=tmp_path / "file")


def test_refusals_of_a_run_are_kept(tmp_path):
    full = al.prices.default()
    bare = al.prices.PriceList("bare", {k: v for k, v in full.rows.items() if k != "c5.4xlarge"})
    for reused in (0, 1):
        swept = al.sweep(al.Monolith(), SCENARIO, prices=bare, resume=tmp_path)
        assert (swept.refused, swept.reused) == (1, reused)
    (row,) = arrow.unpacked(files(tmp_path)[0].read_bytes()).values()
    assert all(math.isnan(x) for x in row.numbers) and "c5.4xlarge" in row.refused


def test_two_sweeps_may_use_one_folder_at_once(tmp_path):
    seeds = [range(3), range(1, 5)]
    child = [multiprocessing.get_context("spawn").Process(target=other, args=(tmp_path, s)) for s in seeds]
    for one in child:
        one.start()
    for one in child:
        one.join()
    assert [one.exitcode for one in child] == [0, 0]
    swept = al.sweep(PAIR, SCENARIO.but(load=LOAD), seeds=range(5), resume=tmp_path)
    assert (swept.reused, swept.damaged) == (10, 0)


def other(folder, seeds):
    with contextlib.redirect_stdout(sys.stderr):
        al.sweep(PAIR, SCENARIO.but(load=LOAD), seeds=seeds, resume=folder)
