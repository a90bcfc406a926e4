"""The rules of the game that are money: what a broken promise gives back, what a change costs, which prices move."""

from functools import cache
from typing import Final, Literal, NamedTuple

from archlib.contract import Clause
from archlib.data import data_dir, instance_types, read_facts
from archlib.params import Params, param
from archlib.prices import PriceList

STEPS: Final = ("first", "second", "third")
RULE: Final = "rule of the game"
Items = Literal["instances", "containers", "functions", "storage", "all"]
# how the items of each choice begin in a price list; instances go by their types
_BEGIN: Final = {"containers": ("Fargate",), "functions": ("Lambda",), "storage": ("S3 Standard storage", "gp3")}


class Step(NamedTuple):
    """From `burn` on (failed requests over those that may fail), `share` of the month's fee is given back."""

    burn: float
    share: float
    as_of: str
    source: str


@cache
def steps() -> tuple[Step, ...]:
    """Return the steps of data/service_credits.csv, their levels told as multiples of the error budget."""
    facts = read_facts(data_dir() / "service_credits.csv")
    budget = 100.0 - facts["first level"].value
    found = []
    for name in STEPS:
        level, credit = facts[f"{name} level"], facts[f"credit below the {name} level"]
        found.append(Step((100.0 - level.value) / budget, credit.value / 100.0, credit.as_of, credit.source))
    return tuple(found)


class Credits(Params):
    """What customers pay in a month, and get back for each clause that is broken in it.

    Notes
    -----
    The steps are those of a published service level agreement of 99.5 % (10, 25 and 100 % of the month's charge below
    99.5, 99 and 95 %). As multiples of the error budget, 1, 2 and 10 times, they hold for every level: that, the fee,
    and one credit for each clause are the game's own rules. All credits of a month together give back its fee at most.
    """

    fee_usd_per_video: float = param(
        0.25, ge=0, le=1_000, unit="USD/video", scale="log", help="what customers pay for each video they bring"
    )

    def step(self, clause: Clause) -> Step | None:
        """Return the step that a clause has fallen to; None if it is kept, or is no promise to customers."""
        if clause.ok or clause.error_budget is None:
            return None
        reached = [s for s in steps() if clause.burn is None or clause.burn > s.burn]
        return reached[-1] if reached else steps()[0]


class Migration(Params):
    """What a change of architecture between two quarters costs, beside the bill.

    A change of kind is a rebuild, other fields of the same kind are a resize. The old system goes on beside the new one
    for a while: what is in flight finishes there, and it is paid for twice. All numbers are rules of the game.
    """

    engineer_usd_per_h: float = param(80.0, ge=0, le=10_000, unit="USD/h", help="an hour of an engineer")
    rebuild_h: float = param(10.0, ge=0, le=10_000, unit="h", help="hours of engineers for another kind")
    resize_h: float = param(2.0, ge=0, le=10_000, unit="h", help="hours of engineers for other sizes")
    rebuild_parallel_h: float = param(
        168.0, ge=1, le=720, unit="h", help="how long the old system runs beside one of another kind"
    )
    resize_parallel_h: float = param(1.0, ge=1, le=720, unit="h", help="how long it does beside one of other sizes")

    def hours(self, change: str) -> float:
        """Return the hours of engineers of a "rebuild" or a "resize"."""
        return self.rebuild_h if change == "rebuild" else self.resize_h

    def parallel_s(self, change: str) -> float:
        """Return how long the old system goes on, s."""
        return 3_600.0 * (self.rebuild_parallel_h if change == "rebuild" else self.resize_parallel_h)


def moved(prices: PriceList, items: Items, factor: float) -> PriceList:
    """Return the list with the prices of some items multiplied; their rows keep date and source."""
    if factor == 1.0:
        return prices
    known = instance_types()
    met = {
        item: factor
        for item in prices.rows
        if items == "all" or (item in known if items == "instances" else item.startswith(_BEGIN[items]))
    }
    return prices.scaled(met)
