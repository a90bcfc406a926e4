from pathlib import Path

import pytest

import archlib as al
from archlib.course import catalogue
from archlib.course.exercise import Exercise
from archlib.errors import ParameterError
from archlib.lab.exercise_widget import exercise
from archlib.lab.known import i_know_this
from archlib.lab.worked_widget import worked
from tests.lab.asked import own_progress, saved

__all__ = ["own_progress"]
NUMBERS = [e for e in catalogue.exercises().values() if e.form is None and not e.choices]


@pytest.mark.parametrize("asked", catalogue.exercises().values(), ids=list(catalogue.exercises()))
def test_the_answer_is_not_there_until_it_is_asked_for_twice(asked: Exercise) -> None:
    widget = exercise(asked.id)
    answer = asked.reveal().splitlines()[-1]
    assert answer not in widget.text() and answer not in str(widget.view)
    widget.press("show")
    assert "really" in widget.view["status"] and answer not in str(widget.view)
    widget.press("keep trying")
    assert answer not in str(widget.view)
    widget.press("show")
    widget.press("really show")
    assert answer in widget.text()


@pytest.mark.parametrize("asked", NUMBERS, ids=[e.id for e in NUMBERS])
def test_right_and_wrong_answers(asked: Exercise, own_progress: Path) -> None:
    widget = exercise(asked.id)
    widget.press("check", answer="-12345")
    assert widget.judged is not None and not widget.judged.ok and widget.view["tone"] == "wrong"
    assert saved(own_progress)["answers"][asked.id]["ok"] is False
    widget.press("check", answer=repr(asked.answer()))
    assert widget.judged.ok and widget.view["tone"] == "right"
    assert saved(own_progress)["answers"][asked.id]["ok"] is True


def test_a_misconception_is_named() -> None:
    widget = exercise("01.E1", "99.9 %")
    assert widget.judged is not None and widget.judged.misconception == "X6"
    assert "X6" in widget.text()


def test_an_answer_in_the_call_is_checked_at_once() -> None:
    widget = exercise("01.E1", answer=0.999**4)
    assert widget.judged is not None and widget.judged.ok
    assert widget.judged.text in widget.text()
    assert "Right" in widget._repr_mimebundle_()[0]["text/plain"]


def test_hints_come_one_at_a_time() -> None:
    widget = exercise("01.E1")
    hints = catalogue.exercise("01.E1").hints
    for n, hint in enumerate(hints, 1):
        assert hint not in widget.text()
        widget.press("hint")
        assert hint in widget.text()
        assert ("hint" in [action["name"] for action in widget.view["actions"]]) == (n < len(hints))


def test_a_configuration_is_checked_by_running_it() -> None:
    widget = exercise("01.E4")
    assert [spec["key"] for spec in widget.view["inputs"]] == ["replicas"]
    right = int(float(str(catalogue.exercise("01.E4").answer())))
    widget.press("check", replicas=str(right - 1))
    assert widget.judged is not None and not widget.judged.ok and "X4" in widget.text()
    widget.press("check", replicas=str(right))
    assert widget.judged.ok
    widget.press("check", replicas="a few")
    assert not widget.judged.ok and "a few" in widget.view["status"]
    for given in ({"replicas": right}, al.Monolith(replicas=right)):
        called = exercise("01.E4", given)
        assert called.judged is not None and called.judged.ok
        assert called.values["replicas"] == str(right)


def test_the_price_list_is_named_with_its_date() -> None:
    fact = next(iter(al.prices.teaching().rows.values()))
    assert f"as of {fact.as_of}" in exercise("01.E2").text()
    assert f"as of {al.prices.aws_us_east_1().as_of}" in exercise("09.E1").text()  # some of its rows are undated
    assert "as of" not in exercise("01.E1").text()


PRICED = [one for one in catalogue.exercises().values() if one.prices]


@pytest.mark.parametrize("one", PRICED, ids=lambda one: one.id)
def test_the_prices_that_are_used_are_unfolded_row_by_row(one: Exercise) -> None:
    assert one.prices is not None
    (folded,) = exercise(one.id).view["above"]
    assert folded["kind"] == "folded" and folded["title"] == "Prices used"
    rows = folded["part"]["rows"]
    assert rows and len({row[0] for row in rows}) == len(rows)
    for item, price, unit, as_of, source in rows:
        fact = one.prices.list.rows[item]
        assert (float(price), unit, as_of, source) == (fact.value, fact.unit, fact.as_of, fact.source)
    assert "<details><summary>Prices used</summary><table>" in exercise(one.id).html()


def test_an_unknown_exercise_names_the_nearest() -> None:
    with pytest.raises(ParameterError, match=r"01\.E1"):
        exercise("01.E11")


@pytest.mark.parametrize("id", list(catalogue.workeds()))
def test_blanks_are_filled_one_by_one(id: str) -> None:
    steps = catalogue.worked(id).steps
    widget = worked(id, blanks=len(steps))
    for i, step in enumerate(steps):
        assert step.line not in str(widget.view)
        widget.press("check", **{f"step {i}": "-12345"})
        assert widget.view["tone"] == "wrong" and step.line not in str(widget.view)
        widget.press("check", **{f"step {i}": repr(step.value())})
        assert step.line in str(widget.view)
    assert widget.left == 0 and widget.view["actions"] == []


def test_a_fully_worked_example_asks_nothing_and_a_blank_may_be_shown() -> None:
    assert worked("01.W1").view["inputs"] == []
    widget = worked("01.W1", blanks=1)
    widget.press("show")
    assert widget.left == 0


def test_i_know_this_shows_the_steps() -> None:
    widget = worked("01.W1", blanks=2)
    i_know_this("01").press("on")
    assert widget.left == 0 and worked("01.W1", blanks=2).left == 0


@pytest.mark.parametrize("blanks", [-1, 99])
def test_blanks_that_do_not_fit_are_refused(blanks: int) -> None:
    with pytest.raises(ParameterError, match="blanks="):
        worked("01.W1", blanks)
