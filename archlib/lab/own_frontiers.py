"""Cost against waiting: points for each run of a comparison."""

from collections.abc import Mapping

from archlib.architectures import Architecture, QueueFleet
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import frontier, frontiers
from archlib.lab.figures.frontiers import Point
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.own_kept import Kept


class OwnFrontiers(Kept[tuple[Point, ...]]):
    """Makes the picture of cost against waiting, with the points of all that is shown."""

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> tuple[Point, ...]:
        """Return the points of one run."""
        scenario, prices, contract = choices.scenario(), choices.prices.prices(), choices.contract
        alike = architecture
        if isinstance(architecture, QueueFleet) and architecture.policy != "target_tracking":
            alike = architecture.but(min_workers=0, idle_s=0.0)  # both are varied anyway
        key = (repr(alike), scenario.hash, prices.hash, repr(contract))
        return self.once(key, lambda: frontiers.frontier(alike, scenario, prices, contract, progress=progress))

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, tuple[Point, ...]]) -> Picture:
        """Return the picture of the points."""
        return frontier.picture(comparison, window, found)
