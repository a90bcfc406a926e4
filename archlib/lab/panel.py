"""A panel: controls on the left, pictures on the right, one state behind both."""

from time import perf_counter
from typing import Any

import ipywidgets

from archlib.architectures import Architecture
from archlib.compare import Comparison
from archlib.errors import ArchlibError, ParameterError
from archlib.lab import pinned
from archlib.lab.choices import Choices
from archlib.lab.clipboard import copied
from archlib.lab.costs import Costs
from archlib.lab.desk import Desk
from archlib.lab.figures import Picture, Window
from archlib.lab.figures.time import seconds
from archlib.lab.form import Form
from archlib.lab.later import Latest
from archlib.lab.presets import LOADS
from archlib.lab.runner import Runner
from archlib.lab.told import Told
from archlib.lab.topic import Topic
from archlib.lab.view import PictureView, Range
from archlib.lab.warmth import warmed
from archlib.outcome import Run

FILE_MOST_BYTES = 8_000_000  # a server's usual limit for one message is 10 MB
COST = "cost"  # the picture that needs runs of its own
VERSUS = "versus"  # the picture of A and B, where a run can be pinned


class Panel(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Shows one or several architectures under the same load and the same failures, live.

    Attributes
    ----------
    topic : which pictures and which controls are there
    desk : the choices, and what was refused
    comparison : what the pictures show; with a run pinned, B and A
    pictures : the pictures by name
    """

    def __init__(self, choices: Choices, topic: Topic | None = None) -> None:
        self.topic = topic or Topic()
        if self.topic.pins and len(choices.architectures) != 1:
            raise ParameterError(
                f"Topic.pins=True is refused for {len(choices.architectures)} architectures: a run is pinned where one "
                "is shown. Give one architecture, or a topic without pins."
            )
        self.desk, self.runner, self.costs = Desk(choices), Runner(), Costs()
        self.window: Window = None
        self._pinned: tuple[Choices, Run] | None = None
        with warmed():
            self.comparison = self.runner.compare(choices)
        self.pictures = self._made()
        self.form = Form(self._edit, self._act, self._file, self._paste, actions=actions(self.topic))
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
            self.window = self._pinned = None
        elif name == "pin" and self.topic.pins:
            self._pinned = self.desk.choices, self.comparison.runs[0]
        elif name == "unpin":
            self._pinned = None
        elif name == "copy":
            self.form.copied = copied(self.desk.choices)
        self._fill()
        self._later.ask()

    def _paste(self, text: str) -> None:
        self.desk.paste(text)
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
            self.comparison = self._compared(self.runner.compare(self.desk.choices, self._tell_progress))
            for name in self.views:  # each is sent at once: the page draws it while the next is made
                self.pictures[name] = self._picture(name)
                self.views[name].show(self.pictures[name])
            status = f"computed in {(perf_counter() - began) * 1e3:.0f} ms"
        except ArchlibError as error:
            status = str(error)
        with self.form.hold_sync():
            self.form.values, self.form.errors, self.form.status = self.desk.values(), dict(self.desk.errors), status
        self.form.done()

    def _compared(self, now: Comparison) -> Comparison:
        return now if self._pinned is None else pinned.pair(self._pinned[1], now)

    def _made(self) -> dict[str, Picture]:
        return {name: self._picture(name) for name in (*((VERSUS,) if self.topic.pins else ()), *self.topic.pictures)}

    def _picture(self, name: str) -> Picture:
        if name == VERSUS:
            differ = pinned.changes(self._pinned[0], self.desk.choices) if self._pinned else []
            return pinned.versus(self.comparison, differ)
        if name == COST:
            return self.costs.picture(self.comparison, self.window, self._lanes())
        made: Picture = self.topic.makers[name](self.comparison, self.window)
        return made

    def _lanes(self) -> list[tuple[Architecture, Choices]]:
        """Return what each run of the comparison was made from."""
        behind = [self.desk.choices] + ([self._pinned[0]] if self._pinned else [])
        return [(architecture, choices) for choices in behind for architecture in choices.compared.values()]

    def _fill(self) -> None:
        with self.form.hold_sync():
            self.form.scenes = [scene.to_dict() for scene in self.topic.scenes(self.desk.choices)]
            self.form.values, self.form.errors = self.desk.values(), dict(self.desk.errors)

    def _tell_progress(self, share: float) -> None:
        self.form.status = f"running: {share:.0%}"

    # --- without a page ---

    def text(self) -> str:
        """Return sentences and tables as text, for where no widget can be shown."""
        return "\n\n".join(picture.text() for picture in self.pictures.values())

    def html(self) -> str:
        """Return sentences and tables as HTML, for where no widget can be shown."""
        return "".join(picture.html() for picture in self.pictures.values())


def actions(topic: Topic) -> list[dict[str, Any]]:
    """Return the buttons of a panel as JSON-able content."""
    loads = [_button(name, name, f"load: {name.lower()}") for name in LOADS]
    file = {
        "kind": "file",
        "text": "Your own file ...",
        "accept": ".csv,text/csv,text/plain",
        "help": "a CSV of time and count, or an export of the CloudWatch console; it stays on this machine",
        "most_bytes": FILE_MOST_BYTES,
        "instead": "al.lab.compare(load=al.Workload.from_csv(path))",
    }
    pins = [
        _button("pin", "Pin as A", "keep this run as A; what is changed from now on is B, drawn over it"),
        _button("unpin", "Let go of A", "show the present run alone"),
    ]
    paste = {"kind": "paste", "text": "Copy, paste", "help": "all that is chosen here as text, to keep or to pass on"}
    reset = _button("reset", "Reset", "all as it was")
    return [*([*loads, file] if topic.loads else []), *(pins if topic.pins else []), reset, paste]


def _button(name: str, text: str, help: str) -> dict[str, Any]:
    return {"kind": "button", "name": name, "text": text, "help": help}
