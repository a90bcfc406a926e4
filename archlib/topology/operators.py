"""The operators of event patterns: what each asks of one value.

A value is one of JSON, or a float array with the numbers of many events, and the answer is one bool or one for each.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

Truth = bool | npt.NDArray[np.bool_]

LARGEST = 5e9  # EventBridge compares numbers from -5e9 to 5e9
COMPARE: dict[str, Callable[[Any, float], Truth]] = {
    "=": lambda x, y: x == y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
}


def is_number(value: Any) -> bool:
    """Whether it is a number of JSON."""
    return isinstance(value, Real) and not isinstance(value, bool)


def listed(value: Any) -> list[Any]:
    """Return the elements of a list, or the one value as a list."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


def equals(wanted: Any, value: Any) -> Truth:
    """Whether a value is the wanted one; numbers are compared as numbers, and True is none."""
    if isinstance(value, np.ndarray) or is_number(value):
        return np.asarray(value == wanted) if is_number(wanted) else False
    return type(value) is type(wanted) and value == wanted


def any_of(truths: list[Truth]) -> Truth:
    """Whether one of them is true; False for none."""
    found: Truth = False
    for truth in truths:
        found = np.logical_or(found, truth)
    return found


def _numeric(ranges: Any, value: Any) -> Truth:
    if not (isinstance(value, np.ndarray) or is_number(value)):
        return False
    found: Truth = np.abs(value) <= LARGEST
    for name, bound in zip(ranges[::2], ranges[1::2], strict=True):
        found = np.logical_and(found, COMPARE[name](value, bound))
    return found


def _text(test: Callable[[str, str], bool]) -> Callable[[Any, Any], Truth]:
    """Make an operator of text, whose argument may ask for either case."""

    def holds(wanted: Any, value: Any) -> Truth:
        if not isinstance(value, str):
            return False
        if isinstance(wanted, Mapping):
            return test(wanted["equals-ignore-case"].lower(), value.lower())
        return test(wanted, value)

    return holds


def _anything_but(wanted: Any, value: Any) -> Truth:
    if isinstance(wanted, Mapping):
        ((name, texts),) = wanted.items()
        return not any(HOLDS[name](text, value) for text in listed(texts))
    return np.logical_not(any_of([equals(one, value) for one in listed(wanted)]))


@cache
def _regex(wildcard: str) -> re.Pattern[str]:
    parts = re.findall(r"\\.|[^\\]", wildcard, re.DOTALL)
    return re.compile("".join(".*" if p == "*" else re.escape(p[-1]) for p in parts), re.DOTALL)


HOLDS: dict[str, Callable[[Any, Any], Truth]] = {
    "prefix": _text(lambda wanted, value: value.startswith(wanted)),
    "suffix": _text(lambda wanted, value: value.endswith(wanted)),
    "equals-ignore-case": _text(lambda wanted, value: value.lower() == wanted.lower()),
    "wildcard": _text(lambda wanted, value: _regex(wanted).fullmatch(value) is not None),
    "anything-but": _anything_but,
    "numeric": _numeric,
}
