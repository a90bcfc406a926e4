"""The form in the page: tabs of controls, buttons, and what was refused."""

import logging
from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from archlib.lab.assets import STATIC, module
from archlib.lab.controls import brief

_log = logging.getLogger(__name__)


class Form(anywidget.AnyWidget):
    """Draws scenes of controls and hands over what is typed or dragged, as text.

    One widget holds all controls: a hundred of them open as fast as one. What it hears goes to the functions in
    `on_edit` (path -> text), `on_action` (name of a button), `on_file` (name, content) and `on_paste` (text);
    the last two may be left out where the form has no such button. `options` says in words what some choices are. With
    `live`, a bar shows `share` while `running`, and there are the buttons "cancel" and "again" (once `stopped`).
    """

    _esm = module("form_buttons", "form_progress", "form_list", "form")
    _css = STATIC / "lab.css"

    scenes = traitlets.List(traitlets.Dict()).tag(sync=True)
    actions = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    brief = traitlets.Dict().tag(sync=True)
    errors = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    copied = traitlets.Unicode("").tag(sync=True)
    status = traitlets.Unicode("").tag(sync=True)
    live = traitlets.Bool(False).tag(sync=True)
    running = traitlets.Bool(False).tag(sync=True)
    stopped = traitlets.Bool(False).tag(sync=True)
    share = traitlets.Float(0.0).tag(sync=True)

    def __init__(
        self,
        on_edit: Callable[[dict[str, str]], None],
        on_action: Callable[[str], None],
        on_file: Callable[[str, bytes], None] | None = None,
        on_paste: Callable[[str], None] | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(**traits)
        self._open: list[str] = []  # messages of the page that are not answered yet
        self._hear: dict[str, Callable[[Any, list[memoryview]], None]] = {
            "edit": lambda content, _: on_edit({str(k): str(v) for k, v in content["edits"].items()}),
            "action": lambda content, _: on_action(str(content["name"])),
        }
        if on_file is not None:
            self._hear["file"] = lambda content, buffers: on_file(str(content["name"]), bytes(buffers[0]))
        if on_paste is not None:
            self._hear["paste"] = lambda content, _: on_paste(str(content["text"]))
        self.on_msg(self._heard)

    @traitlets.observe("values")
    def _shorten(self, _: Any) -> None:
        """Say how long numbers are shown while nobody types: path -> text, for those that are shortened."""
        texts = {path: brief(text) for path, text in self.values.items()}
        self.brief = {path: text for path, text in texts.items() if text != self.values[path]}

    def done(self) -> None:
        """Tell the page that all that came of its messages has been sent."""
        self._answer("done")

    def shown(self) -> None:
        """Tell the page that it may send the next message, though more is to come of the last."""
        self._answer("shown")

    def hand_over(self, text: str) -> None:
        """Give the page what it asked to copy; a computation that is under way goes on."""
        self.copied = text
        self.send({"type": "copied"})
        if not self.running:
            self.done()

    def _answer(self, kind: str) -> None:
        self.send({"type": kind, "of": self._open} if self._open else {"type": kind})
        self._open = []

    def _heard(self, _: Any, content: Any, buffers: list[memoryview]) -> None:
        hear = self._hear.get(str(content.get("type"))) if isinstance(content, dict) else None
        if hear is None:
            return
        if "of" in content:
            self._open.append(str(content["of"]))
        try:
            hear(content, buffers)
        except Exception as error:  # said in the page, which would wait for an answer
            _log.exception("what the page sent could not be done")
            self.status = f"this could not be done ({type(error).__name__}: {error})"
            self.done()
