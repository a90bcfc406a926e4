"""What a picture is: a plain plotly figure, and the same content as one sentence and a small table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

from archlib.compare import Comparison
from archlib.lab import palette
from archlib.lab.figures.steady import places, steady
from archlib.outcome import Run

Trace = dict[str, Any]
Window = tuple[float, float] | None  # seconds from the start; None is all of the time

FONT = 12
LEGEND_PX, MARK_PX, LETTER_PX, WIDTH_PX = 19, 44, 6.2, 600  # a row of a legend; of an entry its mark, and a letter
FEW = 3  # lanes that can each have several entries in a legend
INK = "ink"  # stands for the colour of text on the page's paper, which the page puts in its place


@dataclass(frozen=True)
class Picture:
    """A figure (none for a mere table) and its content in words.

    Attributes
    ----------
    key : its name in the page, such as "bill"
    title, sentence : text
    columns, rows : the table, all text
    colours : one for each row, shown before its first cell; empty for none
    data, layout : of a plotly figure, without colours of the paper, which the page adds
    height : pixels of the figure, 0 for none
    table_open : whether the table is unfolded
    lines : lines of text that are kept for the sentence, so that nothing jumps when it becomes longer
    """

    key: str
    title: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    colours: tuple[str, ...] = ()
    data: tuple[Trace, ...] = ()
    layout: dict[str, Any] = field(default_factory=dict)
    height: int = 0
    table_open: bool = False
    lines: int = 3

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as content for the page, with scales that hold still."""
        return {
            "key": self.key,
            "title": self.title,
            "sentence": self.sentence,
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "colours": list(self.colours),
            "data": [places(trace) for trace in self.data],
            "layout": steady(self.data, self.layout),
            "height": self.height,
            "table_open": self.table_open,
            "lines": self.lines,
        }

    def text(self) -> str:
        """Return title, sentence and table as text."""
        return "\n".join([self.title, self.sentence, *(" | ".join(row) for row in (self.columns, *self.rows) if row)])

    def html(self) -> str:
        """Return title, sentence and table as HTML."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in self.rows)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if self.columns else ""
        return f"<h3>{escape(self.title)}</h3><p>{escape(self.sentence)}</p>{table}"


class Lane(NamedTuple):
    """One architecture of a comparison, with its name and its looks."""

    label: str
    look: palette.Look
    run: Run


def lanes(comparison: Comparison) -> list[Lane]:
    """Return the runs with their names and looks, the second of a kind with another dash."""
    seen: dict[str, int] = {}
    found = []
    for label, run in zip(comparison.labels, comparison.runs, strict=True):
        nth = seen.get(run.architecture, 0)
        seen[run.architecture] = nth + 1
        found.append(Lane(label, palette.architecture(run.architecture, nth), run))
    return found


def layout(
    height: int,
    x: dict[str, Any],
    y: dict[str, Any],
    left: int = 60,
    bottom: int = 44,
    legend: Sequence[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """Return the layout that all pictures share: fixed height and margins, the legend above, nothing that moves.

    A `legend` whose names need more than one row makes the picture higher by them.
    """
    rows = legend_rows(legend)
    return {
        "height": height + LEGEND_PX * (rows - 1),
        "margin": {"l": left, "r": 16, "t": 15 + LEGEND_PX * rows, "b": bottom, "pad": 0},
        "font": {"size": FONT},
        "legend": {
            "orientation": "h",
            "tracegroupgap": 0,
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 11},
        },
        "hovermode": "closest",
        "xaxis": x,
        "yaxis": y,
        "showlegend": True,
        **more,
    }


def lines(shown: Sequence[Lane]) -> int:
    """Return how many lines a sentence takes that says something of each lane, in a narrow page."""
    return max(3, len(shown))


def legend_rows(names: Sequence[str]) -> int:
    """Return how many rows a legend of these names takes in a narrow page."""
    rows, left = 1, float(WIDTH_PX)
    for name in names:
        needed = MARK_PX + LETTER_PX * len(name)
        if needed > left:
            rows, left = rows + 1, WIDTH_PX
        left -= needed
    return rows


def names_of(data: Sequence[Trace]) -> list[str]:
    """Return the names in the legend of some traces."""
    return [trace["name"] for trace in data if trace.get("showlegend", True)]


def by_lane(drawn: Sequence[tuple[Lane, Trace]]) -> tuple[Trace, ...]:
    """Return traces of lanes; with many lanes the legend has one entry for all traces of a lane."""
    shown = {lane.label: lane for lane, _ in drawn}
    if len(shown) <= FEW:
        return tuple(trace for _, trace in drawn)
    grouped = [{**trace, "legendgroup": lane.label, "showlegend": False} for lane, trace in drawn]
    return (*grouped, *(_entry(lane) for lane in shown.values()))


def _entry(lane: Lane) -> Trace:
    """Return a trace that is seen in the legend only."""
    line = {"width": 2, "color": lane.look.colour, "dash": lane.look.dash}
    name = {"name": lane.label, "legendgroup": lane.label, "hoverinfo": "skip"}
    return {"type": "scatter", "mode": "lines", "x": [None], "y": [None], "line": line, **name}


def titled(text: str, **more: Any) -> dict[str, Any]:
    """Return an axis with its title, which holds the unit."""
    return {"title": {"text": text, "standoff": 6}, **more}


def rows_of(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows as the tuples that a `Picture` holds."""
    return tuple(tuple(row) for row in rows)
