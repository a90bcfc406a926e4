"""A bench: one set of parameters, a few controls, and pictures that are pure functions of it.

It is the small sister of a panel, for models that are no architecture. Pictures are made in a thread beside the page;
one that takes long is made when a button asks for it, tells how far it is, and can be stopped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, Self

import ipywidgets

from archlib.engine.driver import Progress
from archlib.errors import ParameterError, nearest
from archlib.lab.collector import spare
from archlib.lab.controls import controls
from archlib.lab.edits import Edits
from archlib.lab.figures.picture import Picture
from archlib.lab.form import Form
from archlib.lab.gallery import Gallery
from archlib.lab.job import Job
from archlib.lab.live import Live, Work
from archlib.lab.scenes import SEEN_AT_MOST, Group, Scene
from archlib.lab.shares import part
from archlib.lab.status import RUNNING, STOPPING, verdict
from archlib.lab.told import Told
from archlib.lab.warmth import warmed
from archlib.params import Params

RESET: Final = {"kind": "button", "name": "reset", "text": "Reset", "help": "all as it was"}
GO: Final = "go"


class Draws(Protocol):
    """Makes a picture of parameters; `progress` is told how far it is, and stops it by returning False."""

    def __call__(self, params: Any, /, progress: Progress | None = None) -> Picture: ...


@dataclass(frozen=True)
class Sights:
    """What a bench shows of a set of parameters.

    Attributes
    ----------
    key : what stands before the names of the fields, as in "storm.per_s"
    start : the parameters at the beginning
    seen : names of the fields that have a control, five at most
    pictures : name -> what draws it, in the order of the page
    asked : name -> what draws it once the button has been pressed; until then `pictures` has it without its runs
    button : text of that button, "" for none
    folded : names of further fields, whose controls are folded
    check : raises a ParameterError for parameters that hold by themselves and that the pictures cannot show
    """

    key: str
    start: Params
    seen: tuple[str, ...]
    pictures: Mapping[str, Draws]
    asked: Mapping[str, Draws]
    button: str = ""
    folded: tuple[str, ...] = ()
    check: Callable[[Any], None] | None = None

    def __post_init__(self) -> None:
        known = type(self.start).model_fields
        for name in (*self.seen, *self.folded):
            if name not in known:
                raise ParameterError(f"Sights.seen: {name!r} is no field; {nearest(name, known)}")
        if len(self.seen) > SEEN_AT_MOST:
            raise ParameterError(f"Sights.seen: {len(self.seen)} controls are refused: {SEEN_AT_MOST} at most are seen")

    @property
    def actions(self) -> list[dict[str, Any]]:
        """The buttons as JSON-able content."""
        go = {"kind": "button", "name": GO, "text": self.button, "help": "run it; it can be stopped"}
        return [*([go] if self.button else []), RESET]

    def scene(self) -> Scene:
        """Return the controls."""
        groups = [Group("", controls(self.key, self.start, *self.seen))]
        if self.folded:
            groups.append(Group("All else", controls(self.key, self.start, *self.folded), folded=True))
        return Scene("Controls", tuple(groups))


@dataclass(frozen=True)
class Held:
    """The parameters by their key."""

    key: str
    params: Params
    rule: Callable[[Any], None] | None = None

    @property
    def parts(self) -> Mapping[str, Params]:
        """The one set of parameters by its key."""
        return {self.key: self.params}

    def but(self, key: str, part: Params) -> Self:
        """Return a copy with the parameters exchanged."""
        return type(self)(key, part, self.rule)

    def check(self) -> None:
        """Accept what the pictures can show: there is one set of parameters, which checks itself."""
        if self.rule is not None:
            self.rule(self.params)


class Bench(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Controls on the left, pictures on the right.

    Attributes
    ----------
    sights : what is there
    edits : the values that hold, and what was refused
    pictures : what is shown, by name
    gallery : the places of the pictures in the page
    board : the widget of controls and pictures
    """

    def __init__(self, sights: Sights) -> None:
        self.sights = sights
        self.edits = self._edits()
        self._asked = False  # whether the button has been pressed for what is chosen
        self._pending = set[str]()  # pictures that are still to come
        with warmed():
            self.pictures = {name: draw(self.params) for name, draw in sights.pictures.items()}
        self.form = self._form(actions=sights.actions, scenes=self._scenes(), live=True)
        self.gallery = self._gallery()
        self._live = Live(self._plan, self._slow, self._ended)
        self._tell()
        side, right = ipywidgets.VBox([self.form]), ipywidgets.VBox([self.gallery])
        self.board = ipywidgets.Box([side, right])
        for box, name in ((side, "archlib-side"), (right, "archlib-pictures"), (self.board, "archlib-board")):
            box.add_class(name)
        super().__init__([self.board])
        self.add_class("archlib-panel")
        spare()

    def _form(self, **traits: Any) -> Form:
        """Return the form; a bench that hears more than edits and buttons makes another one."""
        return Form(self._edit, self._act, **traits)

    def _gallery(self) -> Gallery:
        """Return the places of the pictures; a bench that hears clicks in one makes other ones."""
        return Gallery(self.pictures)

    def _edits(self) -> Edits[Any]:
        """Return the state behind the form; a bench with more than one set of parameters makes another one."""
        return Edits(Held(self.sights.key, self.sights.start, self.sights.check))

    def _scenes(self) -> list[dict[str, Any]]:
        """Return the controls; a bench whose controls follow what is chosen makes other ones."""
        return [self.sights.scene().to_dict()]

    @property
    def params(self) -> Any:
        """The parameters that are shown."""
        return self.edits.choices.params

    def _edit(self, edits: dict[str, str]) -> None:
        if self.edits.edit(edits):
            self._asked = False
        self._live.ask()

    def _act(self, name: str) -> None:
        if name == "cancel":
            if self._live.cancel():
                self.form.status = STOPPING
            else:  # it has ended meanwhile
                self.form.done()
            return
        if name == "reset":
            self.edits.reset()
        self._asked = name in (GO, "again") and bool(self.sights.button)
        self._live.ask()

    def _update(self) -> None:
        """Compute and show the newest choices at once."""
        self._live.now()

    def _plan(self) -> Work:
        drawn = dict(self._drawn())
        self._pending = set(drawn)
        return partial(self._work, self.params, drawn)

    def _drawn(self) -> Mapping[str, Draws]:
        return {**self.sights.pictures, **(self.sights.asked if self._asked else {})}

    def _work(self, params: Any, drawn: Mapping[str, Draws], job: Job) -> None:
        for i, (name, draw) in enumerate(drawn.items()):
            job.go_on()
            picture = draw(params, progress=part(job.progress, i, len(drawn)))
            job.show(partial(self._show, name, picture))

    def _show(self, name: str, picture: Picture) -> None:
        self.pictures[name] = picture
        self.gallery.show({name: picture})
        self._pending.discard(name)

    def _slow(self, job: Job) -> None:
        if job.cancelled:
            return
        self.gallery.mark(self._pending, "busy")
        with self.form.hold_sync():
            self.form.running, self.form.stopped, self.form.share = True, False, round(job.share, 2)
            self.form.status = RUNNING
            self._tell()

    def _ended(self, job: Job) -> None:
        self.gallery.mark(self._pending, "old")
        with self.form.hold_sync():
            self.form.running, self.form.stopped, self.form.share = False, job.error is not None, 0.0
            self.form.status = verdict(job)
            self._tell()
        self.form.done()

    def _tell(self) -> None:
        with self.form.hold_sync():
            self.form.values, self.form.errors = self.edits.values(), dict(self.edits.errors)

    def text(self) -> str:
        """Return sentences and tables as text, for where no widget can be shown."""
        return "\n\n".join(picture.text() for picture in self.pictures.values())

    def html(self) -> str:
        """Return sentences and tables as HTML, for where no widget can be shown."""
        return "".join(picture.html() for picture in self.pictures.values())


def plain(draw: Callable[[Any], Picture]) -> Draws:
    """Return what draws a picture that is made so quickly that it tells no progress."""

    def drawn(params: Any, progress: Progress | None = None) -> Picture:
        return draw(params)

    return drawn
