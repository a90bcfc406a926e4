"""A panel: controls on the left, pictures on the right, one state behind both."""

from collections.abc import Mapping
from functools import partial

import ipywidgets

from archlib.compare import Comparison
from archlib.errors import ParameterError
from archlib.lab.actions import WEEKS, actions
from archlib.lab.asked import VERSUS, Asked
from archlib.lab.choices import Choices
from archlib.lab.clipboard import copied
from archlib.lab.collector import spare
from archlib.lab.desk import Desk
from archlib.lab.figures import Picture, Window, bands
from archlib.lab.figures.time import seconds
from archlib.lab.form import Form
from archlib.lab.gallery import Gallery, Range
from archlib.lab.ghosts import haunted
from archlib.lab.job import Job
from archlib.lab.live import Live, Work
from archlib.lab.offers import offers
from archlib.lab.own_runs import BANDS, OWN_RUNS, OwnRuns, on_request
from archlib.lab.presets import LOADS
from archlib.lab.runner import Runner
from archlib.lab.shares import part
from archlib.lab.status import RUNNING, STOPPING, verdict
from archlib.lab.told import Told
from archlib.lab.topic import Topic
from archlib.lab.warmth import warmed
from archlib.outcome import Run


class Panel(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Shows one or several architectures under the same load and the same failures, live.

    Attributes
    ----------
    topic : which pictures and which controls are there
    desk : the choices, and what was refused
    comparison : what the pictures show, with a run pinned B and A; run again if it has been forgotten meanwhile
    runner : makes the runs; one that is given may have made some already
    pictures : the pictures by name
    gallery : their places in the page
    """

    def __init__(self, choices: Choices, topic: Topic | None = None, runner: Runner | None = None) -> None:
        self.topic = topic or Topic()
        if self.topic.pins and len(choices.architectures) != 1:
            raise ParameterError(
                f"Topic.pins=True is refused for {len(choices.architectures)} architectures: a run is pinned where one "
                "is shown. Give one architecture, or a topic without pins."
            )
        self.desk, self.runner = Desk(choices, self.topic.together), runner or Runner()
        self._always = {name: make() for name, make in OWN_RUNS.items() if name in self.topic.pictures}
        self._on_request, self._asks_weeks = on_request(self.topic.pictures), False
        self.window: Window = self.topic.window
        self._pinned: tuple[Choices, Run] | None = None
        self._shown = Asked(choices, None, self.window)
        with warmed():
            self.pictures = self._made(self.comparison)
        self.form = Form(self._edit, self._act, self._file, self._paste, actions=actions(self.topic), live=True)
        self.gallery = Gallery(self.pictures, self._zoom)
        self._live, self._pending = Live(self._plan, self._slow, self._ended), set[str]()
        self._fill()
        side = ipywidgets.VBox([self.form])
        right = ipywidgets.VBox([self.gallery])
        board = ipywidgets.Box([side, right])
        for box, name in ((side, "archlib-side"), (right, "archlib-pictures"), (board, "archlib-board")):
            box.add_class(name)
        super().__init__([board])
        self.add_class("archlib-panel")
        spare()

    @property
    def own_runs(self) -> dict[str, OwnRuns]:
        """What makes pictures with runs of their own, by name; those of other weeks only once they are asked for."""
        return {**self._always, **(self._on_request if self._asks_weeks else {})}

    @property
    def _named(self) -> tuple[str, ...]:
        """The pictures that are always there, in the order of the page."""
        return (*((VERSUS,) if self.topic.pins else ()), *self.topic.pictures)

    @property
    def comparison(self) -> Comparison:
        """What the pictures show; a panel that holds no runs itself can forget them."""
        return self._shown.compared(self.runner.compare(self._shown.choices))

    # --- what is heard from the page ---

    def _edit(self, edits: dict[str, str]) -> None:
        self.desk.edit(edits)
        self._live.ask()

    def _act(self, name: str) -> None:
        if name in ("cancel", "copy"):  # nothing is computed for them, and what is being computed goes on
            self._aside(name)
            return
        if name in LOADS:
            self.desk.preset(name)
            self._fill()
        elif name == "reset":
            self.desk.reset()
            self.window, self._pinned = self.topic.window, None
            self._show_weeks(False)
            self._fill()
        elif name == WEEKS:
            self._show_weeks(not self._asks_weeks)
        elif name == "pin" and self.topic.pins:
            self._pinned = self._shown.choices, self.comparison.runs[0]
        elif name == "unpin":
            self._pinned = None
        self._live.ask()

    def _show_weeks(self, shown: bool) -> None:
        """Have what other weeks say made and shown from now on, or no more; the bands stand below all else."""
        self._asks_weeks = shown
        if shown and BANDS not in self.pictures:
            self.pictures[BANDS] = bands.picture(self.comparison)
            self.gallery.show({BANDS: self.pictures[BANDS]})
        elif not shown and BANDS in self._on_request and BANDS in self.pictures:
            del self.pictures[BANDS]
            self.gallery.take_down(BANDS)

    def _aside(self, name: str) -> None:
        if name == "copy":
            self.form.hand_over(copied(self.desk.choices))
        elif self._live.cancel():
            self.form.status = STOPPING
        else:  # it has ended meanwhile
            self.form.done()

    def _paste(self, text: str) -> None:
        self.desk.paste(text)
        self._fill()
        self._live.ask()

    def _file(self, name: str, content: bytes) -> None:
        self.desk.upload(name, content)
        self._fill()
        self._live.ask()

    def _zoom(self, ends: Range) -> None:
        start_h = self.desk.choices.load.clock_start_h
        self.window = None if ends is None else (seconds(ends[0], start_h), seconds(ends[1], start_h))
        self._live.ask()

    # --- what is computed, beside the event loop where one runs ---

    def _update(self) -> None:
        """Compute and show the newest choices at once."""
        self._live.now()

    def _plan(self) -> Work:
        return partial(self._work, Asked(self.desk.choices, self._pinned, self.window), self.own_runs)

    def _work(self, asked: Asked, own_runs: Mapping[str, OwnRuns], job: Job) -> None:
        parts = 1 + len(own_runs)
        comparison = asked.compared(self.runner.compare(asked.choices, part(job.progress, 0, parts)))
        self._plain(asked, own_runs, comparison, job)
        for i, (name, own) in enumerate(own_runs.items(), 1):
            told = part(job.progress, i, parts)
            picture = own.picture(*asked.of(comparison), progress=told)
            job.show(partial(self._show, {name: picture}))

    def _plain(self, asked: Asked, own_runs: Mapping[str, OwnRuns], comparison: Comparison, job: Job) -> None:
        """Make what needs no runs; the page gets it in one go, and lays itself out once for it."""
        made = {}
        for name in self._named:
            job.go_on()  # stopped among them, all stay as they were
            own = own_runs.get(name)
            plain = asked.picture(self.topic, name, comparison) if own is None else own.at_once(*asked.of(comparison))
            if plain is not None:
                made[name] = plain
        job.show(partial(self._take, asked))
        job.show(partial(self._show, made))
        if job.is_slow:
            job.show(self._mark)
        if own_runs:
            job.show(self.form.shown)

    # --- what the page is told ---

    def _take(self, asked: Asked) -> None:
        self._shown, self._pending = asked, set(self.own_runs)

    def _show(self, made: dict[str, Picture]) -> None:
        self._pending.difference_update(made)
        # others are asked for no more
        made = {name: haunted(self.topic.ghosts, name, one) for name, one in made.items() if name in self.pictures}
        self.pictures.update(made)
        self.gallery.show(made)

    def _mark(self) -> None:
        """Mark the pictures that are still to come."""
        self.gallery.mark(self._pending, "busy")

    def _slow(self, job: Job) -> None:
        """Say how far a computation is that takes its time."""
        if job.cancelled:
            return
        self._mark()
        with self.form.hold_sync():
            self.form.running, self.form.stopped, self.form.share = True, False, round(job.share, 2)
            self.form.status = RUNNING
            self._tell()

    def _ended(self, job: Job) -> None:
        """Say how it ended; whatever went wrong is said in the page, and the page goes on."""
        self.gallery.mark(self._pending, "old")
        with self.form.hold_sync():
            self.form.running, self.form.stopped, self.form.share = False, job.error is not None, 0.0
            self._tell()
            self.form.status = verdict(job)
        self.form.done()

    def _made(self, comparison: Comparison) -> dict[str, Picture]:
        own, asked, topic = self.own_runs, self._shown, self.topic
        made = {
            name: own[name].picture(*asked.of(comparison)) if name in own else asked.picture(topic, name, comparison)
            for name in self._named
        }
        return {name: haunted(topic.ghosts, name, picture) for name, picture in made.items()}

    def _fill(self) -> None:
        with self.form.hold_sync():
            self.form.scenes = [scene.to_dict() for scene in self.topic.scenes(self.desk.choices)]
            self._tell()

    def _tell(self) -> None:
        """Say what stands in each control, and what the choices cost by the prices that are chosen."""
        self.form.values, self.form.errors = self.desk.values(), dict(self.desk.errors)
        self.form.options = offers(self.desk.choices.prices.prices())

    # --- without a page ---

    def text(self) -> str:
        """Return sentences and tables as text, for where no widget can be shown."""
        return "\n\n".join(picture.text() for picture in self.pictures.values())

    def html(self) -> str:
        """Return sentences and tables as HTML, for where no widget can be shown."""
        return "".join(picture.html() for picture in self.pictures.values())
