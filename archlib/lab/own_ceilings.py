"""How sure an availability against the number of instances is: many periods with each number."""

from collections.abc import Mapping

import numpy as np

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import ceiling
from archlib.lab.figures.ceilings import TRIED, Ceilings
from archlib.lab.figures.months import nobody, uptimes
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.figures.replicas import fields_of, of_each
from archlib.lab.own_kept import Kept
from archlib.lab.plan import Many
from archlib.lab.shares import part


class OwnCeilings(Kept[Ceilings]):
    """Makes the picture of what another instance gives, with the failures as chosen; the seed plays no part."""

    early = True

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Ceilings:
        """Return as many periods of each number of instances as the choices ask for."""
        quiet = nobody(choices.load.horizon_s / 86_400, choices.failures.faults())
        seeds, prices = range(1, 1 + (choices.many or Many()).seeds), choices.prices.prices()
        numbers = TRIED if fields_of(architecture) else TRIED[:1]

        def shares(i: int, n: int) -> np.ndarray:
            told = part(progress, i, len(numbers))
            return np.array(uptimes(of_each(architecture, n), quiet, prices, seeds, progress=told))

        key = (repr(of_each(architecture, 1)), quiet.hash, str(len(seeds)))  # how many there are now plays no part
        return self.once(key, lambda: Ceilings(numbers, tuple(shares(i, n) for i, n in enumerate(numbers))))

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Ceilings]) -> Picture:
        """Return the picture of the formulas and the run, with whiskers over the periods."""
        return ceiling.picture(comparison, window, found)
