import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from archlib.course import catalogue
from archlib.errors import ParameterError
from archlib.lab import bets
from archlib.lab.bet_widget import bet
from archlib.lab.gate import Gate, behind
from archlib.lab.keeping import progress
from archlib.lab.known import KnowThis, i_know_this, known
from archlib.lab.progress_map import ProgressMap
from tests.lab.asked import own_progress, saved

__all__ = ["own_progress"]


def test_who_waits_is_called_once_when_the_bet_is_placed() -> None:
    called: list[str] = []
    bets.when_placed("01.P2", lambda: called.append("before"))
    assert not bets.placed("01.P2") and called == []
    bet("01.P2", 10)
    bets.when_placed("01.P2", lambda: called.append("after"))
    bets.place("01.P2")
    assert bets.placed("01.P2") and called == ["before", "after"]


def test_run_is_locked_until_the_bet_is_placed() -> None:
    asked = bet("01.P2")
    assert [action["disabled"] for action in asked.view["actions"]] == [False, True]
    asked.press("run")
    assert asked.outcome is None
    asked.press("place", bet="10 %")
    assert [action["disabled"] for action in asked.view["actions"]] == [True, False]
    assert asked.view["inputs"][0]["disabled"]
    asked.press("run")
    assert asked.outcome is not None


def test_a_placed_bet_cannot_be_changed() -> None:
    asked = bet("01.P2", 10)
    asked.press("place", bet="99")
    assert asked.given == 10


@pytest.mark.parametrize("text", ["", "many", "nan", "1e999"])
def test_what_is_no_bet_is_refused_in_words(text: str) -> None:
    asked = bet("01.P2")
    asked.press("place", bet=text)
    assert asked.given is None and not bets.placed("01.P2")
    assert "answer" in asked.view["status"] and asked.view["tone"] == "wrong"


def test_bet_truth_and_closed_form_stand_side_by_side() -> None:
    asked = bet("01.P2", 10)
    asked.press("run")
    truth = catalogue.bet("01.P2").known
    rows = dict(asked.view["below"][0]["rows"])
    assert list(rows) == ["your bet", "simulated", "closed form", "bet / simulated"]
    assert isinstance(truth.simulated, float)
    assert float(rows["bet / simulated"]) == pytest.approx(10 / truth.simulated, rel=5e-3)  # shown with three digits
    assert rows["simulated"] in asked.text() and truth.formula in asked.text()


def test_bet_and_surprise_are_kept(own_progress: Path) -> None:
    asked = bet("01.P2", 10)
    asked.press("run")
    asked.press("note", surprise="the bill does not care")
    assert saved(own_progress)["bets"]["01.P2"]["given"] == 10
    assert saved(own_progress)["notes"]["01.P2"]["text"] == "the bill does not care"
    assert "kept" in asked.view["status"]


def test_a_curve_is_placed_point_by_point_and_shown_over_the_true_one() -> None:
    asked = bet("01.P4")
    frame = catalogue.bet("01.P4").curve
    assert frame is not None
    assert len(set(asked.values["bet"].split())) == 1  # where it begins says nothing of the answer
    asked.press("place", bet="1 2")
    assert asked.given is None and "2 points" in asked.view["status"]
    asked.press("place", bet=" ".join(["1"] * len(frame.x)))
    asked.press("run")
    lines = asked.view["inputs"][0]["lines"]
    assert [line["look"] for line in lines] == ["simulated", "formula"]
    assert all(len(line["y"]) == len(frame.x) for line in lines)


def test_a_choice_is_one_of_its_choices() -> None:
    asked = bet("01.P1")
    asked.press("place", bet="perhaps")
    assert asked.given is None
    choice = asked.view["inputs"][0]["choices"][0]
    asked.press("place", bet=choice)
    assert asked.given == choice and f"[x] {choice}" in asked.text()


@pytest.mark.parametrize(("id", "given"), [("01.P2", 10), ("01.P1", None), ("01.P4", None)])
def test_a_new_kernel_restores_the_bet_and_opens_what_waits_for_it(id: str, given: Any) -> None:
    first = bet(id, catalogue.bet(id).prefilled if given is None else given)
    bets.forget()
    gate = behind(id, lambda: KnowThis("01"))
    assert isinstance(gate, Gate) and gate.panel is not None
    asked = bet(id)
    assert asked.given == first.given and asked.values["bet"] == first.values["bet"]
    assert bets.placed(id) and asked.view["inputs"][0]["disabled"]
    now = datetime.now().astimezone()
    assert f"from your progress file, where it was kept on {now.day} {now:%B %Y}" in asked.view["status"]
    asked.press("run")
    assert asked.outcome is not None and asked.outcome.rows[0].value == first.given


def test_a_bet_anew_leaves_the_first_in_the_file(own_progress: Path) -> None:
    bet("01.P2", 10)
    before = saved(own_progress)["bets"]["01.P2"]
    bets.forget()
    asked = bet("01.P2")
    asked.press("place", bet="99")
    assert saved(own_progress)["bets"]["01.P2"] == before
    asked.press("again")
    assert asked.given is None and "Your first bet (10) stays" in asked.view["status"]
    asked.press("place", bet="20")
    assert asked.given == 20
    after = saved(own_progress)["bets"]["01.P2"]
    assert {name: after[name] for name in before} == before and [b["given"] for b in after["later"]] == [20]


def test_a_stored_bet_that_the_question_no_longer_takes_is_asked_again() -> None:
    progress().record_bet("01.P1", "a choice of an older course")
    asked = bet("01.P1")
    assert asked.given is None and not asked.trouble and not bets.placed("01.P1")


def test_what_opens_before_the_question_is_asked_again_knows_the_bet_too() -> None:
    bet("01.P2", 10)
    bets.forget()
    assert bets.placed("01.P2") and bets.given("01.P2") == 10


def test_a_bet_that_was_filled_in_is_not_kept_as_the_learners(own_progress: Path) -> None:
    i_know_this("01").press("on")
    assert bet("01.P2").given is not None
    assert "01.P2" not in saved(own_progress)["bets"]


def test_what_tests_and_builds_show_depends_on_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    bet("01.P2", 99)
    bets.forget()
    monkeypatch.setenv("ARCHLIB_KNOWN", "1")
    assert bet("01.P2").given == catalogue.bet("01.P2").prefilled


def test_after_a_reset_the_bet_is_open_again() -> None:
    bet("01.P2", 10)
    ProgressMap().press("really reset")
    assert bet("01.P2").given is None and not bets.placed("01.P2")


def test_i_know_this_places_what_is_open_and_what_comes() -> None:
    open_before, other = bet("01.P2"), bet("00.P1")
    i_know_this("01").press("on")
    assert known("01") and open_before.given is not None and bets.placed("01.P2")
    assert bet("01.P3").given is not None
    assert other.given is None
    i_know_this("01").press("off")
    assert not known("01") and bet("01.P1").given is None


def test_in_tests_all_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "ARCHLIB_KNOWN", "1")
    assert bet("00.P1").given is not None


@pytest.mark.parametrize("id", list(catalogue.bets()))
def test_every_bet_can_be_shown_placed_and_run(id: str) -> None:
    asked = bet(id, catalogue.bet(id).prefilled)
    asked.press("run")
    assert asked.outcome is not None, asked.trouble
    assert catalogue.bet(id).known.text in asked.text()


def test_an_unknown_bet_names_the_nearest() -> None:
    with pytest.raises(ParameterError, match=r"01\.P1"):
        bet("01.P11")


def test_a_bet_that_cannot_be_kept_is_placed_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ARCHLIB_PROGRESS", str(tmp_path / "file" / "progress.json"))
    asked = bet("01.P2")
    asked.press("place", bet="10")
    assert bets.placed("01.P2")
    assert "cannot be written" in asked.view["status"]
