"""The times that backlogs take to go need runs of their own: they are made once for what they depend on, and kept."""

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import drain
from archlib.lab.figures.drains import Drains, drains
from archlib.lab.figures.loads import per_hour, scaled
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.shares import part

KEPT = 50  # a drag over more values computes them anew


class OwnDrains:
    """Makes the picture of how long a backlog takes to go, for all that is shown."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Drains] = {}

    def picture(
        self,
        comparison: Comparison,
        window: Window,
        made: list[tuple[Architecture, Choices]],
        *,
        progress: Progress | None = None,
    ) -> Picture:
        """Return the picture with the outage's length as chosen; EngineError if `progress` stops it."""
        found = {
            label: self._drains(*one, part(progress, i, len(made)))
            for i, (label, one) in enumerate(zip(comparison.labels, made, strict=True))
        }
        return drain.picture(comparison, window, found)

    def _drains(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Drains:
        scenario, prices = choices.scenario(), choices.prices.prices()
        rate, outage_h = per_hour(scenario), choices.failures.outage_hours
        shape = scaled(scenario.load, 1 / rate) if rate > 0 else scenario.load  # how much comes plays no part
        key = (repr(architecture), repr(shape), str(outage_h))
        if key not in self._kept:
            new = drains(architecture, scenario.but(load=shape), outage_h, prices, progress=progress)
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = new
        return self._kept[key]
