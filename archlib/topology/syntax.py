"""The syntax of event patterns: which ones are none, and where."""

import json
import re
from collections.abc import Mapping
from typing import Any

from archlib.errors import TopologyError
from archlib.topology.operators import COMPARE, HOLDS, LARGEST, is_number, listed

OR, SOURCE = "$or", "video-service"
EVERYTHING = '{"source": [{"exists": true}]}'  # every event says where it comes from
OBJECTS, CREATED = "aws.s3", "Object Created"  # source and detail-type of a store's events
WATCHERS, CHANGED = "aws.cloudwatch", "CloudWatch Alarm State Change"  # ... and of an alarm's
RINGS, IS_OVER = "ALARM", "OK"  # what its state changes to


def check_syntax(pattern: Any, place: str = "") -> None:
    """Raise TopologyError at the first place that breaks a rule of the syntax."""
    if not isinstance(pattern, Mapping) or not pattern:
        do = "Leave it out, or give it a field" if place else f"For all events give {EVERYTHING}"
        raise _refused(place, pattern, "a pattern has fields", do)
    for name, wanted in pattern.items():
        inside = f"{place}.{name}" if place else str(name)
        if name == OR:
            if not isinstance(wanted, (list, tuple)) or len(wanted) < 2:
                raise _refused(inside, wanted, "$or takes a list of at least two patterns", "Give another one")
            for k, other in enumerate(wanted):
                check_syntax(other, f"{inside}[{k}]")
        elif isinstance(wanted, Mapping):
            check_syntax(wanted, inside)
        elif not isinstance(wanted, (list, tuple)) or not wanted:
            raise _refused(inside, wanted, "a field takes a list of values and operators", "Give a list of one or more")
        else:
            for k, one in enumerate(wanted):
                _check_asked(one, f"{inside}[{k}]")


def _check_asked(wanted: Any, place: str) -> None:
    if isinstance(wanted, Mapping):
        if len(wanted) != 1:
            raise _refused(place, wanted, "one operator each", "Write several as a list")
        ((name, argument),) = wanted.items()
        if rule := _flaw(name, argument):
            raise _refused(f"{place}.{name}", argument, rule, "Correct it")
    elif not (wanted is None or isinstance(wanted, (str, bool)) or (is_number(wanted) and abs(wanted) < float("inf"))):
        raise _refused(place, wanted, "a value is a text, a finite number, true, false or null", "Give one of them")


def _refused(place: str, value: Any, rule: str, do: str) -> TopologyError:
    return TopologyError(f"pattern{' at ' if place else ''}{place}: {_written(value):.80} is refused: {rule}. {do}.")


def _written(value: Any) -> str:
    """Return a value as JSON, in which patterns are written; as Python has it where it is none."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return repr(value)


def _flaw(name: str, wanted: Any) -> str:
    """Return the rule that an operator's argument breaks, "" for none."""
    match name:
        case "exists":
            return "" if isinstance(wanted, bool) else "exists takes true or false"
        case "numeric":
            return _numeric_flaw(wanted)
        case "anything-but":
            return _anything_but_flaw(wanted)
        case "prefix" | "suffix" if isinstance(wanted, Mapping):
            right = list(wanted) == ["equals-ignore-case"] and isinstance(wanted["equals-ignore-case"], str)
            return "" if right else f'{name} takes a text, or {{"equals-ignore-case": text}}'
        case "wildcard" if isinstance(wanted, str):
            return _wildcard_flaw(wanted)
        case "prefix" | "suffix" | "wildcard" | "equals-ignore-case":
            return "" if isinstance(wanted, str) else f"{name} takes a text"
    return f"no operator {name!r}; known: {', '.join(sorted([*HOLDS, 'exists']))}"


def _numeric_flaw(wanted: Any) -> str:
    parts = listed(wanted)
    names, bounds = parts[::2], parts[1::2]
    if len(parts) not in (2, 4) or any(not isinstance(n, str) or n not in COMPARE for n in names):
        return 'numeric takes one comparison, such as [">", 0], or two, such as [">", 0, "<=", 5]'
    if not all(is_number(b) and abs(b) <= LARGEST for b in bounds):
        return f"numeric compares with numbers from {-LARGEST:g} to {LARGEST:g}"
    if len(parts) == 4 and (names[0] not in (">", ">=") or names[1] not in ("<", "<=") or bounds[0] >= bounds[1]):
        return "a range has its lower bound first, with > or >=, and then a higher one with < or <="
    return ""


def _anything_but_flaw(wanted: Any) -> str:
    if isinstance(wanted, Mapping):
        name = next(iter(wanted), "")
        if len(wanted) != 1 or name not in ("prefix", "suffix", "equals-ignore-case", "wildcard"):
            return "anything-but takes values, or one of prefix, suffix, equals-ignore-case, wildcard"
        texts = listed(wanted[name])
        return next((f for t in texts if (f := _flaw(name, t))), "") if texts else f"{name} takes at least one text"
    values = listed(wanted)
    if values and (all(isinstance(v, str) for v in values) or all(is_number(v) for v in values)):
        return ""
    return "anything-but takes texts only, or numbers only, at least one"


def _wildcard_flaw(wanted: str) -> str:
    if re.fullmatch(r"(\\[*\\]|[^\\])*", wanted, re.DOTALL) is None:
        return r"in a wildcard a backslash stands before * or another backslash only"
    bare = re.sub(r"\\.", "x", wanted, flags=re.DOTALL)
    return "two wildcards follow each other" if "**" in bare else ""
