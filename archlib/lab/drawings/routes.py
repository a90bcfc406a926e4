"""The way of each wire: out of its source's side, level through columns, curved between them, or down to a store."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from archlib.lab.drawings.layers import Layers
from archlib.lab.drawings.paths import curved, rounded
from archlib.lab.drawings.plan import Box, Point, Route
from archlib.lab.drawings.wires import Wire

Side = Literal["left", "right", "bottom"]

AT_BOTTOM = 2  # wires that may leave a box at its bottom, one label on each side
FIRST_TRACK, TRACK_PX, LANE_PX, LETTER_PX = 12.0, 7.0, 10.0, 5.9
HEAD_PX = 9.0  # a wire comes level into its target, or out of its source if it runs backward
ABOVE = 3.0  # of a label over its wire


@dataclass(frozen=True, eq=False)
class Ports:
    """At which side of which station the wires begin and end."""

    found: Layers

    @cached_property
    def column_of(self) -> dict[str, int]:
        """The column of each station that stands in one."""
        return {n: c for c, column in enumerate(self.found.columns) for n in column if isinstance(n, str)}

    def side(self, i: int, end: Literal["source", "target"]) -> Side:
        """Return the side of its source or its target at which a wire is fastened (of a docked one: its top)."""
        wire = self.found.wires[i]
        if self.found.dock(i):
            return "bottom" if i in self._straight_down else "right"
        if wire.source == wire.target:
            return "right"
        return "right" if (end == "source") != (i in self.found.back) else "left"

    @cached_property
    def _straight_down(self) -> frozenset[int]:
        """Wires to docked stations, or from them, at the bottom of a station below which nothing stands."""
        lowest = {[n for n in column if isinstance(n, str)][-1] for column in self.found.columns}
        taken: Counter[str] = Counter()
        found = set()
        for i in range(len(self.found.wires)):
            user = self.found.user(i)
            if self.found.dock(i) and user in lowest and taken[user] < AT_BOTTOM:
                taken[user] += 1
                found.add(i)
        return frozenset(found)

    def at(self, name: str, side: Side) -> list[tuple[int, Literal["source", "target"]]]:
        """Return the wires at a side of a station, each with which of its ends it is."""
        ends: tuple[Literal["source"], Literal["target"]] = ("source", "target")
        return [
            (i, end)
            for i, w in enumerate(self.found.wires)
            for end in ends
            if (w.source if end == "source" else w.target) == name and self.side(i, end) == side
        ]

    def labelled(self, i: int) -> Literal["source", "target"]:
        """Return at which end of a wire its label stands: never at a docked station."""
        return "target" if self.found.rises(i) else "source"

    def most(self, name: str) -> int:
        """Return how many wires the fuller of a station's sides has."""
        return max(len(self.at(name, "left")), len(self.at(name, "right")))

    def longest(self, column: int, side: Side) -> int:
        """Return how many letters the longest label beside a column has."""
        wires = self.found.wires
        names = [n for n, c in self.column_of.items() if c == column]
        ends = [end for n in names for end in self.at(n, side)]
        return max((len(wires[i].label) for i, end in ends if end == self.labelled(i)), default=0)

    def tracks(self, column: int) -> int:
        """Return how many wires go down in the gap right of a column."""
        return len(self.going_down(column))

    def going_down(self, column: int) -> list[int]:
        """Return the wires that go down in the gap right of a column, those of the upper stations last."""
        order = [n for n in reversed(self.found.columns[column]) if isinstance(n, str)]
        return [i for n in order for i, _ in self.at(n, "right") if self.found.dock(i)]


def routed(
    found: Layers,
    boxes: Mapping[str, Box],
    passing: Mapping[tuple[int, int], float],
    columns: Sequence[tuple[float, float]],
    dock_top: float,
) -> tuple[Route, ...]:
    """Return the way of each wire.

    Parameters
    ----------
    passing : (column, wire) -> height at which the wire passes
    columns : left and right edge of each column
    dock_top : where the lanes to docked stations begin
    """
    return _Router(found, boxes, passing, columns, dock_top).routes


@dataclass(frozen=True, eq=False)
class _Router:
    found: Layers
    boxes: Mapping[str, Box]
    passing: Mapping[tuple[int, int], float]
    columns: Sequence[tuple[float, float]]
    dock_top: float

    @cached_property
    def ports(self) -> Ports:
        return Ports(self.found)

    @property
    def routes(self) -> tuple[Route, ...]:
        return tuple(self._route(i, wire) for i, wire in enumerate(self.found.wires))

    @cached_property
    def _fastened(self) -> dict[tuple[int, str], Point]:
        """(wire, end) -> the point on its station's box."""
        points: dict[tuple[int, str], Point] = {}
        sides: tuple[Side, ...] = ("left", "right", "bottom")
        for name in self.ports.column_of:
            box = self.boxes[name]
            for side in sides:
                ends = sorted(self.ports.at(name, side), key=lambda end: self._aim(*end))
                for k, (i, end) in enumerate(ends, 1):
                    share = k / (len(ends) + 1)
                    points[i, end] = {
                        "left": (box.x, box.y + share * box.h),
                        "right": (box.right, box.y + share * box.h),
                        "bottom": (box.x + share * box.w, box.bottom),
                    }[side]
        return points

    def _aim(self, i: int, end: str) -> tuple[float, float]:
        """What wires at one side are sorted by: the height of the next node, or the place of the store."""
        if dock := self.found.dock(i):
            x = self.boxes[dock].middle[0]
            return (x if self.ports.side(i, "source") == "bottom" else 1e6 - x, 0.0)
        chain = self.found.chains[i]
        if not chain:
            return (1e5, 0.0 if end == "source" else 1.0)
        at_left = (end == "source") != (i in self.found.back)
        other = chain[1] if at_left else chain[-2]
        column = self.ports.column_of[str(chain[0])] + (1 if at_left else len(chain) - 2)
        y = self.passing[column, other] if isinstance(other, int) else self.boxes[other].middle[1]
        return (y, float(i))

    def _route(self, i: int, wire: Wire) -> Route:
        if self.found.dock(i):
            down = self._down(i)
            corners = down[::-1] if self.found.rises(i) else down
            path = rounded(corners)
        elif wire.source == wire.target:
            (x, y), (_, end_y) = self._fastened[i, "source"], self._fastened[i, "target"]
            corners = ((x, y), (x + FIRST_TRACK, y), (x + FIRST_TRACK, end_y), (x, end_y))
            path = rounded(corners)
        else:
            corners = self._across(i)
            path = curved(corners)
        at, anchor = self._label(i, corners[-1] if self.found.rises(i) else corners[0])
        return Route(
            wire.source, wire.target, wire.kind, wire.label, path, corners, at, anchor, i in self.found.back
        )  # fmt: skip

    def _across(self, i: int) -> tuple[Point, ...]:
        """From left to right: box, past the labels, both edges of each column on the way, up to the labels, box."""
        chain = self.found.chains[i]
        first = self.ports.column_of[str(chain[0])]
        is_back = i in self.found.back
        start, end = (
            self._fastened[i, "target" if is_back else "source"],
            self._fastened[i, "source" if is_back else "target"],
        )
        last = first + len(chain) - 1
        points = [start, (self.columns[first][1] + self._labels(first, "right"), start[1])]
        for c in range(first + 1, last):
            y = self.passing[c, i]
            points += [(x, y) for x in self.columns[c]]
        points += [(self.columns[last][0] - self._labels(last, "left") - HEAD_PX, end[1]), end]
        return tuple(reversed(points)) if is_back else tuple(points)

    def _down(self, i: int) -> tuple[Point, ...]:
        """Out of who uses it, down to the lane of the docked station, along it, and down into its top."""
        x, y = self._fastened[i, self.ports.labelled(i)]
        target = self.boxes[self.found.dock(i)]
        lane = self.dock_top + LANE_PX * self._lanes[self.found.dock(i)]
        down_x = self._drop_x(i)
        out = [(x, y)] if down_x == x else [(x, y), (down_x, y)]
        to = target.middle[0]
        return (*out, (down_x, lane), (to, lane), (to, target.y))

    def _drop_x(self, i: int) -> float:
        if self.ports.side(i, "source") == "bottom":
            return self._fastened[i, self.ports.labelled(i)][0]
        column = self.ports.column_of[self.found.user(i)]
        track = self.ports.going_down(column).index(i)
        return self.columns[column][1] + FIRST_TRACK + self._labels(column, "right") + TRACK_PX * track

    def _labels(self, column: int, side: Side) -> float:
        """How wide the labels beside a column are; wires run level past them."""
        return LETTER_PX * self.ports.longest(column, side)

    @cached_property
    def _lanes(self) -> dict[str, int]:
        """The lane of each docked station, 1 or more; two that would overlap have lanes of their own."""
        spans = {}
        for name in self.found.docked:
            xs = [self._drop_x(i) for i in range(len(self.found.wires)) if self.found.dock(i) == name]
            xs.append(self.boxes[name].middle[0])
            spans[name] = (min(xs) - LANE_PX, max(xs) + LANE_PX)
        lanes: dict[str, int] = {}
        for name in sorted(spans, key=lambda n: spans[n]):
            taken = {lanes[o] for o in lanes if spans[o][0] < spans[name][1] and spans[name][0] < spans[o][1]}
            lanes[name] = next(k for k in range(1, len(spans) + 1) if k not in taken)
        return lanes

    def _label(self, i: int, at: Point) -> tuple[Point, str]:
        x, y = at
        side = self.ports.side(i, "source")
        if side == "bottom":
            below = sorted(self._fastened[j, end][0] for j, end in self.ports.at(self.found.user(i), "bottom"))
            first_of_two = len(below) > 1 and x == below[0]
            return ((x - 4, y + 11), "end") if first_of_two else ((x + 4, y + 11), "start")
        return ((x + 5, y - ABOVE), "start") if side == "right" else ((x - 5, y - ABOVE), "end")
