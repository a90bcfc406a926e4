"""Queues: sends, receives, empty receives and deletes are requests; so are the dead letters that one keeps."""

import numpy as np

from archlib.outcome.counters.record import Counted, Record
from archlib.outcome.step import count
from archlib.topology import Entry, Function, Invoke, Receive, Rule, Send, Station


def messages(record: Record, queue: Station) -> Counted:
    """Requests of a queue; the empty receives among them were of no use."""
    number = record.number(queue)
    used = float(record.trace.deletes[number] + record.trace.dead_letters[number])
    used += sum(ok for _, ok in record.uses(Entry | Send | Invoke | Rule, queue))
    empty = 0.0
    for at, edge in enumerate(record.topology.edges):
        if isinstance(edge, Receive) and edge.source == queue.name:
            consumer = record.topology[edge.target]
            used += float(record.trace.calls_ok[at])
            if isinstance(consumer, Function):
                empty += _of_pollers(record, queue, consumer)
            else:
                empty += float(record.trace.empty_receives[record.number(consumer)])
    return used + empty, used


def _of_pollers(record: Record, queue: Station, function: Function) -> float:
    """Receives of a provider's pollers that came back empty.

    Each poller waits `poll_wait_s` at a time while nothing is visible: between two moments at which something was, or
    was received, so many whole waits as fit. Leaves out that a provider has more pollers while much comes.
    """
    stays = record.visits(queue)
    visible = count(stays["enter"], np.minimum(stays["start"], stays["end"]), record.horizon_s)
    received = stays["start"][stays["start"] < record.horizon_s]
    times = np.unique(np.concatenate([visible.t, received]))
    gaps = np.diff(np.append(times, record.horizon_s))[visible.at(times) == 0]
    return float(function.pollers * np.floor(gaps / function.poll_wait_s).sum())
