"""One try at one station as a reference notes it, and the comparison with a trace's visits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from archlib.outcome.trace import Reason, Trace
from archlib.topology import Topology
from tests.oracles.same import TOLERANCE_S

INFINITY = float("inf")
FIELDS = ("video", "attempt", "enter", "start", "end", "reason", "place")


@dataclass(eq=False)
class Visit:
    """A try: waiting, served, or over; `answer` is told how it ended, unless nobody listens any more."""

    video: int
    attempt: int
    enter: float
    answer: Callable[["Visit", Reason], None] | None = None
    start: float = INFINITY
    end: float = INFINITY
    reason: Reason = Reason.UNFINISHED
    place: int = -1
    waits: bool = False  # an asynchronous one waits where a call is refused
    part: int = 0  # the number of its size, if it works on one
    readable_s: float = 0.0  # before this, who begins with it cannot read it
    plans: dict[str, Any] = field(default_factory=dict)

    def drop_plan(self, name: str) -> None:
        """Cancel what was planned under a name, if anything was."""
        if name in self.plans:
            self.plans.pop(name).cancel()

    def over(self, now_s: float, reason: Reason) -> None:
        """End, and tell who listens."""
        self.end, self.reason = now_s, reason
        self.drop_plan("work")
        self.drop_plan("deadline")
        if self.answer is not None:
            self.answer(self, reason)


def assert_visits(trace: Trace, topology: Topology, station: str, seen: Iterable[Visit]) -> None:
    """Fail unless the station's visits are those seen: times within 1e-9 s, all else equal, in any order of rows."""
    rows = trace.visits[trace.visits["station"] == topology.index[station]]
    told = sorted(tuple(float(row[f]) for f in FIELDS) for row in rows)
    wanted = sorted(tuple(float(getattr(v, f)) for f in FIELDS) for v in seen)
    assert len(told) == len(wanted), f"{len(told)} visits of {station}, not {len(wanted)}"
    for column, name in enumerate(FIELDS):
        one, other = (np.array([row[column] for row in rows]) for rows in (told, wanted))
        assert_allclose(one, other, rtol=0, atol=TOLERANCE_S, err_msg=f"{name} of the visits of {station}")


def assert_lives(trace: Trace, topology: Topology, station: str, seen: Iterable[tuple[float, ...]]) -> None:
    """Fail unless the station's lives (launch, ready, end, place, reason) are those seen."""
    rows = trace.lives[trace.lives["station"] == topology.index[station]]
    told = sorted(tuple(float(row[f]) for f in ("launch", "ready", "end", "place", "reason")) for row in rows)
    wanted = sorted(tuple(map(float, life)) for life in seen)
    assert len(told) == len(wanted), f"{len(told)} lives of {station}, not {len(wanted)}"
    if wanted:
        assert_allclose(told, wanted, rtol=0, atol=TOLERANCE_S, err_msg=f"lives of {station}")


def assert_answers(trace: Trace, ack: np.ndarray, reason: np.ndarray) -> None:
    """Fail unless every customer got the same answer at the same time."""
    assert_array_equal(trace.reason, reason, err_msg="reason")
    assert_allclose(trace.ack, ack, rtol=0, atol=TOLERANCE_S, err_msg="ack")


def ready_by(visits: Iterable[Visit], videos: int) -> np.ndarray:
    """When each video's only work was done for the first time; NaN for never."""
    ready = np.full(videos, np.nan)
    for visit in visits:
        if visit.reason is Reason.OK:
            ready[visit.video] = np.fmin(ready[visit.video], visit.end)
    return ready
