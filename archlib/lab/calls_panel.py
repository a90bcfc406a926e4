"""A panel of its own kind: what the calls of a video cost in time, inside a process and over a network."""

from html import escape
from typing import Any

import ipywidgets

from archlib.errors import ArchlibError
from archlib.lab.controls import controls, read, specs_of, written
from archlib.lab.figures import calls as picture_of_calls
from archlib.lab.figures.hops import Calls
from archlib.lab.form import Form
from archlib.lab.later import Latest
from archlib.lab.scenes import Group, Scene
from archlib.lab.view import PictureView
from archlib.lab.warmth import warmed

KEY = "calls"
RESET = {"kind": "button", "name": "reset", "text": "Reset", "help": "all as it was"}


class CallsPanel(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Two sliders, how many calls and how long each is under way, and a picture made from real runs.

    Attributes
    ----------
    chosen : the last values that hold
    picture : what is shown of them
    """

    def __init__(self) -> None:
        self.chosen = Calls()
        self._refused: dict[str, str] = {}
        self._errors: dict[str, str] = {}
        with warmed():
            self.picture = picture_of_calls.picture(self.chosen.hop_ms, self.chosen.calls)
        names = tuple(Calls.model_fields)
        scene = Scene("Controls", (Group("", controls(KEY, Calls, *names)),))
        self.form = Form(self._edit, self._act, _nothing, _nothing, actions=[RESET], scenes=[scene.to_dict()])
        self.view = PictureView(self.picture)
        self._later = Latest(self._update)
        self._tell()
        board = ipywidgets.Box([self.form, self.view])
        board.add_class("archlib-board")
        board.add_class("archlib-low")
        super().__init__([board])
        self.add_class("archlib-panel")

    def _edit(self, edits: dict[str, str]) -> None:
        specs = specs_of(Calls)
        for path, text in edits.items():
            name = path.rpartition(".")[2]
            if name not in specs:
                continue
            try:
                self.chosen = self.chosen.but(**{name: read(specs[name], text)})
            except ArchlibError as error:
                self._refused[path], self._errors[path] = text, str(error)
            else:
                self._refused.pop(path, None)
                self._errors.pop(path, None)
        self._later.ask()

    def _act(self, name: str) -> None:
        if name == "reset":
            self.chosen = Calls()
            self._refused.clear()
            self._errors.clear()
        self._later.ask()

    def _update(self) -> None:
        self.picture = picture_of_calls.picture(self.chosen.hop_ms, self.chosen.calls)
        self.view.show(self.picture)
        self._tell()
        self.form.done()

    def _tell(self) -> None:
        values = {f"{KEY}.{name}": written(getattr(self.chosen, name)) for name in Calls.model_fields}
        with self.form.hold_sync():
            self.form.values, self.form.errors = values | self._refused, dict(self._errors)

    # --- without a page ---

    def text(self) -> str:
        """Return sentence and table as text, for where no widget can be shown."""
        shown = self.picture
        rows = [" | ".join(row) for row in (shown.columns, *shown.rows)]
        return "\n".join([shown.title, shown.sentence, *rows])

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/plain": self.text(), "text/html": f"<pre>{escape(self.text())}</pre>"}, metadata


def calls() -> CallsPanel:
    """Return the panel of calls inside a process against calls over a network."""
    return CallsPanel()


def _nothing(*_: Any) -> None:
    """Hear what this form has no button for."""
