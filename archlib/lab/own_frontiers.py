"""Cost against waiting needs runs of its own: they are made once for what they depend on, and kept."""

from archlib.architectures import Architecture, QueueFleet
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import frontier
from archlib.lab.figures.frontiers import Point
from archlib.lab.figures.frontiers import frontier as made_frontier
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.shares import part

KEPT = 50  # a drag over more values computes them anew


class OwnFrontiers:
    """Makes the picture of cost against waiting, with the points of all that is shown."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], tuple[Point, ...]] = {}

    def picture(
        self,
        comparison: Comparison,
        window: Window,
        made: list[tuple[Architecture, Choices]],
        *,
        progress: Progress | None = None,
    ) -> Picture:
        """Return the picture with the points of each architecture; EngineError if `progress` stops it."""
        known = {
            label: self._points(*one, part(progress, i, len(made)))
            for i, (label, one) in enumerate(zip(comparison.labels, made, strict=True))
        }
        return frontier.picture(comparison, window, known)

    def _points(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> tuple[Point, ...]:
        scenario, prices = choices.scenario(), choices.prices.prices()
        alike = architecture
        if isinstance(architecture, QueueFleet) and architecture.policy != "target_tracking":
            alike = architecture.but(min_workers=0, idle_s=0.0)  # both are varied anyway
        key = (repr(alike), scenario.hash, prices.hash, repr(choices.contract))
        if key not in self._kept:
            new = made_frontier(alike, scenario, prices, choices.contract, progress=progress)
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = new
        return self._kept[key]
