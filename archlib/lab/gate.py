"""What stays locked until a bet is placed: who has not guessed sees a run and learns little from it."""

from collections.abc import Callable
from html import escape
from typing import TypeVar

import ipywidgets

from archlib.lab import bets
from archlib.lab.told import Told

W = TypeVar("W", bound=Told)  # a panel, or another widget


class Gate(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Shows a notice until a bet is placed, then the panel.

    Attributes
    ----------
    bet : the bet's id, such as "01.P1"
    panel : the panel; None while it is locked, for it is made only then
    """

    def __init__(self, bet: str, make: Callable[[], Told]) -> None:
        self.bet, self._make = bet, make
        self.panel: Told | None = None
        super().__init__([ipywidgets.HTML(f"<p role='status'>{escape(self.notice)}</p>")])
        bets.when_placed(bet, self._open)

    @property
    def notice(self) -> str:
        """What is said while it is locked."""
        return f"Locked: place bet {self.bet} above first. Then this opens by itself."

    def _open(self) -> None:
        self.panel = self._make()
        self.children = [self.panel]

    def text(self) -> str:
        """Return what is shown as text, for where no widget can be shown."""
        return self.notice if self.panel is None else self.panel.text()

    def html(self) -> str:
        """Return what is shown as HTML, for where no widget can be shown."""
        return f"<p>{escape(self.notice)}</p>" if self.panel is None else self.panel.html()


def behind(bet: str | None, make: Callable[[], W]) -> W | Gate:
    """Return the panel, or what opens once the bet is placed."""
    return make() if bet is None else Gate(bet, make)
