"""The form of a record: kept in the learner's own file, written with its evidence, never a traceback."""

from pathlib import Path

import pytest

import archlib as al
from archlib.architectures import Functions
from archlib.course.predictions import NOT_PLACED
from archlib.course.record import FIELDS
from archlib.lab import keeping
from archlib.lab.record_panel import FILE, WHOLE, RecordForm
from archlib.year import Plan, Played, Year, play


@pytest.fixture(scope="module")
def played() -> Played:
    return play(Year(growth=1.0, launches_on=False), Plan.all_year(Functions()))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARCHLIB_PROGRESS", str(tmp_path / "mine.json"))
    return tmp_path


def fill(form: RecordForm) -> None:
    for name, box in form.boxes.items():
        box.value = f"what we say of {name}"


def test_what_is_typed_is_there_again_and_nothing_is_missing_then(own: Path, played: Played) -> None:
    form = al.lab.record(played)
    assert form.text().count("\n") == 2 * len(FIELDS)  # each with what is missing
    assert form._missing.value.count("<li>") == len(FIELDS)
    fill(form)
    assert WHOLE in form._missing.value
    again = al.lab.record(played)
    assert again.record == form.record
    assert WHOLE in again._missing.value


def test_the_button_writes_the_file_and_says_where(own: Path, played: Played) -> None:
    form = al.lab.record(played)
    form.write()
    path = own / FILE
    assert str(path) in form.status
    assert "10 of 10 fields are not finished" in form.status
    fill(form)
    form.write()
    assert "not finished" not in form.status
    assert "what we say of decision" in path.read_text(encoding="utf-8")


def test_bad_input_is_told_in_the_page(own: Path, played: Played) -> None:
    form = al.lab.record(played, path=own / "mine" / "r.html")
    form.boxes["context"].value = "x" * 20_001
    assert "Record.context" in form._missing.value
    form.write()
    assert "20,000 characters" in form.status
    form.boxes["context"].value = "<script>alert(1)</script>"
    assert "<script>" not in form._missing.value
    (own / "mine").write_text("a file where a folder should be")
    form.write()
    assert "cannot be written" in form.status


def test_a_broken_file_of_ones_own_stops_nothing(own: Path, played: Played) -> None:
    (own / "mine.json").write_text('{"notes": {"10.record.title": ')
    form = al.lab.record(played)
    assert form.boxes["title"].value == ""


def test_without_a_year_the_courses_own_is_the_evidence(own: Path) -> None:
    form = al.lab.record()
    assert form.played.plan.label == "QueueFleet"


def test_bets_that_were_placed_stand_in_the_file_with_their_time(own: Path, played: Played) -> None:
    mine = keeping.progress()
    mine.record_bet("10.P1", 7.5)
    mine.record_bet("10.P2", "<b>functions</b>")
    mine.record_note("10.P1", "that it multiplies")
    form = al.lab.record(played)
    form.write()
    text = (own / FILE).read_text(encoding="utf-8")
    assert "Bets placed beforehand" in text and "7.5 times" in text and "that it multiplies" in text
    assert "&lt;b&gt;functions" in text and "<b>functions" not in text
    assert mine.bets["10.P1"]["time"][:10] in text
    assert text.count(NOT_PLACED) == 1  # 10.P3


def test_other_plans_and_other_years_stand_in_the_file(own: Path, played: Played) -> None:
    luck = al.year.luck(played.year, {"mine": played.plan, "again": played.plan}, [1, 2])
    form = al.lab.record(played, others={"the other plan": played}, luck=luck)
    form.write()
    text = (own / FILE).read_text(encoding="utf-8")
    assert "the other plan" in text and "Many years" in text and "no sure difference from mine" in text


def test_a_file_that_cannot_be_finished_leaves_the_old_one(
    own: Path, played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = al.lab.record(played)
    form.write()
    before = (own / FILE).read_bytes()
    monkeypatch.setattr(Path, "replace", _full)
    form.boxes["title"].value = "another title"
    form.write()
    assert "cannot be written" in form.status
    assert (own / FILE).read_bytes() == before
    assert not list(own.glob("*.part"))


def _full(*args: object) -> None:
    raise OSError(28, "No space left on device")
