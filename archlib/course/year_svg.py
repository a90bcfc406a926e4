"""A year's money as a drawing for a file: stacked bars month by month, without any script."""

from html import escape
from typing import Final, NamedTuple

from archlib.year import Played
from archlib.year.months import Month

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 260, 70, 34, 34
STEP: Final = (WIDTH - LEFT - 10) / 12
BAR: Final = 0.7 * STEP
TICKS: Final = 4


class Part(NamedTuple):
    """A part of the money: attribute of a month, and how its bars are filled."""

    attribute: str
    fill: str


PARTS: Final = {
    "bill": Part("bill_usd", "#0072B2"),
    "penalties": Part("penalties_usd", "url(#crossed)"),
    "migration": Part("migration_usd", "url(#striped)"),
}
_PATTERNS: Final = (
    '<defs><pattern id="crossed" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
    'fill="#fff"/><path d="M0 0L8 8M8 0L0 8" stroke="#D55E00" stroke-width="2"/></pattern><pattern id="striped" '
    'width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/><path d="M0 8L8 0" '
    'stroke="#8a5f00" stroke-width="2"/></pattern></defs>'
)


def drawing(played: Played) -> str:
    """Return an SVG: a bar a month, USD; below each its number, with a star where a promise was broken."""
    top = max(month.total_usd for month in played.months) or 1.0
    bars = "".join(_bar(month, top) for month in played.months)
    title = escape(f"Money month by month. {played.text}")
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" xmlns="http://www.w3.org/2000/svg" font-size="12" '
        f'font-family="sans-serif"><title>{title}</title>{_PATTERNS}{_legend()}{_axis(top)}{bars}</svg>'
    )


def _y(usd: float, top: float) -> float:
    return HEIGHT - BOTTOM - usd / top * (HEIGHT - TOP - BOTTOM)


def _bar(month: Month, top: float) -> str:
    x, below = LEFT + (month.month - 1) * STEP + 0.15 * STEP, 0.0
    drawn = []
    for name, part in PARTS.items():
        usd = getattr(month, part.attribute)
        high = _y(below, top) - _y(below + usd, top)
        tip = f"month {month.month}, {name}: {usd:,.0f} USD"
        drawn.append(
            f'<rect x="{x:.1f}" y="{_y(below + usd, top):.1f}" width="{BAR:.1f}" height="{high:.1f}" '
            f'fill="{part.fill}"><title>{tip}</title></rect>'
        )
        below += usd
    label = f"{month.month}{'*' if month.broken else ''}"
    return "".join(drawn) + f'<text x="{x + BAR / 2:.1f}" y="{HEIGHT - 16}" text-anchor="middle">{label}</text>'


def _axis(top: float) -> str:
    lines = []
    for i in range(TICKS + 1):
        usd = top * i / TICKS
        y = _y(usd, top)
        lines.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH}" stroke="#ccc"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{usd:,.0f}</text>')
    months = f'<text x="{LEFT}" y="{HEIGHT - 2}">month; * a promise was broken</text>'
    return "".join(lines) + f'<text x="4" y="{TOP - 14}">USD</text>' + months


def _legend() -> str:
    found = []
    for i, (name, part) in enumerate(PARTS.items()):
        x = LEFT + 110 * i
        found.append(f'<rect x="{x}" y="6" width="14" height="14" fill="{part.fill}" stroke="#555"/>')
        found.append(f'<text x="{x + 20}" y="18">{name}</text>')
    return "".join(found)
