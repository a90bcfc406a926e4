"""How many links partners need against how many there are: by pairs, by a queue for each way, by a bus."""

import math
from collections.abc import Callable
from typing import Final

from archlib.compare import Comparison
from archlib.course.partners import by_bus, ordered_pairs, pairs
from archlib.lab import words
from archlib.lab.figures.growth import services
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.palette import BLUE, GREEN, ORANGE
from archlib.topology import Call, Invoke, Publish, Rule, Send, Topology

HEIGHT = 290
MOST = 30
LISTED = (3, 6, 10, MOST)
LAWS: Final[dict[str, tuple[Callable[[int], int], str, str]]] = {
    "a queue for each way, N(N − 1)": (ordered_pairs, ORANGE, "dash"),
    "a link for each pair, N(N − 1)/2": (pairs, BLUE, "dot"),
    "a bus, N + N": (lambda n: by_bus(n, n), GREEN, "solid"),
}


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a line for each way to join partners, and a marker of what each architecture really joins; no window."""
    shown = lanes(comparison)
    data = (*(_law(name) for name in LAWS), *(_here(lane) for lane in shown))
    most = max([ordered_pairs(MOST), *(links(lane.run.topology) for lane in shown)])
    made = layout(
        HEIGHT,
        titled("services (N)", range=[0, MOST + 1.5], dtick=5, fixedrange=True),
        titled("links (logarithmic)", type="log", range=[-0.1, math.log10(most) + 0.15], dtick=1, fixedrange=True),
        legend=names_of(data),
    )
    return Picture(
        key="joined",
        title="How many links partners need",
        sentence=sentence(shown),
        columns=("architecture", "services", "pairs", "queues, one for each way", "links to a bus", "joined"),
        rows=rows_of([row for lane in shown for row in _rows(lane)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane)),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def links(topology: Topology) -> int:
    """Return how many links there are between services: calls, and messages or events sent on.

    What a balancer hands on belongs to the call before it, and stores are no partners.
    """
    joined = [e for e in topology.edges if isinstance(e, (Call, Send, Invoke, Publish, Rule))]
    return len({(e.source, e.target) for e in joined})


def sentence(shown: list[Lane]) -> str:
    """Return what as many partners as the first has would need, and how many links each has."""
    n = services(shown[0].run.topology)
    has = [f"{lane.label} {links(lane.run.topology)}" for lane in shown]
    return (
        f"If each of {n} services has something for each other one: {words.count(pairs(n))} pairs, "
        f"{words.count(ordered_pairs(n))} queues with one for each way, or {by_bus(n, n)} links to a bus. "
        f"What is joined here: {'; '.join(has)}."
    )


def _rows(lane: Lane) -> list[tuple[str, ...]]:
    """Return the numbers of an architecture, and those of some other sizes."""
    here = services(lane.run.topology)
    made = []
    for n in sorted({*LISTED, here}):
        laws = (words.count(k) for k in (pairs(n), ordered_pairs(n), by_bus(n, n)))
        made.append((lane.label, str(n), *laws, str(links(lane.run.topology)) if n == here else words.NONE))
    return made


def _law(name: str) -> Trace:
    law, colour, dash = LAWS[name]
    numbers = list(range(2, MOST + 1))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": numbers,
        "y": [law(n) for n in numbers],
        "line": {"width": 2, "color": colour, "dash": dash},
        "hovertemplate": "%{y} links for %{x} services<extra>%{fullData.name}</extra>",
    }


def _here(lane: Lane) -> Trace:
    n, k = services(lane.run.topology), links(lane.run.topology)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label}, joined",
        "x": [min(n, MOST)],
        "y": [max(1, k)],
        "text": [str(k)],
        "marker": {"size": 13, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{text} links<extra>%{fullData.name}</extra>",
    }
