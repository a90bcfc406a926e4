"""Pictures that need runs of their own beside those that are compared, such as a cost at many loads.

A panel makes them last, after all others are on the page, and in a thread of its own: `progress` tells it how far the
runs are, as a share from 0 to 1, and returns False when they shall stop. Ask it before each run, with
`archlib.lab.shares.go_on(progress, i, n)`, and hand `archlib.lab.shares.part(progress, i, n)` to `simulate` as its
`progress`; both let an EngineError through, which the panel expects. Keep what was made until then only where it is
whole.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.costs import Costs
from archlib.lab.figures import Picture, Window
from archlib.lab.own_bands import OwnBands
from archlib.lab.own_ceilings import OwnCeilings
from archlib.lab.own_colds import OwnColds
from archlib.lab.own_drains import OwnDrains
from archlib.lab.own_frontiers import OwnFrontiers
from archlib.lab.own_months import OwnMonths
from archlib.lab.own_pareto import OwnPareto
from archlib.lab.own_tornado import OwnTornado

BANDS: Final = "bands"  # the picture that every panel has for the asking


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

    def at_once(
        self, comparison: Comparison, window: Window, made: list[tuple[Architecture, Choices]]
    ) -> Picture | None:
        """Return what can be shown of it before any run, None for nothing; parameters as of `picture`."""


OWN_RUNS: Final[Mapping[str, Callable[[], OwnRuns]]] = {
    BANDS: OwnBands,
    "cold": OwnColds,
    "cost": Costs,
    "drain": OwnDrains,
    "frontier": OwnFrontiers,
    "luck": OwnMonths,
    "pareto": OwnPareto,
    "tornado": OwnTornado,
}
# made once somebody asks what other weeks say; until then those of a topic are drawn without their runs
ON_REQUEST: Final[Mapping[str, Callable[[], OwnRuns]]] = {"ceiling": OwnCeilings, BANDS: OwnBands}


def on_request(pictures: Sequence[str]) -> dict[str, OwnRuns]:
    """Return what other weeks can be asked for where a panel has some pictures: its own, and then the bands."""
    wanted = {name: make() for name, make in ON_REQUEST.items() if name in pictures or name == BANDS}
    return {name: own for name, own in wanted.items() if not (name in OWN_RUNS and name in pictures)}
