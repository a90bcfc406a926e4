"""Compile the kernel beforehand, for a class server or an image."""

import time

from archlib.faults import none
from archlib.scenario import Scenario
from archlib.workload import Workload


def warm() -> float:
    """Compile the kernel if that has not been done on this machine, and return the seconds it took."""
    from archlib.architectures import Monolith
    from archlib.engine.simulate import simulate

    began = time.perf_counter()
    simulate(Monolith(), Scenario(Workload.homogeneous(per_hour=1, days=1), faults=none()))
    return time.perf_counter() - began
