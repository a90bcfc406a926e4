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
from archlib import faults, prices, topology
from archlib._version import __version__
from archlib.architectures import Architecture

# how to compare it; what runs it is imported when it is asked for
from archlib.compare import Comparison, compare
from archlib.errors import ArchlibError
from archlib.scenario import Scenario
from archlib.workload import Workload

if TYPE_CHECKING:
    from archlib import lab, theory, year
    from archlib.architectures import (
        EventDriven,
        Functions,
        LoadBalanced,
        Microservices,
        Monolith,
        QueueFleet,
        Tiers,
    )
    from archlib.contract import Contract
    from archlib.engine import replay, simulate, warm
    from archlib.lab.report_page import report
    from archlib.outcome import Run
    from archlib.sizing import size
    from archlib.sweeps import between, sweep
    from archlib.year import Plan, Year, baselines, check, play

__all__ = [
    "Architecture", "ArchlibError", "Comparison", "Contract", "EventDriven", "Functions", "LoadBalanced",
    "Microservices", "Monolith", "Plan", "QueueFleet", "Run", "Scenario", "Tiers", "Workload", "Year", "__version__",
    "baselines", "between", "check", "compare", "faults", "lab", "play", "prices", "replay", "report", "simulate",
    "size", "sweep", "theory", "topology", "warm", "year",
]  # fmt: skip


_LATE = {
    "architectures": (
        "EventDriven", "Functions", "LoadBalanced", "Microservices", "Monolith", "QueueFleet", "Tiers",
    ),
    "contract": ("Contract",),
    "engine": ("replay", "simulate", "warm"),
    "lab.report_page": ("report",),
    "outcome": ("Run",),
    "sizing": ("size",),
    "sweeps": ("between", "sweep"),
    "year": ("Plan", "Year", "baselines", "check", "play"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import when it is asked for: an architecture, what runs it, the theory, the lab (which needs Jupyter)."""
    if name in ("lab", "theory", "year"):
        return import_module(f"archlib.{name}")
    for module, names in _LATE.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"archlib.{module}"), name)
            return value
    raise AttributeError(f"module 'archlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
