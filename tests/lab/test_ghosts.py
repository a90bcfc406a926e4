"""A bet that a learner placed is drawn on the picture that answers it, and one that was filled in is not."""

from collections.abc import Iterator

import pytest

from archlib.course import catalogue
from archlib.lab import bets, panels
from archlib.lab.bet_widget import bet
from archlib.lab.figures.ghost import YOURS
from archlib.lab.ghosts import Ghost
from archlib.lab.panel import Panel
from archlib.lab.topics import TOPICS
from tests.lab.asked import own_progress
from tests.lab.figures.reading import accepted_by_plotly, check

__all__ = ["own_progress"]
GHOSTS = [(name, scene, ghost) for name, of in TOPICS.items() for scene, topic in of.items() for ghost in topic.ghosts]


@pytest.fixture(autouse=True)
def new_kernel() -> Iterator[None]:
    bets.forget()
    yield
    bets.forget()


def drawn(panel: object, name: str) -> list[dict[str, object]]:
    assert isinstance(panel, Panel)
    return [trace for trace in panel.pictures[name].data if trace["name"] == YOURS]


@pytest.mark.parametrize(("name", "scene", "ghost"), GHOSTS, ids=[ghost.bet for _, _, ghost in GHOSTS])
def test_a_placed_bet_is_drawn_at_its_place_and_stays_there(name: str, scene: str, ghost: Ghost) -> None:
    asked = catalogue.bet(ghost.bet)
    assert drawn(getattr(panels, name)(scene), ghost.picture) == []
    bet(ghost.bet, asked.prefilled)
    panel = getattr(panels, name)(scene)
    panel._update()
    (trace,) = drawn(panel, ghost.picture)
    assert set(trace["y"]) == ({asked.prefilled} if asked.curve is None else set(asked.prefilled))  # type: ignore[arg-type,call-overload]
    picture = panel.pictures[ghost.picture]
    assert "Your bet is dotted: " in picture.sentence
    check(picture)
    accepted_by_plotly(picture)


def test_a_bet_that_was_filled_in_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHLIB_KNOWN", "1")
    bet("01.P4")
    assert bets.placed("01.P4") and bets.given("01.P4") is None
    assert drawn(panels.monolith("bills together"), "cost") == []


def test_a_bet_far_off_makes_the_axis_longer() -> None:
    bet("01.P4", (9.0,) * 6)
    panel = panels.monolith("bills together")
    assert isinstance(panel, Panel)
    low, high = panel.pictures["cost"].layout["yaxis"]["range"]
    assert low <= -3 and high >= 1


def test_a_level_far_off_is_only_said() -> None:
    bet("00.P2", 300)
    panel = panels.measures("busy slots")
    assert drawn(panel, "slots") == []
    assert isinstance(panel, Panel) and panel.pictures["slots"].sentence.endswith("Your bet is far above: 300.")
