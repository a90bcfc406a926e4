"""What a sweep varies: paths such as "load.peak_per_hour", each with values of a list, with names, or drawn."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from archlib.draws import Floats, stream
from archlib.errors import ParameterError
from archlib.params import FieldSpec, Scale

WHOLE = ("load", "faults", "prices", "contract")  # parts that can be exchanged as a whole
PARTS = (*WHOLE, "scenario")  # what a path may begin with, beside names of architectures
KEY = "sweep"  # the first part of the key of a drawn axis' stream


@dataclass(frozen=True)
class Between:
    """A range to draw from; `between` makes and checks it."""

    low: float
    high: float
    scale: Scale | None = None


def between(low: float, high: float, scale: Scale | None = None) -> Between:
    """Return a range from which a sweep draws a parameter, ends included.

    Parameters
    ----------
    low, high : numbers in the unit of the parameter, low < high; whole numbers are drawn for a field of these
    scale : "linear" or "log" spreads the draws evenly on that scale; None takes the scale of the field

    Raises
    ------
    ParameterError
        unless low < high are finite, and above zero where the scale is "log"
    """
    made = Between(low, high, scale)
    if not all(map(_finite, (low, high))) or not low < high:
        raise ParameterError(f"{made!r} is refused: low and high are finite numbers, low < high. Give both in order.")
    if scale not in (None, "linear", "log"):
        raise ParameterError(f"{made!r} is refused: the scale is 'linear', 'log' or None. Choose one.")
    _check_scale(made, scale or "linear", "between")
    return made


@dataclass(frozen=True)
class Axis:
    """One parameter and its values: `shown` is what the table says, `values` what the models get.

    The values of a list meet those of every other axis; drawn ones belong together by their place.
    """

    path: str
    shown: tuple[Any, ...]
    values: tuple[Any, ...]
    drawn: bool = False

    @property
    def owner(self) -> str:
        """What the path begins with: a part of `PARTS`, or a name of architectures."""
        return self.path.partition(".")[0]

    @property
    def rest(self) -> str:
        """The path below its owner; empty where the whole part is exchanged."""
        return self.path.partition(".")[2]


def listed(path: str, given: Any) -> Axis:
    """Return the axis of values in a list, an array or a range, or of a mapping from the name to show to the value."""
    if isinstance(given, Mapping):
        names, values = tuple(given), tuple(map(_plain, given.values()))
    elif isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        do = "Give a list of values, a mapping from names to values, or between(low, high)"
        raise ParameterError(f"sweep: over[{path!r}]={given!r:.60} is refused: it is no list. {do}.")
    else:
        names = values = tuple(map(_plain, given))
    if not values:
        raise ParameterError(f"sweep: over[{path!r}] is empty, which leaves no run. Give it a value, or leave it out.")
    twice = [n for i, n in enumerate(names) if n in names[:i]]
    if twice:
        raise ParameterError(f"sweep: over[{path!r}] holds {twice[0]!r:.60} twice. Give each value once.")
    return Axis(path, names, values)


def drawn(path: str, given: Between, spec: FieldSpec, draws: int, seed: int) -> Axis:
    """Return the axis of a range: `draws` numbers of the stream ("sweep", path), of which more draws keep the first.

    Raises
    ------
    ParameterError
        if the field holds no number, or a logarithm is asked of a range that reaches zero
    """
    if spec.kind not in ("int", "float"):
        raise ParameterError(f"sweep: over[{path!r}]={given!r} is refused: the field is {spec.rule}. Give a list.")
    scale = given.scale or spec.scale
    if given.scale is None and given.low <= 0:
        scale = "linear"  # a slider that begins at zero cannot be logarithmic either
    _check_scale(given, scale, f"sweep: over[{path!r}]")
    u = stream(seed, KEY, path).random(draws)
    whole = spec.kind == "int"
    numbers = tuple(_whole(given, u, scale) if whole else _spread(given.low, given.high, u, scale).tolist())
    return Axis(path, numbers, numbers, drawn=True)


def _spread(low: float, high: float, u: Floats, scale: str) -> Floats:
    if scale == "log":
        return np.asarray(np.clip(low * np.exp(u * np.log(high / low)), low, high))
    return np.asarray(np.clip(low + u * (high - low), low, high))


def _whole(given: Between, u: Floats, scale: str) -> list[int]:
    """Whole numbers; each end has as much room as the others, so it is drawn as often."""
    low, high = math.ceil(given.low), math.floor(given.high)
    if scale == "log":
        values = np.rint(_spread(max(low - 0.5, 0.5), high + 0.5, u, scale))
    else:
        values = np.floor(low + u * (high - low + 1))
    return [min(high, max(low, int(value))) for value in values]


def _check_scale(given: Between, scale: str, where: str) -> None:
    if scale == "log" and given.low <= 0:
        rule = "on a logarithmic scale low is above 0"
        raise ParameterError(f"{where}={given!r} is refused: {rule}. Raise it, or give scale='linear'.")


def _finite(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)  # as the models hold them, and as a table can look for them
    return value.item() if isinstance(value, np.generic) else value
