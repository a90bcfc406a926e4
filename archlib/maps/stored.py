"""A map as a file of JSON: equal answers of a cell are written once, numbers so that they come back bit for bit."""

import json
import math
import os
import uuid
from pathlib import Path
from typing import Any

from archlib.architectures import from_dict
from archlib.errors import ArchlibError, DataError
from archlib.faults import Faults
from archlib.maps.answers import Cells, Found, assembled, cells_of
from archlib.maps.question import Question
from archlib.maps.result import DecisionMap
from archlib.prices import PriceList

FORMAT = 2
AXES = ("volumes", "peaks", "levels", "deadlines_s", "seeds")


def text(of: DecisionMap) -> str:
    """Return a map as JSON text, one line a cell; equal maps give equal texts."""
    asked = of.question
    head = {
        "format": FORMAT,
        "made": dict(of.made),
        **{name: list(getattr(asked, name)) for name in AXES},
        "days": asked.days,
        "faults": asked.faults.to_dict(),
        "prices": asked.prices.to_dict(),
        "architectures": {name: one.to_dict() for name, one in asked.architectures.items()},
        "paths": {name: list(paths) for name, paths in of.paths.items()},
    }
    lines = [f"{json.dumps(key)}: {_packed(value)}" for key, value in head.items()]
    cells = ",\n".join(_packed([_plain(found) for found in cell]) for cell in cells_of(of))
    return "{\n" + ",\n".join([*lines, f'"cells": [\n{cells}\n]']) + "\n}\n"


def save(of: DecisionMap, path: str | os.PathLike[str]) -> None:
    """Write a map; see `DecisionMap.save`."""
    place = Path(path)
    beside = place.with_name(f".{place.name}.{uuid.uuid4().hex}")
    try:
        beside.write_text(text(of), encoding="utf-8", newline="\n")
        beside.replace(place)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DataError(
            f"map: {str(path)!r} cannot be written ({error}). Give a path in a folder that exists."
        ) from None


def load(path: str | os.PathLike[str]) -> DecisionMap:
    """Read a map; see `DecisionMap.load`."""
    try:
        content = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"map: {str(path)!r} cannot be read ({error}). Give a file that DecisionMap.save wrote."
        ) from None
    try:
        return parsed(content)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        what = str(error) if isinstance(error, ArchlibError) else f"{type(error).__name__}: {error}"
        do = "Save it again, or take a whole copy."
        raise DataError(f"map: {str(path)!r} is no whole map of this form ({what:.200}). {do}") from None


def parsed(content: str) -> DecisionMap:
    """Return the map of a text; ValueError, TypeError, KeyError or IndexError if it is none."""
    plain = json.loads(content)
    if plain["format"] != FORMAT:
        raise DataError(f"format={plain['format']!r} cannot be read, only {FORMAT}; a later archlib may read it")
    volumes, peaks, levels, deadlines_s = (tuple(map(float, plain[name])) for name in AXES[:4])
    asked = Question(
        volumes,
        peaks,
        levels,
        deadlines_s,
        {str(name): from_dict(one) for name, one in plain["architectures"].items()},
        tuple(map(int, plain["seeds"])),
        Faults.from_dict(plain["faults"]),
        float(plain["days"]),
        PriceList.from_dict(plain["prices"]),
    )
    paths = {str(name): tuple(map(str, found)) for name, found in plain["paths"].items()}
    cells: Cells = [[_found(one) for one in cell] for cell in plain["cells"]]
    return assembled(asked, paths, cells, plain["made"])


def _plain(found: list[Found]) -> list[Any]:
    """The answers of an architecture in a cell: the different ones, and which of them each contract has."""
    different = list(dict.fromkeys(found))
    return [[_row(one) for one in different], [different.index(one) for one in found]]


def _row(one: Found) -> list[Any]:
    if one.broken:
        return [list(one.values), ", ".join(one.broken)]
    return [list(one.values), one.usd, one.low, one.high, list(one.costs)]


def _found(plain: list[Any]) -> list[Found]:
    rows, which = plain
    different = [_read(*row) for row in rows]
    return [different[i] for i in which]


def _read(values: list[Any], *rest: Any) -> Found:
    if len(rest) == 1:
        return Found(tuple(values), math.nan, math.nan, math.nan, tuple(rest[0].split(", ")))
    usd, low, high = map(float, rest[:3])
    return Found(tuple(values), usd, low, high, (), tuple(map(float, rest[3])))


def _packed(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
