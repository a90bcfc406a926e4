"""What breaks, when, for how long: fixed schedules and drawn ones.

A fault names code (a role and an instance, zone or all) or a host, so that one schedule means the same in every
architecture.
"""

from archlib.faults.fault import Fault
from archlib.faults.model import Drawn, Faults
from archlib.faults.parts import ROLES
from archlib.faults.plans import (
    down,
    drawn,
    error,
    host_down,
    no_launch,
    none,
    service_levels,
    slow,
    standard_week,
)
from archlib.faults.renewal import down_intervals

__all__ = [
    "ROLES", "Drawn", "Fault", "Faults", "down", "down_intervals", "drawn", "error", "host_down", "no_launch", "none",
    "service_levels", "slow", "standard_week",
]  # fmt: skip
