"""What the panel of a year lets one choose: a kind a quarter, its sizes by their own names, and the seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, Self

from archlib.architectures import COURSE, Architecture, QueueFleet
from archlib.errors import ParameterError
from archlib.lab.controls import controls
from archlib.lab.edits import Edits
from archlib.lab.scenes import Group
from archlib.params import Params, param
from archlib.sizing.dials import sized_fields
from archlib.topology import OwnPolicy
from archlib.topology.own import Desired
from archlib.year import Plan
from archlib.year.clock import MONTHS_A_QUARTER, QUARTERS, first_month

KEY: Final = "year"
Kind = Literal["Monolith", "Tiers", "LoadBalanced", "QueueFleet", "Microservices", "EventDriven", "Functions"]
KINDS: Final = {each.__name__: each for each in COURSE}
KINDS_OF_QUARTERS: Final = tuple(f"quarter_{number}" for number in range(1, QUARTERS + 1))


def _kind(number: int) -> Any:
    first = first_month(number)
    return param("QueueFleet", unit="", help=f"what runs in months {first} to {first + MONTHS_A_QUARTER - 1}")


class Kinds(Params):
    """A kind of architecture for each quarter, and the seed.

    Raises
    ------
    ParameterError : a field outside its bounds
    """

    quarter_1: Kind = _kind(1)
    quarter_2: Kind = _kind(2)
    quarter_3: Kind = _kind(3)
    quarter_4: Kind = _kind(4)
    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="draws uploads and failures of the year")

    def kind(self, quarter: str) -> type[Architecture]:
        """Return the kind of a quarter, such as "quarter_1"."""
        return KINDS[getattr(self, quarter)]


@dataclass(frozen=True)
class YearChoice:
    """Kinds and seed, and the architecture of each quarter, whose sizes are chosen by their own names.

    A quarter whose kind changes begins with the sizes that the new kind comes with.

    Notes
    -----
    Leaves out: fields that are no matter of size, and the sizes of parts with a name, such as a single microservice.
    `al.Plan` takes architectures as they are.
    """

    kinds: Kinds = field(default_factory=Kinds)
    quarters: tuple[Architecture, ...] = (QueueFleet(),) * QUARTERS

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Return the choices that make a plan, with the first seed; its policy is no choice.

        Raises
        ------
        ParameterError : an architecture of a kind that the course does not have
        """
        kinds = {name: one.kind for name, one in zip(KINDS_OF_QUARTERS, plan.quarters, strict=True)}
        return cls(Kinds().but(**kinds), plan.quarters)

    @property
    def parts(self) -> dict[str, Params]:
        """Every set of parameters by its key, as in the path of a control."""
        return {KEY: self.kinds, **dict(zip(KINDS_OF_QUARTERS, self.quarters, strict=True))}

    @property
    def seed(self) -> int:
        """The seed of the year."""
        return self.kinds.seed

    def but(self, key: str, part: Params) -> Self:
        """Return a copy with one set of parameters exchanged."""
        ran = zip(KINDS_OF_QUARTERS, self.quarters, strict=True)
        if isinstance(part, Kinds):
            fitting = (one if type(one) is part.kind(name) else part.kind(name)() for name, one in ran)
            return replace(self, kinds=part, quarters=tuple(fitting))
        if isinstance(part, Architecture):
            return replace(self, quarters=tuple(part if name == key else one for name, one in ran))
        raise ParameterError(f"{key}={part!r:.60} is refused: it is no architecture. Give e.g. Monolith().")

    def check(self) -> None:
        """Accept all: each architecture checks itself, and any may follow any other."""

    def plan(self, policy: Desired | OwnPolicy | None = None) -> Plan:
        """Return the plan; a policy of one's own is followed by each queue's fleet."""
        return Plan(self.quarters, policy)

    def groups(self) -> tuple[Group, ...]:
        """Return the sizes of each quarter's kind, folded, with their labels and units."""
        return tuple(
            Group(
                f"{name.replace('_', ' ').capitalize()}: {one.kind}",
                controls(name, one, *sized_fields(one)),
                True,
            )
            for name, one in zip(KINDS_OF_QUARTERS, self.quarters, strict=True)
        )


class YearEdits(Edits[YearChoice]):
    """What was typed; a size that was refused is forgotten with the kind that refused it."""

    def _edit_one(self, path: str, text: str) -> None:
        before: Mapping[str, Params] = self.choices.parts
        super()._edit_one(path, text)
        for key, part in self.choices.parts.items():
            if type(part) is not type(before[key]):
                self.forget(key)
