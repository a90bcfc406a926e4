"""At which loads, and with how many retries, a service comes back after an outage: a grid of runs in two threads."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Final

import numpy as np

from archlib.compare import Progress
from archlib.course.recovery import is_back
from archlib.course.storms import CAPACITY, Storm
from archlib.lab.shares import go_on
from archlib.theory import stability_boundary

LOADS: Final = tuple(float(f"{load:.3g}") for load in np.geomspace(5.0, 95.0, 15))  # requests/s
RETRIES: Final = tuple(range(15))
SEEDS: Final = (1, 2, 3)
THREADS: Final = 2  # the compiled kernel lets go of Python's lock

Cell = tuple[int, int]  # place among the retries, place among the loads


@dataclass(frozen=True)
class Phases:
    """How many of the seeds came back, for each number of retries (rows) and each load (columns)."""

    back: tuple[tuple[int, ...], ...]

    @property
    def unlike(self) -> int:
        """In how many cells most seeds did otherwise than the formula says."""
        return sum(
            (2 * self.back[r][k] > len(SEEDS)) != expected(RETRIES[r], LOADS[k])
            for r in range(len(RETRIES))
            for k in range(len(LOADS))
        )


def expected(retries: int, per_s: float) -> bool:
    """Whether a load is below C / (R + 1), so that the service comes back by the formula."""
    return per_s < stability_boundary(CAPACITY, retries)


def phases(storm: Storm, progress: Progress | None = None) -> Phases:
    """Run a storm at every load, with every number of retries and every seed; all else is as given.

    Raises
    ------
    EngineError
        if `progress` stops it; what runs at that moment is stopped too
    """
    back = np.zeros((len(RETRIES), len(LOADS)), int)
    stopped = [False]
    with ThreadPoolExecutor(THREADS) as crew:
        asked = {crew.submit(is_back, one, lambda _: not stopped[0]): cell for cell, one in _cells(storm)}
        try:
            for i, future in enumerate(as_completed(asked)):
                back[asked[future]] += future.result()
                go_on(progress, i + 1, len(asked))
        finally:
            stopped[0] = True
            _drop(asked)
    return Phases(tuple(tuple(int(n) for n in row) for row in back))


def _cells(storm: Storm) -> Iterator[tuple[Cell, Storm]]:
    """The heavy ones first: so no thread is left with a long one at the end."""
    for r in reversed(range(len(RETRIES))):
        for k in reversed(range(len(LOADS))):
            for seed in SEEDS:
                yield (r, k), storm.but(per_s=LOADS[k], retries=RETRIES[r], layers=1, seed=seed)


def _drop(asked: dict[Future[bool], Cell]) -> None:
    for future in asked:
        future.cancel()
