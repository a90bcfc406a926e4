"""A month of the year: what came, what was kept of the contract, and its lines."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archlib.contract import Clause, Verdict, promise
from archlib.prices import PriceList
from archlib.year.account import Account
from archlib.year.clock import quarter_of
from archlib.year.given import Year
from archlib.year.kept import copied, kept, same_store
from archlib.year.lines import Line, billed
from archlib.year.promises import counted
from archlib.year.rules import RULE
from archlib.year.stretches import Stretch


@dataclass(frozen=True)
class Month(Account):
    """One month.

    Attributes
    ----------
    month, quarter : numbers from 1
    architecture : the kind that took its videos
    videos, ready_videos : that came, and of these that became ready
    verdict : the contract on this month alone
    lines : of the bill, of penalties and of a migration at its beginning
    """

    month: int
    quarter: int
    architecture: str
    videos: int
    ready_videos: int
    verdict: Verdict
    lines: tuple[Line, ...]

    @property
    def upload(self) -> float:
        """Share of uploads accepted."""
        return self.verdict["upload"].value

    @property
    def ready(self) -> float:
        """Share of videos ready within the deadline."""
        return self.verdict["ready"].value

    @property
    def manage(self) -> float | None:
        """Share of requests to watch and manage that were served; None without a door for them."""
        return next((c.value for c in self.verdict.clauses if c.name == "manage"), None)

    @property
    def broken(self) -> tuple[str, ...]:
        """The names of the clauses that are broken."""
        return tuple(c.name for c in self.verdict.clauses if not c.ok)


def months(year: Year, ran: Sequence[Stretch], prices: PriceList) -> Iterator[Month]:
    """Yield the twelve months of the stretches of a year."""
    for number, now in enumerate(ran):
        for k in range(now.part.months):
            yield _month(year, ran[:number], now, k, prices)


def _month(year: Year, earlier: Sequence[Stretch], now: Stretch, k: int, prices: PriceList) -> Month:
    month = now.part.first_month + k
    listed = year.prices(month, prices)
    bill = [*billed(month, "bill", now.counted[k], listed), *kept(earlier, now, month, listed)]
    verdict = _verdict(year, now, k, math.fsum(line.amount_usd for line in bill))
    videos = int(now.features.videos[k])
    lines = [*bill, *_credits(year, month, videos, verdict)]
    if k == 0 and earlier:
        lines += _migration(year, earlier, now, listed)
    ready = int(now.features.ready[k])
    kind = now.part.architecture.kind
    return Month(month, quarter_of(month), kind, videos, ready, verdict, tuple(lines))


def _verdict(year: Year, now: Stretch, k: int, bill_usd: float) -> Verdict:
    clauses = [promise(*one) for one in counted(year, now.features, k)]
    budget = year.contract.budget_usd_per_month
    if budget is not None:
        clauses.append(Clause("budget", bill_usd, budget, "<=", "USD/month"))
    return Verdict(tuple(clauses))


def _credits(year: Year, month: int, videos: int, verdict: Verdict) -> Iterator[Line]:
    """Yield a line for each broken promise; together they give back the month's fee at most."""
    fee, left = year.credits.fee_usd_per_video * videos, 1.0
    for clause in verdict.clauses:
        step = year.credits.step(clause)
        if step is not None:
            share = min(step.share, left)
            left -= share
            what = f"service credit, {clause.text}"
            yield Line(month, "penalty", clause.name, what, share, "month's fee", fee, step.as_of, step.source)


def _migration(year: Year, earlier: Sequence[Stretch], now: Stretch, prices: PriceList) -> Iterator[Line]:
    """Yield engineers, the old system that runs on, and the copies of its videos."""
    old, rules, month = earlier[-1], year.migration, now.part.first_month
    kind = "resize" if type(old.part.architecture) is type(now.part.architecture) else "rebuild"
    hours, each = rules.hours(kind), rules.engineer_usd_per_h
    yield Line(
        month, "migration", "engineers", f"{kind} for {now.part.architecture.kind}", hours, "h", each, RULE, RULE
    )
    moves = same_store(old, now)  # then its videos are paid for as those of before
    beside = [c for c in old.counted[-1] if not (moves and c.meter.kind == "gb_months")]
    yield from billed(month, "migration", beside, prices, "old ")
    yield from copied(earlier, now, prices)
