from typing import Any

import pytest

from archlib.engine.jit import ANNOUNCEMENT
from archlib.lab import warmth
from archlib.lab.contents_bar import contents


class Handle:
    """Stands for a place in the notebook's output, and keeps what it was told to show."""

    shown: list[str] = []  # noqa: RUF012  # a stand-in that is emptied before each test

    def display(self, content: dict[str, str], raw: bool) -> None:
        assert raw
        self.shown.append(content["text/html"])

    update = display


@pytest.fixture
def in_a_notebook(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    Handle.shown = []
    monkeypatch.setattr(warmth, "DisplayHandle", Handle)
    monkeypatch.setattr(warmth, "get_ipython", object)
    monkeypatch.setattr(warmth, "kernel", lambda: None)
    return Handle.shown


def test_the_first_compilation_is_announced_while_it_lasts(
    in_a_notebook: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warmth, "compiled_before", lambda: False)
    with warmth.warmed():
        assert len(in_a_notebook) == 1
        assert ANNOUNCEMENT in in_a_notebook[0]
        assert "<progress>" in in_a_notebook[0]
        monkeypatch.setattr(warmth, "compiled_before", lambda: True)
    assert "Ready: compiled in" in in_a_notebook[1]
    assert "<progress>" not in in_a_notebook[1]


def test_a_failure_leaves_no_bar_that_runs_for_ever(in_a_notebook: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warmth, "compiled_before", lambda: False)
    with pytest.raises(KeyboardInterrupt), warmth.warmed():
        raise KeyboardInterrupt
    assert "<progress>" not in in_a_notebook[-1] and "stopped" in in_a_notebook[-1]


def test_the_contents_at_a_notebooks_head_compile_in_sight(
    in_a_notebook: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[bool] = []
    monkeypatch.setattr(warmth, "compiled_before", lambda: bool(done))
    monkeypatch.setattr(warmth, "warm", lambda: done.append(True))
    contents("01", end=True)
    assert done == [] and in_a_notebook == []
    contents("01")
    assert done == [True] and ANNOUNCEMENT in in_a_notebook[0] and "Ready" in in_a_notebook[-1]
    contents("01")
    assert done == [True] and len(in_a_notebook) == 2


@pytest.mark.parametrize(
    ("compiled", "shell", "numba"), [(True, object(), True), (False, None, True), (False, object(), None)]
)
def test_nothing_is_said_where_nothing_is_compiled_or_nobody_looks(
    in_a_notebook: list[str], monkeypatch: pytest.MonkeyPatch, compiled: bool, shell: Any, numba: Any
) -> None:
    monkeypatch.setattr(warmth, "compiled_before", lambda: compiled)
    monkeypatch.setattr(warmth, "get_ipython", lambda: shell)
    monkeypatch.setattr(warmth, "find_spec", lambda _: numba)
    with warmth.warmed():
        pass
    warmth.ready()
    assert in_a_notebook == []
