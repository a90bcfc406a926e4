"""Bounds of the closed forms: a value outside is an error that names it, never a NaN."""

import math
from numbers import Real
from typing import Any

from archlib.errors import ParameterError

MOST = 1_000_000  # servers, parts or machines: more would take minutes and no model here has them


def number(
    name: str,
    value: Any,
    unit: str = "1",
    *,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    do: str = "Change it",
) -> float:
    """Return `value` as a float if it is a finite number within the bounds.

    Raises
    ------
    ParameterError
        Named `name` ("mmc_wait.lam"), with value, rule, unit and what to do.
    """
    inside = _is_finite(value) and all(
        (ge is None or value >= ge, gt is None or value > gt, le is None or value <= le, lt is None or value < lt)
    )
    if not inside:
        rule = _rule(name.rpartition(".")[2], ge, gt, le, lt)
        raise ParameterError(f"{name}={value!r} is refused: not a finite number{rule} (unit {unit}). {do}.")
    return float(value)


def whole(name: str, value: Any, unit: str, *, ge: int = 0, le: int = MOST, do: str = "Change it") -> int:
    """Return `value` as an int if it is a whole number within the bounds; 3.0 counts as whole."""
    if not _is_finite(value) or value != int(value) or not ge <= value <= le:
        rule = _rule(name.rpartition(".")[2], ge, None, le, None)
        raise ParameterError(f"{name}={value!r} is refused: not a whole number{rule} (unit {unit}). {do}.")
    return int(value)


def share(name: str, value: Any) -> float:
    """Return `value` as a float if it lies in 0 to 1: an availability, a probability, a share."""
    return number(name, value, ge=0, le=1, do="Give a fraction, not a percentage")


def _is_finite(value: Any) -> bool:
    kind: type = type(value)
    try:
        return kind is not bool and issubclass(kind, Real) and math.isfinite(value)
    except OverflowError:  # a whole number beyond the range of floats
        return False


def _rule(name: str, ge: float | None, gt: float | None, le: float | None, lt: float | None) -> str:
    low = f"{ge:g} <= " if ge is not None else f"{gt:g} < " if gt is not None else ""
    high = f" <= {le:g}" if le is not None else f" < {lt:g}" if lt is not None else ""
    return f" with {low}{name}{high}" if low or high else ""
