"""Functions: invocations, and seconds of run and of initialisation times memory."""

import numpy as np

from archlib.outcome.counters.record import Counted, Record
from archlib.outcome.trace import Floats
from archlib.prices import BILLED_STEP_S
from archlib.topology import Function

# a run of exactly so many steps is not rounded up for its last binary digit; late in a year that is 4e-6 of a step
SLACK = 1e-4


def invocations(record: Record, function: Function) -> Counted:
    """Invocations that began, a batch as one, and (expected) those of people who watch."""
    n = float(record.trace.invocations[record.number(function)]) + record.watched_at(function)
    return n, n


def run_gb_s(record: Record, function: Function) -> Counted:
    """GB-seconds of run and initialisation; initialising was of no use to anybody.

    Each visit is rounded up to a millisecond, so a batch of b messages counts up to b - 1 ms too much. Environments
    that are provisioned are initialised before, and their run counts here only if no meter of its own has it.
    """
    apart = any(meter.kind == "gb_seconds" and meter.op == "provisioned_run" for meter in function.meters)
    first = function.provisioned if apart else 0
    run = _run_s(record, function, first, function.concurrency)
    run += record.watched_at(function) * _rounded(np.array([function.read_s]))
    lives = record.trace.lives.take(np.flatnonzero(record.trace.lives["station"] == record.number(function)))
    made = lives.take(np.flatnonzero((lives["place"] >= function.provisioned) & (lives["launch"] < record.horizon_s)))
    until = np.minimum(np.minimum(made["ready"], made["end"]), record.horizon_s)
    init = _rounded(until - made["launch"])
    return (run + init) * function.memory_gb, run * function.memory_gb


def provisioned_gb_s(record: Record, function: Function) -> Counted:
    """GB-seconds for which provisioned environments were there, and for which they ran."""
    there = function.provisioned * record.horizon_s * function.memory_gb
    return there, min(there, _run_s(record, function, 0, function.provisioned) * function.memory_gb)


def provisioned_run_gb_s(record: Record, function: Function) -> Counted:
    """GB-seconds for which provisioned environments ran."""
    run = _run_s(record, function, 0, function.provisioned) * function.memory_gb
    return run, run


def _run_s(record: Record, function: Function, first: int, end: int) -> float:
    """Seconds run in places first <= place < end, each visit rounded up to what is billed."""
    visits = record.visits(function)
    mine = (visits["place"] >= first) & (visits["place"] < end) & (visits["start"] < record.horizon_s)
    return _rounded(np.minimum(visits["end"][mine], record.horizon_s) - visits["start"][mine])


def _rounded(seconds: Floats) -> float:
    steps = float(np.ceil(np.maximum(seconds, 0.0) / BILLED_STEP_S - SLACK).sum())
    return steps * BILLED_STEP_S
