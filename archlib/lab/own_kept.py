"""What pictures with runs of their own share: something made for each run of a comparison, once, and kept."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar, Final, Generic, TypeVar

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.errors import EngineError
from archlib.lab.choices import Choices
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.shares import part

KEPT: Final = 50  # a drag over more values makes the oldest anew
Made = TypeVar("Made")
Key = tuple[str, ...]


class Kept(ABC, Generic[Made]):
    """Makes a picture from something that is made for each run of the comparison, and remembers what it made.

    `early` says that the picture tells something before its runs are made, which are then drawn into it.
    """

    early: ClassVar[bool] = False

    def __init__(self) -> None:
        self._kept: dict[Key, Made] = {}

    def picture(
        self,
        comparison: Comparison,
        window: Window,
        made: list[tuple[Architecture, Choices]],
        *,
        progress: Progress | None = None,
    ) -> Picture:
        """Return the picture; parameters and errors as of `archlib.lab.own_runs.OwnRuns`."""
        found = {
            label: self.found(*one, part(progress, i, len(made)))
            for i, (label, one) in enumerate(zip(comparison.labels, made, strict=True))
        }
        return self.drawn(comparison, window, found)

    def at_once(
        self, comparison: Comparison, window: Window, made: list[tuple[Architecture, Choices]]
    ) -> Picture | None:
        """Return the picture without a run, from what is remembered if that is all; None for one that is not early."""
        if not self.early:
            return None
        try:
            return self.picture(comparison, window, made, progress=lambda _: False)
        except EngineError:  # something is not remembered
            return self.drawn(comparison, window, {})

    @abstractmethod
    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Made:
        """Return what is drawn for one run, made by `once`."""

    @abstractmethod
    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Made]) -> Picture:
        """Return the picture of what was found, label -> what belongs to it; of nothing only if it is early."""

    def once(self, key: Key, make: Callable[[], Made]) -> Made:
        """Return what was made under a key, which holds all that it depends on; what is stopped is not kept."""
        if key not in self._kept:
            self.keep(key, make())
        return self._kept[key]

    def had(self, key: Key) -> Made | None:
        """Return what is kept under a key, None for nothing."""
        return self._kept.get(key)

    def keep(self, key: Key, made: Made) -> None:
        """Keep something under a key, in the place of what was there; the oldest goes where there are too many."""
        if key not in self._kept and len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = made
