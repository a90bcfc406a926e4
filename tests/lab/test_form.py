from typing import Any

import pytest

from archlib.lab.assets import STATIC
from archlib.lab.form import Form

NAMESPACE = "http://www.w3.org/2000/svg"  # the name of a language; nothing is fetched by it
MADE_HERE = {"drawing.js", "quiz.js"}  # they show what this kernel made, with all names escaped


def made(heard: list[Any]) -> Form:
    return Form(
        lambda edits: heard.append(("edit", edits)),
        lambda name: heard.append(("action", name)),
        lambda name, content: heard.append(("file", name, content)),
        lambda text: heard.append(("paste", text)),
    )


@pytest.mark.parametrize(
    ("content", "buffers", "result"),
    [
        ({"type": "edit", "edits": {"load.days": "3", "x": 5}}, [], ("edit", {"load.days": "3", "x": "5"})),
        ({"type": "action", "name": "reset"}, [], ("action", "reset")),
        ({"type": "file", "name": "a.csv"}, [memoryview(b"1,2")], ("file", "a.csv", b"1,2")),
        ({"type": "paste", "text": "{}"}, [], ("paste", "{}")),
    ],
)
def test_each_message_reaches_its_function(content: dict[str, Any], buffers: list[memoryview], result: Any) -> None:
    heard: list[Any] = []
    form = made(heard)
    form._heard(form, content, buffers)
    assert heard == [result]


@pytest.mark.parametrize("content", [None, "edit", {}, {"type": "unknown"}])
def test_an_unknown_message_is_let_pass(content: Any) -> None:
    heard: list[Any] = []
    form = made(heard)
    form._heard(form, content, [])
    assert heard == []


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.iterdir()))
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    source = (STATIC / name).read_text(encoding="utf-8").replace(NAMESPACE, "")
    assert "http:" not in source and "https:" not in source
    assert "import " not in source
    if name not in MADE_HERE:
        assert "innerHTML" not in source  # names of files and texts of errors come from outside


def test_long_numbers_are_shown_short_and_stay_what_they_are() -> None:
    form = made([])
    exact = {"load.days": "0.9861111111111112", "load.scale": "1", "load.mode": "poisson"}
    form.values = exact
    assert form.brief == {"load.days": "0.9861"}
    assert form.values == exact
    form.values = {"load.days": "2"}
    assert form.brief == {}
    assert Form(print, print, values=exact).brief == {"load.days": "0.9861"}
