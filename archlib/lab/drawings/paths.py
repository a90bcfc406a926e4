"""Corners as the text of an SVG path: level and upright with rounded corners, or curved."""

from collections.abc import Sequence
from itertools import pairwise

from archlib.lab.drawings.plan import Point

ROUND = 5.0  # radius of a corner


def curved(corners: Sequence[Point]) -> str:
    """Return a path through points: level where two are level, else an S-curve within their box."""
    parts = [f"M{corners[0][0]:.1f} {corners[0][1]:.1f}"]
    for (x0, y0), (x1, y1) in pairwise(corners):
        if abs(y0 - y1) < 0.05:
            parts.append(f"H{x1:.1f}")
        else:
            half = (x0 + x1) / 2
            parts.append(f"C{half:.1f} {y0:.1f} {half:.1f} {y1:.1f} {x1:.1f} {y1:.1f}")
    return "".join(parts)


def rounded(corners: Sequence[Point]) -> str:
    """Return a path along level and upright stretches with rounded corners."""
    points = [corners[0], *(b for a, b in pairwise(corners) if abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.05)]
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for before, (x, y), after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _towards((x, y), before), _towards((x, y), after)
        parts.append(f"L{enter[0]:.1f} {enter[1]:.1f}Q{x:.1f} {y:.1f} {leave[0]:.1f} {leave[1]:.1f}")
    parts.append(f"L{points[-1][0]:.1f} {points[-1][1]:.1f}")
    return "".join(parts)


def _towards(corner: Point, other: Point) -> Point:
    """A point a little way from a corner towards another, half the way at most."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(dx), abs(dy))
    share = min(ROUND, length / 2) / length if length else 0.0
    return corner[0] + share * dx, corner[1] + share * dy
