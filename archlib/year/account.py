"""What a month and a year have in common: lines, and their sums by part."""

import math
from collections.abc import Sequence
from typing import Protocol

from archlib.year.lines import Line, PartOf


class HasLines(Protocol):
    """Whatever has lines of the account."""

    @property
    def lines(self) -> Sequence[Line]:
        """The lines."""


def spent(account: HasLines, part: PartOf) -> float:
    """Return what a part of an account comes to, USD."""
    return math.fsum(line.amount_usd for line in account.lines if line.part == part)


class Account:
    """Sums over the `lines` of the class that it is mixed into, USD."""

    @property
    def bill_usd(self: HasLines) -> float:
        """What was rented."""
        return spent(self, "bill")

    @property
    def penalties_usd(self: HasLines) -> float:
        """What customers got back."""
        return spent(self, "penalty")

    @property
    def migration_usd(self: HasLines) -> float:
        """What changes of architecture cost; one counts in the month that begins with it."""
        return spent(self, "migration")

    @property
    def total_usd(self: HasLines) -> float:
        """All of it."""
        return math.fsum(line.amount_usd for line in self.lines)
