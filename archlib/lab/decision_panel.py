"""The decision map in the page: a slider of the service level, a cell to choose, and a look inside it."""

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import cast

import ipywidgets

from archlib.course.map_cells import Layer
from archlib.course.map_layer import layer_of
from archlib.engine.driver import Progress
from archlib.errors import ParameterError, nearest
from archlib.lab import words
from archlib.lab.bench import Bench, Draws
from archlib.lab.choices import Choices
from archlib.lab.controls import written
from archlib.lab.figures import decision, decision_cell
from archlib.lab.figures.picture import Picture
from archlib.lab.gallery import Gallery
from archlib.lab.gate import Gate, behind
from archlib.lab.job import Job
from archlib.lab.live import Work
from archlib.lab.map_inside import inside
from archlib.lab.map_place import KEY, MapSights, Place, on_the_map, spot, start, stops_of
from archlib.lab.panel import Panel
from archlib.lab.plan import Shown
from archlib.lab.runner import Runner
from archlib.maps import DecisionMap, shipped
from archlib.params import Params


class DecisionBench(Bench):
    """The bench of a decision map: nothing runs but the look inside a cell.

    Attributes
    ----------
    decided : the map
    inside : the panel of the cell that was looked into last; None before
    """

    def __init__(self, decided: DecisionMap, compared: Sequence[str] | None = None) -> None:
        self.decided = decided
        self.inside: Panel | None = None
        self._layers: dict[tuple[float, float, tuple[str, ...]], Layer] = {}
        stops = stops_of(decided)
        pictures: Mapping[str, Draws] = {"decision": self._map, "decision_cell": self._cell}
        switches = tuple(name for name in decided.architectures if name in Shown.model_fields)
        super().__init__(
            MapSights(
                KEY, start(decided, stops, compared), tuple(stops), pictures, {}, "Look inside", switches,
                partial(on_the_map, decided, stops), stops,
            )
        )  # fmt: skip

    @property
    def place(self) -> Place:
        """What is looked at."""
        return cast(Place, self.params)

    def layer(self, place: Place) -> Layer:
        """Return the cells of a layer, read from the map once, with those that are compared."""
        at, compared = spot(self.decided, place), place.compared(self.decided)
        asked = at.level, at.deadline_s, compared
        if asked not in self._layers:
            self._layers[asked] = layer_of(self.decided, at.level, at.deadline_s).only(compared)
        return self._layers[asked]

    def _map(self, place: Place, progress: Progress | None = None) -> Picture:
        at = spot(self.decided, place)
        return decision.picture(self.layer(place), (at.volume, at.peak))

    def _cell(self, place: Place, progress: Progress | None = None) -> Picture:
        at = spot(self.decided, place)
        return decision_cell.picture(self.layer(place), at.volume, at.peak)

    def _work(self, params: Params, drawn: Mapping[str, Draws], job: Job) -> None:
        """Read both pictures; the page draws them in one go, for a slider that is dragged."""
        job.go_on()
        job.show(partial(self._show_together, {name: draw(params) for name, draw in drawn.items()}))

    def _show_together(self, made: Mapping[str, Picture]) -> None:
        self.pictures.update(made)
        self._pending.difference_update(made)
        self.gallery.show(made)

    def _gallery(self) -> Gallery:
        return Gallery(self.pictures, on_point={"decision": self._choose})

    def _choose(self, number: int) -> None:
        """Take the cell that was clicked, numbered row by row."""
        row, column = divmod(number, len(self.decided.volumes))
        if 0 <= row < len(self.decided.peaks):
            stops = stops_of(self.decided)
            at = {"volume": stops["volume"][column], "peak": stops["peak"][row]}
            self._edit({f"{KEY}.{name}": written(value) for name, value in at.items()})

    # --- the look inside ---

    def _act(self, name: str) -> None:
        if name == "reset":
            self.inside, self.children = None, [self.board]
        super()._act(name)

    def _plan(self) -> Work:
        drawn = super()._plan()
        return partial(self._look, self.place, drawn) if self._asked else drawn

    def _look(self, place: Place, drawn: Work, job: Job) -> None:
        """Run the cell's designs beside the page, and open them in a panel of their own."""
        drawn(job)
        choices, runner = inside(self.decided, place), Runner()
        runner.compare(choices, job.progress)
        job.show(partial(self._open, place, choices, runner))

    def _open(self, place: Place, choices: Choices, runner: Runner) -> None:
        self.inside, self._asked = Panel(choices, runner=runner), False
        head = ipywidgets.HTML(f"<h3>{escape(_head(place))}</h3>")
        self.children = [self.board, head, self.inside]

    def text(self) -> str:
        """Return sentences and tables as text, for where no widget can be shown."""
        return super().text() if self.inside is None else f"{super().text()}\n\n{self.inside.text()}"


def decision_map(
    map: object = None, *, compared: Sequence[str] | None = None, after: str | None = None
) -> DecisionBench | Gate:
    """Return a bench of a decision map: who is the cheapest that keeps the contract, over volume and burstiness.

    Parameters
    ----------
    map : DecisionMap, as of `al.decision_map`; the one that comes with the package by default
    compared : names of those that are compared at first; all of the map by default
    after : the bet that must be placed before it opens, such as "09.P2"

    Raises
    ------
    ParameterError
        for something that is no decision map, or a name that it does not have
    """
    decided = shipped() if map is None else map
    if not isinstance(decided, DecisionMap):
        do = "Give what al.decision_map(...) or al.DecisionMap.load(path) returns, or leave it out."
        raise ParameterError(f"decision_map(map={map!r:.60}) is refused: it is no DecisionMap. {do}")
    for name in compared or ():
        if name not in decided.architectures:
            known = nearest(str(name), decided.architectures)
            raise ParameterError(f"decision_map(compared=...): {name!r:.60} is not in the map; {known}")
    return behind(after, lambda: DecisionBench(decided, compared))


def _head(place: Place) -> str:
    cell = f"{words.count(place.volume)} videos a month at peak/mean {place.peak:.4g}"
    return f"Inside the cell of {cell}, {place.level:g} kept, ready within {words.duration(60 * place.deadline_min)}"
