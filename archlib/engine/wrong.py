"""What a learner is told of a policy that has failed: when, with what, in which line, and what to do."""

import linecache
import traceback

from archlib.engine.guard import AnswerError, Trouble
from archlib.engine.watch import CALL_S, RUN_S, Stopped
from archlib.errors import PolicyError
from archlib.outcome.clock import clock_text
from archlib.topology.own import OwnPolicy

AGAIN = "Change the function and run its cell again."


def policy_error(trouble: Trouble, now_s: float, clock_start_h: float) -> PolicyError:
    """Return the error of a policy that failed at a moment, s, of a run that began at an hour of the clock."""
    return PolicyError(f"{_call(trouble)} at {clock_text(now_s, clock_start_h)}: {_what(trouble)} {AGAIN}")


def too_slow(policy: OwnPolicy) -> PolicyError:
    """Return the error of a policy that was stopped, and not within its call."""
    return PolicyError(f"the policy {policy.name} took too long and was stopped. {_SLOW} {AGAIN}")


_SLOW = f"A call may take {CALL_S:g} s, all calls of a run {RUN_S:g} s together. Look for a loop that does not end."


def _call(trouble: Trouble) -> str:
    numbers = f"visible={trouble.visible}, in_flight={trouble.in_flight}, workers={trouble.workers}"
    return f"the policy {trouble.policy.name}({numbers}, oldest_s={trouble.oldest_s:g}) failed"


def _what(trouble: Trouble) -> str:
    error = trouble.error
    if isinstance(error, AnswerError):
        return str(error)
    if isinstance(error, Stopped):
        return f"it took too long and was stopped{_line(trouble)}. {_SLOW}"
    return f"it raised {type(error).__name__}: {error}{_line(trouble)}."


def _line(trouble: Trouble) -> str:
    """Return the line of the learner's function, or of the cell it is in, at which it failed; "" if there is none."""
    code = getattr(trouble.policy.function, "__code__", None)
    steps = traceback.walk_tb(trouble.error.__traceback__)
    lines = [number for frame, number in steps if code is not None and frame.f_code is code]
    if code is None or not lines:
        return ""
    text = linecache.getline(code.co_filename, lines[-1]).strip()
    nth = lines[-1] - code.co_firstlineno + 1
    return f", in line {nth} of the function" + (f" (`{text}`)" if text else "")
