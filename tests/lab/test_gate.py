from collections.abc import Iterator

import pytest

from archlib.architectures import Monolith
from archlib.lab import bets
from archlib.lab.choices import Choices, keyed
from archlib.lab.gate import Gate, NotOpenError, behind
from archlib.lab.panel import Panel
from archlib.lab.topic import Topic
from archlib.workload import Workload


@pytest.fixture(autouse=True)
def new_kernel() -> Iterator[None]:
    bets.forget()
    yield
    bets.forget()


def make() -> Panel:
    return Panel(Choices(Workload.homogeneous(days=1), keyed([Monolith()])), Topic(("bill",)))


def test_nothing_is_shown_or_run_before_the_bet_and_all_after_it() -> None:
    gate = behind("01.P1", make)
    assert isinstance(gate, Gate)
    for kind in ("text/plain", "text/html"):
        assert "place bet 01.P1" in gate._repr_mimebundle_()[0][kind]
    assert gate.panel is None
    bets.place("01.P2")
    assert gate.panel is None
    bets.place("01.P1")
    assert gate.children == (gate.panel,)
    assert "A month costs" in gate.text()
    assert gate.html() == gate.panel.html()  # type: ignore[union-attr]  # it is open


def test_a_bet_placed_before_locks_nothing() -> None:
    bets.place("01.P1")
    gate = behind("01.P1", make)
    assert isinstance(gate, Gate)
    assert gate.panel is not None


def test_of_several_bets_all_must_be_placed() -> None:
    gate = behind(("01.P2", "01.P4"), make)
    assert isinstance(gate, Gate)
    assert "place bets 01.P2 and 01.P4 above first" in gate.text()
    bets.place("01.P4")
    assert gate.panel is None
    bets.place("01.P2")
    first = gate.panel
    bets.place("01.P2")
    assert first is not None and gate.panel is first


def test_without_a_bet_there_is_no_gate() -> None:
    assert isinstance(behind(None, make), Panel)


def test_what_the_panel_holds_is_asked_of_the_gate_once_it_is_open() -> None:
    gate = behind("01.P1", make)
    assert isinstance(gate, Gate)
    assert not hasattr(gate, "pictures")
    with pytest.raises(NotOpenError, match=r"Gate\.pictures is refused: the panel is still locked\. Place bet 01\.P1"):
        _ = gate.pictures
    bets.place("01.P1")
    assert gate.pictures is gate.panel.pictures  # type: ignore[union-attr]  # it is open
    with pytest.raises(AttributeError, match="nonsense"):
        _ = gate.nonsense
    with pytest.raises(AttributeError, match="_nonsense"):
        _ = gate._nonsense
