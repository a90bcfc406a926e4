"""What is given in the year: load, growth, launches, faults, contract, prices, rules. The learner's is the plan."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from pydantic import model_validator

from archlib.contract import Contract
from archlib.draws import Floats, digest
from archlib.errors import check_kind
from archlib.faults import Faults
from archlib.params import Params, param, refuse
from archlib.prices import PriceList, default
from archlib.workload import Workload
from archlib.year.clock import MONTH_S, MONTHS
from archlib.year.launches import Launch, launches
from archlib.year.load import YearLoad
from archlib.year.outages import ordinary
from archlib.year.own import repeatable
from archlib.year.rules import Credits, Items, Migration, moved

if TYPE_CHECKING:
    import pandas as pd


def _contract() -> Contract:
    return Contract(upload=0.99, ready_share=0.98, manage=0.99)


class Year(Params):
    """A year of ClipShare, the same for every plan; two plays of one seed have the same videos and the same faults.

    >>> Year().expected()[:2].round().tolist()
    [7800.0, 9360.0]

    Raises
    ------
    ParameterError : a field outside its bounds, or a deadline that is longer than the old system runs on

    Notes
    -----
    Leaves out: customers who leave after a bad month, people who are hired, discounts for volume or commitment, taxes,
    and weeks that differ but by growth and launches.
    """

    shape: Workload = param(factory=Workload.evening_peak, unit="", help="load of the first month, repeated")
    growth: float = param(1.2, gt=0, le=3, unit="1", help="factor from month to month, on uploads and on watching")
    launches_on: bool = param(True, unit="", help="whether there are launches")
    launch_seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="draws when and how strong the launches are")
    faults: Faults = param(factory=ordinary, unit="", help="what breaks; fixed times count from the year's beginning")
    contract: Contract = param(factory=_contract, unit="", help="judged month by month")
    price_month: int = param(8, ge=1, le=MONTHS, unit="months", help="from its first second on prices have moved")
    price_items: Items = param("containers", unit="", help="which prices move")
    price_factor: float = param(2.0, ge=0, le=100, unit="1", scale="log", help="by how much they move; 1 is no change")
    credits: Credits = param(factory=Credits, unit="", help="what a broken promise gives back")
    migration: Migration = param(factory=Migration, unit="", help="what a change of architecture costs")

    @classmethod
    def of(cls, load: Workload, **fields: Any) -> Self:
        """Return a year that begins with a load of one's own, such as `Workload.from_csv("mine.csv")`.

        Its whole weeks, or its whole days if it is shorter, are the load of the first month, repeated; growth and
        launches come on top. `fields` are the others of a year, such as `growth`.

        Raises
        ------
        ParameterError : a load of less than a day, or one that gives more videos than a year takes
        """
        check_kind("Year.of", "load", load, Workload, "Workload.from_csv('mine.csv')")
        made = cls(shape=repeatable(load), **fields)
        _ = made.load  # which refuses too many videos
        return made

    @cached_property
    def launches(self) -> tuple[Launch, ...]:
        """The launches, as the brief tells them."""
        return launches(self.launch_seed) if self.launches_on else ()

    @cached_property
    def load(self) -> YearLoad:
        """The load of all twelve months."""
        return YearLoad(shape=self.shape, growth=self.growth, launches=self.launches)

    def expected(self) -> Floats:
        """Return the mean number of videos of each month, float array (12,)."""
        return self.load.expected_by_month

    def prices(self, month: int, prices: PriceList | None = None) -> PriceList:
        """Return the price list of a month, 1 to 12; `prices` is what holds in month 1, the default list if None."""
        prices = prices or default()
        return moved(prices, self.price_items, self.price_factor) if month >= self.price_month else prices

    @cached_property
    def hash(self) -> str:
        """The sha256 of all fields, equal for equal years in any process."""
        return digest(self.to_dict())

    @property
    def label(self) -> str:
        """What differs from the year of the course, such as "growth=1.1, another shape"; "the year of the course"."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        other = {name: value for name, value in given.items() if value != getattr(Year(), name)}
        told = (f"{n}={v}" if isinstance(v, (bool, int, float, str)) else f"another {n}" for n, v in other.items())
        return ", ".join(told) or "the year of the course"

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON-able content."""
        plain = {name: getattr(self, name) for name in type(self).model_fields}
        nested = {name: dict(getattr(self, name)) for name in ("contract", "credits", "migration")}
        return {**plain, **nested, "shape": self.shape.to_dict(), "faults": self.faults.to_dict()}

    def brief(self) -> str:
        """Return all that is told beforehand, as plain text, a fact a line."""
        from archlib.year.brief import brief

        return brief(self)

    def brief_table(self) -> "pd.DataFrame":
        """Return the brief as a pandas DataFrame: what, told."""
        import pandas as pd

        from archlib.year.brief import facts

        return pd.DataFrame(facts(self), columns=["what", "told"])

    @model_validator(mode="after")
    def _deadline_is_seen(self) -> Self:
        if self.contract.deadline_s > MONTH_S:
            rule = f"a deadline is {MONTH_S:g} s, a month, at most"
            raise refuse(self, "contract.deadline_s", self.contract.deadline_s, rule, "Give a shorter one.", "s")
        return self
