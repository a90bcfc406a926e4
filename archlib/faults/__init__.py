"""What breaks, when, for how long: fixed schedules, drawn ones, and work that fails by chance.

A fault names code (a role and an instance, zone or all) or a host, so that one schedule means the same in every
architecture.
"""

from archlib.faults.chance import Drawn
from archlib.faults.fault import Fault
from archlib.faults.mishap import Mishap
from archlib.faults.model import Faults
from archlib.faults.odds import drawn, flaky, honest_week, launch_failures, poison, service_levels
from archlib.faults.parts import ROLES
from archlib.faults.plans import down, error, host_down, no_launch, none, slow, standard_week, throttle
from archlib.faults.renewal import down_intervals

__all__ = [
    "ROLES", "Drawn", "Fault", "Faults", "Mishap", "down", "down_intervals", "drawn", "error", "flaky", "honest_week",
    "host_down", "launch_failures", "no_launch", "none", "poison", "service_levels", "slow", "standard_week",
    "throttle",
]  # fmt: skip
