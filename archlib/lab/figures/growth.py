"""How available an upload is by formula with three services in a row, with four, and so on, all else the same."""

from functools import lru_cache
from typing import Any, Final, NamedTuple

from archlib.course.chain import Chain
from archlib.faults import Faults
from archlib.outcome import Run, closed_form, needed
from archlib.outcome.strips import patient
from archlib.prices import MONTH_HOURS
from archlib.topology import Topology, Working

FEATURE: Final = "upload"
NUMBERS: Final = (3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
MONTH_MIN: Final = 60 * MONTH_HOURS


class Growth(NamedTuple):
    """Minutes of a month in which no upload is accepted, by formula, and in the run.

    Attributes
    ----------
    numbers, minutes : with so many services; empty for what is no `Chain`
    services, now : how many the run's topology has, and what the formula says of them
    measured : minutes of a month by the run's share of time down
    ready_share : of the run's videos those ready by the deadline; None if no video came
    """

    numbers: tuple[int, ...]
    minutes: tuple[float, ...]
    services: int
    now: float
    measured: float
    ready_share: float | None


def growth(run: Run) -> Growth:
    """Return a run's availability against the number of services, with the run's drawn failures."""
    faults, now = run.scenario.faults, run.availability
    numbers = NUMBERS if run.architecture == Chain.__name__ else ()
    minutes = []
    if numbers:
        made = chain_of(run)
        minutes = [_of_chain(made.but(services=n), faults) for n in numbers]
    measured = MONTH_MIN * (1.0 - now[FEATURE].time_share)
    here = _down_min(run.topology, faults)
    return Growth(numbers, tuple(minutes), services(run.topology), here, measured, now["process"].deadline_share)


def chain_of(run: Run) -> Chain:
    """Return the chain that a run is of."""
    fields = {name: value for name, value in run.parameters.items() if name in Chain.model_fields}
    return _made(tuple(fields.items()))


def services(topology: Topology) -> int:
    """Return how many stations of a topology do work."""
    return sum(isinstance(s, Working) for s in topology.stations)


@lru_cache(maxsize=64)
def _made(fields: tuple[tuple[str, Any], ...]) -> Chain:
    return Chain(**dict(fields))


@lru_cache(maxsize=512)
def _of_chain(made: Chain, faults: Faults) -> float:
    return _down_min(made.built, faults)


def _down_min(topology: Topology, faults: Faults) -> float:
    return MONTH_MIN * (1.0 - closed_form(needed(topology, FEATURE), faults, patient(topology, FEATURE)))
