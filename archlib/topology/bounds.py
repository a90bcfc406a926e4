"""Checks the numbers and names in the fields of stations, edges and policies."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from archlib.errors import TopologyError
from archlib.topology.edges import Edge
from archlib.topology.events import Invoke, Publish, Rule
from archlib.topology.limits import AGREE, ALL, FIELDS, Choice, Limit
from archlib.topology.patterns import check_pattern
from archlib.topology.pools import Fleet
from archlib.topology.stations import Station


def check_numbers(stations: Sequence[Station], edges: Sequence[Edge]) -> None:
    """Raise TopologyError for a field outside its limits, a pattern that is none, an edge at a time it cannot have."""
    for station in stations:
        _check(station, f"{type(station).__name__} {station.name!r}")
        if isinstance(station, Fleet):
            _check(station.scaling, f"Scaling of fleet {station.name!r}")
    for edge in edges:
        owner = f"{type(edge).__name__} {edge.name!r}"
        _check(edge, owner)
        for how in (getattr(edge, "policy", None), getattr(edge, "delivery", None)):
            if how is not None:
                _check(how, f"{type(how).__name__} of edge {edge.name!r}")
        if isinstance(edge, Rule):
            check_pattern(edge.pattern, owner)
        if getattr(edge, "when", "") == "failure" and not isinstance(edge, (Invoke, Publish)):
            raise TopologyError(f"{owner}: when='failure' is refused: only Invoke and Publish act on failure. Use one")


@cache
def _limits(word: type) -> tuple[tuple[str, Limit | Choice], ...]:
    """The fields of a word that have limits, and these."""
    known = ALL | FIELDS.get(word, {})
    return tuple((field.name, known[field.name]) for field in fields(word) if field.name in known)


def _check(part: Any, owner: str) -> None:
    word: type = type(part)
    for name, limit in _limits(word):
        value = getattr(part, name)
        if not limit.holds(value):
            unit = f" {limit.unit}" if limit.unit else ""
            raise TopologyError(f"{owner}: {name}={value!r}{unit} is refused: it must be {limit}. Change it")
    for holds, name, rule, do in AGREE.get(word, ()):
        if not holds(part):
            raise TopologyError(f"{owner}: {name}={getattr(part, name)!r} is refused: {rule}. {do}")
