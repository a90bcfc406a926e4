"""From a field of a model to its control: label, unit, help, slider stops, and text to value and back.

The model alone decides what is valid. A control passes on what was typed, text that is no number included, so that
the refusal is the model's own.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from archlib.lab import outages, ranges
from archlib.params import FieldSpec, Params

BETWEEN: Final = ", "  # between the names of a field that holds several
READ_DIGITS: Final = 4  # significant; what was computed of a file may have sixteen

# what a name says of its unit, when the label shows the unit anyway
_UNIT_ENDINGS = ("_per_hour", "_per_s", "_s", "_h", "_min", "_gb", "_mb", "_kb", "_usd_per_month")

# where the bare name would be taken for something else
_LABELS = {
    "base_per_hour": "load off peak",
    "peak_per_hour": "load at peak",
    "per_hour": "load",
    "per_s": "load",
    "fails": "tries that fail",
    "bucket": "retry budget",
    "per_success": "budget put back",
    "breaker": "circuit breaker",
    "mean_per_hour": "mean load",
    "peak_h": "length of the peak",
    "peak_from_h": "peak begins at",
    "peak_at_h": "peak at",
    "days": "length",
    "hop_ms": "time of a hop",
    "transcode_s": "work a video",
    "transcode_cv": "spread of the work",
    "deadline_s": "ready within",
    "upload": "SLO of uploads",
    "ready_share": "SLO of ready in time",
    "manage": "SLO of watching",
    "everything": "all prices",
    "instances": "prices of instances",
    "storage": "prices of storage",
    "requests": "prices of requests",
    "outage_hours": "outage lasts",
    "poison": "videos that always fail",
    "seeds": "weeks that are drawn",
    "which": "which video",
    "video": "number of the video",
    "at_s": "look at second",
    "until_min": "draw until",
    "shows": "bars show",
    "sizes": "required sizes",
}


@dataclass(frozen=True)
class Rows:
    """Columns of a list (heading, and what can be chosen), a row to begin with, and how many there may be."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    empty: tuple[str, ...]
    most: int

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-able content."""
        columns = [[heading, list(choices)] for heading, choices in self.columns]
        return {"columns": columns, "empty": list(self.empty), "most": self.most}


# fields whose text is a list of rows
LISTS: Final = {"outages": Rows(outages.COLUMNS, outages.EMPTY, outages.MOST)}


@dataclass(frozen=True)
class Control:
    """What a form needs to draw a control; `to_dict` makes it JSON-able.

    `kind` is "number", "switch", "choice", "list" or "text"; `stops` are texts of the values at which a slider stops;
    an `optional` one may be left empty; a "list" has `rows`, and all of it is one text.
    """

    path: str
    label: str
    unit: str
    help: str
    kind: str
    stops: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    optional: bool = False
    rows: Rows | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-able content."""
        return {
            "path": self.path,
            "label": self.label,
            "unit": self.unit,
            "help": self.help,
            "kind": self.kind,
            "stops": list(self.stops),
            "choices": list(self.choices),
            "optional": self.optional,
            **({} if self.rows is None else {"list": self.rows.to_dict()}),
        }


def control(key: str, spec: FieldSpec, *asked: int | float) -> Control:
    """Return the control of a field; its path is "key.field", such as "QueueFleet.max_workers".

    The numbers `asked` are stops of its slider, whatever its reach.
    """
    path, unit = f"{key}.{spec.name}", "" if spec.unit == "1" else spec.unit
    if spec.kind in ("int", "float"):
        ticks = tuple(written(v) for v in ranges.stops(spec, *asked))
        return Control(path, label(spec), unit, f"{spec.help}; {spec.rule}", "number", ticks, (), spec.optional)
    if spec.name in LISTS:
        return Control(path, label(spec), unit, spec.help, "list", rows=LISTS[spec.name])
    if spec.kind == "choice" or spec.offers:
        choices = tuple(written(c) for c in spec.choices or spec.offers)
        return Control(path, label(spec), unit, spec.help, "choice", choices=choices)
    return Control(path, label(spec), unit, spec.help, "switch" if spec.kind == "bool" else "text")


def label(spec: FieldSpec) -> str:
    """Return a field's name as words, such as "max workers", without the unit at its end."""
    name = _LABELS.get(spec.name, spec.name)
    for ending in _UNIT_ENDINGS:
        if name.endswith(ending) and name != ending[1:]:
            name = name.removesuffix(ending)
            break
    return name.replace("_", " ")


def controls(
    key: str, part: Params | type[Params], *names: str, stops: Mapping[str, Sequence[float]] | None = None
) -> tuple[Control, ...]:
    """Return the controls of some fields of a model, in the order named.

    Parameters
    ----------
    key : of the set of parameters, the beginning of each path
    part : the parameters to begin with, whose values are stops of the sliders; or their model
    names : of the fields
    stops : name -> further stops, in the field's unit

    Raises
    ------
    KeyError : a name that is no field (a slip in a scene, found by its test)
    """
    specs = specs_of(part if isinstance(part, type) else type(part))
    more = stops or {}
    return tuple(control(key, specs[name], *_begins(part, specs[name]), *more.get(name, ())) for name in names)


def _begins(part: Params | type[Params], spec: FieldSpec) -> tuple[int | float, ...]:
    """Return the number that a field begins with, if it is one."""
    value = None if isinstance(part, type) or spec.kind not in ("int", "float") else getattr(part, spec.name)
    return () if value is None else (value,)


def fields_for_controls(model: type[Params]) -> tuple[str, ...]:
    """Return the names of all fields that have a control: numbers, switches, choices, sets that are offered, lists."""
    known = specs_of(model).items()
    return tuple(name for name, spec in known if spec.kind != "other" or spec.offers or name in LISTS)


@cache
def specs_of(model: type[Params]) -> Mapping[str, FieldSpec]:
    """Return the fields of a model; read once, as every move of a slider asks for them."""
    return model.specs()


def written(value: Any) -> str:
    """Return a value as it stands in a text box, exactly: `read` gives the same value back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)


def brief(text: str) -> str:
    """Return a number that is written as it is to be read: four significant digits, or all those before the point.

    Whole numbers, words, and what is short already stay as they are.
    """
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number) or number.is_integer():
        return text
    short = f"{number:.{max(READ_DIGITS, len(str(int(abs(number)))))}g}"
    return short if len(short) < len(text) else text


def read(spec: FieldSpec, text: str) -> Any:
    """Return what was typed as the field's type where it is such a thing, else as it is, for the model to refuse."""
    text = text.strip()
    if spec.optional and not text:
        return None
    if spec.offers:
        return tuple(text.split(BETWEEN))
    if spec.kind == "bool":
        return {"true": True, "false": False}.get(text.lower(), text)
    if spec.kind in ("int", "float"):
        return _number(text, whole=spec.kind == "int")
    return text


def _number(text: str, whole: bool) -> int | float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return number
    if whole and number.is_integer():
        return int(text) if text.lstrip("+-").isdecimal() else int(number)
    return number
