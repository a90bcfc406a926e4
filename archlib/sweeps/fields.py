"""Which fields a path may name, and which values one of them takes whatever the others are."""

import math
from typing import Any

from archlib.errors import ParameterError, nearest
from archlib.faults import Faults
from archlib.faults.model import FIELDS
from archlib.params import FieldSpec, Params
from archlib.prices import PriceList
from archlib.sweeps.paths import fields_of

ALL_ITEMS = "everything"
ANY = "*"

FACTOR = FieldSpec(
    "factor", 1.0, "1", "what the price is multiplied by", "linear", 0.0, None, False, False, "float"
)  # fmt: skip


def spec_of(path: str, part: Any, rest: str) -> FieldSpec:
    """Return what is known of the field that a path names in one part.

    Raises
    ------
    ParameterError
        if there is no such field, fault or item; the message names the nearest
    """
    if isinstance(part, PriceList):
        if rest != ALL_ITEMS and rest not in part.rows:
            known = nearest(rest, [*part.rows, ALL_ITEMS])
            raise ParameterError(f"sweep: over[{path!r}]: price list {part.name!r} has no item {rest!r}; {known}")
        return FACTOR
    if isinstance(part, Faults):
        return _spec_of_fault(path, part, rest)
    specs = fields_of(part)
    if rest not in specs:
        what = type(part).__name__
        raise ParameterError(f"sweep: over[{path!r}]: {what} has no field {rest!r}; {nearest(rest, specs)}")
    return specs[rest]


def check(path: str, spec: FieldSpec, value: Any, asked: str = "sweep") -> None:
    """Refuse a value that the field never takes, whatever the other fields are; `asked` is the function called.

    Raises
    ------
    ParameterError
        naming path, value, rule, help and unit
    """
    if not _holds(spec, value):
        raise ParameterError(f"{asked}: over[{path!r}]: {value!r:.60} {spec.refusal(value)}")


def names_of(fault: Params, i: int) -> set[str]:
    """Return what a path may call a fault: its number, its role ("host" if it has none), its label, or "*"."""
    return {ANY, str(i), getattr(fault, "role", None) or "host", getattr(fault, "name", ANY)}


def split(path: str, rest: str) -> tuple[str, str, str]:
    """Return list, fault and field of the path of a fault, such as "drawn.process.mttr_s"; a label may hold dots."""
    kind, _, below = rest.partition(".")
    which, _, field = below.rpartition(".")
    if kind not in FIELDS or not which or not field:
        form = "faults.<scheduled, drawn or mishaps>.<number, role, label or *>.<field>"
        raise ParameterError(f"sweep: over[{path!r}] is refused: a path to a fault is {form}. Write it so.")
    return kind, which, field


def _spec_of_fault(path: str, faults: Faults, rest: str) -> FieldSpec:
    kind, which, field = split(path, rest)
    there = getattr(faults, kind)
    if not any(which in names_of(fault, i) for i, fault in enumerate(there)):
        known = {name for i, fault in enumerate(there) for name in names_of(fault, i)}
        hint = nearest(which, known) if known else f"there are no {kind} faults"
        raise ParameterError(f"sweep: over[{path!r}]: no fault {which!r} among the {kind} ones; {hint}")
    model: Any = FIELDS[kind]
    specs: dict[str, FieldSpec] = model.specs()
    if field not in specs:
        raise ParameterError(f"sweep: over[{path!r}]: {model.__name__} has no {field!r}; {nearest(field, specs)}")
    return specs[field]


def _holds(spec: FieldSpec, value: Any) -> bool:
    if spec.kind == "other" or callable(value) or (value is None and spec.optional):
        return True  # the model judges it when a run is made
    if spec.kind == "choice":
        return value in spec.choices
    if spec.kind == "bool":
        return isinstance(value, bool)
    numbers = (int,) if spec.kind == "int" else (int, float)
    if isinstance(value, bool) or not isinstance(value, numbers) or not math.isfinite(value):
        return False
    above = spec.low is None or value > spec.low or (value == spec.low and not spec.low_open)
    below = spec.high is None or value < spec.high or (value == spec.high and not spec.high_open)
    return above and below
