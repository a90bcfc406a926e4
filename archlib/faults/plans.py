"""Ready-made faults at fixed times. Each function returns `Faults`, so that all can be joined with `+`.

>>> plan = standard_week() + slow("process", 3, start_h=100, hours=2)
>>> len(plan.scheduled)
5
"""

from typing import Any

from archlib.data import is_number
from archlib.faults.fault import Fault
from archlib.faults.model import Faults
from archlib.faults.parts import LONGEST_S
from archlib.params import refuse


def none() -> Faults:
    """Return no faults."""
    return Faults()


def standard_week() -> Faults:
    """Return the four faults of the course's standard week (FS1); day 1 begins at t = 0.

    Day 1 20:15 a bad deploy takes all processing for 30 min; day 2 12:00 one processing instance is down for 2 h;
    day 3 10:00 the host under a manage instance for 1 h; day 4 19:00 the host under an upload instance for 1 h.
    """
    hour = 3_600.0
    return Faults(
        scheduled=(
            Fault(role="process", start_s=_at(1, 20.25), duration_s=hour / 2, label="bad deploy of processing"),
            Fault(role="process", instance=0, start_s=_at(2, 12), duration_s=2 * hour, label="one processing instance"),
            Fault(part="host", role="manage", instance=0, start_s=_at(3, 10), duration_s=hour, label="one manage host"),
            Fault(part="host", role="upload", instance=0, start_s=_at(4, 19), duration_s=hour, label="one upload host"),
        )
    )


def down(role: str, start_h: float, hours: float, instance: int | None = None, zone: int | None = None) -> Faults:
    """Return code of a role that does not answer: one instance, one zone, or all. Times in h from t = 0."""
    return _code("down", role, start_h, hours, instance=instance, zone=zone)


def error(role: str, start_h: float, hours: float, instance: int | None = None, zone: int | None = None) -> Faults:
    """Return code of a role that answers wrongly: one instance, one zone, or all. Times in h from t = 0."""
    return _code("error", role, start_h, hours, instance=instance, zone=zone)


def slow(
    role: str, factor: float, start_h: float, hours: float, instance: int | None = None, zone: int | None = None
) -> Faults:
    """Return code of a role whose work takes `factor` (> 1) times longer. Times in h from t = 0."""
    return _code("slow", role, start_h, hours, factor=factor, instance=instance, zone=zone)


def no_launch(start_h: float, hours: float, role: str = "process") -> Faults:
    """Return a time in which no new instance of a role starts, as in a shortage of capacity. Times in h from t = 0."""
    return _code("no_launch", role, start_h, hours)


def throttle(role: str, start_h: float, hours: float) -> Faults:
    """Return a time in which calls to a role are refused, as by a limit on its rate. Times in h from t = 0."""
    return _code("throttle", role, start_h, hours)


def host_down(
    start_h: float,
    hours: float,
    host: int | None = None,
    zone: int | None = None,
    role: str | None = None,
    instance: int | None = None,
) -> Faults:
    """Return a host that is down: by number, all of a zone, or the one under an instance of a role. Times in h."""
    where = {"host": host, "zone": zone, "role": role, "instance": instance}
    return _one(part="host", **where, **_when(start_h, hours))


def _code(effect: str, role: str, start_h: float, hours: float, **scope: Any) -> Faults:
    return _one(role=role, effect=effect, **scope, **_when(start_h, hours))


def _one(**fields: Any) -> Faults:
    fault = Fault(**fields)
    return Faults(scheduled=(fault.but(label=fault.name),))


def _when(start_h: float, hours: float) -> dict[str, float]:
    longest = LONGEST_S / 3_600
    for field, value in (("start_h", start_h), ("hours", hours)):
        if not is_number(value) or value > longest:
            rule = f"a number, 0 <= {field} <= {longest:g}"
            raise refuse("archlib.faults", field, value, rule, "Count hours from t = 0.", "h")
    return {"start_s": start_h * 3_600.0, "duration_s": hours * 3_600.0}


def _at(day: int, clock_h: float) -> float:
    return ((day - 1) * 24 + clock_h) * 3_600.0
