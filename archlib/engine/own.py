"""A learner's own scaling policy, as the kernel calls it: a Python function behind a guard that lets nothing out.

The kernel knows a guard by its number (`id`). The plain kernel finds it in a table; the compiled one takes the number
for what it is, the object's place in memory, and calls it by way of the interpreter (`own_compiled`).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from archlib.engine.guard import Decide, Trouble, guarded
from archlib.engine.watch import Stopped, Watch
from archlib.engine.wrong import policy_error, too_slow
from archlib.topology import Fleet, Topology

GUARDS: dict[int, Decide] = {}  # those of the runs that are under way; this also keeps them alive


def asked(own: int, visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    """Return how many workers a policy wants, WRONG if it failed."""
    return GUARDS[own](visible, in_flight, workers, oldest_s)


@contextmanager
def asking(topology: Topology, stations: np.ndarray) -> Iterator[list[Trouble]]:
    """Let a run ask the policies of its fleets; what goes wrong comes into the list, and the kernel returns.

    Raises
    ------
    PolicyError
        if a policy is stopped, and not within its call
    """
    own = {i: s.scaling.own for i, s in enumerate(topology.stations) if isinstance(s, Fleet) and s.scaling.own}
    troubles: list[Trouble] = []
    if not own:
        yield troubles
        return
    guards = {number: guarded(policy, troubles) for number, policy in own.items()}
    try:
        with Watch():
            for number, guard in guards.items():
                GUARDS[id(guard)] = guard
                stations["own"][number] = id(guard)
            yield troubles
    except Stopped:  # it came back at this very moment
        raise too_slow(next(iter(own.values()))) from None
    finally:
        for guard in guards.values():
            GUARDS.pop(id(guard), None)


def failed(trouble: Trouble, now_s: float, clock_start_h: float) -> BaseException:
    """Return what to raise of a trouble: an interrupt as it is, all else as a PolicyError."""
    if isinstance(trouble.error, KeyboardInterrupt):
        return trouble.error
    return policy_error(trouble, now_s, clock_start_h)
