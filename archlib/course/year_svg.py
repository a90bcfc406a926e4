"""A year's money as a drawing for a file: stacked bars month by month, without any script."""

from typing import Final, NamedTuple

from archlib.course import svg_frame as svg
from archlib.year import Played
from archlib.year.clock import MONTHS
from archlib.year.months import Month

STEP: Final = (svg.RIGHT - svg.LEFT) / MONTHS
BAR: Final = 0.7 * STEP


class Part(NamedTuple):
    """A part of the money: attribute of a month, and how its bars are filled."""

    attribute: str
    fill: str


PARTS: Final = {
    "bill": Part("bill_usd", svg.PLAIN),
    "penalties": Part("penalties_usd", svg.CROSSED),
    "migration": Part("migration_usd", svg.STRIPED),
}


def drawing(played: Played) -> str:
    """Return an SVG: a bar a month, USD; below each its number, with a star where a promise was broken."""
    top = max(month.total_usd for month in played.months) or 1.0
    bars = "".join(_bar(month, top) for month in played.months)
    fills = svg.legend({name: part.fill for name, part in PARTS.items()})
    return svg.frame(f"Money month by month. {played.text}", fills, _axis(top), bars)


def _y(usd: float, top: float) -> float:
    return svg.HEIGHT - svg.BOTTOM - usd / top * (svg.HEIGHT - svg.TOP - svg.BOTTOM)


def _bar(month: Month, top: float) -> str:
    x, below = svg.LEFT + (month.month - 1) * STEP + 0.15 * STEP, 0.0
    drawn = []
    for name, part in PARTS.items():
        usd = getattr(month, part.attribute)
        y = _y(below + usd, top)
        tip = f"month {month.month}, {name}: {usd:,.0f} USD"
        drawn.append(svg.bar(x, y, BAR, _y(below, top) - y, part.fill, tip))
        below += usd
    label = f"{month.month}{'*' if month.broken else ''}"
    return "".join(drawn) + svg.words(x + BAR / 2, svg.HEIGHT - 16, label, "middle")


def _axis(top: float) -> str:
    levels = [top * i / svg.TICKS for i in range(svg.TICKS + 1)]
    lines = "".join(svg.tick(_y(usd, top), f"{usd:,.0f}") for usd in levels)
    return (
        lines + svg.words(4, svg.TOP - 14, "USD") + svg.words(svg.LEFT, svg.HEIGHT - 2, "month; * a promise was broken")
    )
