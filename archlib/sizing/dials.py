"""What a search may turn: fields that declare `sizes`, their candidates, and the architecture at a point of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archlib.architectures import Architecture
from archlib.data import instance_types, transcode_slots
from archlib.errors import ParameterError, nearest
from archlib.params import FieldSpec
from archlib.sweeps.fields import check
from archlib.sweeps.paths import fields_of, put, value_of

Point = tuple[int, ...]
REMEMBERED = 1024  # architectures


@dataclass(frozen=True)
class Dial:
    """One parameter to turn.

    Attributes
    ----------
    path : as `archlib.sweeps.paths` has it
    values : candidates; a higher place is taken to serve no worse
    count : whether a higher place also costs more, so that the search may halve its way down
    """

    path: str
    values: tuple[Any, ...]
    count: bool


def dials(architecture: Architecture, tops: Mapping[str, int]) -> tuple[Dial, ...]:
    """Return what the fields of an architecture declare; `tops` has the largest count worth trying, path -> count.

    What changes nothing of the topology, such as the memory of functions where there are none, is left out.
    """
    all_of_them = (_dial(path, spec, value, tops) for path, (spec, value) in declared(architecture).items())
    return tuple(dial for dial in all_of_them if _matters(architecture, dial))


def sized_fields(architecture: Architecture) -> tuple[str, ...]:
    """Return the names of an architecture's own fields that are a matter of its size, those of parts left out."""
    tops = {path: value + 1 for path, (spec, value) in declared(architecture).items() if spec.sizes == "count"}
    return tuple(dial.path for dial in dials(architecture, tops) if "." not in dial.path)


def declared(architecture: Architecture) -> dict[str, tuple[FieldSpec, Any]]:
    """Return path -> declaration and value of each field with a size, those of parts with a name too.

    A part's own field at 0 says that the part has no such thing, so it is not turned.
    """
    found = {path: (spec, value_of(architecture, path)) for path, spec in fields_of(architecture).items() if spec.sizes}
    return {path: (spec, value) for path, (spec, value) in found.items() if value or "." not in path}


def chosen(architecture: Architecture, over: Any) -> tuple[Dial, ...]:
    """Return the dials that a caller names: path -> candidates, from the least to the most.

    Raises
    ------
    ParameterError
        for no mapping, a path that leads nowhere, no candidate, or a value that the field never takes
    """
    if not isinstance(over, Mapping) or not over:
        do = "Give a mapping from fields to candidates, such as {'max_workers': range(1, 31)}, or leave it out."
        raise ParameterError(f"size: over={over!r:.60} is refused: it names no field. {do}")
    return tuple(_chosen(architecture, path, values) for path, values in over.items())


def at(architecture: Architecture, turned: Sequence[Dial], point: Point) -> Architecture:
    """Return the architecture with each dial at its place.

    Raises
    ------
    ParameterError
        if the model refuses the combination
    """
    return with_values(architecture, {d.path: d.values[place] for d, place in zip(turned, point, strict=True)})


def with_values(architecture: Architecture, values: Mapping[str, Any]) -> Architecture:
    """Return the architecture with other values, path -> value; errors as of `at`."""
    changed = tuple(values.items())
    try:
        return _remembered(architecture, changed)
    except TypeError:  # a field or a value without a hash
        return _changed(architecture, changed)


def _changed(architecture: Architecture, values: tuple[tuple[str, Any], ...]) -> Architecture:
    return put(architecture, values)


# a search comes back to the same sizes, and to check a topology takes as long as a short run
_remembered = lru_cache(maxsize=REMEMBERED)(_changed)


def _dial(path: str, spec: FieldSpec, value: Any, tops: Mapping[str, int]) -> Dial:
    if spec.sizes == "family":
        return Dial(path, _family(value), count=True)
    if isinstance(spec.sizes, tuple):
        return Dial(path, tuple(sorted({*spec.sizes, value})), count=False)
    low = max(int(spec.low or 0), 1 if "." in path else 0)
    top = max(low, value, min(tops[path], int(tops[path] if spec.high is None else spec.high)))
    return Dial(path, tuple(range(low, top + 1)), count=True)


def _matters(architecture: Architecture, dial: Dial) -> bool:
    try:
        one, other = (at(architecture, (dial,), (place,)).built for place in (0, len(dial.values) - 1))
    except ParameterError:
        return True  # it goes with others only, so it says something
    return (one.stations, one.edges) != (other.stations, other.edges) or len(dial.values) == 1


def _family(own: str) -> tuple[str, ...]:
    """Return types of the same family with more slots each; other families differ in ways that no model here has."""
    family = own.partition(".")[0]
    by_slots = {transcode_slots(name): name for name in reversed(instance_types()) if name.startswith(f"{family}.")}
    by_slots[transcode_slots(own)] = own
    return tuple(by_slots[slots] for slots in sorted(by_slots))


def _chosen(architecture: Architecture, path: Any, values: Any) -> Dial:
    fields = fields_of(architecture)
    if path not in fields:
        hint = nearest(str(path), fields)
        raise ParameterError(f"size: over[{path!r}]: {architecture.kind} has no such field; {hint}")
    try:
        ladder = () if isinstance(values, (str, bytes)) else tuple(values)
    except TypeError:
        ladder = ()
    if not ladder or len(set(ladder)) < len(ladder):
        do = "Give candidates from the least to the most, such as range(1, 31)."
        raise ParameterError(f"size: over[{path!r}]={values!r:.60} is refused: at least one, each once. {do}")
    numbers = [v for v in ladder if isinstance(v, (int, float))]
    if numbers != sorted(numbers):
        raise ParameterError(f"size: over[{path!r}]={values!r:.60} is refused: candidates rise. Sort them.")
    spec = fields[path]
    for value in ladder:
        check(path, spec, value, "size")
    return Dial(path, ladder, count=isinstance(spec.sizes, str) and bool(spec.sizes))
