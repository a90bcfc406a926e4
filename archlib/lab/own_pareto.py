"""How sure a Pareto front is: the same many weeks as of the bands, drawn as whiskers on its markers."""

from collections.abc import Mapping

from archlib.compare import Comparison
from archlib.lab.figures import pareto
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.figures.weeks import Weeks
from archlib.lab.own_bands import OwnBands


class OwnPareto(OwnBands):
    """Makes the picture of cost, failures and lateness with what they are in many weeks."""

    early = True

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Weeks]) -> Picture:
        """Return the picture of this week with whiskers over the others."""
        return pareto.picture(comparison, window, found)
