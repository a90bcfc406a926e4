"""The door: read what is asked, play it, hand back the map."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

import numpy as np

from archlib._version import __version__
from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.faults import Faults
from archlib.prices import PriceList

if TYPE_CHECKING:
    from archlib.maps.result import DecisionMap

VOLUMES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)  # videos a month
PEAKS = (1, 2, 3, 4, 5, 7, 10, 13, 16, 20)
LEVELS = (0.9, 0.95, 0.99, 0.995, 0.999)
DEADLINES_S = (720.0, 3600.0, 28_800.0)  # 12 min, 1 h, 8 h


def decision_map(
    volumes: Iterable[float] = VOLUMES,
    peaks: Iterable[float] = PEAKS,
    *,
    levels: Iterable[float] = LEVELS,
    deadlines_s: Iterable[float] = DEADLINES_S,
    architectures: Sequence[Architecture] | Mapping[str, Architecture] | None = None,
    seeds: Iterable[int] = range(5),
    faults: Faults | None = None,
    days: float = 7.0,
    prices: PriceList | None = None,
    thorough: bool = True,
    executor: Executor | Callable[[], Executor] | None = None,
    at_once: int = 64,
    resume: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    compiled: bool | None = None,
    command: str = "",
) -> "DecisionMap":
    """Find, cell by cell, what each architecture costs at the cheapest sizes that meet a contract, by real runs.

    Every size is tried on the same seeds, and they are the same for all architectures (common random numbers). A run
    made for one contract serves all; how sizes are searched is told in `archlib.maps.sized`. Equal arguments give
    equal maps, whoever played them and in whatever order. Since a search begins with what its neighbours found, other
    volumes or contracts beside it may lead it to other sizes, of nearly the same cost.

    Parameters
    ----------
    volumes : videos in a month of 730 h, each once; by default 10 from 100 to 100,000
    peaks : rate of the rush of one hour every evening over the mean rate, 1 to 20; by default 10
    levels : 1, shares of uploads, of videos ready in time and of requests to manage alike that must go well
    deadlines_s : s, how long after its arrival a video may become ready
    architectures : the seven of the course by default; a list, or a mapping that names them. Their sizes are searched,
        all other fields stay as they are
    seeds : on each of which the contract must be met
    faults : `archlib.faults.honest_week()` by default
    days : how long a run is, days; its bill is brought to a month of 730 h
    prices, compiled : as for `simulate`
    thorough : False exchanges no size for another: half the runs, and now and then a far dearer result
    executor : as for `sweep`: None for here, an executor, or a function that makes one
    at_once : parts of the map (of one peak and up to 10 volumes; each takes seconds) that may run or wait at once; at
        least the workers of a cluster
    resume : folder in which finished parts of the map are kept, and taken from if they are there
    progress : called with the share done, 0 to 1; returning False cancels. `al.lab.watched` makes one with a bar and a
        Cancel button
    command : a remark on how the map was made, kept in `DecisionMap.made`

    Raises
    ------
    ParameterError
        for a wrong argument, before anything runs
    DataError
        if the folder cannot be used
    MapError
        if it is cancelled, or the executor fails
    """
    from archlib.maps.asked import question
    from archlib.maps.play import Asked, played
    from archlib.sweeps.crew import check_crew

    check_crew("decision_map", executor, at_once)
    asked = question(volumes, peaks, levels, deadlines_s, architectures, seeds, faults, days, prices)
    how = Asked(executor, at_once, progress, resume, thorough, compiled)
    return played(asked, how, _made(asked.prices, command, thorough))


def _made(prices: PriceList, command: str, thorough: bool) -> dict[str, Any]:
    from archlib.maps.walk import SEARCH

    return {
        "command": command, "archlib": __version__, "numpy": np.__version__, "search": SEARCH, "thorough": thorough,
        "prices": prices.name, "prices_as_of": prices.as_of, "prices_hash": prices.hash,
    }  # fmt: skip
