"""What is luck in one week: many weeks for each run of a comparison."""

from collections.abc import Mapping

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import bands
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.figures.weeks import NO_WEEKS, Weeks, weeks
from archlib.lab.own_kept import Kept
from archlib.lab.plan import Many


class OwnBands(Kept[Weeks]):
    """Makes the picture of many weeks of all that is shown; more weeks run only those that are new."""

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Weeks:
        """Return as many weeks of one run as the choices ask for."""
        scenario, prices, contract = choices.scenario().but(seed=1), choices.prices.prices(), choices.contract
        n = (choices.many or Many()).seeds
        key = (repr(architecture), scenario.hash, prices.hash, repr(contract))
        had = self.had(key) or NO_WEEKS
        if len(had) < n:
            new = range(len(had) + 1, n + 1)
            had = had.joined(weeks(architecture, scenario, prices, contract, new, progress=progress))
            self.keep(key, had)
        return had.first(n)

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Weeks]) -> Picture:
        """Return the picture of the weeks."""
        return bands.picture(comparison, window, found)
