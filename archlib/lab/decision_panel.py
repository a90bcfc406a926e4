"""The decision map in the page: a slider of the service level, a cell to choose, and a look inside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import product
from typing import Final

import ipywidgets

from archlib.course.map_cells import Layer
from archlib.course.map_layer import layer_of
from archlib.engine.driver import Progress
from archlib.errors import ParameterError
from archlib.lab import words
from archlib.lab.bench import Bench, Draws, Sights
from archlib.lab.choices import Choices, keyed
from archlib.lab.controls import Control, written
from archlib.lab.figures import decision, decision_cell
from archlib.lab.figures.picture import Picture
from archlib.lab.gate import Gate, behind
from archlib.lab.job import Job
from archlib.lab.live import Work
from archlib.lab.panel import Panel
from archlib.lab.plan import LISTS, Chance, Failures, Prices
from archlib.lab.runner import Runner
from archlib.lab.scenes import Group, Scene
from archlib.lab.view import PictureView
from archlib.maps import DecisionMap, shipped
from archlib.params import Params, param, refuse

KEY: Final = "map"
FIRST: Final = {"level": 0.99, "deadline_min": 60.0, "volume": 10_000.0, "peak": 5.0}  # where it begins, or near it
MIN_S: Final = 60.0


class Place(Params):
    """What is looked at: a layer of the map, and a cell of it."""

    level: float = param(0.99, ge=0, le=1, unit="1", help="share of uploads, of videos in time, of requests to manage")
    deadline_min: float = param(60.0, gt=0, unit="min", help="how long after its upload a video may become ready")
    volume: float = param(1_000.0, ge=0, unit="videos/month", help="the chosen cell: videos in a month of 730 h")
    peak: float = param(1.0, ge=1, unit="times", help="the chosen cell: the busiest hour against the mean")

    @property
    def deadline_s(self) -> float:
        """The deadline, s."""
        return self.deadline_min * MIN_S


LABELS: Final = {"level": "service level", "deadline_min": "ready within", "volume": "volume", "peak": "peak / mean"}


@dataclass(frozen=True)
class MapSights(Sights):
    """Sights whose sliders stop where the map has something to show; name of a field -> values."""

    stops: Mapping[str, tuple[float, ...]] | None = None

    def scene(self) -> Scene:
        """Return the controls."""
        specs = type(self.start).specs()
        made = [
            Control(
                f"{self.key}.{name}", LABELS[name], "" if specs[name].unit == "1" else specs[name].unit,
                specs[name].help, "number", tuple(map(written, values)),
            )
            for name, values in (self.stops or {}).items()
        ]  # fmt: skip
        return Scene("Controls", (Group("", tuple(made)),))


class DecisionBench(Bench):
    """The bench of a decision map: nothing runs but the look inside a cell.

    Attributes
    ----------
    decided : the map
    inside : the panel of the cell that was looked into last; None before
    """

    def __init__(self, decided: DecisionMap) -> None:
        self.decided = decided
        self.inside: Panel | None = None
        self._layers: dict[tuple[float, float], Layer] = {}
        stops = stops_of(decided)
        pictures: Mapping[str, Draws] = {"decision": self._map, "decision_cell": self._cell}
        check = partial(_on_the_map, stops)
        start = Place(**{name: _near(FIRST[name], values) for name, values in stops.items()})
        super().__init__(MapSights(KEY, start, tuple(stops), pictures, {}, "Look inside", check=check, stops=stops))

    def layer(self, level: float, deadline_s: float) -> Layer:
        """Return the cells of a layer, read from the map once."""
        asked = level, deadline_s
        if asked not in self._layers:
            self._layers[asked] = layer_of(self.decided, level, deadline_s)
        return self._layers[asked]

    def _map(self, place: Place, progress: Progress | None = None) -> Picture:
        return decision.picture(self.layer(place.level, place.deadline_s), (place.volume, place.peak))

    def _cell(self, place: Place, progress: Progress | None = None) -> Picture:
        return decision_cell.picture(self.layer(place.level, place.deadline_s), place.volume, place.peak)

    def _view(self, name: str, picture: Picture) -> PictureView:
        return PictureView(picture, on_point=self._choose if name == "decision" else None)

    def _choose(self, number: int) -> None:
        """Take the cell that was clicked, numbered row by row."""
        row, column = divmod(number, len(self.decided.volumes))
        if 0 <= row < len(self.decided.peaks):
            at = {"volume": self.decided.volumes[column], "peak": self.decided.peaks[row]}
            self._edit({f"{KEY}.{name}": written(value) for name, value in at.items()})

    # --- the look inside ---

    def _act(self, name: str) -> None:
        if name == "reset":
            self.inside, self.children = None, self.children[:1]
        super()._act(name)

    def _plan(self) -> Work:
        drawn = super()._plan()
        return partial(self._look, self.params, drawn) if self._asked else drawn

    def _look(self, place: Place, drawn: Work, job: Job) -> None:
        """Run the cell's designs beside the page, and open them in a panel of their own."""
        drawn(job)
        choices, runner = inside(self.decided, place), Runner()
        runner.compare(choices, job.progress)
        job.show(partial(self._open, place, choices, runner))

    def _open(self, place: Place, choices: Choices, runner: Runner) -> None:
        self.inside = Panel(choices, runner=runner)
        head = ipywidgets.HTML(f"<h4 role='status'>{escape(_head(place))}</h4>")
        self.children = [self.children[0], head, self.inside]

    def text(self) -> str:
        """Return sentences and tables as text, for where no widget can be shown."""
        return super().text() if self.inside is None else f"{super().text()}\n\n{self.inside.text()}"


def decision_map(map: DecisionMap | None = None, *, after: str | None = None) -> DecisionBench | Gate:
    """Return a bench of a decision map: who is the cheapest that keeps the contract, over volume and burstiness.

    Parameters
    ----------
    map : as of `al.decision_map`; the one that comes with the package by default
    after : the bet that must be placed before it opens, such as "09.P2"

    Raises
    ------
    ParameterError
        for something that is no decision map
    """
    if map is not None and not isinstance(map, DecisionMap):
        do = "Give what al.decision_map(...) or al.DecisionMap.load(path) returns, or leave it out."
        raise ParameterError(f"decision_map(map={map!r:.60}) is refused: it is no DecisionMap. {do}")
    return behind(after, lambda: DecisionBench(map or shipped()))


def inside(decided: DecisionMap, place: Place) -> Choices:
    """Return the designs of a cell, all that keep the contract, with the load, failures and prices of the map.

    Raises
    ------
    ParameterError
        where none keeps the contract, or the map was made with failures or prices that a panel does not have
    """
    cell = decided.cell(place.peak, place.volume, place.level, place.deadline_s)
    found = [one.architecture for one in cell if one.found]
    if not found:
        rule = "no architecture keeps the contract there, so there is no design to look into"
        raise ParameterError(f"The chosen cell: {rule}. Choose another cell, or a lower service level.")
    at = place.peak, place.volume, place.level, place.deadline_s
    scenario = decided.scenario(place.peak, place.volume, decided.seeds[0])
    return Choices(
        scenario.load,
        keyed([decided.design(name, *at) for name in found]),
        failures=_failures(scenario.faults),
        chance=Chance(seed=scenario.seed),
        prices=_prices(decided),
        contract=decided.contract(place.level, place.deadline_s),
    )


def stops_of(decided: DecisionMap) -> dict[str, tuple[float, ...]]:
    """Return what the map has of each field of a `Place`."""
    return {
        "level": decided.levels,
        "deadline_min": tuple(deadline_s / MIN_S for deadline_s in decided.deadlines_s),
        "volume": decided.volumes,
        "peak": decided.peaks,
    }


def _on_the_map(stops: Mapping[str, tuple[float, ...]], place: Place) -> None:
    for name, values in stops.items():
        if getattr(place, name) not in values:
            rule = f"the map has {', '.join(map(written, values))}"
            raise refuse(place, name, getattr(place, name), rule, "Give one of them.", place.specs()[name].unit)


def _near(value: float, values: tuple[float, ...]) -> float:
    return min(values, key=lambda other: abs(other - value))


def _failures(faults: object) -> Failures:
    for standard, services in product((True, False), repeat=2):
        known = Failures(standard_week=standard, service_failures=services)
        if known.faults() == faults:
            return known
    raise _not_in_a_panel("failures")


def _prices(decided: DecisionMap) -> Prices:
    name = dict(decided.made)["prices"]["name"]
    if name not in LISTS:
        raise _not_in_a_panel("prices")
    return Prices(price_list=name)


def _not_in_a_panel(what: str) -> ParameterError:
    do = "Compare its designs in a cell: al.compare([map.design(...)], map.scenario(...))."
    return ParameterError(f"The map was made with {what} that no panel has. {do}")


def _head(place: Place) -> str:
    cell = f"{words.count(place.volume)} videos a month at peak/mean {place.peak:g}"
    return f"Inside the cell of {cell}, {place.level:g} kept, ready within {words.duration(place.deadline_s)}"
