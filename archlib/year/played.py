"""A year that was played: twelve months, their lines, and the score."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from archlib.contract import Clause
from archlib.engine.driver import Progress
from archlib.engine.handed_back import hand_back_freed
from archlib.errors import EngineError, check_kind
from archlib.prices import PriceList, chosen
from archlib.year.account import Account
from archlib.year.given import Year
from archlib.year.ledger import Entry, entry
from archlib.year.limits import check_ticks
from archlib.year.lines import Line
from archlib.year.months import Month, months
from archlib.year.plan import Plan
from archlib.year.promises import by_quarter
from archlib.year.stretches import Stretch, stretches

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Played(Account):
    """What became of a plan in a year.

    Attributes
    ----------
    year, plan, seed : what was played
    prices : the list that held in month 1
    """

    year: Year
    plan: Plan
    seed: int
    prices: PriceList

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The runs, one for each time that an architecture ran without a break.

        A year's runs take 100 MB, so `play` keeps none: they are run again, bit for bit, when they are asked for.
        """
        return tuple(stretches(self.year, self.plan, self.seed, self.prices, None, None))

    def forget(self) -> Self:
        """Work out the account, and let go of the runs."""
        _ = self.months, self.by_quarter, self.entries
        if vars(self).pop("stretches", None) is not None:
            hand_back_freed()
        return self

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The twelve months."""
        return tuple(months(self.year, self.stretches, self.prices))

    @cached_property
    def by_quarter(self) -> tuple[tuple[Clause, ...], ...]:
        """What became of the promises in each quarter, all requests of its months together."""
        return by_quarter(self.year, self.stretches)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the account, month by month."""
        return tuple(line for month in self.months for line in month.lines)

    @cached_property
    def score_usd(self) -> float:
        """Bill, penalties and migrations together; the less the better."""
        return self.total_usd

    @property
    def broken_months(self) -> int:
        """Months in which at least one clause is broken."""
        return sum(bool(month.broken) for month in self.months)

    @property
    def contract_met(self) -> bool:
        """Whether every clause is kept in every month."""
        return self.broken_months == 0

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What became of the videos of each stretch."""
        return tuple(entry(stretch) for stretch in self.stretches)

    @property
    def text(self) -> str:
        """The year in one sentence."""
        kept = (
            "the contract is kept in every month"
            if self.contract_met
            else f"the contract is broken in {self.broken_months} of {len(self.months)} months"
        )
        return (
            f"{self.plan.label}: {self.score_usd:,.0f} USD, of which {self.bill_usd:,.0f} bill, "
            f"{self.penalties_usd:,.0f} penalties and {self.migration_usd:,.0f} migration; {kept}."
        )

    def table(self) -> "pd.DataFrame":
        """Return one row a month as a pandas DataFrame; shares of requests, USD; text where there is no number."""
        from archlib.year.tables import month_table

        return month_table(self.months)

    def items_table(self) -> "pd.DataFrame":
        """Return all lines of the account as a pandas DataFrame; `amount_usd` sums to the score."""
        from archlib.year.tables import line_table

        return line_table(self.lines)

    def ledger(self) -> "pd.DataFrame":
        """Return what became of the videos of each stretch as a pandas DataFrame; the fates sum to `videos`."""
        from archlib.year.tables import ledger_table

        return ledger_table(self.entries)

    def __repr__(self) -> str:
        return f"<Played {self.text}>"


def play(
    year: Year,
    plan: Plan,
    seed: int = 1,
    *,
    prices: PriceList | None = None,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Played:
    """Play a plan through a year.

    Parameters
    ----------
    seed : picks arrivals, work and faults, the same for every plan
    prices : the list that holds in month 1, the default list if None; one of your own comes from `prices.from_csv`
    compiled : as for `simulate`
    progress : called with the share done, 0 to 1; returning False cancels

    Raises
    ------
    ParameterError : a seed outside 0 to 2**32 - 1, something else in the place of year or plan, or fleets that decide
        more than 8 million times in the year; a price list without a price that the plan is charged
    PolicyError : a policy of one's own fails
    EngineError : it is cancelled

    Notes
    -----
    An architecture runs through months, and through quarters in which it stays as it is, without a break: no queue is
    emptied and no worker restarted at their ends. At a change the old system takes nothing new and runs on for a while
    (see `Migration`): what is in flight finishes there and counts in the month in which it came. What is not finished
    when the old system ends, plus a deadline, never becomes ready. Uploads at the very change are not lost.
    """
    return held(year, plan, seed, prices=prices, compiled=compiled, progress=progress).forget()


def held(
    year: Year,
    plan: Plan,
    seed: int,
    *,
    prices: PriceList | None = None,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Played:
    """Play a plan as `play` does, and hold the runs."""
    _check(year, plan)
    prices = chosen("play", prices)
    check_ticks(year, plan)
    plan.check_prices(prices)
    ran = tuple(stretches(year, plan, seed, prices, compiled, progress))
    if progress is not None and progress(1.0) is False:
        raise EngineError("the year was cancelled; nothing of it was kept")
    played = Played(year, plan, seed, prices)
    vars(played)["stretches"] = ran
    return played


def _check(year: object, plan: object) -> None:
    check_kind("play", "year", year, Year, "Year()")
    check_kind("play", "plan", plan, Plan, "Plan.all_year(Monolith())")
