"""Pictures that need runs of their own beside those that are compared, such as a cost at many loads.

A panel makes them last, after all others are on the page, and in a thread of its own: `progress` tells it how far the
runs are, as a share from 0 to 1, and returns False when they shall stop. Ask it before each run, with
`archlib.lab.shares.go_on(progress, i, n)`, and hand `archlib.lab.shares.part(progress, i, n)` to `simulate` as its
`progress`; both let an EngineError through, which the panel expects. Keep what was made until then only where it is
whole.
"""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.costs import Costs
from archlib.lab.figures import Picture, Window
from archlib.lab.own_bands import OwnBands
from archlib.lab.own_colds import OwnColds
from archlib.lab.own_drains import OwnDrains
from archlib.lab.own_frontiers import OwnFrontiers
from archlib.lab.own_months import OwnMonths
from archlib.lab.own_pareto import OwnPareto
from archlib.lab.own_tornado import OwnTornado


class OwnRuns(Protocol):
    """Makes one such picture for a panel, and remembers the runs that it made."""

    def picture(
        self,
        comparison: Comparison,
        window: Window,
        made: list[tuple[Architecture, Choices]],
        *,
        progress: Progress | None = None,
    ) -> Picture:
        """Return the picture.

        Parameters
        ----------
        made : what each run of the comparison was made from
        progress : called with the share of the runs made, 0 to 1; returning False stops them

        Raises
        ------
        EngineError
            if it was stopped
        """


OWN_RUNS: Final[Mapping[str, Callable[[], OwnRuns]]] = {
    "bands": OwnBands,
    "cold": OwnColds,
    "cost": Costs,
    "drain": OwnDrains,
    "frontier": OwnFrontiers,
    "luck": OwnMonths,
    "pareto": OwnPareto,
    "tornado": OwnTornado,
}
