import math

import pytest

from archlib.architectures import Monolith, Tiers
from archlib.course import catalogue
from archlib.course.exercise import Exercise, Worked
from archlib.course.misconceptions import misconceptions
from archlib.errors import ParameterError

EXERCISES = list(catalogue.exercises().values())
WORKED = list(catalogue.workeds().values())
PAIRS = [pytest.param(e, m, id=f"{e.id}-{i}") for e in EXERCISES for i, m in enumerate(e.mistakes)]
IDS = {m.id for m in misconceptions()}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_the_true_answer_passes_and_is_not_said(exercise: Exercise) -> None:
    answer = exercise.answer()
    assert exercise.check(answer).ok
    if exercise.form is None:
        assert exercise.check(str(answer)).ok
        assert exercise.check(f"{answer} {exercise.unit}" if exercise.unit != "1" else str(answer)).ok


@pytest.mark.parametrize(("exercise", "mistake"), PAIRS)
def test_each_mistake_is_recognised_and_fails(exercise: Exercise, mistake: object) -> None:
    judged = exercise.check(mistake.value())  # type: ignore[attr-defined]
    assert not judged.ok
    assert mistake.says in judged.text and judged.misconception == mistake.misconception  # type: ignore[attr-defined]
    assert judged.misconception == "" or judged.misconception in IDS


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
@pytest.mark.parametrize(
    "given",
    ["", "garbage", "nan", math.nan, math.inf, -math.inf, -5, None, [], {}, object(), "0,5", 1e308, True, "1 %%"],
)
def test_bad_answers_get_a_text_and_no_traceback(exercise: Exercise, given: object) -> None:
    judged = exercise.check(given)
    assert not judged.ok and judged.text.strip()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_a_wrong_answer_does_not_give_the_right_one_away(exercise: Exercise) -> None:
    answer = exercise.answer()
    for given in (0.1234567, -1, 9999.5):
        shown = exercise.check(given).text
        said = answer if isinstance(answer, str) else f"{answer:.4g}"
        named = exercise.form is not None or exercise.choices  # all that may be chosen is named, not what is right
        assert said not in shown.replace(f"{given:g}", "") or named


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_an_exercise_says_its_tolerance_and_reveals_when_asked(exercise: Exercise) -> None:
    assert exercise.why and exercise.hints and exercise.steps
    assert 0 <= exercise.rel <= 0.05
    assert exercise.reveal().splitlines()[-1].startswith("Answer: ")


def test_e4_runs_what_was_configured() -> None:
    exercise = catalogue.exercise("01.E4")
    assert exercise.check(Monolith(replicas=4)).ok  # the instance is the exercise's own, not the given one's
    assert exercise.check({"replicas": 4}).ok and exercise.check("4").ok
    too_few, too_many = exercise.check({"replicas": 3}), exercise.check({"replicas": 5})
    assert not too_few.ok and "83%" in too_few.text and too_few.misconception == "X4"
    assert not too_many.ok and "do not need" in too_many.text


@pytest.mark.parametrize(
    ("given", "text"),
    [(Tiers(), "configure a Monolith"), ({"room": 3}, "'room' is not asked for"), ({"replicas": 0}, "replicas=0"),
     ({"replicas": 2.5}, "replicas=2.5"), ({"replicas": "many"}, "is no number")],
)  # fmt: skip
def test_a_configuration_that_cannot_be_is_explained(given: object, text: str) -> None:
    judged = catalogue.exercise("01.E4").check(given)
    assert not judged.ok and text in judged.text


@pytest.mark.parametrize("worked", WORKED, ids=lambda w: w.id)
def test_each_step_takes_its_own_result_only(worked: Worked) -> None:
    for i, step in enumerate(worked.steps):
        assert worked.check(i, step.value()).ok
        assert not worked.check(i, step.value() * 1.5).ok
        assert not worked.check(i, "").ok and not worked.check(i, math.nan).ok
        assert step.shown in step.line


def test_worked_examples_have_different_numbers() -> None:
    for number in catalogue.NOTEBOOKS:
        values = [tuple(s.value() for s in w.steps) for w in WORKED if w.id.startswith(number)]
        assert len(values) == len(set(values)) == 4


def test_a_step_that_is_not_there_is_named() -> None:
    with pytest.raises(ParameterError, match="step 9 is not there"):
        catalogue.worked("01.W1").check(9, 1)


@pytest.mark.parametrize("find", [catalogue.exercise, catalogue.worked, catalogue.bet])
def test_an_unknown_id_names_the_nearest(find: object) -> None:
    with pytest.raises(ParameterError, match=r"did you mean '01\."):
        find("01.X1" if find is not catalogue.bet else "01.p1")  # type: ignore[operator]


def test_ids_are_unique_and_begin_with_their_notebook() -> None:
    from importlib import import_module

    for number in catalogue.NOTEBOOKS:
        module = import_module(f"archlib.course.n{number}")
        ids = [x.id for x in (*module.BETS, *module.EXERCISES, *module.WORKED)]
        assert len(ids) == len(set(ids)) and all(i.startswith(f"{number}.") for i in ids)
