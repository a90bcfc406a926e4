"""A drawing as SVG: outlines, signs, words and wires in the colour of the page's text, readable without any style."""

from collections.abc import Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Final

from archlib.lab.drawings.plan import Box, Plan, Route
from archlib.lab.drawings.shapes import SIGNS, described, kind_of, outline, size_of
from archlib.lab.drawings.wires import CUSTOMERS
from archlib.lab.palette import BLUE, GREEN, ORANGE
from archlib.topology import Topology

DASHES: Final = {"waits": "", "later": "6 4", "data": "1.5 3"}
MEANS: Final = {
    "waits": "waits for the answer",
    "later": "nobody waits",
    "data": "to and from what keeps or serves data",
}
LEGEND_H = 22.0
ARROW_PX = 6.0
INSET: Final = {"store": 6.0, "fleet": 4.0}  # how much of the box its outline takes at the top
NAME_PX, SMALL_PX, BOLD_PX = 7.15, 5.3, 6.0  # a letter

PART_COLOURS: Final = {"producer": BLUE, "consumer": ORANGE, "both": GREEN}  # beside their names

Words = Mapping[str, Sequence[str]]  # by station: two lines of what it holds, and what it cost


def svg(
    topology: Topology, plan: Plan, title: str, words: Words | None = None, parts: Mapping[str, str] | None = None
) -> str:
    """Return the drawing as an SVG element.

    Parameters
    ----------
    title : what it is a drawing of
    words : by station three texts for its box; without them the boxes say only what the stations are
    parts : by station the part that it plays with messages, such as "producer": named above its box, and coloured
    """
    parts = parts or {}
    told = "; ".join([*(described(s) for s in topology.stations), *(_wired(route) for route in plan.routes)])
    boxes = [_customers(plan.box(CUSTOMERS))]
    boxes += [
        _box(topology, plan.box(s.name), i, (words or {}).get(s.name, ()), parts.get(s.name, ""))
        for i, s in enumerate(topology.stations)
    ]
    height = plan.height + LEGEND_H
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="archlib-drawn" role="img" width="{plan.width:.0f}" '
        f'height="{height:.0f}" viewBox="0 0 {plan.width:.1f} {height:.1f}" fill="none" stroke="none" '
        f'font-family="system-ui, sans-serif" style="max-width:100%">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
        f"{''.join(_wire(i, route) for i, route in enumerate(plan.routes))}"
        f'<g class="archlib-flags"></g>{"".join(boxes)}<g class="archlib-dots"></g>{_legend(plan)}</svg>'
    )


def clipped(text: str, width_px: float, letter_px: float = SMALL_PX) -> str:
    """Return a text that fits into so many pixels, with "…" for what is left out."""
    most = max(2, int(width_px / letter_px))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _box(topology: Topology, box: Box, number: int, words: Sequence[str], part: str = "") -> str:
    station = topology[box.name]
    kind = kind_of(station)
    lines, down = _name(box), INSET.get(kind, 0.0)
    y = down + 16.0 + 13.0 * len(lines)
    texts = [_text(25, down + 17 + 13 * k, line, 11.5, "archlib-name", weight=600) for k, line in enumerate(lines)]
    texts.append(_text(9, y, clipped(size_of(station), box.w - 16), 10, "archlib-size"))
    first, second, cost = (*words, "", "", "")[:3]
    if box.column >= 0:
        texts.append(_text(9, y + 13, clipped(first, box.w - 16), 10, "archlib-line"))
    texts.append(_text(9, y + (26 if box.column >= 0 else 12), clipped(second, box.w - 16, BOLD_PX), 10, "archlib-why"))
    texts.append(_text(box.w - (14 if kind == "fleet" else 9), box.h - 7, cost, 10, "archlib-cost", anchor="end"))
    colour = PART_COLOURS.get(part, "")
    style = f' style="stroke:{colour};stroke-width:3"' if colour else ""
    if part:
        texts.append(_text(box.w / 2, -4, part, 10.5, "archlib-part", anchor="middle", weight=600))
    title = f"{described(station)}{f'; {part}' if part else ''}"
    return (
        f'<g class="archlib-station" data-station="{number}" data-kind="{kind}" data-part="{part}" '
        f'transform="translate({box.x:.1f} {box.y:.1f})"><title>{escape(title)}</title>'
        f'<path class="archlib-outline" d="{outline(kind, box.w, box.h)}" stroke="currentColor" stroke-width="1.4"'
        f"{style}/>"
        f"{_sign(kind, 6 + down)}{''.join(texts)}"
        f'<g class="archlib-cells" transform="translate(9 {box.h - 18:g})"></g></g>'
    )


def _name(box: Box) -> list[str]:
    """A name in two lines at most."""
    room = box.w - 30
    most = max(4, int(room / NAME_PX))
    lines = wrap(box.name, most, max_lines=2, placeholder="…") or [""]
    return [clipped(line, room, NAME_PX) for line in lines]


def _customers(box: Box) -> str:
    x, y = box.w / 2 - 7, box.h / 2 - 16
    return (
        f'<g class="archlib-customers" transform="translate({box.x:.1f} {box.y:.1f})"><title>customers</title>'
        f'<path class="archlib-sign" transform="translate({x:g} {y:g})" d="{SIGNS["customers"]}" '
        f'stroke="currentColor" stroke-width="1.4"/>'
        f"{_text(box.w / 2, box.h / 2 + 14, 'customers', 11, 'archlib-name', anchor='middle')}</g>"
    )


def _sign(kind: str, y: float) -> str:
    return (
        f'<path class="archlib-sign" transform="translate(8 {y:g})" d="{SIGNS[kind]}" stroke="currentColor" '
        'stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _wire(number: int, route: Route) -> str:
    dash = f' stroke-dasharray="{DASHES[route.kind]}"' if DASHES[route.kind] else ""
    x, y = route.label_at
    return (
        f'<g class="archlib-wire" data-wire="{number}" data-kind="{route.kind}"><title>{escape(_wired(route))}</title>'
        f'<path class="archlib-way" d="{route.path}" stroke="currentColor" stroke-width="1.3"{dash}/>'
        f'<path class="archlib-arrow" d="{_arrow(route)}" fill="currentColor"/>'
        f"{_text(x, y, route.label, 9.5, 'archlib-label', anchor=route.anchor)}</g>"
    )


def _arrow(route: Route) -> str:
    """A head at the end of a wire, which comes level, from above, or from a docked station below."""
    (x0, y0), (x, y) = next(
        (a, b) for a, b in reversed([*zip(route.corners, route.corners[1:], strict=False)]) if a != b
    )
    half = ARROW_PX / 2
    if abs(x - x0) < abs(y - y0):
        up = -ARROW_PX if y >= y0 else ARROW_PX
        return f"M{x:.1f} {y:.1f}l{-half:g} {up:g}h{ARROW_PX:g}z"
    back = -ARROW_PX if x >= x0 else ARROW_PX
    return f"M{x:.1f} {y:.1f}l{back:g} {-half:g}v{ARROW_PX:g}z"


def _legend(plan: Plan) -> str:
    kinds = [kind for kind in MEANS if any(route.kind == kind for route in plan.routes)]
    x, parts = 10.0, []
    for kind in kinds:
        dash = f' stroke-dasharray="{DASHES[kind]}"' if DASHES[kind] else ""
        y = plan.height + LEGEND_H - 9
        line = f'<path d="M{x:g} {y - 3:g}h26" stroke="currentColor" stroke-width="1.3"{dash}/>'
        parts.append(line + _text(x + 31, y, MEANS[kind], 10, "archlib-size"))
        x += 31 + SMALL_PX * len(MEANS[kind]) + 16
    return f'<g class="archlib-legend">{"".join(parts)}</g>'


def _wired(route: Route) -> str:
    source = "customers" if route.source == CUSTOMERS else route.source
    return f"{source} to {route.target}: {route.label}"


def _text(
    x: float, y: float, text: str, size: float, name: str, anchor: str = "start", weight: int = 400
) -> str:  # fmt: skip
    more = (f' text-anchor="{anchor}"' if anchor != "start" else "") + (
        f' font-weight="{weight}"' if weight > 400 else ""
    )
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"'
    return f'<text class="{name}" {place} fill="currentColor"{more}>{escape(text)}</text>'
