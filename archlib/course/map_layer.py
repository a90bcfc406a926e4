"""A decision map as cells: the layer of one service level and one deadline."""

from collections.abc import Mapping
from typing import Any

from archlib.course.map_cells import Cell, Layer, Offer
from archlib.maps import Answer, DecisionMap


def layer_of(decided: DecisionMap, level: float, deadline_s: float) -> Layer:
    """Return the cells of a map at one service level and one deadline, both as the map has them.

    Raises
    ------
    ParameterError
        for a level or a deadline that the map does not have
    """
    rows = tuple(
        tuple(Cell(v, p, tuple(map(_offer, decided.cell(p, v, level, deadline_s)))) for v in decided.volumes)
        for p in decided.peaks
    )
    return Layer(level, deadline_s, rows)


def sizes(found: Mapping[str, Any]) -> str:
    """Return what a search found as text, such as "max_workers=3, idle_s=60"."""
    return ", ".join(f"{path}={f'{value:g}' if isinstance(value, float) else value}" for path, value in found.items())


def _offer(answer: Answer) -> Offer:
    if not answer.found:
        return Offer(answer.architecture, None, broken=", ".join(answer.broken))
    money = answer.usd_per_month, answer.usd_low, answer.usd_high
    return Offer(answer.architecture, *money, sizes(answer.sizes), costs=answer.costs)
