"""What stays locked until a bet is placed: who has not guessed sees a run and learns little from it."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, TypeVar

import ipywidgets

from archlib.errors import ParameterError
from archlib.lab import bets
from archlib.lab.told import Told

After = str | Sequence[str] | None
W = TypeVar("W", bound=Told)  # a panel, or another widget


class NotOpenError(ParameterError, AttributeError):
    """What a panel holds was asked for before the panel opened; `hasattr` then says no."""


class Gate(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Shows a notice until some bets are placed, then the panel; what the panel holds can be asked of the gate as well.

    Attributes
    ----------
    bets : their ids, such as "01.P1"
    panel : the panel; None while it is locked, for it is made only then
    """

    def __init__(self, named: Sequence[str], make: Callable[[], Told]) -> None:
        self.bets, self._make = tuple(named), make
        self.panel: Told | None = None
        super().__init__([ipywidgets.HTML(f"<p role='status'>{escape(self.notice)}</p>")])
        for bet in self.bets:
            bets.when_placed(bet, self._open)

    @property
    def notice(self) -> str:
        """What is said while it is locked."""
        return f"Locked: place {_which(self.bets)} above first. Then this opens by itself."

    def __getattr__(self, name: str) -> Any:
        """Return what the opened panel holds under a name, such as `plan`.

        Raises
        ------
        NotOpenError : it is not open yet
        """
        mine = vars(self)
        if name.startswith("_") or "panel" not in mine:  # what libraries look for, or a gate that is half made
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        if mine["panel"] is None:
            do = f"Place {_which(mine['bets'])} first, then run this again."
            raise NotOpenError(f"Gate.{name} is refused: the panel is still locked. {do}")
        return getattr(mine["panel"], name)

    def _open(self) -> None:
        if self.panel is not None or not all(map(bets.placed, self.bets)):
            return
        self.panel = self._make()
        self.children = [self.panel]

    def text(self) -> str:
        """Return what is shown as text, for where no widget can be shown."""
        return self.notice if self.panel is None else self.panel.text()

    def html(self) -> str:
        """Return what is shown as HTML, for where no widget can be shown."""
        return f"<p>{escape(self.notice)}</p>" if self.panel is None else self.panel.html()


def behind(after: After, make: Callable[[], W]) -> W | Gate:
    """Return the panel, or what opens once the bet is placed, or all of several bets."""
    if after is None:
        return make()
    return Gate((after,) if isinstance(after, str) else after, make)


def _which(named: Sequence[str]) -> str:
    return f"bet{'s' * (len(named) > 1)} {' and '.join(named)}"
