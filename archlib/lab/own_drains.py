"""The times that backlogs take to go: some weeks for each run of a comparison."""

from collections.abc import Mapping

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import drain
from archlib.lab.figures.drains import Drains, drains
from archlib.lab.figures.loads import per_hour, scaled
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.own_kept import Kept


class OwnDrains(Kept[Drains]):
    """Makes the picture of how long a backlog takes to go, with the outage's length as chosen."""

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Drains:
        """Return the times of one run."""
        scenario, prices = choices.scenario(), choices.prices.prices()
        rate, outage_h = per_hour(scenario), choices.failures.outage_hours
        shape = scaled(scenario.load, 1 / rate) if rate > 0 else scenario.load  # how much comes plays no part
        week = scenario.but(load=shape)
        key = (repr(architecture), repr(shape), str(outage_h))
        return self.once(key, lambda: drains(architecture, week, outage_h, prices, progress=progress))

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Drains]) -> Picture:
        """Return the picture of the times."""
        return drain.picture(comparison, window, found)
