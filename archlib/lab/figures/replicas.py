"""How available an upload is by formula when a tier has one instance, two, or very many, all else the same."""

from functools import lru_cache
from typing import NamedTuple

from archlib.architectures import Architecture
from archlib.architectures.base import from_dict
from archlib.errors import DataError
from archlib.faults import Faults
from archlib.lab.controls import specs_of
from archlib.outcome import Run, closed_form, needed
from archlib.outcome.strips import patient

FEATURE = "upload"
FIELDS = ("upload_instances", "process_instances", "manage_instances", "replicas")  # of the architectures, if there
NUMBERS = (1, 2, 3, 4, 5, 6, 8, 10)
MANY = 100  # more change no digit that is shown


class Replicas(NamedTuple):
    """Availability of an upload, 0 to 1, by formula.

    Attributes
    ----------
    numbers, shares : with so many instances of each tier; empty for an architecture without such numbers
    ceiling : with very many; of one without such numbers its own
    now : with those of the run, whose least is `least`
    """

    numbers: tuple[int, ...]
    shares: tuple[float, ...]
    ceiling: float
    now: float
    least: int
    sizes: tuple[int, ...]


def replicas(run: Run) -> Replicas:
    """Return the availability of an upload against the number of instances, with the run's drawn failures."""
    faults = run.scenario.faults
    now = closed_form(needed(run.topology, FEATURE), faults, patient(run.topology, FEATURE))
    made = _made(run)
    fields = () if made is None else fields_of(made)
    if made is None or not fields:
        return Replicas((), (), now, now, 1, (1,))
    sizes = tuple(int(getattr(made, name)) for name in fields)
    of_all = [_share(of_each(made, n), faults) for n in (*NUMBERS, MANY)]
    return Replicas(NUMBERS, tuple(of_all[:-1]), of_all[-1], now, min(sizes), sizes)


def fields_of(made: Architecture) -> tuple[str, ...]:
    """Return the names of an architecture's numbers of instances, () where it has none."""
    return tuple(name for name in FIELDS if name in type(made).model_fields)


def of_each(made: Architecture, n: int) -> Architecture:
    """Return an architecture with n instances of each tier, or as many as it may have; as it is where it has none."""
    return made.but(**{name: _at_most(made, name, n) for name in fields_of(made)})


def _made(run: Run) -> Architecture | None:
    try:
        return from_dict(run.parameters)
    except DataError:
        return None  # a kind of one's own


def _at_most(made: Architecture, name: str, n: int) -> int:
    high = specs_of(type(made))[name].high
    return n if high is None else min(n, int(high))


@lru_cache(maxsize=256)
def _share(made: Architecture, faults: Faults) -> float:
    topology = made.built
    return closed_form(needed(topology, FEATURE), faults, patient(topology, FEATURE))
