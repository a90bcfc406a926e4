"""Rows on disk: taken from there if they are whole and of the same run, computed again if not."""

import contextlib
import json
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
from archlib.sweeps import chunks, kept
from archlib.sweeps.measures import NUMBERS
from archlib.sweeps.tasks import Row
from tests.sweeps.cases import LOAD, PAIR, SCENARIO, same, small

TABLE = small().table()


def files(folder):
    return sorted(folder.glob(f"*{kept.SUFFIX}"))


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
    chunks.TASK_S = 1e-9
    small(resume=folder, progress=lambda share: time.sleep(0.02))


@pytest.mark.parametrize("lines", [3, 30])
def test_a_process_that_is_killed_in_the_middle_loses_nothing_that_was_written(tmp_path, lines):
    child = multiprocessing.get_context("spawn").Process(target=sweeping, args=(tmp_path,))
    child.start()
    while child.is_alive() and sum(len(f.read_bytes().splitlines()) for f in files(tmp_path)) < lines:
        time.sleep(0.005)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    there = sum(kept.parsed(raw) is not None for f in files(tmp_path) for raw in f.read_bytes().splitlines(True))
    assert lines <= there < 72
    rest = small(resume=tmp_path)
    assert rest.reused == there and rest.complete
    assert same(rest.table(), TABLE)


@given(st.integers(0, 10_000_000), st.binary(min_size=1, max_size=40))
@settings(max_examples=30)
def test_a_spoilt_file_never_changes_a_row(done, spoilt_at, junk):
    (path,) = files(done)
    good = path.read_bytes()
    at = spoilt_at % len(good)
    folder = done.parent / "spoilt"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / path.name).write_bytes(good[:at] + junk + good[at + len(junk) :])
    again = small(resume=folder)
    assert again.reused >= 72 - 1 - junk.count(b"\n") - len(junk)
    assert same(again.table(), TABLE)


@pytest.mark.parametrize("cut", [1, 2, 17, 500])
def test_a_half_written_line_is_computed_again(folder, cut):
    (path,) = files(folder)
    path.write_bytes(path.read_bytes()[:-cut])
    again = small(resume=folder)
    assert 1 <= 72 - again.reused <= 3 and again.damaged == 1
    assert same(again.table(), TABLE)
    third = small(resume=folder)
    assert (third.reused, len(files(folder))) == (72, 2)


def test_foreign_files_and_folders_are_left_alone(folder):
    (folder / f"foreign{kept.SUFFIX}").write_bytes(b"\x00\xff not ours\n" + b'{"key": 1}\n')
    (folder / "notes.txt").write_text("mine")
    (folder / f"folder{kept.SUFFIX}").mkdir()
    again = small(resume=folder)
    assert (again.reused, again.damaged) == (72, 2)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / f"foreign{kept.SUFFIX}").read_bytes().startswith(b"\x00\xff not ours")


def test_a_line_of_other_columns_is_not_taken():
    good = Row(tuple(float(i) for i in range(len(NUMBERS))), "v")
    raw = kept.line("ab" * 32, good).encode()
    assert kept.parsed(raw) == ("ab" * 32, good)
    short = kept.line("ab" * 32, Row(good.numbers[1:])).encode()
    assert kept.parsed(short) is None
    for body in (b'"text"', b"[1]", b'["zz", [], "", ""]', b"[1, 2, 3, 4]", b"no JSON"):
        assert kept.parsed(kept._checksum(body).encode() + b" " + body + b"\n") is None


@given(st.lists(st.floats(), min_size=len(NUMBERS), max_size=len(NUMBERS)), st.text(), st.text())
def test_a_row_comes_back_as_it_was(numbers, verdict, refused):
    raw = kept.line("00" * 32, Row(tuple(numbers), verdict, refused)).encode()
    key, row = kept.parsed(raw)
    assert key == "00" * 32
    assert [x.hex() for x in row.numbers] == [x.hex() for x in numbers]
    assert (row.verdict, row.refused) == (verdict, refused)
    assert raw.count(b"\n") == 1


def test_a_folder_that_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match=r"resume='.*file' cannot be used"):
        small(resume=tmp_path / "file")


def test_refusals_of_a_run_are_kept_and_foreign_json_is_not_read_as_numbers(tmp_path):
    full = al.prices.default()
    bare = al.prices.PriceList("bare", {k: v for k, v in full.rows.items() if k != "c5.4xlarge"})
    for reused in (0, 1):
        swept = al.sweep(al.Monolith(), SCENARIO, prices=bare, resume=tmp_path)
        assert (swept.refused, swept.reused) == (1, reused)
    (line,) = files(tmp_path)[0].read_text().splitlines()
    assert json.loads(line.partition(" ")[2])[1] == [None] * len(NUMBERS)


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
