"""What the drawings of a record have in common: their size, fills that need no colour, a legend, lines of a scale.

Colours are variables of the page around, which is light or dark.
"""

from collections.abc import Mapping
from html import escape
from typing import Final

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 260, 70, 34, 34
RIGHT: Final = WIDTH - 10
TICKS: Final = 4
LEGEND_STEP: Final = 145
INK, GRID, PAPER = "var(--ink)", "var(--line)", "var(--paper)"
PLAIN, CROSSED, STRIPED = "var(--blue)", "url(#crossed)", "url(#striped)"


def _pattern(name: str, path: str, colour: str) -> str:
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
        f'fill="{PAPER}"/><path d="{path}" stroke="{colour}" stroke-width="2"/></pattern>'
    )


PATTERNS: Final = (  # once in a page, for all its drawings
    f'<svg width="0" height="0" aria-hidden="true"><defs>{_pattern("crossed", "M0 0L8 8M8 0L0 8", "var(--vermilion)")}'
    f"{_pattern('striped', 'M0 8L8 0', 'var(--orange)')}</defs></svg>"
)


def frame(title: str, *parts: str) -> str:
    """Return an SVG with a title for those who cannot see it."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" xmlns="http://www.w3.org/2000/svg" font-size="12" '
        f'font-family="sans-serif" fill="{INK}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def bar(x: float, y: float, width: float, height: float, fill: str, tip: str) -> str:
    """Return a bar with its upper left corner at x, y, pixels, and what is told of it."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" stroke="{INK}" '
        f'stroke-width="0.5"><title>{escape(tip)}</title></rect>'
    )


def level(x: float, y: float, width: float) -> str:
    """Return a thick line from x on at y, pixels: what was promised."""
    return f'<path d="M{x:.1f} {y:.1f}h{width:.1f}" stroke="{INK}" stroke-width="3"/>'


def words(x: float, y: float, text: str, anchor: str = "start") -> str:
    """Return a text at x, y, pixels; `anchor` is "start", "middle" or "end"."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def tick(y: float, text: str) -> str:
    """Return a line of the scale at y, pixels, with its number."""
    return f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{GRID}"/>{words(LEFT - 6, y + 4, text, "end")}'


def legend(fills: Mapping[str, str]) -> str:
    """Return what each fill means: name -> fill."""
    found = []
    for i, (name, fill) in enumerate(fills.items()):
        x = LEFT + LEGEND_STEP * i
        found.append(f'<rect x="{x}" y="6" width="14" height="14" fill="{fill}" stroke="{INK}"/>')
        found.append(words(x + 20, 18, name))
    return "".join(found)
