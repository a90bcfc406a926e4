"""Alternate contestants in one run and take medians of process CPU time."""

import importlib.metadata
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from archlib.engine.codes import DONE, FULL
from archlib.engine.compile import tables
from archlib.engine.driver import CHUNK, Held, trace
from archlib.engine.jit import kernel
from archlib.engine.own import asking
from archlib.faults import none
from archlib.outcome.trace import Trace
from archlib.timeline import Timeline, timeline
from benchmarks.cases import Case

Clock = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One contestant on one case; `ratio` is its time a job over the engine's."""

    case: str
    peer: str
    jobs: int
    ns_per_job: float
    ratio: float

    def json(self) -> dict[str, Any]:
        """Return the row as JSON-able content."""
        return asdict(self)


class Engine:
    """The compiled kernel on a case, with the times of its three parts."""

    def __init__(self, case: Case) -> None:
        self.case, self.faults = case, quiet(case)
        self.run, _ = kernel(True)
        self.last: Trace | None = None

    def settle(self) -> None:
        """Play the case a few times: the first runs wait until the host of a virtual machine gives it the memory."""
        for _ in range(3):
            self()

    def __call__(self) -> tuple[float, float, float]:
        """Play the case once and return the CPU seconds of: the tables, the kernel, reading the trace."""
        marks = [time.process_time()]
        held = Held(tables(self.case.topology, self.case.inputs, self.faults), True)
        with asking(self.case.topology, held.tables["stations"]):
            marks.append(time.process_time())
            status = FULL
            while status != DONE:
                if status == FULL:
                    held.grow()
                held.world.budget = CHUNK
                status = self.run(**held.tables)
            marks.append(time.process_time())
        self.last = trace(self.case.topology, self.case.inputs, held.arrays())
        marks.append(time.process_time())
        a, b, c = np.diff(marks)
        return float(a), float(b), float(c)


def quiet(case: Case) -> Timeline:
    """A timeline without a fault."""
    return timeline(case.topology, none(), case.inputs.seed, case.inputs.end_s)


def cpu_seconds(call: Callable[[], Any]) -> float:
    """CPU seconds of one call in this process."""
    began = time.process_time()
    call()
    return time.process_time() - began


def alternate(calls: Sequence[Callable[[], Any]], rounds: int) -> list[list[Any]]:
    """Call all in turn, `rounds` times after one warm-up; return what each returned."""
    results: list[list[Any]] = [[] for _ in calls]
    for number in range(rounds + 1):
        for call, kept in zip(calls, results, strict=True):
            value = call()
            if number:
                kept.append(value)
    return results


def middle(values: Sequence[float]) -> float:
    """The median."""
    return float(median(values))


def machine() -> str:
    """One line on what this was measured with."""
    names = ("numpy", "numba", "simpy", "ciw")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return f"{_processor()}, Python {platform.python_version()}, {versions}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
