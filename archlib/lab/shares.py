"""Progress of a work of several runs: told as a share of all of them, and asked after each whether to go on."""

from archlib.compare import Progress
from archlib.errors import EngineError


def part(progress: Progress | None, i: int, n: int) -> Progress | None:
    """Return what tells the progress of the i-th (from 0) of n runs as a share of all of them; None if none is told."""
    return None if progress is None else lambda share: progress((i + share) / n)


def go_on(progress: Progress | None, i: int, n: int) -> None:
    """Tell that i of n runs are made.

    A short run never asks by itself whether it shall go on, so whoever makes several asks here before each.

    Raises
    ------
    EngineError
        if `progress` returns False, which means stop
    """
    if progress is not None and progress(i / n) is False:
        raise EngineError(f"the runs were cancelled after {i} of {n}")
