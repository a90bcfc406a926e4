"""A topic: which pictures a panel shows, which controls stand beside them, and where it begins."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archlib.errors import ParameterError, nearest
from archlib.lab.choices import Choices
from archlib.lab.controls import controls
from archlib.lab.figures import ALL, PICTURES
from archlib.lab.scenes import SEEN_AT_MOST, Group, Scene, scenes

Edits = dict[str, str]


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
    """

    pictures: tuple[str, ...] = tuple(PICTURES)
    seen: tuple[str, ...] = ()
    start: tuple[tuple[str, str], ...] = ()
    loads: bool = True
    pins: bool = False

    def __post_init__(self) -> None:
        for name in self.pictures:
            if name not in ALL:
                raise ParameterError(f"Topic.pictures: {name!r} is no picture; {nearest(name, ALL)}")
        if len(self.seen) > SEEN_AT_MOST:
            raise ParameterError(f"Topic.seen: {len(self.seen)} controls are refused: {SEEN_AT_MOST} at most are seen")

    @property
    def makers(self) -> dict[str, Callable[..., Any]]:
        """The pictures' functions by name."""
        return {name: ALL[name] for name in self.pictures}

    def scenes(self, choices: Choices) -> tuple[Scene, ...]:
        """Return the tabs of the panel for what is on the desk."""
        if not self.seen:
            return scenes(choices)
        parts = choices.parts
        keys = list(dict.fromkeys(path.rpartition(".")[0] for path in self.seen))
        groups = [Group("", controls(key, type(parts[key]), *_names(self.seen, key))) for key in keys if key in parts]
        return (Scene("Controls", tuple(groups)),)


def _names(paths: tuple[str, ...], key: str) -> list[str]:
    return [path.rpartition(".")[2] for path in paths if path.rpartition(".")[0] == key]
