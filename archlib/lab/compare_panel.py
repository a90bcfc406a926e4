"""The panel of the comparison: controls on the left, pictures on the right, one state behind both."""

from collections.abc import Sequence
from html import escape
from time import perf_counter
from typing import Any

import ipywidgets

from archlib.architectures import COURSE, Architecture
from archlib.errors import ArchlibError
from archlib.lab.choices import Choices, keyed
from archlib.lab.desk import Desk
from archlib.lab.figures import PICTURES, Picture, Window
from archlib.lab.figures.time import seconds
from archlib.lab.form import Form
from archlib.lab.later import Latest
from archlib.lab.presets import LOADS
from archlib.lab.runner import Runner
from archlib.lab.scenes import scenes
from archlib.lab.view import PictureView, Range
from archlib.lab.warmth import warmed
from archlib.workload import Workload

FILE_MOST_BYTES = 8_000_000  # a server's usual limit for one message is 10 MB


class ComparePanel(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Compares architectures under the same load and the same failures, live.

    Attributes
    ----------
    desk : the choices, and what was refused
    comparison : what the pictures show
    pictures : the pictures by name
    """

    def __init__(self, choices: Choices) -> None:
        self.desk, self.runner = Desk(choices), Runner()
        self.window: Window = None
        with warmed():
            self.comparison = self.runner.compare(choices)
        self.pictures = {name: make(self.comparison, None) for name, make in PICTURES.items()}
        self.form = Form(self._edit, self._act, self._file, actions=_actions())
        self.views = {name: PictureView(picture, self._zoom) for name, picture in self.pictures.items()}
        self._later = Latest(self._update)
        self._fill()
        side = ipywidgets.VBox([self.form])
        right = ipywidgets.VBox(list(self.views.values()))
        board = ipywidgets.Box([side, right])
        for box, name in ((side, "archlib-side"), (right, "archlib-pictures"), (board, "archlib-board")):
            box.add_class(name)
        super().__init__([board])
        self.add_class("archlib-panel")

    # --- what is heard from the page ---

    def _edit(self, edits: dict[str, str]) -> None:
        self.desk.edit(edits)
        self._later.ask()

    def _act(self, name: str) -> None:
        if name in LOADS:
            self.desk.preset(name)
        elif name == "reset":
            self.desk.reset()
            self.window = None
        self._fill()
        self._later.ask()

    def _file(self, name: str, content: bytes) -> None:
        self.desk.upload(name, content)
        self._fill()
        self._later.ask()

    def _zoom(self, ends: Range) -> None:
        start_h = self.desk.choices.load.clock_start_h
        self.window = None if ends is None else (seconds(ends[0], start_h), seconds(ends[1], start_h))
        self._later.ask()

    # --- what the page is told ---

    def _update(self) -> None:
        """Compute and show the newest choices; whatever goes wrong is said in the page, and the page goes on."""
        began = perf_counter()
        try:
            self.comparison = self.runner.compare(self.desk.choices, self._tell_progress)
            for name, make in PICTURES.items():  # each is sent at once: the page draws it while the next is made
                self.pictures[name] = make(self.comparison, self.window)
                self.views[name].show(self.pictures[name])
            status = f"computed in {(perf_counter() - began) * 1e3:.0f} ms"
        except ArchlibError as error:
            status = str(error)
        with self.form.hold_sync():
            self.form.values, self.form.errors, self.form.status = self.desk.values(), dict(self.desk.errors), status
        self.form.done()

    def _fill(self) -> None:
        with self.form.hold_sync():
            self.form.scenes = [scene.to_dict() for scene in scenes(self.desk.choices)]
            self.form.values, self.form.errors = self.desk.values(), dict(self.desk.errors)

    def _tell_progress(self, share: float) -> None:
        self.form.status = f"running: {share:.0%}"

    # --- without a page ---

    def text(self) -> str:
        """Return sentences and tables as text, for where no widget can be shown."""
        lines = []
        for picture in self.pictures.values():
            lines += [picture.title, picture.sentence, " | ".join(picture.columns)]
            lines += [" | ".join(row) for row in picture.rows] + [""]
        return "\n".join(lines).rstrip()

    def html(self) -> str:
        """Return sentences and tables as HTML, for where no widget can be shown."""
        return "".join(_html(picture) for picture in self.pictures.values())

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/plain": self.text(), "text/html": self.html()}, metadata


def compare(
    architectures: Sequence[Architecture] | None = None, load: Workload | None = None, **chosen: Any
) -> ComparePanel:
    """Return the panel that compares architectures under the same load and the same failures.

    Parameters
    ----------
    architectures : what to compare; all seven of the course by default
    load : what to begin with; the canonical week by default
    chosen : further sets of parameters of `archlib.lab.choices.Choices`: failures, chance, prices, contract

    Raises
    ------
    ParameterError
        if there is nothing to compare, or something that is no architecture
    """
    named = [each() for each in COURSE] if architectures is None else list(architectures)
    first = next(iter(LOADS.values()))
    return ComparePanel(Choices(load or first(), keyed(named), **chosen))


def _actions() -> list[dict[str, Any]]:
    loads = [{"kind": "button", "name": name, "text": name, "help": f"load: {name.lower()}"} for name in LOADS]
    file = {
        "kind": "file",
        "text": "Your own file ...",
        "accept": ".csv,text/csv,text/plain",
        "help": "a CSV of time and count, or an export of the CloudWatch console; it stays on this machine",
        "most_bytes": FILE_MOST_BYTES,
        "instead": "al.lab.compare(load=al.Workload.from_csv(path))",
    }
    return [*loads, file, {"kind": "button", "name": "reset", "text": "Reset", "help": "all as it was"}]


def _html(picture: Picture) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in picture.columns)
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in picture.rows)
    title, sentence = escape(picture.title), escape(picture.sentence)
    return f"<h4>{title}</h4><p>{sentence}</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
