"""Paths below a model: a field, such as "max_workers", or that of a part with a name, "services.transcode.workers"."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

from archlib.params import FieldSpec, Params

Model = TypeVar("Model", bound=Params)


@cache
def specs_of(cls: type[Params]) -> dict[str, FieldSpec]:
    """Return the declarations of a class, name -> declaration; read once."""
    return cls.specs()


def fields_of(model: Params) -> dict[str, FieldSpec]:
    """Return path -> declaration of all that a path may name, in the order of the fields, a part's after its field."""
    found: dict[str, FieldSpec] = {}
    for name, spec in specs_of(type(model)).items():
        found[name] = spec
        for part in parts(getattr(model, name)):
            kind: type[Params] = type(part)
            found |= {f"{name}.{part.name}.{own}": s for own, s in specs_of(kind).items()}
    return found


def parts(value: Any) -> Iterator[Any]:
    """Yield the models with a name in the value of a field."""
    if isinstance(value, tuple):
        yield from (part for part in value if isinstance(part, Params) and hasattr(part, "name"))


def value_of(model: Params, path: str) -> Any:
    """Return the value of the field that a path names."""
    field, name, own = split(path)
    value = getattr(model, field)
    return next(getattr(part, own) for part in value if part.name == name) if own else value


def put(model: Model, values: Iterable[tuple[str, Any]]) -> Model:
    """Return a copy with other values, (path, value), all set at once.

    Raises
    ------
    ParameterError
        if the model refuses the combination
    """
    changes: dict[str, Any] = {}
    for path, value in values:
        field, name, own = split(path)
        if own:
            there = changes.get(field, getattr(model, field))
            value = tuple(part.but(**{own: value}) if getattr(part, "name", None) == name else part for part in there)
        changes[field] = value
    return model.but(**changes)


def split(path: str) -> tuple[str, str, str]:
    """Return field, name of the part and its own field; the last two are "" for a field of the model."""
    field, _, below = path.partition(".")
    name, _, own = below.rpartition(".")
    return field, name, own
