"""The blast radius: what each single failure does to each feature, worked out from the topology alone."""

from typing import NamedTuple

from archlib.compare import Comparison
from archlib.lab.figures import names
from archlib.lab.figures.picture import (
    FEW,
    INK,
    Lane,
    Picture,
    Trace,
    Window,
    lanes,
    layout,
    lines,
    rows_of,
    titled,
)
from archlib.lab.figures.radius import States, radius
from archlib.lab.palette import STATES
from archlib.outcome.health import DOWN
from archlib.outcome.strips import FEATURES

ROW_PX, WIDE_PX, LINE = 24, 32, "<br>"
NAMES = tuple(STATES)  # by number: up, degraded, down
WORDS = {"up": "stays up", "degraded": "degraded", "down": "down"}
NO_DOOR = "no entry"


class Struck(NamedTuple):
    """What one failure does in one architecture."""

    lane: Lane
    kind: str
    part: str
    states: States

    @property
    def down(self) -> int:
        """How many features it takes down."""
        return sum(state == DOWN for state in self.states.values())


class Cell(NamedTuple):
    """A field of the matrix."""

    row: str
    column: int
    state: str
    text: str
    hover: str


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a row a failure and a column a feature; of many architectures a row each and a column a kind of failure.

    The window is not used: nothing here depends on time.
    """
    shown = lanes(comparison)
    found = [Struck(lane, p.kind, p.text, states) for lane in shown for p, states in radius(lane.run.topology)]
    columns, cells = _by_feature(found) if len(shown) <= FEW else _by_lane(shown, found)
    rows = list(dict.fromkeys(cell.row for cell in cells))
    angled = len(columns) > len(FEATURES)
    height = 84 + (WIDE_PX if any(LINE in row for row in rows) else ROW_PX) * len(rows) + (50 if angled else 0)
    made = layout(
        height, _axis(columns, angled), _rows_axis(rows), left=names.margin(rows), bottom=96 if angled else 46
    )
    return Picture(
        key="matrix",
        title="What one failure takes away",
        sentence=sentence(shown, found),
        columns=("architecture", "what fails", *FEATURES, "features down"),
        rows=rows_of([_row(one) for one in found]),
        colours=tuple(one.lane.look.colour for one in found),
        data=tuple(_trace(state, [c for c in cells if c.state == state]) for state in NAMES),
        layout={**made, "barmode": "overlay", "bargap": 0.12},
        height=height,
        lines=lines(shown),
    )


def sentence(shown: list[Lane], found: list[Struck]) -> str:
    """Return how many of the single failures take all features down, and how many none."""
    said = []
    for lane in shown:
        mine = [one for one in found if one.lane.label == lane.label]
        everything = sum(one.down == len(one.states) for one in mine)
        nothing = sum(one.down == 0 for one in mine)
        said.append(f"{lane.label} {everything} of {len(mine)} take every feature down, {nothing} take none")
    return f"Of the failures that can strike alone: {'; '.join(said)}."


def _row(one: Struck) -> tuple[str, ...]:
    cells = [WORDS[NAMES[one.states[f]]] if f in one.states else NO_DOOR for f in FEATURES]
    return (one.lane.label, one.part, *cells, f"{one.down} of {len(one.states)}")


def _by_feature(found: list[Struck]) -> tuple[list[str], list[Cell]]:
    """Return a column a feature, and a row a failure, named by its architecture where there are several."""
    labels = list(dict.fromkeys(one.lane.label for one in found))
    shorts = dict(zip(labels, names.short(labels), strict=True))
    is_wide = names.are_wide(list(shorts.values()), [one.part for one in found])
    cells = []
    for one in found:
        row = names.row(shorts[one.lane.label], one.part, is_wide) if len(labels) > 1 else one.part
        for i, feature in enumerate(FEATURES):
            if feature in one.states:
                state = NAMES[one.states[feature]]
                cells.append(Cell(row, i, state, WORDS[state], f"{one.part} fails<br>{feature}: {WORDS[state]}"))
    return list(FEATURES), cells


def _by_lane(shown: list[Lane], found: list[Struck]) -> tuple[list[str], list[Cell]]:
    """Return a column a role's code and one for a host, and a row an architecture; of its hosts the worst counts."""
    kinds = list(dict.fromkeys(_kind(one) for one in sorted(found, key=lambda o: o.kind)))
    cells = []
    for lane, label in zip(shown, names.short([lane.label for lane in shown]), strict=True):
        for i, kind in enumerate(kinds):
            mine = [one for one in found if one.lane.label == lane.label and _kind(one) == kind]
            if mine:
                one = max(mine, key=lambda o: (o.down, max(o.states.values())))
                state = NAMES[max(one.states.values())]
                lost = ", ".join(f for f, s in one.states.items() if s == DOWN) or "nothing"
                text = f"{one.down} of {len(one.states)}"
                cells.append(Cell(label, i, state, text, f"{one.part} fails<br>down: {lost}"))
    return kinds, cells


def _kind(one: Struck) -> str:
    return one.part if one.kind == "code" else "a host"


def _axis(columns: list[str], angled: bool) -> dict[str, object]:
    return titled(
        "feature" if not angled else "what fails alone (features that go down)",
        tickvals=[i + 0.5 for i in range(len(columns))],
        ticktext=columns,
        tickangle=-35 if angled else 0,
        range=[0, len(columns)],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )


def _rows_axis(rows: list[str]) -> dict[str, object]:
    return {
        "type": "category", "categoryorder": "array", "categoryarray": rows, "range": [len(rows) - 0.5, -0.5],
        "tickfont": {"size": 11}, "fixedrange": True, "dtick": 1, "showgrid": False,
    }  # fmt: skip


def _trace(state: str, cells: list[Cell]) -> Trace:
    """Return the fields of one state; where there is none its entry in the legend stays."""
    look = STATES[state]
    return {
        "type": "bar",
        "orientation": "h",
        "name": WORDS[state],
        "y": [cell.row for cell in cells] or [None],
        "base": [cell.column + 0.03 for cell in cells] or [0],
        "x": [0.94 for _ in cells] or [0],
        "text": [cell.text for cell in cells] or [""],
        "hovertext": [cell.hover for cell in cells] or [""],
        "hovertemplate": "%{y}<br>%{hovertext}<extra></extra>",
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": INK},
        "marker": {
            "color": look.colour + "40",
            "line": {"width": 2, "color": look.colour},
            "pattern": {
                "shape": look.pattern, "size": 10, "solidity": 0.12, "fgcolor": look.colour, "fillmode": "overlay",
            },
        },
    }  # fmt: skip
