"""A panel of its own kind: what the calls of a video cost in time, inside a process and over a network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import ipywidgets

from archlib.lab.controls import controls
from archlib.lab.edits import Edits
from archlib.lab.figures.calls import picture
from archlib.lab.figures.hops import Calls
from archlib.lab.figures.picture import Picture
from archlib.lab.form import Form
from archlib.lab.later import Latest
from archlib.lab.scenes import Group, Scene
from archlib.lab.told import Told
from archlib.lab.view import PictureView
from archlib.lab.warmth import warmed
from archlib.params import Params

KEY = "calls"
RESET = {"kind": "button", "name": "reset", "text": "Reset", "help": "all as it was"}
SCENE = Scene("Controls", (Group("", controls(KEY, Calls, *Calls.model_fields)),))


@dataclass(frozen=True)
class Chosen:
    """How many calls, and how long each is under way."""

    calls: Calls = field(default_factory=Calls)

    @property
    def parts(self) -> Mapping[str, Params]:
        """The one set of parameters by its key."""
        return {KEY: self.calls}

    def but(self, key: str, part: Params) -> Self:
        """Return a copy with the calls exchanged."""
        return type(self)(**{key: part})  # type: ignore[arg-type]  # its one key is that of the calls

    def check(self) -> None:
        """Accept all: there is one set of parameters, which checks itself."""


class CallsPanel(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Two sliders and a picture made from real runs.

    Attributes
    ----------
    edits : the values that hold, and what was refused
    picture : what is shown of them
    """

    def __init__(self) -> None:
        self.edits = Edits(Chosen())
        with warmed():
            self.picture = self._made()
        self.form = Form(self._edit, self._act, actions=[RESET], scenes=[SCENE.to_dict()])
        self.view = PictureView(self.picture)
        self._later = Latest(self._update)
        self._tell()
        board = ipywidgets.Box([self.form, self.view])
        board.add_class("archlib-board")
        board.add_class("archlib-low")
        super().__init__([board])
        self.add_class("archlib-panel")

    def _edit(self, edits: dict[str, str]) -> None:
        self.edits.edit(edits)
        self._later.ask()

    def _act(self, name: str) -> None:
        if name == "reset":
            self.edits.reset()
        self._later.ask()

    def _made(self) -> Picture:
        calls = self.edits.choices.calls
        return picture(calls.hop_ms, calls.calls)

    def _update(self) -> None:
        self.picture = self._made()
        self.view.show(self.picture)
        self._tell()
        self.form.done()

    def _tell(self) -> None:
        with self.form.hold_sync():
            self.form.values, self.form.errors = self.edits.values(), dict(self.edits.errors)

    def text(self) -> str:
        """Return sentence and table as text, for where no widget can be shown."""
        return self.picture.text()

    def html(self) -> str:
        """Return sentence and table as HTML, for where no widget can be shown."""
        return self.picture.html()


def calls() -> CallsPanel:
    """Return the panel of calls inside a process against calls over a network."""
    return CallsPanel()
