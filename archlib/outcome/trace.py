"""What the engine writes and the outcome reads: plain arrays, no Python object a job.

All times are seconds from the scenario's start. The tables of fields below are the only definition of the records:
dtypes and documentation are both made from them.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Records = npt.NDArray[np.void]


class Reason(IntEnum):
    """Why a request ended as it did; the same word everywhere."""

    OK = 0
    NO_HOST = 1
    NO_ROOM = 2
    TIMED_OUT = 3
    THROTTLED = 4
    CRASHED = 5
    EXPIRED = 6
    DEAD_LETTERED = 7
    TIME_LIMIT = 8
    ERROR = 9
    RETURNED = 10
    CANCELLED = 11
    UNFINISHED = 12
    SHED = 13
    CIRCUIT_OPEN = 14
    UNREADABLE = 15

    @property
    def text(self) -> str:
        """The reason as it is shown to people."""
        return REASON_TEXT[self]


REASON_TEXT = {
    Reason.OK: "ok",
    Reason.NO_HOST: "no host",
    Reason.NO_ROOM: "no room",
    Reason.TIMED_OUT: "timed out",
    Reason.THROTTLED: "throttled",
    Reason.CRASHED: "lost in a crash",
    Reason.EXPIRED: "expired",
    Reason.DEAD_LETTERED: "dead-lettered",
    Reason.TIME_LIMIT: "time limit",
    Reason.ERROR: "wrong answer",
    Reason.RETURNED: "returned to the queue",
    Reason.CANCELLED: "cancelled by the caller",
    Reason.UNFINISHED: "unfinished",
    Reason.SHED: "shed",
    Reason.CIRCUIT_OPEN: "circuit open",
    Reason.UNREADABLE: "unreadable",
}

Rows = tuple[tuple[str, str, str, str], ...]

VISIT: Rows = (
    ("enter", "f8", "s", "came to the station; at a queue: became visible"),
    ("start", "f8", "s", "got a slot; at a queue: was received; inf if never"),
    ("end", "f8", "s", "left; at a queue: left flight, or left the visible ones; inf if still there"),
    ("video", "i4", "", "index of the video; at who hears an alarm: n + 2k, alarm k rings, n + 2k + 1, it is over"),
    ("station", "i2", "", "number of the station in the topology"),
    ("reason", "i2", "", "a Reason"),
    ("place", "i4", "", "instance's place at the station; -1 if none"),
    ("attempt", "i4", "", "which try of its call, or which receive of its message, from 1"),
)
LIFE: Rows = (
    ("launch", "f8", "s", "billed from here"),
    ("ready", "f8", "s", "can work from here; inf if it ended before"),
    ("end", "f8", "s", "billed until here; inf if it lives at the end"),
    ("station", "i2", "", "number of the station in the topology"),
    ("reason", "i2", "", "OK for a scale-in, CRASHED for a replaced one, UNFINISHED for one alive"),
    ("place", "i4", "", "place at the station"),
)
TICK: Rows = (
    ("time", "f8", "s", "when the policy decided, or the alarm looked"),
    ("station", "i4", "", "number of the fleet or alarm in the topology"),
    ("visible", "i4", "messages", "visible at the tick; of an alarm: what it counts, messages or failed visits"),
    ("in_flight", "i4", "messages", "received and not deleted at the tick"),
    ("asked", "i4", "instances", "what the policy asked for, before the fleet's bounds and its cooldown"),
    ("desired", "i4", "instances", "decided at the tick; of an alarm: 1 while it rings, else 0"),
    ("booting", "i4", "instances", "launched, not ready, after the decision"),
    ("ready", "i4", "instances", "ready, after the decision"),
    ("busy", "i4", "instances", "with work in hand, after the decision"),
    ("refused", "i4", "instances", "launches that failed at the tick"),
)


def dtype(rows: Rows) -> np.dtype[Any]:
    """Return the structured dtype of a table of fields."""
    return np.dtype([(name, kind) for name, kind, _, _ in rows], align=True)


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """All that a run leaves behind, cut nowhere: the outcome cuts at the horizon where it must.

    Attributes
    ----------
    horizon_s : arrivals, bill and series end here
    end_s : the run went on until here (horizon + deadline)
    deadline_s : ready this long after arrival still counts
    arrive, ack, start, ready : float array (n,), seconds; NaN for never (`start` is the first start of processing)
    reason : int array (n,), the Reason of the upload's answer; UNFINISHED while none has been given
    fate : int array (n,), OK if ready, else why not: the upload's reason, DEAD_LETTERED, EXPIRED, or UNFINISHED
    deliveries : int array (n,), how often processing was started
    worker : int array (n,), place of the instance that made it ready first; -1 if none
    visits, lives, ticks : structured arrays of VISIT, LIFE, TICK, each in the order of the run
    calls_ok, calls_failed : int array (edges,), uses of each edge up to the horizon
    empty_receives : float array (stations,), receives that came back empty up to the horizon, of a consumer
    deletes : int array (stations,), messages deleted up to the horizon, of a queue
    invocations : int array (stations,), invocations started up to the horizon, of a function; a batch counts once
    dead_letters : int array (stations,), messages given up and kept up to the horizon, of a dead-letter queue
    fault_hits : int array (rows of the timeline,), how many instances or managed services each row met
    """

    horizon_s: float
    end_s: float
    deadline_s: float
    arrive: Floats
    ack: Floats
    start: Floats
    ready: Floats
    reason: Ints
    fate: Ints
    deliveries: Ints
    worker: Ints
    visits: Records
    lives: Records
    ticks: Records
    calls_ok: Ints
    calls_failed: Ints
    empty_receives: Floats
    deletes: Ints
    invocations: Ints
    dead_letters: Ints
    fault_hits: Ints

    @property
    def nbytes(self) -> int:
        """The memory of all arrays, bytes."""
        return sum(value.nbytes for value in vars(self).values() if isinstance(value, np.ndarray))

    def visits_at(self, station: int) -> Records:
        """Return the visits of a station (its number in the topology), in the order of the run."""
        known = self._asked.get(station)
        if known is None:
            order, begins = self._by_station
            # eight times as fast as indexing
            known = self._asked[station] = self.visits.take(order[begins[station] : begins[station + 1]])
        return known

    @cached_property
    def _asked(self) -> dict[int, Records]:
        """The visits of the stations that have been asked for."""
        return {}

    @cached_property
    def _by_station(self) -> tuple[Ints, list[int]]:
        """The numbers of the visits sorted by station, and where each station begins among them."""
        stations = np.ascontiguousarray(self.visits["station"])
        begins = np.bincount(stations, minlength=len(self.deletes)).cumsum().tolist()
        return stations.argsort(kind="stable"), [0, *begins]

    def __repr__(self) -> str:
        sizes = f"{len(self.arrive):,} videos, {len(self.visits):,} visits, {len(self.lives):,} instances"
        return f"<Trace of {self.horizon_s:g} s: {sizes}>"
