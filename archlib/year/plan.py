"""The learner's part: an architecture for each quarter, and a scaling policy of one's own for the fleets among them."""

from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, Self

from archlib.architectures import Architecture
from archlib.draws import digest
from archlib.errors import ParameterError
from archlib.params import Params, param
from archlib.prices import PriceList
from archlib.topology import OwnPolicy
from archlib.topology.own import Desired
from archlib.year.clock import QUARTERS

SHOWN = 16  # digits of the hash that are shown


class Change(NamedTuple):
    """A change of architecture at the beginning of a quarter; `kind` is "rebuild" or "resize"."""

    quarter: int
    before: Architecture
    after: Architecture
    kind: str


class Plan(Params):
    """Four architectures, one a quarter, and perhaps a policy.

    >>> from archlib.architectures import Functions
    >>> Plan.all_year(Functions()).label
    'Functions'

    Raises
    ------
    ParameterError : not four architectures, or a policy that cannot be called as one
    """

    quarters: tuple[Architecture, ...] = param((), unit="", help="the architecture of each quarter")
    policy: Any = param(None, unit="", help="function of your own for fleets that follow a queue")

    def __init__(self, quarters: Any = (), policy: Desired | OwnPolicy | None = None) -> None:
        if isinstance(quarters, list):
            quarters = tuple(quarters)
        _check(quarters)
        own = policy if policy is None or isinstance(policy, OwnPolicy) else OwnPolicy(policy)
        super().__init__(quarters=quarters, policy=own)

    @classmethod
    def all_year(cls, architecture: Architecture, policy: Desired | OwnPolicy | None = None) -> Self:
        """Return the plan that keeps one architecture."""
        return cls((architecture,) * QUARTERS, policy)

    @cached_property
    def architectures(self) -> tuple[Architecture, ...]:
        """What runs in each quarter: the policy stands in every fleet that can take it and has none of its own."""
        return tuple(_with(one, self.policy) for one in self.quarters)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes between quarters, none where all fields stay as they are."""
        ran = self.architectures
        return tuple(
            Change(number, before, after, "resize" if type(before) is type(after) else "rebuild")
            for number, (before, after) in enumerate(pairwise(ran), 2)
            if before != after
        )

    def check_prices(self, prices: PriceList) -> None:
        """Refuse a price list that lacks a price which the plan is charged.

        Raises
        ------
        ParameterError : an item that is not in the list, or is sold there by another unit
        """
        for architecture in dict.fromkeys(self.architectures):
            for meter in (meter for station in architecture.built.stations for meter in station.meters):
                prices.price_for(meter)

    @property
    def label(self) -> str:
        """The kinds in order, each once while it lasts, such as "Monolith, QueueFleet"."""
        kinds = [a.kind for a in self.quarters]
        return ", ".join(k for i, k in enumerate(kinds) if i == 0 or k != kinds[i - 1])

    @cached_property
    def hash(self) -> str:
        """The first 16 digits of the sha256 of all that the plan says, the text of the policy too."""
        return digest(self.to_dict())[:SHOWN]

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as JSON-able content; of a policy its name and its text, which nothing reads back."""
        own = None if self.policy is None else {"own": self.policy.name, "source": self.policy.source}
        return {"quarters": [one.to_dict() for one in self.quarters], "policy": own}


def _check(quarters: Any) -> None:
    do = "Give one a quarter, such as Plan((Monolith(),) * 4), or Plan.all_year(Monolith())."
    if not isinstance(quarters, tuple) or len(quarters) != QUARTERS:
        many = f"{len(quarters)} given" if isinstance(quarters, tuple) else f"{quarters!r:.60} given"
        raise ParameterError(f"Plan.quarters is refused: {QUARTERS} architectures, {many}. {do}")
    for number, one in enumerate(quarters, 1):
        if not isinstance(one, Architecture):
            raise ParameterError(f"Plan.quarters[{number - 1}]={one!r:.60} is no architecture. {do}")


def _with(one: Architecture, policy: OwnPolicy | None) -> Architecture:
    if policy is None or not takes(one) or isinstance(getattr(one, "policy", None), OwnPolicy):
        return one
    return one.but(policy=policy)


def takes(one: Architecture) -> bool:
    """Whether an architecture has a fleet that can follow a policy of one's own."""
    from archlib.architectures import QueueFleet

    return isinstance(one, QueueFleet)
