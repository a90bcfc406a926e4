import itertools
import json
from pathlib import Path

import pytest

from archlib.course import boxes, catalogue, claims, misconceptions, quiz, track
from archlib.course.keys import KEYS
from archlib.data import data_dir
from archlib.errors import DataError

NOTEBOOKS = [n for n in catalogue.NOTEBOOKS if quiz.items(n)]
ITEMS = [item for n in NOTEBOOKS for item in quiz.items(n)]


def test_each_notebook_has_five_items_with_ids_of_its_own() -> None:
    assert set(track.finished()) <= set(NOTEBOOKS)
    for number in NOTEBOOKS:
        assert [i.id for i in quiz.items(number)] == [f"{number}.Q{k}" for k in range(1, 6)]
    assert quiz.items("11") == ()


@pytest.mark.parametrize("item", ITEMS, ids=lambda i: i.id)
def test_an_item_names_claims_and_misconceptions_that_exist(item: quiz.Item) -> None:
    assert set(item.claims) <= {c.id for c in claims.claims()}
    assert set(item.misconceptions) <= {m.id for m in misconceptions.misconceptions()}


@pytest.mark.parametrize("item", ITEMS, ids=lambda i: i.id)
def test_every_answer_has_feedback_and_one_is_right(item: quiz.Item) -> None:
    (made,) = quiz.as_jupyterquiz([item])
    assert all(a["feedback"].strip() for a in made["answers"])
    assert sum(bool(a.get("correct")) for a in made["answers"]) == 1
    if item.choices:
        assert len({c.answer for c in item.choices}) == len(item.choices) >= 3


@pytest.mark.parametrize("item", [i for i in ITEMS if i.key], ids=lambda i: i.id)
def test_numbers_are_computed_and_wrong_ones_stand_apart(item: quiz.Item) -> None:
    (made,) = quiz.as_jupyterquiz([item])
    ranges = [tuple(a["range"]) for a in made["answers"] if a["type"] == "range"]
    low, high = ranges[0]
    assert low < KEYS[item.key]() < high
    assert all(h < low or high < l for l, h in ranges[1:])  # noqa: E741
    assert made["answers"][-1]["type"] == "default"


def test_the_bank_holds_no_key_in_clear_text() -> None:
    for number in NOTEBOOKS:
        bank = json.loads((data_dir() / "quiz" / f"{number}.json").read_text(encoding="utf-8"))
        for entry in bank["items"]:
            assert "correct" not in json.dumps(entry)
            assert not entry.get("key") or f"{KEYS[entry['key']]():.4g}" not in json.dumps(entry)


def test_the_warm_up_asks_two_earlier_items() -> None:
    assert quiz.warm_up("00") == ()
    for notebook in track.notebooks()[1:]:
        asked = quiz.warm_up(notebook.number)
        assert len(asked) == 2 and all(i.notebook < notebook.number for i in asked)
        assert asked == quiz.warm_up(notebook.number, seed=1)
    for one, other in itertools.pairwise(n.number for n in track.notebooks()):
        asked = quiz.warm_up(other)
        assert asked[0].notebook == one  # of the notebook before, and one of those before that
        assert not {*quiz.warm_up(one)} & {*asked}
    assert len({quiz.warm_up("01", seed=s) for s in range(1, 20)}) > 3


@pytest.mark.parametrize(
    ("entry", "says"),
    [({"id": "02.Q1"}, "not well formed"),
     ({"id": "02.Q1", "claims": [], "misconceptions": [], "question": "?", "why": "!", "key": "no"}, "no key 'no'"),
     ({"id": "02.Q1", "claims": [], "misconceptions": [], "question": "?", "why": "!", "right": "x",
       "answers": [{"answer": "a", "feedback": "f"}]}, "none of its answers")],
)  # fmt: skip
def test_a_broken_item_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], says: str
) -> None:
    (tmp_path / "quiz").mkdir()
    (tmp_path / "quiz" / "02.json").write_text(json.dumps({"items": [entry]}), encoding="utf-8")
    monkeypatch.setattr(quiz, "data_dir", lambda: tmp_path)
    quiz._bank.cache_clear()
    with pytest.raises(DataError, match=says):
        quiz.items("02")
    quiz._bank.cache_clear()


def test_the_price_that_a_question_names_is_the_lists() -> None:
    (item,) = [i for i in quiz.items("01") if i.key]
    assert f"{boxes.box_price():.2f} USD an hour" in item.question
