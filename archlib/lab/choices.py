"""All that can be chosen at a panel, in one value: everything on the page is a pure function of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from archlib.architectures import Architecture
from archlib.contract import Contract
from archlib.errors import ParameterError
from archlib.lab.plan import Chance, Failures, Many, Prices, Shown
from archlib.params import Params
from archlib.scenario import Scenario
from archlib.workload import Workload

LOAD, FAILURES, CHANCE, PRICES, CONTRACT, SHOWN = "load", "failures", "chance", "prices", "contract", "shown"
MANY = "many"


@dataclass(frozen=True)
class Choices:
    """A load, failures, a seed, architectures by key, prices and a contract.

    An architecture's key is its kind, with a number from the second of a kind on: "QueueFleet", "QueueFleet 2".
    `many` is there only where pictures of many runs are shown.
    """

    load: Workload
    architectures: Mapping[str, Architecture]
    failures: Failures = field(default_factory=Failures)
    chance: Chance = field(default_factory=Chance)
    prices: Prices = field(default_factory=Prices)
    contract: Contract = field(default_factory=Contract)
    shown: Shown = field(default_factory=Shown)
    many: Many | None = None

    @property
    def parts(self) -> dict[str, Params]:
        """Every set of parameters by its key, as in the path of a control."""
        parts: dict[str, Params] = {LOAD: self.load, **self.architectures}
        own = {FAILURES: self.failures, CHANCE: self.chance, PRICES: self.prices, CONTRACT: self.contract}
        some = ({SHOWN: self.shown} if len(self.architectures) > 1 else {}) | ({MANY: self.many} if self.many else {})
        return parts | own | some

    @property
    def compared(self) -> Mapping[str, Architecture]:
        """The architectures that are shown."""
        return {key: one for key, one in self.architectures.items() if self.shown.shows(one.kind)}

    def alike(self, key: str) -> tuple[str, ...]:
        """Return the keys of the architectures of the kind of one of them, in order; none for what is no such key."""
        one = self.architectures.get(key)
        return () if one is None else tuple(k for k, other in self.architectures.items() if type(other) is type(one))

    @property
    def one_of_each(self) -> Self:
        """The same choices with the first architecture of each kind only."""
        return replace(self, architectures={k: a for k, a in self.architectures.items() if self.alike(k)[0] == k})

    def but(self, key: str, part: Params) -> Self:
        """Return a copy with one set of parameters exchanged."""
        if isinstance(part, Architecture):
            return replace(self, architectures={**self.architectures, key: part})
        changes: dict[str, Any] = {key: part}
        return replace(self, **changes)

    def check(self) -> None:
        """Raise a ParameterError where choices do not fit together."""
        self.scenario()

    def scenario(self) -> Scenario:
        """Return what stays the same for all architectures.

        Raises
        ------
        ParameterError : choices that do not fit together, or no architecture is left to compare
        """
        if not self.compared:
            kinds = ", ".join(dict.fromkeys(a.kind for a in self.architectures.values()))
            raise ParameterError(f"Shown: False for all of {kinds} is refused: at least one is compared. Keep one.")
        return Scenario(self.load, faults=self.failures.faults(), seed=self.chance.seed)


def keyed(architectures: list[Architecture]) -> dict[str, Architecture]:
    """Return architectures by key, in the order given.

    Raises
    ------
    ParameterError : none at all, or something that is no architecture
    """
    found: dict[str, Architecture] = {}
    for one in architectures:
        if not isinstance(one, Architecture):
            raise ParameterError(
                f"architectures={one!r:.60} is refused: not an architecture. Give [al.Monolith(), ...]"
            )
        nth = 1 + sum(type(other) is type(one) for other in found.values())
        found[one.kind if nth == 1 else f"{one.kind} {nth}"] = one
    if not found:
        raise ParameterError("architectures=[] is refused: there is nothing to compare. Give [al.Monolith(), ...]")
    return found
