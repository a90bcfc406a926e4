"""What a page is given first is a whole question: it may draw it before it hears anything more."""

from collections.abc import Callable
from typing import Any

import pytest

from archlib.lab.ask import Ask
from archlib.lab.bet_widget import bet
from archlib.lab.exercise_widget import exercise
from archlib.lab.progress_map import progress
from tests.lab.asked import own_progress

__all__ = ["own_progress"]


@pytest.mark.parametrize("make", [lambda: bet("01.P1"), lambda: exercise("01.E1"), progress])
def test_the_first_message_holds_the_whole_question(make: Callable[[], Ask], monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[dict[str, Any]] = []
    opens = Ask.open
    monkeypatch.setattr(Ask, "open", lambda self: (first.append(dict(self.view)), opens(self)))
    made = make()
    assert len(first) == 1
    assert first[0]["title"] == made.view["title"]
    assert first[0]["question"] == made.view["question"]
