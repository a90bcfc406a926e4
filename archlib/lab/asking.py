"""What a question shows, as plain data, and the same as text and HTML where no widget can be shown."""

import re
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any, Literal

import numpy as np

Tone = Literal["", "right", "wrong", "told"]
Part = dict[str, Any]

SLIDER_STOPS = 100
_MARKS = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


@dataclass(frozen=True)
class View:
    """A question as it now stands.

    Attributes
    ----------
    above, below : parts to read before the inputs and after the verdict (`said`, `listed`, `tabled`)
    inputs, actions : what can be filled in, and the buttons
    more : further inputs and actions after `below`
    status, tone : the verdict, announced to screen readers
    values : what stands in each input, as text
    level : of the title among the headings of the page: below a section, or 2 where no section has begun
    """

    title: str
    question: str
    notes: tuple[str, ...] = ()
    above: tuple[Part, ...] = ()
    inputs: tuple[Part, ...] = ()
    actions: tuple[Part, ...] = ()
    status: str = ""
    tone: Tone = ""
    below: tuple[Part, ...] = ()
    more_inputs: tuple[Part, ...] = ()
    more_actions: tuple[Part, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    level: Literal[2, 3] = 3

    def to_dict(self) -> dict[str, Any]:
        """Return what is sent to the page."""
        shown = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}
        shown["more"] = {"inputs": shown.pop("more_inputs"), "actions": shown.pop("more_actions")}
        return shown

    def text(self) -> str:
        """Return the question, what stands in it and the verdict as text."""
        lines = [self.title, plain(self.question), *(plain(note) for note in self.notes)]
        lines += [line for part in self.above for line in _part_text(part)]
        lines += [line for spec in self.inputs for line in _input_text(spec, self.values.get(spec["key"], ""))]
        lines += [plain(self.status)] if self.status else []
        lines += [line for part in self.below for line in _part_text(part)]
        return "\n".join(lines)

    def html(self) -> str:
        """Return the same as HTML without any script."""
        inputs = "".join(
            f"<p>{escape(line)}</p>"
            for spec in self.inputs
            for line in _input_text(spec, self.values.get(spec["key"], ""))
        )
        notes = "".join(f"<p><small>{marked(note)}</small></p>" for note in self.notes)
        above, below = ("".join(map(_part_html, parts)) for parts in (self.above, self.below))
        status = f"<p role='status'>{marked(self.status)}</p>" if self.status else ""
        title = f"<h{self.level}>{escape(self.title)}</h{self.level}>"
        return f"{title}<p>{marked(self.question)}</p>{notes}{above}{inputs}{status}{below}"


def said(text: str, look: str = "plain") -> Part:
    """Return a part that is a text; an empty line in it parts paragraphs."""
    return {"kind": "text", "text": text, "look": look}


def listed(items: list[str]) -> Part:
    """Return a part that is a numbered list."""
    return {"kind": "list", "items": items}


def tabled(columns: list[str], rows: list[list[str]], title: str = "", links: list[str] | None = None) -> Part:
    """Return a part that is a table; the first column names the row, and leads to `links[row]` where that is not ""."""
    return {"kind": "table", "columns": columns, "rows": rows, "title": title, "links": links or []}


def folded(title: str, part: Part) -> Part:
    """Return a part that hides another one until it is unfolded, by mouse or keyboard."""
    return {"kind": "folded", "title": title, "part": part}


def button(name: str, text: str, main: bool = False, help: str = "") -> Part:
    """Return a button; `name` is what Python hears."""
    return {"name": name, "text": text, "main": main, "help": help}


def named(unit: str) -> str:
    """Return a unit as it stands beside an input: a pure number, "1", has none."""
    return "" if unit == "1" else unit


def stops(low: float, high: float, scale: str) -> list[float]:
    """Return where a slider may stand: 101 values of two to four digits from low to high, linear or log."""
    spaced = np.geomspace if scale == "log" and low > 0 else np.linspace
    made = [float(f"{value:.3g}") for value in spaced(low, high, SLIDER_STOPS + 1)]
    return sorted({low, *(min(max(value, low), high) for value in made), high})


def marked(text: str) -> str:
    """Return a text with `code` and **bold** as HTML, all else escaped."""
    return _MARKS.sub(
        lambda found: f"<code>{found[1]}</code>" if found[1] else f"<strong>{found[2]}</strong>",
        escape(text, quote=False),
    ).replace("\n\n", "<br><br>")


def plain(text: str) -> str:
    """Return a text without its marks of code and bold."""
    return _MARKS.sub(lambda found: found[1] or found[2], text)


def _input_text(spec: Part, value: str) -> list[str]:
    unit = f" ({spec['unit']})" if spec.get("unit") else ""
    if spec.get("choices"):
        return [f"{plain(spec['label'])}{unit}:"] + [
            f"  [{'x' if choice == value else ' '}] {plain(choice)}" for choice in spec["choices"]
        ]
    if spec["kind"] == "curve":
        lines = [f"{spec['y_title']} at {spec['x_title']}: {_pairs(spec['x'], value.split())}"]
        return lines + [f"{line['name']}: {_pairs(spec['x'], line['y'])}" for line in spec["lines"]]
    return [f"{plain(spec['label'])}{unit}: {value or '…'}"]


def _pairs(xs: list[float], ys: list[Any]) -> str:
    return ", ".join(f"{x:g}: {'none' if y is None else format(float(y), '.3g')}" for x, y in zip(xs, ys, strict=False))


def _part_text(part: Part) -> list[str]:
    if part["kind"] == "folded":
        return [f"{part['title']}:", *_part_text(part["part"])]
    if part["kind"] == "table":
        rows = [" | ".join(part["columns"]), *(" | ".join(row) for row in part["rows"])]
        return [part["title"], *rows] if part["title"] else rows
    if part["kind"] == "list":
        return [f"{i}. {plain(item)}" for i, item in enumerate(part["items"], 1)]
    return [plain(part["text"])]


def _row_html(row: list[str], link: str) -> str:
    name, *rest = map(escape, row)
    cells = [f"<a href='{escape(link)}'>{name}</a>" if link else name, *rest]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _part_html(part: Part) -> str:
    if part["kind"] == "folded":
        return f"<details><summary>{escape(part['title'])}</summary>{_part_html(part['part'])}</details>"
    if part["kind"] == "table":
        head = "".join(f"<th>{escape(name)}</th>" for name in part["columns"])
        links = part["links"] or [""] * len(part["rows"])
        rows = "".join(_row_html(row, link) for row, link in zip(part["rows"], links, strict=True))
        title = f"<caption>{escape(part['title'])}</caption>" if part["title"] else ""
        return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    if part["kind"] == "list":
        return "<ol>" + "".join(f"<li>{marked(item)}</li>" for item in part["items"]) + "</ol>"
    return f"<p>{marked(part['text'])}</p>"
