"""Who is joined to whom: producers and consumers one by one, and over a bus, every line an edge of a topology."""

from archlib.course.links import Joined, Partners, joined
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import BLUE, GREEN, GREY, ORANGE

HEIGHT = 300
DIRECT, THROUGH = "one by one", "over a bus"
LEFT, RIGHT, WIDE = 0.0, 1.6, 1.0  # where each of the two drawings begins, and how wide it is
HIGH = 1.1  # of the field, its headings included
WAYS = {DIRECT: False, THROUGH: True}
LOOKS = {"producers": (ORANGE, "square"), "consumers": (BLUE, "circle"), "the bus": (GREEN, "line-ns-open")}
Point = tuple[float, float]


def picture(producers: int, consumers: int) -> Picture:
    """Return both ways side by side.

    Raises
    ------
    ParameterError
        unless both are whole numbers of at least 1, and at most `archlib.course.links.MOST`
    """
    asked = Partners(producers=producers, consumers=consumers)
    found = {name: joined(asked.producers, asked.consumers, way) for name, way in WAYS.items()}
    hidden = {"visible": False, "fixedrange": True}
    made = layout(
        HEIGHT,
        titled("place", range=[-0.1, RIGHT + WIDE + 0.1], **hidden),
        titled("place", range=[-0.06, HIGH + 0.04], **hidden),
        left=16,
        bottom=10,
        legend=list(LOOKS),
        annotations=[_heading(name, at, len(found[name].links)) for name, at in zip(WAYS, (LEFT, RIGHT), strict=True)],
    )
    return Picture(
        key="links",
        title="Who has to know whom",
        sentence=sentence(asked, found),
        columns=("joined", "links", "partners that a producer knows", "heard after one click", "one consumer more"),
        rows=rows_of([_row(name, asked, one) for name, one in found.items()]),
        data=tuple(
            trace
            for (name, one), at in zip(found.items(), (LEFT, RIGHT), strict=True)
            for trace in _drawn(asked, one, at, name == THROUGH)
        ),
        layout=made,
        height=made["height"],
    )


def sentence(asked: Partners, found: dict[str, Joined]) -> str:
    """Return both numbers of links, and that as much is heard either way."""
    n, m = asked.producers, asked.consumers
    one, other = (len(found[name].links) for name in WAYS)
    heard = found[THROUGH].delivered
    also = "as often" if found[DIRECT].delivered == heard else f"{found[DIRECT].delivered} times"
    return (
        f"{n} producers, {m} consumers: {one} links one by one ({n} × {m}), {other} over a bus ({n} + {m}). After one "
        f"click consumers hear of something {heard} times over the bus, and {also} without it."
    )


def _row(name: str, asked: Partners, one: Joined) -> tuple[str, ...]:
    more = "1 link" if name == THROUGH else f"{asked.producers} links, all producers change"
    return name, str(len(one.links)), str(one.known), str(one.delivered), more


def _heading(name: str, at: float, links: int) -> dict[str, object]:
    text = f"<b>{name}</b>: {links} links"
    return {"text": text, "x": at + WIDE / 2, "y": HIGH, "showarrow": False, "yanchor": "middle", "font": {"size": 12}}


def _places(asked: Partners, at: float) -> dict[str, Point]:
    """Where each stands: producers in a column on the left, consumers on the right, the bus between."""
    found: dict[str, Point] = {"bus": (at + WIDE / 2, 0.5)}
    for kind, n, x in (("producer", asked.producers, at), ("consumer", asked.consumers, at + WIDE)):
        found |= {f"{kind} {i}": (x, 1 - (i - 0.5) / n) for i in range(1, n + 1)}
    return found


def _drawn(asked: Partners, one: Joined, at: float, with_bus: bool) -> list[Trace]:
    """Return the lines, and the marks at their ends; a line meets the bus at the height that it comes from."""
    places = _places(asked, at)
    x: list[float | None] = []
    y: list[float | None] = []
    for source, target in one.links:
        (x0, y0), (x1, y1) = places[source], places[target]
        y0, y1 = (y1 if source == "bus" else y0), (y0 if target == "bus" else y1)
        x, y = [*x, x0, x1, None], [*y, y0, y1, None]
    line = {"width": 1.2, "color": GREY}
    quiet = {"hoverinfo": "skip", "showlegend": False}
    lines = {"type": "scatter", "mode": "lines", "name": "links", "x": x, "y": y, "line": line, **quiet}
    marks = [_marks(kind, [p for name, p in places.items() if name.startswith(kind[:8])], at) for kind in _KINDS]
    return [lines, *([_bar(at)] if with_bus else []), *marks]


_KINDS = ("producers", "consumers")


def _marks(kind: str, points: list[Point], at: float) -> Trace:
    colour, symbol = LOOKS[kind]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": kind,
        "x": [p[0] for p in points],
        "y": [p[1] for p in points],
        "marker": {"size": 13, "symbol": symbol, "color": colour},
        "hoverinfo": "skip",
        "showlegend": at == LEFT,
    }


def _bar(at: float) -> Trace:
    middle = at + WIDE / 2
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "the bus",
        "x": [middle, middle],
        "y": [0.0, 1.0],
        "line": {"width": 8, "color": LOOKS["the bus"][0]},
        "hoverinfo": "skip",
    }
