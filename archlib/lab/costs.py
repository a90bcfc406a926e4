"""The cost of a video against load needs runs of its own: they are made once for what they depend on, and kept."""

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import cost
from archlib.lab.figures.curves import Curve, curve
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.shares import part

KEPT = 50  # curves; a drag over more values computes them anew


class Costs:
    """Makes the picture of a video's cost, with the curves of all that is shown."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Curve] = {}

    def picture(
        self,
        comparison: Comparison,
        window: Window,
        made: list[tuple[Architecture, Choices]],
        *,
        progress: Progress | None = None,
    ) -> Picture:
        """Return the picture with a curve for each run of the comparison; EngineError if `progress` stops it."""
        curves = {
            label: self._curve(*one, part(progress, i, len(made)))
            for i, (label, one) in enumerate(zip(comparison.labels, made, strict=True))
        }
        return cost.picture(comparison, window, curves)

    def _curve(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Curve:
        scenario, prices = choices.scenario(), choices.prices.prices()
        key = (repr(architecture), scenario.hash, prices.hash, repr(choices.contract))
        if key not in self._kept:
            made = curve(architecture, scenario, prices, choices.contract, progress=progress)
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = made
        return self._kept[key]
