"""What was given up after too many tries: messages of a queue, and events that nobody could be given."""

from typing import NamedTuple

import numpy as np

from archlib.outcome.trace import Reason, Trace
from archlib.topology import Queue, Topology


class DeadLetters(NamedTuple):
    """How many there were, and of how many of them the video was ready by then.

    A video that a worker makes ready later, though its message is given up, does not count as ready.
    """

    given_up: int
    ready: int


def dead_letters(topology: Topology, trace: Trace) -> DeadLetters:
    """Return what was given up in a run.

    A queue's messages are counted whether or not their video is ready: a worker whose receipt is stale makes it ready
    and cannot delete its message. Of what was delivered without a queue, the videos are counted that were lost by it.
    """
    queues = [topology.index[s.name] for s in topology.stations if isinstance(s, Queue)]
    gone = trace.visits[(trace.visits["reason"] == Reason.DEAD_LETTERED) & np.isin(trace.visits["station"], queues)]
    ready = np.count_nonzero(trace.ready[gone["video"]] <= gone["end"])
    lost = np.flatnonzero(trace.fate == Reason.DEAD_LETTERED)
    return DeadLetters(len(gone) + int(np.count_nonzero(~np.isin(lost, gone["video"]))), int(ready))
