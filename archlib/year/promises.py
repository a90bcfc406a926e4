"""What was promised to customers and what became of it: request by request, for a month or for a quarter."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlib.contract import Clause, promise
from archlib.year.clock import QUARTERS, quarter_of
from archlib.year.features import Features
from archlib.year.given import Year
from archlib.year.stretches import Stretch


class Counted(NamedTuple):
    """Requests of a promise, how many of them went well, and the service level: the share that has to."""

    name: str
    good: float
    asked: float
    level: float


def counted(year: Year, found: Features, month: int) -> Iterator[Counted]:
    """Yield the promises of a month, counted from 0 within the features of a stretch; without a door there is none."""
    contract, videos = year.contract, float(found.videos[month])
    yield Counted("upload", float(found.accepted[month]), videos, contract.upload)
    yield Counted("ready", float(found.in_time[month]), videos, contract.ready_share)
    if found.asked is not None and found.served is not None:
        yield Counted("manage", float(found.served[month]), float(found.asked[month]), contract.manage)


def by_quarter(year: Year, ran: Sequence[Stretch]) -> tuple[tuple[Clause, ...], ...]:
    """Return the clauses of requests of each quarter, all requests of its months together.

    The contract is judged by the month: a quarter may reach the level although one of its months did not.
    """
    sums: list[dict[str, Counted]] = [{} for _ in range(QUARTERS)]
    for stretch in ran:
        for k in range(stretch.part.months):
            quarter = sums[quarter_of(stretch.part.first_month + k) - 1]
            for one in counted(year, stretch.features, k):
                before = quarter.get(one.name, Counted(one.name, 0.0, 0.0, one.level))
                quarter[one.name] = one._replace(good=before.good + one.good, asked=before.asked + one.asked)
    return tuple(tuple(promise(*one) for one in quarter.values()) for quarter in sums)
