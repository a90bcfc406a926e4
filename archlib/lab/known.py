"""A learner who knows a notebook may skip its bets and worked steps; tests skip them all."""

from collections.abc import Callable

from archlib.lab.ask import Ask
from archlib.lab.asking import View, button
from archlib.lab.keeping import kept, progress

_told: dict[str, list[Callable[[], None]]] = {}


def known(notebook: str) -> bool:
    """Tell whether the learner knows a notebook ("01"), or `ARCHLIB_KNOWN=1` says so of all."""
    return progress().is_known(notebook)


def when_known(notebook: str, call: Callable[[], None]) -> None:
    """Call whenever the learner says "I know this" of a notebook from now on."""
    _told.setdefault(notebook, []).append(call)


class KnowThis(Ask):
    """The button that skips what a learner knows: bets are filled in and placed, worked steps shown."""

    def __init__(self, notebook: str) -> None:
        self.notebook = notebook
        self.note = ""
        super().__init__()

    def current(self) -> View:
        on = known(self.notebook)
        state = "on: bets are filled in and placed for you, worked steps are shown." if on else "off."
        return View(
            "Do you know this already?",
            "Then go straight to the exercises. You can turn this off again; bets that are placed stay placed.",
            actions=(button("off", "Turn it off") if on else button("on", "I know this"),),
            status=self.trouble or self.note or f"“I know this” is {state}",
            tone="wrong" if self.trouble else "told",
            level=2,
        )

    def act(self, name: str) -> None:
        on = name == "on"
        self.note = kept(lambda progress: progress.set_known(self.notebook, on))
        if on:
            for call in _told.get(self.notebook, []):
                call()


def i_know_this(notebook: str) -> KnowThis:
    """Return the button that marks a notebook, such as "01", as known."""
    return KnowThis(notebook)
