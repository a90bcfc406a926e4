"""What the panel of a year lets one choose: a kind and a size for each quarter, and the seed."""

from typing import Any, Final, Literal

from archlib.architectures import COURSE, Architecture
from archlib.params import Params, param
from archlib.topology.own import Desired
from archlib.year import Plan

Kind = Literal["Monolith", "Tiers", "LoadBalanced", "QueueFleet", "Microservices", "EventDriven", "Functions"]
KINDS: Final = {each.__name__: each for each in COURSE}
SIZE: Final = {  # the count of each kind that decides how much it can process; the others have none
    "Monolith": "replicas",
    "LoadBalanced": "process_instances",
    "QueueFleet": "max_workers",
    "Microservices": "replicas",
}
KINDS_OF_QUARTERS: Final = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")
SIZES_OF_QUARTERS: Final = ("size_1", "size_2", "size_3", "size_4")


def _kind(number: int) -> Any:
    return param("QueueFleet", unit="", help=f"what runs in months {3 * number - 2} to {3 * number}")


def _size(number: int) -> Any:
    told = f"quarter {number}: boxes, instances that process, or workers at most; 0 as it comes"
    return param(0, ge=0, le=1337, unit="instances", help=told)


class YearChoice(Params):
    """A plan in a few fields.

    Raises
    ------
    ParameterError : a field outside its bounds; a size that its architecture refuses is refused by `plan`

    Notes
    -----
    Leaves out: every other field of an architecture. `al.Plan` takes architectures as they are.
    """

    quarter_1: Kind = _kind(1)
    quarter_2: Kind = _kind(2)
    quarter_3: Kind = _kind(3)
    quarter_4: Kind = _kind(4)
    size_1: int = _size(1)
    size_2: int = _size(2)
    size_3: int = _size(3)
    size_4: int = _size(4)
    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="draws uploads and failures of the year")

    def plan(self, policy: Desired | None = None) -> Plan:
        """Return the plan; a policy of one's own is followed by each queue's fleet."""
        kinds = [getattr(self, name) for name in KINDS_OF_QUARTERS]
        sizes = [getattr(self, name) for name in SIZES_OF_QUARTERS]
        return Plan(tuple(_made(kind, size) for kind, size in zip(kinds, sizes, strict=True)), policy)


def _made(kind: str, size: int) -> Architecture:
    one = KINDS[kind]()
    return one.but(**{SIZE[kind]: size}) if size and kind in SIZE else one
