"""A scaling policy that a learner has written: a Python function with its name and its source text."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from archlib.errors import ParameterError

Desired = Callable[[int, int, int, float], Any]
CALLED_WITH = "visible, in_flight, workers, oldest_s"


@dataclass(frozen=True)
class OwnPolicy:
    """A function that is asked at every tick how many workers there should be.

    It is called as `function(visible, in_flight, workers, oldest_s)`: messages that can be received, messages received
    and not deleted (both int, `metric_delay_s` old), workers launched and not ended, booting ones too (int, now), and
    the seconds since the oldest visible message was sent (float, 0.0 for none, `metric_delay_s` old). It returns a
    whole number from 0; what is below the smallest or above the largest size of the fleet is taken as that size. Two
    are the same policy if they hold the same function.

    Attributes
    ----------
    function : what is called
    name : the function's name
    source : its text, "" where Python does not know it

    Raises
    ------
    ParameterError
        if it cannot be called with these four
    """

    function: Desired
    name: str = field(init=False, compare=False)
    source: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        name = getattr(self.function, "__name__", type(self.function).__name__)
        _check(self.function, name)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "source", _source(self.function))

    def __str__(self) -> str:
        return self.name


def _check(function: Any, name: str) -> None:
    do = f"Write `def {name}({CALLED_WITH}):` and return a whole number of workers."
    if not callable(function):
        raise ParameterError(
            f"{function!r:.60} is refused as a policy: it is no function. Write a `def` and give its name."
        )
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return  # of some functions written in C nothing is known; a call will tell
    try:
        signature.bind(0, 0, 0, 0.0)
    except TypeError as error:
        raise ParameterError(
            f"{name}{signature} is refused as a policy: it is called with four numbers, {CALLED_WITH}: {error}. {do}"
        ) from None


def _source(function: Any) -> str:
    try:
        return inspect.cleandoc("\n" + inspect.getsource(function))
    except (OSError, TypeError, SyntaxError):
        return ""
