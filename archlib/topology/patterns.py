"""Event patterns in EventBridge's own syntax: which events a rule lets through.

A pattern looks like the event that it matches. All its fields must match; a field's list holds values and operators,
one of which must hold: "exists", "prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric".
Of an array in the event one element must match; of alternatives in a list under "$or", one pattern.

>>> pattern = {"detail-type": ["video uploaded"], "detail": {"master_gb": [{"numeric": [">", 1]}]}}
>>> matches(pattern, event("video uploaded", {"master_gb": 1.5}))
True

Notes
-----
1 and 1.0 are one number, and of an array of objects one element must match all that is asked of its fields. Leaves
out: cidr, and the limits on a pattern's length.

References
----------
Amazon EventBridge User Guide, "Comparison operators for use in event patterns"; github.com/aws/event-ruler.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from archlib.errors import TopologyError, nearest
from archlib.topology.operators import HOLDS, Truth, any_of, equals
from archlib.topology.syntax import CHANGED, CREATED, OBJECTS, OR, SOURCE, WATCHERS, check_syntax

MISSING = object()

Bools = npt.NDArray[np.bool_]


def event(kind: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event that a publish edge puts on its bus: `kind` is its detail-type."""
    return {"source": SOURCE, "detail-type": kind, "detail": dict(details)}


def created(bucket: str, key: Any, size: Any) -> dict[str, Any]:
    """Return the event with which a store tells of an object: its key and its size in bytes, or arrays of these.

    The fields are those of "Object Created" that rules usually ask for (Amazon S3 User Guide, "EventBridge event
    message structure"); version, etag, requester and the like are left out.
    """
    thing = {"key": key, "size": size}
    detail = {"bucket": {"name": bucket}, "object": thing, "reason": "PutObject"}
    return {"source": OBJECTS, "detail-type": CREATED, "detail": detail}


def changed(alarm: str, state: Any) -> dict[str, Any]:
    """Return the event with which an alarm tells of its new state, "ALARM" or "OK", or an array of these.

    The fields are those that rules usually ask for (Amazon CloudWatch User Guide, "Alarm events and EventBridge");
    the reason, the state before and the alarm's configuration are left out.
    """
    return {"source": WATCHERS, "detail-type": CHANGED, "detail": {"alarmName": alarm, "state": {"value": state}}}


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Return whether an event, as JSON reads it, matches a pattern; an invalid one raises TopologyError."""
    check_syntax(pattern)
    return bool(_holds(pattern, event))


def matching(pattern: Mapping[str, Any], kind: str, details: Mapping[str, Any], n: int) -> Bools:
    """Return which of n events of one kind match a pattern.

    Parameters
    ----------
    details : field -> array (n,) with a value for each event, or one value of JSON (a list is one) for all of them

    Returns
    -------
    bool array (n,)
    """
    return which(pattern, event(kind, details), n)


def which(pattern: Mapping[str, Any], events: Mapping[str, Any], n: int) -> Bools:
    """Return which of n events match, bool array (n,); a field that differs among them holds an array (n,)."""
    check_syntax(pattern)
    return np.array(np.broadcast_to(_holds(pattern, events), n))


def may_match(pattern: Mapping[str, Any], kind: str, origin: str = SOURCE) -> bool:
    """Return whether some event of a kind from a source can match, whatever its details."""
    return bool(_holds(_without_details(pattern), {**event(kind, {}), "source": origin}))


def check_pattern(pattern: Any, owner: str) -> None:
    """Raise TopologyError if a pattern is none, or names a field that events of this course do not have."""
    try:
        check_syntax(pattern)
    except TopologyError as error:
        raise TopologyError(f"{owner}: {error}") from None
    known = event("", {})
    for part in _alternatives(pattern):
        for name in part:
            if name not in known and name != OR:
                raise TopologyError(f"{owner}: pattern names no field of an event: {name!r}; {nearest(name, known)}")


def _alternatives(pattern: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The pattern and, at the same level, those it chooses among."""
    yield pattern
    for other in pattern.get(OR, ()):
        yield from _alternatives(other)


def _without_details(pattern: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: wanted for name, wanted in pattern.items() if name != "detail"}
    return kept | ({OR: [_without_details(other) for other in kept[OR]]} if OR in kept else {})


def _holds(pattern: Mapping[str, Any], found: Mapping[str, Any]) -> Truth:
    """Whether all fields of a pattern match."""
    holds: Truth = True
    for name, wanted in pattern.items():
        value = found.get(name, MISSING)
        if name == OR:
            truth = any_of([_holds(other, found) for other in wanted])
        elif isinstance(wanted, Mapping):
            inside = [v for v in _flat(value) if isinstance(v, Mapping)]
            truth = any_of([_holds(wanted, one) for one in inside or [{}]])
        else:
            leaves = [v for v in _flat(value) if not isinstance(v, Mapping)]
            truth = any_of([_asked(one, leaves) for one in wanted])
        holds = np.logical_and(holds, truth)
    return holds


def _flat(value: Any) -> Iterator[Any]:
    """The elements of an array, and of arrays in it; or the one value."""
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _flat(one)
    elif value is not MISSING:
        yield value


def _asked(wanted: Any, leaves: list[Any]) -> Truth:
    """Whether a value or an operator holds for one of the values of a field."""
    if isinstance(wanted, Mapping) and "exists" in wanted:
        return bool(wanted["exists"]) == bool(leaves)
    return any_of([_column(wanted, v) if isinstance(v, np.ndarray) else _one(wanted, v) for v in leaves])


def _column(wanted: Any, values: npt.NDArray[Any]) -> Truth:
    if values.dtype.kind in "iuf":
        return _one(wanted, values)
    distinct, which = np.unique(values, return_inverse=True)
    return np.array([_one(wanted, v) for v in distinct.tolist()], bool)[which]


def _one(wanted: Any, value: Any) -> Truth:
    if not isinstance(wanted, Mapping):
        return equals(wanted, value)
    ((name, argument),) = wanted.items()
    return HOLDS[name](argument, value)
