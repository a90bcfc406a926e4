"""The cost of a video against load: a curve for each run of a comparison."""

from collections.abc import Mapping

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import cost
from archlib.lab.figures.curves import Curve, curve
from archlib.lab.figures.loads import of_one
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.own_kept import Kept


class Costs(Kept[Curve]):
    """Makes the picture of a video's cost, with the curves of all that is shown."""

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Curve:
        """Return the curve of one run."""
        scenario, prices = choices.scenario(), choices.prices.prices()
        one = of_one(scenario.load)  # a move of how much comes is no reason to run it again
        shape = scenario if one is None else scenario.but(load=one)
        key = (repr(architecture), shape.hash, prices.hash, repr(choices.contract))
        return self.once(key, lambda: curve(architecture, scenario, prices, choices.contract, progress=progress))

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Curve]) -> Picture:
        """Return the picture of the curves."""
        return cost.picture(comparison, window, found)
