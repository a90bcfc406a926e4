"""What is joined to what: each architecture's stations and calls, drawn anew as soon as a part comes or goes."""

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.drawings.layout import layout as placed
from archlib.lab.drawings.plan import Box, Plan
from archlib.lab.drawings.wires import CUSTOMERS, wires
from archlib.lab.figures.picture import FEW, Lane, Picture, Trace, Window, lanes, layout, lines, rows_of
from archlib.lab.palette import GREY
from archlib.topology import Balancer, Forward, Pool, Station, Topology, instances_of

TALL_PX, LOW_PX = 230, 150  # of a lane alone or nearly so, and of one among many
WIDE, HIGH = 1.0, 0.86  # the part of a lane's field that its drawing takes
DIRECT = 4  # corners of a way between neighbours, at most
LETTERS = 11  # in a box, before a name takes two lines
FONT, SMALL_FONT, LEAST_WIDE_PX, LEAST_HIGH_PX = 10, 8, 45, 28  # in boxes that are smaller names are smaller too
FIELD_PX = 540  # about how wide a field is in a narrow page
HEAD_PX = 5  # from the middle of an arrow's head to its tip
DASHES = {"waits": "solid", "later": "dash", "data": "dot"}
MEANS = {"waits": "waits for the answer", "later": "nobody waits", "data": "keeps data"}


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return the drawing of each topology, and as a table who calls which address; the window is not used."""
    shown = lanes(comparison)
    plans = [placed(lane.run.topology) for lane in shown]
    each_px = TALL_PX if len(shown) <= FEW else LOW_PX
    height = 66 + each_px * len(shown)
    hidden = {"visible": False, "fixedrange": True, "title": {"text": "place"}}
    floors = [float(len(shown) - 1 - i) for i in range(len(shown))]
    data = [t for plan, floor in zip(plans, floors, strict=True) for t in _ways(plan, floor, each_px)]
    data += [_boxes(*each, each_px) for each in zip(shown, plans, floors, strict=True)]
    made = layout(
        height,
        {**hidden, "range": [-0.01, WIDE + 0.01]},
        {**hidden, "range": [-0.02, float(len(shown))]},
        left=26,
        bottom=8,
        legend=list(MEANS.values()),
        annotations=[
            *(_title(lane, floor) for lane, floor in zip(shown, floors, strict=True)),
            *(name for plan, floor in zip(plans, floors, strict=True) for name in _features(plan, floor)),
        ],
        shapes=[shape for plan, floor in zip(plans, floors, strict=True) for shape in _outlines(plan, floor)],
    )
    return Picture(
        key="wiring",
        title="What it is made of",
        sentence=sentence(shown),
        columns=("architecture", "who calls", "the address called", "behind it", "an upload is answered in"),
        rows=rows_of([row for lane in shown for row in _rows(lane)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane)),
        data=(*data, *_legend()),
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def sentence(shown: list[Lane]) -> str:
    """Return of how many parts each is made, whom its upload tier calls, and how long an upload takes."""
    parts = []
    for lane in shown:
        stations = lane.run.topology.stations
        balancers = sum(isinstance(s, Balancer) for s in stations)
        text = f"{lane.label}: {len(stations)} parts, {balancers} of them balancers"
        called = [target for caller, target, _ in addresses(lane.run.topology) if caller == "upload"]
        text += f"; the upload tier calls {words.listed(called)}" if called else ""
        parts.append(f"{text}; an upload is answered in {words.duration(lane.run.latency.mean('ack'))} on average")
    return f"{'. '.join(parts)}."


def addresses(topology: Topology) -> list[tuple[str, str, str]]:
    """Return who calls which address and what stands behind it, such as ("upload", "process balancer", "process × 10").

    What only balancers know, the calls from them on, is left out: it is nobody's address.
    """
    found = []
    for wire in wires(topology):
        if wire.kind == "waits" and not isinstance(_station(topology, wire.source), Balancer):
            caller = "customers" if wire.source == CUSTOMERS else wire.source
            found.append((caller, wire.target, _behind(topology, wire.target)))
    return found


def _station(topology: Topology, name: str) -> Station | None:
    return None if name == CUSTOMERS else topology[name]


def _behind(topology: Topology, name: str) -> str:
    targets = [e.target for e in topology.edges if isinstance(e, Forward) and e.source == name] or [name]
    return words.listed([_sized(topology[target]) for target in targets])


def _sized(station: Station) -> str:
    return f"{station.name} × {instances_of(station)}" if isinstance(station, Pool) else station.name


def _rows(lane: Lane) -> list[tuple[str, ...]]:
    answer = words.duration(lane.run.latency.mean("ack"))
    return [(lane.label, *row, answer) for row in addresses(lane.run.topology)]


def _at(plan: Plan, floor: float, x: float, y: float) -> tuple[float, float]:
    return WIDE * x / plan.width, floor + HIGH * (1 - y / plan.height)


def _ways(plan: Plan, floor: float, each_px: int) -> list[Trace]:
    """Return a trace a kind of call."""
    made = []
    for kind, dash in DASHES.items():
        x: list[float | None] = []
        y: list[float | None] = []
        for route in plan.routes:
            if route.kind == kind:
                points = [_at(plan, floor, *corner) for corner in route.corners]
                x += [*(p[0] for p in points), None]
                y += [*(p[1] for p in points), None]
        if x:
            ends = [r.corners[-2:] for r in plan.routes if r.kind == kind != "data" and not r.back]
            for falls in (False, True):
                heads = [_at(plan, floor, *b) for a, b in ends if (a[0] == b[0]) is falls]
                made += [_heads(heads, falls, each_px)] if heads else []
            line = {"width": 1.5, "color": GREY, "dash": dash}
            made.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, **_quiet(MEANS[kind])})
    return made


def _heads(ends: list[tuple[float, float]], falls: bool, each_px: int) -> Trace:
    """Return the heads of arrows, at the left edges of the boxes called, or above those that are called from above."""
    marker = {"symbol": "triangle-down" if falls else "triangle-right", "size": 8, "color": GREY}
    x, y = ([end[i] for end in ends] for i in (0, 1))
    if falls:  # so that the head does not cover the name in the box
        y = [value + HEAD_PX / each_px for value in y]
    return {"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, **_quiet("heads")}


def _features(plan: Plan, floor: float) -> list[dict[str, object]]:
    """Return the names of the features at the doors of the customers."""
    made: list[dict[str, object]] = []
    for route in plan.routes:
        if route.source == CUSTOMERS:
            passes = len(route.corners) > DIRECT  # below other boxes, where there is room for its name
            x, y = _at(plan, floor, *route.corners[2 if passes else -1])
            sides = ("left", "top", 2) if passes else ("right", "bottom", -6)
            place = dict(zip(("xanchor", "yanchor", "xshift"), sides, strict=True))
            made.append({"text": route.label, "font": {"size": 10}, "x": x, "y": y, "showarrow": False, **place})
    return made


def _boxes(lane: Lane, plan: Plan, floor: float, each_px: int) -> Trace:
    """Return the names in the boxes, and how many instances stand behind a name."""
    wide, high = _least_box(plan, each_px)
    font = FONT if wide >= LEAST_WIDE_PX and high >= LEAST_HIGH_PX else SMALL_FONT
    letters = LETTERS if wide >= LEAST_WIDE_PX else 0
    at = np.array([_at(plan, floor, *_text_at(box)) for box in plan.boxes])
    return {
        "type": "scatter",
        "mode": "text",
        "x": at[:, 0].tolist(),
        "y": at[:, 1].tolist(),
        "text": [_text(lane.run.topology, box, letters) for box in plan.boxes],
        "textposition": ["middle left" if box.name == CUSTOMERS else "middle center" for box in plan.boxes],
        "textfont": {"size": font},
        "cliponaxis": False,
        **_quiet(f"{lane.label} parts"),
    }


def _text_at(box: Box) -> tuple[float, float]:
    return (box.right, box.middle[1]) if box.name == CUSTOMERS else box.middle


def _least_box(plan: Plan, each_px: int) -> tuple[float, float]:
    """Return about how many pixels wide the narrowest box is, and how high the lowest."""
    boxes = [box for box in plan.boxes if box.name != CUSTOMERS]
    wide = min(box.right - box.x for box in boxes) * FIELD_PX / plan.width
    high = min(box.bottom - box.y for box in boxes) * HIGH * each_px / plan.height
    return wide, high


def _text(topology: Topology, box: Box, letters: int) -> str:
    if box.name == CUSTOMERS:
        return "customers"
    station = topology[box.name]
    name = box.name if len(box.name) <= letters else box.name.replace(" ", "<br>", 1)
    return f"{name}<br>× {instances_of(station)}" if isinstance(station, Pool) else name


def _quiet(name: str) -> dict[str, object]:
    return {"name": name, "showlegend": False, "hoverinfo": "skip"}


def _outlines(plan: Plan, floor: float) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for box in plan.boxes:
        (x0, y0), (x1, y1) = _at(plan, floor, box.x, box.y), _at(plan, floor, box.right, box.bottom)
        line = {"width": 0 if box.name == CUSTOMERS else 1.5, "color": GREY}
        made.append({"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line})
    return made


def _title(lane: Lane, floor: float) -> dict[str, object]:
    place = {"x": 0, "y": floor + HIGH + 0.12, "xanchor": "left", "yanchor": "top", "showarrow": False}
    return {"text": f"<b>{lane.label}</b>", "font": {"size": 12, "color": lane.look.colour}, **place}


def _legend() -> list[Trace]:
    shared = {"type": "scatter", "mode": "lines", "x": [None], "y": [None], "hoverinfo": "skip"}
    return [
        {**shared, "name": MEANS[kind], "line": {"width": 1.5, "color": GREY, "dash": dash}}
        for kind, dash in DASHES.items()
    ]
