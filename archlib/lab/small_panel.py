"""A panel of its own kind: a few sliders of one set of parameters, and pictures made from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

import ipywidgets

from archlib.lab.controls import controls
from archlib.lab.edits import Edits
from archlib.lab.figures.picture import Picture
from archlib.lab.form import Form
from archlib.lab.later import Latest
from archlib.lab.scenes import Group, Scene
from archlib.lab.told import Told
from archlib.lab.view import PictureView
from archlib.lab.warmth import warmed
from archlib.params import Params

P = TypeVar("P", bound=Params)
RESET = {"kind": "button", "name": "reset", "text": "Reset", "help": "all as it was"}


@dataclass(frozen=True)
class One(Generic[P]):
    """One set of parameters under its key, as in the path of a control."""

    key: str
    part: P

    @property
    def parts(self) -> Mapping[str, Params]:
        """The set by its key."""
        return {self.key: self.part}

    def but(self, key: str, part: Params) -> Self:
        """Return a copy with the set exchanged."""
        return type(self)(key, part)  # type: ignore[arg-type]  # whoever edits it keeps its kind

    def check(self) -> None:
        """Accept all: there is one set of parameters, which checks itself."""


class SmallPanel(Told, ipywidgets.VBox, Generic[P]):  # type: ignore[misc]  # ipywidgets ships no types
    """Sliders of one set of parameters beside pictures made from it.

    Attributes
    ----------
    edits : the values that hold, and what was refused
    pictures : what is shown of them
    """

    def __init__(self, key: str, start: P, make: Callable[[P], Sequence[Picture]]) -> None:
        self.edits, self._make = Edits(One(key, start)), make
        with warmed():
            self.pictures = self._made()
        shown = controls(key, type(start), *type(start).model_fields)
        scene = Scene("Controls", (Group("", shown),))
        self.form = Form(self._edit, self._act, actions=[RESET], scenes=[scene.to_dict()])
        self.views = [PictureView(picture) for picture in self.pictures]
        self._later = Latest(self._update)
        self._tell()
        board = ipywidgets.Box([self.form, ipywidgets.VBox(self.views)])
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

    def _made(self) -> tuple[Picture, ...]:
        return tuple(self._make(self.edits.choices.part))

    def _update(self) -> None:
        self.pictures = self._made()
        for view, picture in zip(self.views, self.pictures, strict=True):
            view.show(picture)
        self._tell()
        self.form.done()

    def _tell(self) -> None:
        with self.form.hold_sync():
            self.form.values, self.form.errors = self.edits.values(), dict(self.edits.errors)

    def text(self) -> str:
        """Return sentences and tables as text, for where no widget can be shown."""
        return "\n\n".join(picture.text() for picture in self.pictures)

    def html(self) -> str:
        """Return sentences and tables as HTML, for where no widget can be shown."""
        return "".join(picture.html() for picture in self.pictures)
