"""The drawing in the page: an SVG from here, and for a run what moves in it, a window of time after the other."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import anywidget
import traitlets

from archlib.errors import ParameterError
from archlib.lab.assets import STATIC, module
from archlib.lab.drawings.costs import costs
from archlib.lab.drawings.film import content
from archlib.lab.drawings.follow import followed, next_arrival
from archlib.lab.drawings.frames import Frames
from archlib.lab.drawings.layers import layers
from archlib.lab.drawings.layout import layout
from archlib.lab.drawings.shapes import described
from archlib.lab.drawings.svg import svg
from archlib.lab.drawings.tell import boxed, row, sentence
from archlib.lab.told import Told
from archlib.lab.words import usd
from archlib.outcome import Run
from archlib.topology import Topology
from archlib.topology.roles import roles

PARTS = ("drawing_data", "drawing_words", "drawing_picture", "drawing_controls", "drawing_film", "drawing")
COLUMNS = ("station", "holds", "state", "USD so far")


class Drawing(Told, anywidget.AnyWidget):
    """Draws a topology, and plays a run in it.

    Attributes
    ----------
    topology : what is drawn
    frames, costs : what a run's film shows; None without a run
    parts : by station the part that it plays with messages; empty unless asked for
    """

    _esm = module(*PARTS)
    _css = STATIC / "drawing.css"

    svg = traitlets.Unicode("").tag(sync=True)
    name = traitlets.Unicode("").tag(sync=True)
    film = traitlets.Dict().tag(sync=True)  # what does not change; empty without a run
    window = traitlets.Dict().tag(sync=True)
    story = traitlets.Dict().tag(sync=True)

    def __init__(
        self, topology: Topology, title: str, run: Run | None = None, job: int | None = None, *, parts: bool = False
    ) -> None:
        self.topology, self.title = topology, title
        self.parts = roles(topology) if parts else {}
        self.plan = layout(topology)
        self.frames = None if run is None else Frames(run, layers(topology).wires)
        self.costs = None if run is None else costs(run)
        if job is not None and run is None:
            rule = "only a run has videos"
            raise ParameterError(f"drawing(job={job!r}) is refused: {rule}. Give a run, or leave job out.")
        super().__init__(svg=svg(topology, self.plan, title, parts=self.parts), name=title)
        if self.frames is not None and self.costs is not None:
            self.film, self.window = content(self.frames, self.costs), self.frames.window(0)
            if job is not None:
                self.follow(job)
        self.on_msg(self._heard)

    def follow(self, job: int) -> None:
        """Show a video's story and its path.

        Raises
        ------
        ParameterError
            without a run, or for a number that is not one of its videos
        """
        if self.frames is None:
            raise ParameterError(f"follow(job={job!r}) is refused: only a run has videos. Draw a run.")
        self.story = followed(self.frames, job).to_dict(self.frames)

    def _heard(self, _: Any, said: Any, buffers: list[memoryview]) -> None:
        if not isinstance(said, dict) or self.frames is None:
            return
        kind, frames = said.get("type"), self.frames
        if kind == "window" and said.get("k") in range(len(frames.cuts) - 1):
            self.window = {}  # one that is asked for again is sent again
            self.window = frames.window(int(said["k"]))
        elif kind == "follow" and isinstance(said.get("time"), (int, float)):
            job = next_arrival(frames.run, float(said["time"]))
            if job >= 0:
                self.follow(job)
            else:
                self.story = {"none": "no video comes any more; scrub back"}
        elif kind == "unfollow":
            self.story = {}

    # --- without a page ---

    @property
    def _end_s(self) -> float:
        return self.frames.end_s if self.frames is not None else 0.0

    def _words(self) -> Mapping[str, tuple[str, str, str]]:
        """What the boxes say at the end of the run."""
        if self.frames is None or self.costs is None:
            return {}
        held, spent = self.frames.at(self._end_s), self.costs.usd[:, -1]
        return {
            s.name: (*boxed(self.frames, s, held), usd(float(spent[i])) if s.meters else "")
            for i, s in enumerate(self.topology.stations)
        }

    def _rows(self) -> list[tuple[str, ...]]:
        if self.frames is None or self.costs is None:
            return [(described(s),) for s in self.topology.stations]
        held, spent = self.frames.at(self._end_s), self.costs.usd[:, -1]
        return [
            row(self.frames, s, held, usd(float(spent[i]))) for i, s in enumerate(self.topology.stations)
        ]  # fmt: skip

    def text(self) -> str:
        """Return stations, wires, state at the end of the run and the story as text."""
        told = [self.title]
        told += [sentence(self.frames, self._end_s), " | ".join(COLUMNS)] if self.frames is not None else []
        told += [" | ".join(cells) for cells in self._rows()]
        told += [f"{_source(r.source)} to {r.target}: {r.label}" for r in self.plan.routes]
        told += [f"{name}: {part}" for name, part in self.parts.items()]
        told += [" | ".join(cells) for cells in self.story.get("rows", [])]
        return "\n".join(told)

    def html(self) -> str:
        """Return the drawing and its table as HTML, for where no widget can be shown."""
        head = "".join(f"<th>{escape(c)}</th>" for c in (COLUMNS if self.frames is not None else ("station",)))
        body = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in cells)}</tr>" for cells in self._rows())
        said = escape(sentence(self.frames, self._end_s)) if self.frames is not None else ""
        picture = svg(self.topology, self.plan, self.title, self._words(), self.parts)
        story = "".join(f"<li>{escape(' '.join(cells))}</li>" for cells in self.story.get("rows", []))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"<h3>{escape(self.title)}</h3>{picture}<p>{said}</p>{table}{f'<ol>{story}</ol>' if story else ''}"


def title_of(name: str, parts: Topology) -> str:
    """Return the title of a drawing, such as "Queue fleet: 5 stations"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
    return f"{words}: {len(parts.stations)} station{'' if len(parts.stations) == 1 else 's'}"


def _source(name: str) -> str:
    return name.removeprefix(">")
