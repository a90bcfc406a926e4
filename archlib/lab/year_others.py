"""Other years of the panel: a plan, and functions all year, under many seeds; what was played once is kept."""

from typing import Final

from archlib.architectures import Functions
from archlib.engine.driver import Progress
from archlib.lab.figures.year_luck import BESIDE
from archlib.lab.figures.year_score import YOURS
from archlib.lab.shares import part
from archlib.lab.year_given import Given
from archlib.year import Luck, Plan, luck
from archlib.year.luck import Years

FUNCTIONS: Final = Plan.all_year(Functions())  # as they come: no size that was searched, so nothing that knew the year
PLANS: Final = {YOURS: None, BESIDE: FUNCTIONS}


class OtherYears:
    """What plans came to under the seeds of `archlib.year.luck`; the seed of the year that is shown is no matter."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], Years] = {}

    def known(self, given: Given, plan: Plan) -> Luck | None:
        """Return what was played of a plan and of functions, None where it was not."""
        found = {name: self._known.get(_key(given, one or plan)) for name, one in PLANS.items()}
        there = {name: years for name, years in found.items() if years is not None}
        return Luck(there) if len(there) == len(PLANS) else None

    def played(self, given: Given, plan: Plan, progress: Progress | None = None) -> Luck:
        """Play what was not played yet, and return both.

        Raises
        ------
        PolicyError : a policy of one's own fails in one of the years
        EngineError : `progress` stops it
        """
        for i, (name, one) in enumerate(PLANS.items()):
            key = _key(given, one or plan)
            if key not in self._known:
                told = part(progress, i, len(PLANS))
                self._known[key] = luck(given.year, {name: one or plan}, prices=given.prices, progress=told)[name]
        return Luck({name: self._known[_key(given, one or plan)] for name, one in PLANS.items()})


def _key(given: Given, plan: Plan) -> tuple[str, str, str]:
    return given.year.hash, given.prices.hash, plan.hash
