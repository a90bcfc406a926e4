"""What a month says of an availability: many months for each run of a comparison."""

from collections.abc import Mapping

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import luck
from archlib.lab.figures.months import Months, months
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.own_kept import Kept


class OwnMonths(Kept[Months]):
    """Makes the picture of many months, each as long as the load, with the failures as chosen."""

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Months:
        """Return the months of one run."""
        plan, days, prices = choices.failures.faults(), choices.load.horizon_s / 86_400, choices.prices.prices()
        key = (repr(architecture), repr(plan), str(days))
        repair_h = choices.failures.repair_h
        return self.once(key, lambda: months(architecture, plan, days, repair_h, prices, progress=progress))

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Months]) -> Picture:
        """Return the picture of the months."""
        return luck.picture(comparison, window, found)
