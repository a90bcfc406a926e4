"""Application architectures under the same load and the same failures: what stays up, and what it costs.

import archlib as al
load = al.Workload.evening_peak(base_per_hour=6, peak_per_hour=120, days=7)
scenario = al.Scenario(load, faults=al.faults.standard_week(), seed=1)
run = al.simulate(al.QueueFleet(max_workers=30), scenario)
run.bill.table(), run.availability.table()
al.compare([al.Monolith(), al.Tiers(), al.QueueFleet()], scenario).table()
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# what to run
from archlib import faults, prices, theory, topology
from archlib._version import __version__
from archlib.architectures import (
    Architecture,
    EventDriven,
    Functions,
    LoadBalanced,
    Microservices,
    Monolith,
    QueueFleet,
    Tiers,
)

# how to run it, and what comes out
from archlib.compare import Comparison, compare
from archlib.contract import Contract
from archlib.engine import replay, simulate, warm
from archlib.errors import ArchlibError
from archlib.outcome import Run
from archlib.scenario import Scenario
from archlib.workload import Workload

if TYPE_CHECKING:
    from archlib import lab

__all__ = [
    "Architecture", "ArchlibError", "Comparison", "Contract", "EventDriven", "Functions", "LoadBalanced",
    "Microservices", "Monolith", "QueueFleet", "Run", "Scenario", "Tiers", "Workload", "__version__", "compare",
    "faults", "lab", "prices", "replay", "simulate", "theory", "topology", "warm",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import the lab, which needs Jupyter's packages, only when it is asked for."""
    if name == "lab":
        return import_module("archlib.lab")
    raise AttributeError(f"module 'archlib' has no attribute {name!r}")
