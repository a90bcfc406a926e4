"""What became of the events that a bus brought to a consumer, read off the tries that the consumer saw."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from archlib.outcome import Run
from archlib.outcome.trace import Floats, Ints, Reason, Records
from archlib.topology import Delivery, Queue, Rule

FATES: Final = (
    "at the first try", "after more tries", "from the dead letters", "kept as a dead letter", "lost", "under way",
)  # fmt: skip
AT_ONCE, LATER, ANEW, KEPT, LOST, PENDING = range(len(FATES))


@dataclass(frozen=True, eq=False)
class Brought:
    """The events brought to one station.

    Attributes
    ----------
    came_s : float array (n,), s, when each came, rising
    fate : int array (n,), a number of FATES
    tries : int array (n,), how often it was brought
    late_s : float array (n,), s, from when it came to the try that was taken; NaN for none
    """

    came_s: Floats
    fate: Ints
    tries: Ints
    late_s: Floats

    def counts(self) -> Ints:
        """Return how many events met each fate, int array (len(FATES),)."""
        return np.bincount(self.fate, minlength=len(FATES))


def hearers(run: Run) -> tuple[str, ...]:
    """Return who hears of each upload over a bus: processing first, then the other consumers; none where no bus does.

    Processing that has a queue before it hears of nothing itself.
    """
    rules = [e for e in run.topology.edges if isinstance(e, Rule)]
    patterns = [e.pattern for e in rules if e.required and _processes(run, e.target)]
    told = [e.target for e in rules if e.pattern in patterns and not isinstance(run.topology[e.target], Queue)]
    return tuple(sorted(told, key=lambda name: not _processes(run, name)))


def _processes(run: Run, name: str) -> bool:
    station = run.topology[name]
    return isinstance(station, Queue) or "process" in station.plays


def delivery(run: Run, name: str = "") -> tuple[str, Delivery] | None:
    """Return a consumer, by default who processes, and how a bus brings it events; None where no bus does."""
    for edge in run.topology.edges:
        if isinstance(edge, Rule) and (edge.target == name or (not name and _plays(run, edge.target))):
            return edge.target, edge.delivery
    return None


def _plays(run: Run, name: str) -> bool:
    return "process" in run.topology[name].plays


def brought(run: Run, name: str = "") -> Brought | None:
    """Return what became of the events that a bus brings to a consumer, by default to who processes.

    None where no bus brings it any. For those that no video waits for, what has not been taken is under way as long as
    a next try may still come after the end of the run.
    """
    known = delivery(run, name)
    if known is None:
        return None
    name, how = known
    rows = run.trace.visits_at(run.topology.index[name])
    rows = rows.take(np.lexsort((rows["enter"], rows["video"])))
    rows = rows.take(np.flatnonzero(rows["enter"] < run.trace.end_s))
    videos, first, tries = np.unique(rows["video"], return_index=True, return_counts=True)
    came = rows["enter"][first]
    good = rows.take(np.flatnonzero(rows["reason"] == Reason.OK))
    taken, at = np.unique(good["video"], return_index=True)
    late = np.full(len(videos), np.nan)
    late[np.searchsorted(videos, taken)] = good["enter"][at]
    late -= came
    if _plays(run, name):
        fate = np.where(run.trace.fate[videos] == Reason.DEAD_LETTERED, KEPT, LOST)
        fate[run.trace.fate[videos] == Reason.UNFINISHED] = PENDING
    else:
        fate = np.where(
            _ends(run, rows.take(first + tries - 1), came, how), KEPT if how.dead_letters else LOST, PENDING
        )
    is_taken = np.isfinite(late)
    fate[is_taken] = np.where(late > how.longest_age_s, ANEW, np.where(tries > 1, LATER, AT_ONCE))[is_taken]
    inside = came < run.trace.horizon_s
    order = came[inside].argsort(kind="stable")
    return Brought(came[inside][order], fate[inside][order], tries[inside][order], late[inside][order])


def _ends(run: Run, last: Records, came: Floats, how: Delivery) -> np.ndarray:
    """Whether an event's last try was its last, bool array (n,): no other one could come after the end of the run."""
    attempt = last["attempt"].astype(float)
    pause_s = np.minimum(how.backoff_cap_s, how.backoff_s * 2.0 ** np.minimum(attempt - 1, 64))
    anew = (last["enter"] - came >= how.redrive_after_s) | np.isinf(how.redrive_after_s)
    born = np.where(anew & np.isfinite(how.redrive_after_s), last["enter"], came)
    too_late = last["end"] + pause_s * (1 - how.jitter) > born + how.longest_age_s
    no_more = (attempt >= how.tries) | too_late | (last["end"] + pause_s < run.trace.end_s)
    waits_s = np.where(anew, 0.0, how.redrive_after_s)
    return np.asarray(np.isfinite(last["end"]) & no_more & (anew | (last["end"] + waits_s < run.trace.end_s)))
