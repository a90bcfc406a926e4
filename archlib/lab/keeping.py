"""The learner's file as the lab uses it: one object a process, and a word when something cannot be kept."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from archlib.course.progress import Progress, place


def progress() -> Progress:
    """Return the learner's progress, as the file now says."""
    mine = _of(place())
    mine.refresh()
    return mine


def kept(record: Callable[[Progress], object]) -> str:
    """Record something in the learner's file; return "" or, if it cannot be kept, why not."""
    mine = _of(place())
    before = mine.problem
    record(mine)
    return "" if mine.problem == before else f"({mine.problem})"  # said once, not after every answer


@cache
def _of(path: Path) -> Progress:
    return Progress.load(path)
