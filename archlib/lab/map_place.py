"""What is looked at of a decision map: a layer, a cell, and who is compared; where its sliders stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from archlib.lab.bench import Sights
from archlib.lab.controls import Control, controls, written
from archlib.lab.plan import Shown
from archlib.lab.scenes import Group, Scene
from archlib.maps import DecisionMap
from archlib.params import param, refuse

KEY: Final = "map"
FIRST: Final = {"level": 0.9, "deadline_min": 60.0, "volume": 10_000.0, "peak": 5.0}  # where it begins, or near it
MIN_S: Final = 60.0


class Place(Shown):
    """What is looked at: a layer of the map, a cell of it, and who is compared (a switch each, from `Shown`)."""

    level: float = param(0.99, ge=0, le=1, unit="1", help="share of uploads, of videos in time, of requests to manage")
    deadline_min: float = param(60.0, gt=0, unit="min", help="how long after its upload a video may become ready")
    volume: float = param(1_000.0, ge=0, unit="videos/month", help="the chosen cell: videos in a month of 730 h")
    peak: float = param(1.0, ge=1, unit="times", help="the chosen cell: the busiest hour against the mean")

    def compared(self, decided: DecisionMap) -> tuple[str, ...]:
        """Return the names of the map's architectures that are compared."""
        return tuple(name for name in decided.architectures if self.shows(name))


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
        return Scene("Controls", (Group("", tuple(made)), Group("Compared", self._switches(), folded=True)))

    def _switches(self) -> tuple[Control, ...]:
        return controls(self.key, type(self.start), *self.folded)


class Spot(NamedTuple):
    """A cell at a service level and a deadline, as the map has them, in the order in which it takes them."""

    peak: float
    volume: float
    level: float
    deadline_s: float


def stops_of(decided: DecisionMap) -> dict[str, tuple[float, ...]]:
    """Return what the map has of each field of a `Place`, in four digits where these tell all apart."""
    axes = {
        "level": decided.levels,
        "deadline_min": tuple(deadline_s / MIN_S for deadline_s in decided.deadlines_s),
        "volume": decided.volumes,
        "peak": decided.peaks,
    }
    return {name: _short(values) for name, values in axes.items()}


def spot(decided: DecisionMap, place: Place) -> Spot:
    """Return where a place is on the map."""
    at = {name: values.index(getattr(place, name)) for name, values in stops_of(decided).items()}
    peak, volume = decided.peaks[at["peak"]], decided.volumes[at["volume"]]
    return Spot(peak, volume, decided.levels[at["level"]], decided.deadlines_s[at["deadline_min"]])


def start(decided: DecisionMap, stops: Mapping[str, tuple[float, ...]], compared: Sequence[str] | None) -> Place:
    """Return what is seen first."""
    values: dict[str, Any] = {name: _near(FIRST[name], values) for name, values in stops.items()}
    hidden = () if compared is None else {*decided.architectures} - {*compared}
    return Place(**values, **dict.fromkeys(sorted(hidden), False))


def on_the_map(decided: DecisionMap, stops: Mapping[str, tuple[float, ...]], place: Place) -> None:
    """Refuse what the map has nothing to show of; `ParameterError` says what there is."""
    if not place.compared(decided):
        raise refuse(place, "compared", (), "at least one architecture is compared", "Keep one.")
    for name, values in stops.items():
        if getattr(place, name) not in values:
            rule = f"the map has {', '.join(map(written, values))}"
            unit = place.specs()[name].unit.removeprefix("1")
            raise refuse(place, name, getattr(place, name), rule, "Give one of them.", unit)


def _short(values: tuple[float, ...]) -> tuple[float, ...]:
    short = tuple(float(f"{value:.4g}") for value in values)
    return short if len(set(short)) == len(values) else values


def _near(value: float, values: tuple[float, ...]) -> float:
    return min(values, key=lambda other: abs(other - value))
