"""What a laid out drawing holds: boxes and routes with their places, in pixels from the upper left corner."""

from dataclasses import dataclass

from archlib.lab.drawings.wires import Kind

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A station's place; `column` is -1 for one that stands below the columns."""

    name: str
    x: float
    y: float
    w: float
    h: float
    column: int

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.h

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.x + self.w / 2, self.y + self.h / 2


@dataclass(frozen=True)
class Route:
    """A wire's way.

    Attributes
    ----------
    source, target, kind, label : of the wire
    path : an SVG path from source to target
    corners : points through which it goes; it never leaves the box around two of them that follow each other
    label_at, anchor : where the label stands, "start", "end" or "middle"
    back : whether it runs from right to left
    """

    source: str
    target: str
    kind: Kind
    label: str
    path: str
    corners: tuple[Point, ...]
    label_at: Point
    anchor: str
    back: bool


@dataclass(frozen=True)
class Plan:
    """A drawing's size, its boxes by station (the customers first), and a route for each wire."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]

    def box(self, name: str) -> Box:
        """Return the box of a station."""
        return next(box for box in self.boxes if box.name == name)
