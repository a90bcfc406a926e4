"""A topic: which pictures a panel shows, which controls stand beside them, and where it begins."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from archlib.architectures import Architecture
from archlib.errors import ParameterError, nearest
from archlib.lab.choices import CHANCE, Choices
from archlib.lab.controls import Control, controls
from archlib.lab.figures import ALL, PICTURES, Window
from archlib.lab.fixed import facts
from archlib.lab.ghosts import Ghost
from archlib.lab.own_runs import OWN_RUNS
from archlib.lab.presets import canonical_week
from archlib.lab.scenes import SEEN_AT_MOST, Group, Scene, scenes
from archlib.workload import Workload

Edits = dict[str, str]
SEED = f"{CHANCE}.seed"


@dataclass(frozen=True)
class Topic:
    """What a panel is about.

    Attributes
    ----------
    pictures : names of pictures, in the order of the page
    seen : paths of the controls, at most five; empty for all of them, in tabs
    start : path -> text, where it differs from the defaults
    loads : whether the buttons of loads are there
    pins : whether a run can be pinned and compared; only for one architecture
    shows : the architectures that are compared; empty for that of the panel
    brings : makes the load to begin with; the canonical week by default
    together : whether one control moves the same field of all architectures of its kind, so that they differ in
        nothing but what they began with
    ghosts : the bets that are drawn on its pictures once they are placed
    narrows : path -> the choices that are offered, where the architecture has no more, or where a slider stops
    window : the stretch of time that is seen first, s; all of it by default
    stops : path -> values at which its slider stops as well, where the text asks for what others do not reach
    """

    pictures: tuple[str, ...] = tuple(PICTURES)
    seen: tuple[str, ...] = ()
    start: tuple[tuple[str, str], ...] = ()
    loads: bool = True
    pins: bool = False
    shows: tuple[Architecture, ...] = ()
    brings: Callable[[], Workload] = canonical_week
    together: bool = False
    ghosts: tuple[Ghost, ...] = ()
    narrows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    window: Window = None
    stops: tuple[tuple[str, tuple[float, ...]], ...] = ()

    def __post_init__(self) -> None:
        for name in self.pictures:
            if name not in (known := {**ALL, **OWN_RUNS}):
                raise ParameterError(f"Topic.pictures: {name!r} is no picture; {nearest(name, known)}")
        if len(self.seen) > SEEN_AT_MOST:
            raise ParameterError(f"Topic.seen: {len(self.seen)} controls are refused: {SEEN_AT_MOST} at most are seen")
        for path in self.seen if self.together else ():
            self._check_alike(*path.rpartition(".")[::2])

    def _check_alike(self, kind: str, field: str) -> None:
        """Refuse a control that would make alike what the architectures differ in."""
        values = dict.fromkeys(getattr(one, field) for one in self.shows if one.kind == kind)
        if len(values) > 1:
            raise ParameterError(
                f"Topic.together=True is refused with a control of {kind}.{field}: those compared differ in it "
                f"({', '.join(map(str, values))}). Leave it out."
            )

    @property
    def makers(self) -> dict[str, Callable[..., Any]]:
        """The functions of pictures by name, but for those that are always made with runs of their own."""
        return {name: ALL[name] for name in self.pictures if name not in OWN_RUNS}

    def scenes(self, choices: Choices) -> tuple[Scene, ...]:
        """Return the tabs of the panel for what is on the desk."""
        if not self.seen:
            return scenes(choices.one_of_each if self.together else choices)
        parts = choices.parts
        keys = list(dict.fromkeys(path.rpartition(".")[0] for path in self.seen))
        named = {a.kind for a in choices.architectures.values()}
        groups = [
            Group(
                key if key in choices.architectures and len(named) > 1 else "",
                tuple(
                    map(self._narrowed, controls(key, parts[key], *_names(self.seen, key), stops=_of(self.stops, key)))
                ),
            )
            for key in keys
            if key in parts
        ]
        return (Scene("Controls", (*groups, self._fixed(choices))),)

    def _fixed(self, choices: Choices) -> Group:
        """Return the fold that names what no control moves, and holds the seed; the same for every move."""
        seed = () if SEED in self.seen else controls(CHANCE, choices.chance, "seed")
        return Group("What is fixed here", seed, folded=True, facts=facts(choices, self.seen, self.together))

    def _narrowed(self, control: Control) -> Control:
        offered = dict(self.narrows).get(control.path)
        if not offered:
            return control
        return replace(control, stops=offered) if control.stops else replace(control, choices=offered)


def _of(stops: tuple[tuple[str, tuple[float, ...]], ...], key: str) -> dict[str, tuple[float, ...]]:
    return {path.rpartition(".")[2]: values for path, values in stops if path.rpartition(".")[0] == key}


def _names(paths: tuple[str, ...], key: str) -> list[str]:
    return [path.rpartition(".")[2] for path in paths if path.rpartition(".")[0] == key]
