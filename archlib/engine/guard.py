"""What stands between the kernel and a learner's policy: it lets whole numbers through, and keeps what went wrong."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archlib.topology.own import OwnPolicy

WRONG = -1  # what a guard answers when the function has failed
MOST = 10**9  # workers; more are as many as these, for the fleet has its largest size
Decide = Callable[[int, int, int, float], int]


class AnswerError(Exception):
    """An answer that is no number of workers; the text says why, and what to do."""


@dataclass(frozen=True)
class Trouble:
    """What went wrong: whose function, the exception, and what it was called with."""

    policy: OwnPolicy
    error: BaseException
    visible: int
    in_flight: int
    workers: int
    oldest_s: float


def guarded(policy: OwnPolicy, troubles: list[Trouble]) -> Decide:
    """Return the function behind a guard: it answers with a whole number, or with WRONG and one trouble more."""
    function = policy.function

    def decide(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
        try:
            want = function(visible, in_flight, workers, oldest_s)
            if type(want) is int and 0 <= want <= MOST:
                return want
            return whole(want)
        except BaseException as error:  # an interrupt too: no exception may pass through compiled code
            troubles.append(Trouble(policy, error, visible, in_flight, workers, oldest_s))
            return WRONG

    return decide


CODE = next(c for c in guarded.__code__.co_consts if getattr(c, "co_name", "") == "decide")  # its frames are watched


def whole(want: Any) -> int:
    """Return an answer as a whole number; one of numpy and 2.0 are taken too.

    Raises
    ------
    AnswerError
        if it is nothing, a truth, a text, negative, or not whole
    """
    if want is None:
        raise AnswerError("it returned nothing (None). Let every way through the function end in a `return`.")
    if isinstance(want, bool) or type(want).__name__ in ("bool_", "bool"):
        raise AnswerError(f"it returned {want}, which is no number. Return how many workers there should be.")
    number = _number(want)
    if number < 0:
        raise AnswerError(f"it returned {want!r}: there are no fewer than 0 workers. Return max(0, ...).")
    return min(number, MOST)


def _number(want: Any) -> int:
    try:
        return operator.index(want)
    except TypeError:
        pass
    if not isinstance(want, float):
        said = f"{type(want).__name__} {want!r:.40}"
        raise AnswerError(f"it returned {said}, which is no number. Return how many workers there should be.")
    if want != want or want in (float("inf"), float("-inf")):
        raise AnswerError(f"it returned {want}, which is no number of workers. Look for a division by 0.")
    if want != int(want):
        raise AnswerError(f"it returned {want!r}, and workers are whole. Use math.ceil(...) or int(...).")
    return int(want)
