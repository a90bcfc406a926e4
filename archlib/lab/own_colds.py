"""Cold starts against the rate: points for each run of a comparison."""

from collections.abc import Mapping

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import cold
from archlib.lab.figures.colds import Colds, colds
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.own_kept import Kept


class OwnColds(Kept[Colds]):
    """Makes the picture of cold starts against the rate, with the points of all that is shown."""

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Colds:
        """Return the points of one run."""
        scenario, prices = choices.scenario(), choices.prices.prices()
        load = scenario.load
        work = (load.mean_work_s, load.transcode_cv, load.distribution, load.catalogue_s, load.master_gb)
        key = (repr(architecture), repr(work), str(scenario.seed))  # how much comes, and when, plays no part
        return self.once(key, lambda: colds(architecture, scenario, prices, progress=progress))

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Colds]) -> Picture:
        """Return the picture of the points."""
        return cold.picture(comparison, window, found)
