"""From a topology to places: columns from left to right, what keeps things below them, and wires between.

Boxes of a column stand apart, and a wire bends only in the gap between two columns or below all of them; so no wire
crosses a box, whatever the topology.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from archlib.lab.drawings.layers import Layers, Node, layers
from archlib.lab.drawings.places import apart, middles
from archlib.lab.drawings.plan import Box, Plan
from archlib.lab.drawings.routes import LANE_PX, LETTER_PX, TRACK_PX, Ports, routed
from archlib.lab.drawings.wires import CUSTOMERS
from archlib.topology import Fleet, Queue, Topology

MARGIN = 16.0  # at the top a failure is written over a box
WIDE, NARROW, FLEET_NARROW = 128.0, 98.0, 114.0  # a box where there are few columns, and where there are many
QUEUE_WIDE, QUEUE_NARROW, CUSTOMERS_W = 112.0, 96.0, 66.0
FEW = 5  # columns
BOX_H, DOCKED_H, CUSTOMERS_H, PASSING_H = 92.0, 72.0, 56.0, 14.0
ROW_GAP, PORT_PX = 20.0, 15.0
GAP = 32.0
FULL_W = 720.0  # a drawing with few columns is stretched to this
MOST_STRETCH = 90.0
DOCK_GAP = 26.0


def layout(topology: Topology) -> Plan:
    """Return where everything of a topology stands."""
    return _Layout(topology, layers(topology)).plan


@dataclass(frozen=True, eq=False)
class _Layout:
    topology: Topology
    found: Layers

    @property
    def plan(self) -> Plan:
        boxes = {**self.columned, **self.docked}
        width = max(self.right, *(box.right for box in boxes.values())) + MARGIN
        height = max(box.bottom for box in boxes.values()) + MARGIN
        order = [CUSTOMERS, *(s.name for s in self.topology.stations)]
        routes = routed(self.found, boxes, self.passing, self.edges_of_columns, self.dock_top)
        return Plan(width, height, tuple(boxes[name] for name in order), routes)

    @cached_property
    def ports(self) -> Ports:
        return Ports(self.found)

    def _w(self, name: str) -> float:
        few = len(self.found.columns) <= FEW
        if name == CUSTOMERS:
            return CUSTOMERS_W
        if isinstance(self.topology[name], Queue) and name not in self.found.docked:
            return QUEUE_WIDE if few else QUEUE_NARROW
        narrow = FLEET_NARROW if isinstance(self.topology[name], Fleet) else NARROW  # it has most to say
        return WIDE if few else narrow

    def _h(self, name: str) -> float:
        usual = CUSTOMERS_H if name == CUSTOMERS else BOX_H
        return max(usual, PORT_PX * (1 + self.ports.most(name)))

    @cached_property
    def gaps(self) -> list[float]:
        """The width of the gap right of each column, the last one too."""
        found = []
        for c in range(len(self.found.columns)):
            words = [self.ports.longest(c, "right"), self.ports.longest(c + 1, "left")]
            text = LETTER_PX * sum(words)
            found.append(GAP + text + TRACK_PX * self.ports.tracks(c))
        return found

    @cached_property
    def edges_of_columns(self) -> list[tuple[float, float]]:
        """The left and the right edge of each column."""
        widths = [max((self._w(n) for n in c if isinstance(n, str)), default=0.0) for c in self.found.columns]
        used = 2 * MARGIN + sum(widths) + sum(self.gaps[:-1])
        inner = max(1, len(widths) - 1)
        more = min(MOST_STRETCH, max(0.0, FULL_W - used) / inner)
        x, edges = MARGIN, []
        for width, gap in zip(widths, self.gaps, strict=True):
            edges.append((x, x + width))
            x += width + gap + more
        return edges

    @cached_property
    def right(self) -> float:
        """Where the columns end, with the tracks that go down right of the last one."""
        last = len(self.found.columns) - 1
        return self.edges_of_columns[-1][1] + (self.gaps[-1] if self.ports.tracks(last) else 0.0)

    @cached_property
    def _middles(self) -> dict[tuple[int, Node], float]:
        heights: dict[Node, float] = {n: self._h(n) for c in self.found.columns for n in c if isinstance(n, str)}
        heights |= {n: PASSING_H for c in self.found.columns for n in c if isinstance(n, int)}
        return middles(self.found, heights, ROW_GAP)

    @cached_property
    def passing(self) -> dict[tuple[int, int], float]:
        """The height at which a wire (its number) passes a column."""
        return {(c, n): MARGIN + y for (c, n), y in self._middles.items() if isinstance(n, int)}

    @cached_property
    def columned(self) -> dict[str, Box]:
        boxes = {}
        for (c, name), y in self._middles.items():
            if isinstance(name, str):
                (left, right), w, h = self.edges_of_columns[c], self._w(name), self._h(name)
                boxes[name] = Box(name, (left + right - w) / 2, MARGIN + y - h / 2, w, h, c)
        return boxes

    @cached_property
    def dock_top(self) -> float:
        """Where the lanes to what keeps things begin, below all columns."""
        bottoms = [box.bottom for box in self.columned.values()] + [y + PASSING_H / 2 for y in self.passing.values()]
        return max(bottoms) + DOCK_GAP - LANE_PX

    @cached_property
    def docked(self) -> dict[str, Box]:
        """What keeps things, each below those that use it."""
        names = sorted(self.found.docked, key=self._wanted_x)
        wanted = [self._wanted_x(name) for name in names]
        widths = [self._w(name) for name in names]
        apart_px = [(a + b) / 2 + ROW_GAP for a, b in pairwise(widths)]
        xs = apart(wanted, [1.0] * len(names), apart_px)
        over = max([0.0, *(x + w / 2 - self.right for x, w in zip(xs, widths, strict=True))])
        xs = [x - over for x in xs]
        under = max([0.0, *(MARGIN + w / 2 - x for x, w in zip(xs, widths, strict=True))])
        top = self.dock_top + LANE_PX * (len(names) + 1)
        return {
            name: Box(name, x + under - w / 2, top, w, DOCKED_H, -1)
            for name, x, w in zip(names, xs, widths, strict=True)
        }

    def _wanted_x(self, name: str) -> float:
        wires = range(len(self.found.wires))
        users = [self.columned[self.found.user(i)].middle[0] for i in wires if self.found.dock(i) == name]
        return sum(users) / len(users) if users else self.right / 2
