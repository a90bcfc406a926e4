"""What happened in a run of a queue and its fleet, one thing after the other, read off its trace.

Of what happens at one instant, ends of work come first, then what fails, boots, gives up and returns, then the
decision, and at last the polls: the order of the engine's clock.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from archlib.course.cast import Cast
from archlib.outcome.trace import Reason

# in the order in which they come at one instant; what is told together has one number
STORED, SENT, MADE, DELETED, IN_VAIN = 0, 0, 0, 0, 0
CRASHED, READY, REPLACED, RETURNED, GIVEN_UP = 1, 2, 3, 4, 4
DECIDED, LAUNCHED, ENDED, RECEIVED, FETCHED, LEFT = 6, 7, 8, 9, 9, 10


class Happening(NamedTuple):
    """One thing that happened: when, its place among others at that instant, what, and to whom.

    `message` and `workers` are numbers from 1; `value` is the receive, the former and the new size, or the reason.
    """

    time_s: float
    rank: int
    row: int
    kind: str
    message: int = 0
    workers: tuple[int, ...] = ()
    value: Any = None


def happenings(cast: Cast) -> list[Happening]:
    """Return all of them in order, up to the horizon."""
    found = [*_uploads(cast), *_messages(cast), *_work(cast), *_workers(cast), *_decisions(cast)]
    end_s = cast.run.trace.horizon_s
    found = sorted((h for h in found if h.time_s < end_s), key=lambda h: h[:3])
    return [*found, *(_left(cast, end_s))]


def _uploads(cast: Cast) -> Iterator[Happening]:
    for visit in cast.visits(cast.door):
        n = int(visit["video"]) + 1
        if visit["reason"] == Reason.OK:
            yield Happening(float(visit["end"]), STORED, 2 * n, "stored", n)


def _messages(cast: Cast) -> Iterator[Happening]:
    """Yield what became of messages; one that is deleted is told with the work that ends."""
    sent: set[int] = set()
    rows = cast.visits(cast.queue)
    for visit in rows[np.argsort(rows["enter"], kind="stable")]:
        n = int(visit["video"]) + 1
        if n not in sent:
            sent.add(n)
            yield Happening(float(visit["enter"]), SENT, 2 * n + 1, "sent", n)
        if visit["reason"] == Reason.RETURNED:
            yield Happening(float(visit["end"]), RETURNED, n, "returned", n, value=int(visit["attempt"]))
        elif visit["reason"] in (Reason.EXPIRED, Reason.DEAD_LETTERED):
            yield Happening(float(visit["end"]), GIVEN_UP, n, "given up", n, value=Reason(int(visit["reason"])))


def _work(cast: Cast) -> Iterator[Happening]:
    """Yield what workers did with messages."""
    gone: set[int] = set()
    for row, visit in enumerate(cast.visits(cast.fleet)):
        n, who, end_s = int(visit["video"]) + 1, (cast.worker(visit),), float(visit["end"])
        yield Happening(float(visit["start"]), RECEIVED, 2 * n, "received", n, who, int(visit["attempt"]))
        yield Happening(float(visit["start"]), FETCHED, 2 * n + 1, "fetched", n, who)
        if visit["reason"] == Reason.OK:
            yield Happening(cast.made_s(visit), MADE, row, "made", n, who)
            deletes = n not in gone and cast.is_deleted(n, end_s)
            gone |= {n} if deletes else set()
            yield Happening(end_s, DELETED, row, "deleted" if deletes else "in vain", n, who)
        elif np.isfinite(end_s):
            yield Happening(end_s, CRASHED, row, "crashed", n, who)


def _workers(cast: Cast) -> Iterator[Happening]:
    """Yield who was launched, ready and ended, those of one instant together."""
    lives = cast.lives
    for kind, rank, column in (("launched", LAUNCHED, "launch"), ("ready", READY, "ready"), ("ended", ENDED, "end")):
        for time_s in np.unique(lives[column][np.isfinite(lives[column])]):
            at = np.flatnonzero(lives[column] == time_s)
            failed = [i for i in at if kind == "ended" and lives["reason"][i] == Reason.CRASHED]
            well = tuple(int(i) + 1 for i in at if i not in failed)
            if well:
                yield Happening(float(time_s), rank, 0, kind, workers=well)
            if failed:
                yield Happening(float(time_s), REPLACED, 0, "replaced", workers=tuple(int(i) + 1 for i in failed))


def _decisions(cast: Cast) -> Iterator[Happening]:
    before = 0
    for tick in cast.ticks:
        if tick["desired"] != before or tick["time"] == 0.0:
            yield Happening(float(tick["time"]), DECIDED, 0, "decided", value=(before, int(tick["desired"]), tick))
        before = int(tick["desired"])


def _left(cast: Cast, end_s: float) -> Iterator[Happening]:
    """Yield what is still in the queue at the end."""
    rows = cast.visits(cast.queue)
    there = (rows["enter"] < end_s) & (rows["end"] >= end_s)
    if there.any():
        yield Happening(end_s, LEFT, 0, "left", value=tuple(int(v) + 1 for v in np.sort(rows["video"][there])))
