"""Parameters: one declaration gives default, bounds, unit, scale and help.

Validation, error text, widgets, tables and property tests are all made from it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args, get_origin

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo

from archlib.errors import ParameterError, nearest

Scale = Literal["linear", "log"]
Sizes = Literal["", "count", "family"] | tuple[float, ...]


def param(
    default: Any = ...,
    *,
    factory: Callable[[], Any] | None = None,
    unit: str,
    help: str,  # the word pydantic, argparse and ipywidgets users expect
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    scale: Scale = "linear",
    sizes: Sizes = "",
    offers: tuple[tuple[str, ...], ...] = (),
) -> Any:
    """Declare a field of a `Params` model.

    Parameters
    ----------
    default : the value that a model made without arguments has
    factory : in place of a default, what makes it when it is needed; a default that is a model delays the import
    unit : str, such as "s", "videos/h", "instances", "1" for a pure number, "" for a name or a switch
    help : str, one line in plain English
    ge, gt, le, lt : float, bounds in `unit`
    scale : "linear" or "log", how a slider should move
    sizes : whether and how `archlib.size` may turn it: "count" for more that serves no worse and costs more, "family"
        for instance types of one family, a tuple of rising candidates in `unit`; "" for what is no matter of size
    offers : of a field that holds several names: the sets of them that a control offers; the model takes others too
    """
    extra: dict[str, Any] = {"unit": unit, "scale": scale, "sizes": sizes, "offers": offers}
    about: dict[str, Any] = {"ge": ge, "gt": gt, "le": le, "lt": lt, "description": help, "json_schema_extra": extra}
    return Field(default_factory=factory, **about) if factory else Field(default, **about)


@dataclass(frozen=True)
class FieldSpec:
    """What a widget, a table or a test needs to know of one field.

    `low` and `high` are bounds in `unit` (None where there is none), `choices` the allowed names of a choice, `offers`
    some sets of names for a field that holds several.
    """

    name: str
    default: Any
    unit: str
    help: str
    scale: Scale
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    kind: Literal["int", "float", "bool", "choice", "other"]
    choices: tuple[Any, ...] = ()
    optional: bool = False
    sizes: Sizes = ""
    offers: tuple[tuple[str, ...], ...] = ()

    @property
    def rule(self) -> str:
        """The bounds as text, such as "0 < x <= 10" or "one of 'a', 'b'"."""
        if self.kind == "choice":
            return "one of " + ", ".join(repr(c) for c in self.choices)
        if self.kind == "bool":
            return "True or False"
        number = "a whole number" if self.kind == "int" else "a finite number"
        return number if self.bounds == self.name else f"{number}, {self.bounds}"

    @property
    def bounds(self) -> str:
        """The bounds of a number as text, such as "0 < x <= 10"; its name alone where there is none."""
        low = "" if self.low is None else f"{_digits(self.low)} {'<' if self.low_open else '<='} "
        high = "" if self.high is None else f" {'<' if self.high_open else '<='} {_digits(self.high)}"
        return f"{low}{self.name}{high}"

    def refusal(self, value: Any) -> str:
        """Return what is wrong with a value, what the field is, and what to do; such as "is outside 1 <= x <= 10"."""
        about = f"({self.help}{f', unit {self.unit}' if self.unit else ''})"
        if self.kind not in ("int", "float"):
            return f"is not {self.rule} {about}; choose one of them"
        if not self._takes(value):
            return f"is not {self.rule} {about}; give such a number"
        return f"is outside {self.bounds} {about}; give a number that keeps to this"

    def _takes(self, value: Any) -> bool:
        """Whether a value is of the type of this number, whatever the bounds."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (self.kind == "float" and isinstance(value, float) and math.isfinite(value))


class Params(BaseModel):
    """A frozen, validated set of parameters; errors are `ParameterError`.

    Unknown names, text where a number belongs, NaN and infinity are refused; numpy scalars are taken.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=False, allow_inf_nan=False, defer_build=True
    )

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ParameterError(_explain(type(self), error)) from None

    @model_validator(mode="before")
    @classmethod
    def _plain_numbers(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return {k: v.item() if isinstance(v, np.generic) else v for k, v in values.items()}

    @classmethod
    def specs(cls) -> dict[str, FieldSpec]:
        """Return the fields in the order written, name -> `FieldSpec`."""
        return {name: _spec(name, info) for name, info in cls.model_fields.items()}

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated like a new one."""
        unknown = [name for name in changes if name not in type(self).model_fields]
        if unknown:
            raise ParameterError(_unknown(type(self), unknown[0]))
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**(values | changes))


def refuse(owner: object, field: str, value: Any, rule: str, do: str, unit: str = "") -> ParameterError:
    """Return the error of a field that breaks a rule between fields (raise it)."""
    name = owner if isinstance(owner, str) else type(owner).__name__
    suffix = f" {unit}" if unit else ""
    return ParameterError(f"{name}.{field}={value!r}{suffix} is refused: {rule}. {do}")


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    names = ("ge", "gt", "le", "lt")
    bound = {k: getattr(m, k) for m in info.metadata for k in names if getattr(m, k, None) is not None}
    kind, choices, optional = _kind(info.annotation)
    return FieldSpec(
        name=name,
        default=info.get_default(call_default_factory=True, validated_data={}) if not info.is_required() else None,
        unit=str(extra.get("unit", "")),
        help=info.description or "",
        scale="log" if extra.get("scale") == "log" else "linear",
        low=bound.get("ge", bound.get("gt")),
        high=bound.get("le", bound.get("lt")),
        low_open="gt" in bound,
        high_open="lt" in bound,
        kind=kind,
        choices=choices,
        optional=optional,
        sizes=_sizes(extra.get("sizes", "")),
        offers=_offers(extra.get("offers", ())),
    )


def _digits(bound: float) -> str:
    """Return a bound as it is typed: whole numbers with all their digits."""
    return f"{bound:.0f}" if float(bound).is_integer() and abs(bound) < 1e15 else f"{bound:g}"


def _sizes(declared: Any) -> Sizes:
    return tuple(declared) if isinstance(declared, (list, tuple)) else declared


def _offers(declared: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one) for one in declared)


def _kind(annotation: Any) -> tuple[Literal["int", "float", "bool", "choice", "other"], tuple[Any, ...], bool]:
    args = get_args(annotation)
    optional = type(None) in args
    if optional and len(args) == 2:
        annotation = next(a for a in args if a is not type(None))
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation), optional
    if annotation is bool:
        return "bool", (), optional
    if annotation is int:
        return "int", (), optional
    if annotation is float:
        return "float", (), optional
    return "other", (), optional


def _unknown(cls: type[Params], name: str) -> str:
    return f"{cls.__name__} has no field {name!r}; {nearest(name, cls.model_fields)}"


def _explain(cls: type[Params], error: ValidationError) -> str:
    """Turn pydantic's report into one line a field: name, value, rule, unit, what to do."""
    specs, lines = cls.specs(), []
    for item in error.errors(include_url=False):
        path = ".".join(str(p) for p in item["loc"])
        name = str(item["loc"][0]) if item["loc"] else ""
        spec = specs.get(name)
        if item["type"] == "extra_forbidden" and spec is None:
            lines.append(_unknown(cls, name))
        elif item["type"] == "missing":
            lines.append(f"{cls.__name__}.{path} is missing; give it a value")
        elif spec is None or spec.kind == "other" or item["type"] == "value_error":
            text = item["msg"].removeprefix("Value error, ")
            known = text.startswith(f"{cls.__name__}.{path}")  # a rule of the model's own names the field itself
            lines.append(text if known else f"{cls.__name__}{'.' if path else ''}{path}: {text}")
        else:
            lines.append(f"{cls.__name__}.{path}={item['input']!r} {spec.refusal(item['input'])}")
    return "\n".join(dict.fromkeys(lines))
