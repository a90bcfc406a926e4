"""Meters: what is counted of a station, and under which item of a price list it is charged.

`archlib.outcome.usage` says how each of them counts.
"""

from dataclasses import dataclass
from typing import Final, Literal

from archlib.data import is_number, is_text
from archlib.errors import ParameterError, nearest

Kind = Literal[
    "instance_hours", "vcpu_hours", "gb_hours", "gb_months", "requests", "gb_seconds", "lcu_hours", "alarm_months"
]
Op = Literal["put", "get", "queue", "function", "bus", "transition", "run", "provisioned", "provisioned_run"]

MONTH_HOURS: Final = 730.0  # a year of 8,760 h over 12: the month of the providers' own examples

_UNIT: Final[dict[tuple[str, str | None], str]] = {
    ("instance_hours", None): "hour",
    ("vcpu_hours", None): "vCPU-hour",
    ("gb_hours", None): "GB-hour",
    ("gb_months", None): "GB-month",
    ("requests", "put"): "request",
    ("requests", "get"): "request",
    ("requests", "queue"): "request",
    ("requests", "function"): "request",
    ("requests", "bus"): "event",
    ("requests", "transition"): "transition",
    ("gb_seconds", "run"): "GB-second",
    ("gb_seconds", "provisioned"): "GB-second",
    ("gb_seconds", "provisioned_run"): "GB-second",
    ("lcu_hours", None): "LCU-hour",
    ("alarm_months", None): "alarm-month",
}
_WITH_FACTOR: Final = ("vcpu_hours", "gb_hours", "lcu_hours")


@dataclass(frozen=True)
class Meter:
    """A counter of one kind, charged as `item`.

    Parameters
    ----------
    kind, op : what is counted; `op` is None where a kind counts one thing only
    item : name in a price list
    factor : float >= 0; vCPU or GB that one container has, or the share of a master that a balanced request carries

    Raises
    ------
    ParameterError
        If the kind or the operation is unknown, the item is no name, or the factor is no number >= 0 or is given to a
        kind that has none. Whether a price list has the item is asked only when the bill is written, so a list of
        your own may hold types that no other list knows.
    """

    kind: Kind
    item: str
    op: Op | None = None
    factor: float = 1.0

    def __post_init__(self) -> None:
        kinds = {kind for kind, _ in _UNIT}
        if self.kind not in kinds:
            raise ParameterError(f"Meter.kind={self.kind!r} is no kind of meter; {nearest(str(self.kind), kinds)}")
        if not is_text(self.item):
            raise ParameterError(f"Meter.item={self.item!r} is refused: name an item of the price list, e.g. 'S3 PUT'")
        known = tuple(op for kind, op in _UNIT if kind == self.kind)
        if self.op not in known:
            raise ParameterError(f"Meter.op={self.op!r} is refused: a meter of {self.kind} takes one of {known}")
        if not is_number(self.factor):
            rule = "not a finite number >= 0 (unit: vCPU, GB, or a share of the master)"
            raise ParameterError(f"Meter.factor={self.factor!r} is refused: {rule}. Give what one container has")
        if self.factor != 1 and self.kind not in _WITH_FACTOR:
            rule = f"only meters of {', '.join(_WITH_FACTOR)} have a factor (unit 1)"
            raise ParameterError(f"Meter.factor={self.factor!r} is refused: {rule}. Leave it out for {self.kind}")

    @property
    def unit(self) -> str:
        """The unit of the quantity that it counts, such as "hour", "GB-month" or "request"."""
        return _UNIT[self.kind, self.op]


def instance_hours(type_name: str) -> Meter:
    """Count the hours of instances of a type, such as "c5.large", from launch to end.

    At a managed service, such as a balancer ("ALB hour"), the hours of the horizon.
    """
    return Meter("instance_hours", type_name)


def vcpu_hours(item: str, vcpus: float) -> Meter:
    """Count container-hours times the vCPU of one container, charged as an item such as "Fargate vCPU x86"."""
    return Meter("vcpu_hours", item, factor=vcpus)


def gb_hours(item: str, gb: float) -> Meter:
    """Count container-hours times the memory of one container, GB, charged as e.g. "Fargate memory x86"."""
    return Meter("gb_hours", item, factor=gb)


def gb_months(item: str) -> Meter:
    """Count stored GB (1 GB = 1e9 bytes) times months of 730 h, charged as an item such as "S3 Standard storage"."""
    return Meter("gb_months", item)


def requests(op: Op, item: str) -> Meter:
    """Count requests, charged as `item`.

    Parameters
    ----------
    op : "put" and "get" of a store, "queue" (send, receive, delete), "function" (invocations), "bus" (events, one for
        each 64 KB), "transition" (uses of a service)
    item : "S3 PUT", "S3 GET", "SQS standard request", "Lambda request", "EventBridge event",
        "Step Functions transition" or one of your own list
    """
    return Meter("requests", item, op)


def gb_seconds(item: str) -> Meter:
    """Count a function's seconds of run and initialisation times its memory, charged as e.g. "Lambda duration x86"."""
    return Meter("gb_seconds", item, "run")


def provisioned_gb_seconds(item: str) -> Meter:
    """Count the GB-seconds that provisioned environments are there, e.g. "Lambda provisioned concurrency x86"."""
    return Meter("gb_seconds", item, "provisioned")


def provisioned_run_gb_seconds(item: str) -> Meter:
    """Count the GB-seconds that provisioned environments run, e.g. "Lambda provisioned duration x86".

    Without it their run time counts for the meter of `gb_seconds`.
    """
    return Meter("gb_seconds", item, "provisioned_run")


def lcu_hours(item: str, carries: float = 1.0) -> Meter:
    """Count a balancer's load in LCU-hours, charged as an item such as "ALB LCU".

    Parameters
    ----------
    carries : float >= 0, share of a master's bytes that one request of the upload's journey carries through it; 0 for
        requests that name a video and do not bring it
    """
    return Meter("lcu_hours", item, factor=carries)


def alarm_months(item: str) -> Meter:
    """Count an alarm's months of 730 h, charged as an item such as "CloudWatch alarm"."""
    return Meter("alarm_months", item)
