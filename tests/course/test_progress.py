import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archlib.architectures import Monolith
from archlib.course.keeping import locked
from archlib.course.progress import Progress, place
from archlib.errors import DataError

WRITER = """
import sys
from pathlib import Path
from archlib.course.progress import Progress
progress = Progress.load(Path(sys.argv[1]))
for k in range(40):
    progress.record_answer(f"{sys.argv[2]}.{k}", k, True)
assert not progress.problem, progress.problem
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "progress.json"


def test_what_was_recorded_is_read_again(file: Path) -> None:
    mine = Progress.load(file)
    mine.record_bet("01.P1", (1.0, 2.0))
    mine.record_answer("01.E4", Monolith(replicas=4), False)
    mine.record_answer("01.E4", "4", True)
    mine.record_quiz("01.Q1", True)
    mine.record_note("01.P1", "it was flat")
    mine.set_known("02", True)
    read = Progress.load(file)
    assert read.bets["01.P1"]["given"] == [1.0, 2.0]
    assert read.notes["01.P1"]["text"] == "it was flat"
    assert read.answers["01.E4"]["given"] == "4" and read.answers["01.E4"]["tries"] == 2
    assert read.quiz["01.Q1"]["ok"] and read.is_known("02") and not read.is_known("03")


def test_the_first_bet_stays_and_later_ones_stand_beside_it(file: Path) -> None:
    mine = Progress.load(file)
    for given in (1, 2, 3):
        mine.record_bet("01.P2", given)
    kept = Progress.load(file).bets["01.P2"]
    assert kept["given"] == 1 and [later["given"] for later in kept["later"]] == [2, 3]
    assert kept["time"] < kept["later"][0]["time"]


def test_a_right_answer_stays_right(file: Path) -> None:
    mine = Progress.load(file)
    mine.record_answer("01.E1", 1, True)
    mine.record_answer("01.E1", 2, False)
    assert Progress.load(file).answers["01.E1"]["ok"] is True


def test_writers_at_once_lose_nothing(file: Path) -> None:
    jobs = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), name]) for name in ("a", "b")]
    assert [job.wait(60) for job in jobs] == [0, 0]
    found = Progress.load(file).answers
    assert set(found) == {f"{name}.{k}" for name in "ab" for k in range(40)}
    assert sorted(p.name for p in file.parent.iterdir()) == ["progress.json"]


def test_two_objects_in_one_kernel_lose_nothing(file: Path) -> None:
    one, two = Progress.load(file), Progress.load(file)
    one.record_bet("a", 1)
    two.record_bet("b", 2)
    assert set(two.bets) == {"a", "b"}
    one.refresh()
    assert set(one.bets) == {"a", "b"}


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"format": 1, "bets": 3}', '{"format": 1, "bets": {"a": 3}}', "\xff"]
)
def test_a_broken_file_is_set_aside_and_kept(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="latin-1")
    mine = Progress.load(file)
    mine.record_bet("a", 1)
    kept = [p for p in file.parent.iterdir() if "broken" in p.name]
    assert [p.read_text(encoding="latin-1") for p in kept] == [text]
    assert "it is kept as" in mine.problem and kept[0].name in mine.problem
    assert set(Progress.load(file).bets) == {"a"}


def test_ids_and_sections_of_another_course_survive(file: Path) -> None:
    file.parent.mkdir()
    later = {"format": 2, "bets": {"99.P1": {"given": 1, "time": "2030", "new": 1}}, "badges": {"x": {"time": "1"}}}
    file.write_text(json.dumps(later), encoding="utf-8")
    Progress.load(file).record_answer("01.E1", 1, True)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["format"] == 2 and content["badges"] == later["badges"]
    assert content["bets"] == later["bets"] and "01.E1" in content["answers"]


def test_export_and_import_keep_the_newer_record(file: Path, tmp_path: Path) -> None:
    mine = Progress.load(file)
    mine.record_bet("a", 1)
    mine.record_bet("b", 1)
    saved = mine.export(tmp_path / "saved.json")
    mine.reset()
    assert Progress.load(file).bets == {}
    mine.record_bet("a", 3)
    mine.import_(saved)
    assert mine.bets["a"]["given"] == 3 and mine.bets["b"]["given"] == 1


@pytest.mark.parametrize("text", [None, "no JSON", "[]"])
def test_what_is_no_export_changes_nothing(file: Path, tmp_path: Path, text: str | None) -> None:
    source = tmp_path / "other.json"
    if text is not None:
        source.write_text(text, encoding="utf-8")
    mine = Progress.load(file)
    mine.record_bet("a", 1)
    with pytest.raises(DataError, match="is no progress file"):
        mine.import_(source)
    assert set(Progress.load(file).bets) == {"a"}


def test_an_export_that_cannot_be_written_says_so(file: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be written"):
        Progress.load(file).export(tmp_path / "none" / "saved.json")


def test_a_folder_that_takes_no_file_is_explained_and_the_course_goes_on(tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("a file where a folder should be", encoding="utf-8")  # refuses root too, unlike permissions
    mine = Progress.load(wall / "progress.json")
    mine.record_bet("a", 1)
    assert mine.bets["a"]["given"] == 1
    assert "cannot be written" in mine.problem and "set ARCHLIB_PROGRESS" in mine.problem
    mine.reset()
    assert mine.bets == {}


def test_answers_kept_in_memory_are_written_once_it_is_possible(tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("", encoding="utf-8")
    mine = Progress.load(wall / "progress.json")
    mine.record_bet("a", 1)
    mine.refresh()
    assert set(mine.bets) == {"a"}
    wall.unlink()
    mine.record_bet("b", 2)
    assert set(Progress.load(wall / "progress.json").bets) == {"a", "b"} and mine.problem == ""


def test_a_lock_left_behind_is_broken(file: Path) -> None:
    file.parent.mkdir()
    lock = file.with_name("progress.json.lock")
    lock.touch()
    os.utime(lock, (1, 1))
    mine = Progress.load(file)
    mine.record_bet("a", 1)
    assert mine.problem == "" and not lock.exists()


def test_a_lock_that_is_held_is_waited_for_and_then_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archlib.course.keeping.WAIT_S", 0.05)
    file.parent.mkdir()
    mine = Progress.load(file)
    with locked(file):
        mine.record_bet("a", 1)
    assert "another kernel holds" in mine.problem and mine.bets["a"]["given"] == 1


def test_the_place_and_the_switch_come_from_the_environment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHLIB_PROGRESS", str(file))
    monkeypatch.setenv("ARCHLIB_KNOWN", "1")
    assert place() == file and Progress().path == file and Progress.load().is_known("07")
    monkeypatch.delenv("ARCHLIB_PROGRESS")
    assert place().name == "progress.json" and "archlib" in str(place())
