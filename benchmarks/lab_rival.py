"""The panel of notebook 01 as one would write it with plotly's FigureWidget: the same runs, the same pictures.

A slider for one control, a FigureWidget for each picture that has a figure, and HTML for the tables and sentences. The
run is made by the same `Runner`, and the figures by the same functions, so what differs is how they reach the page.
"""

import ipywidgets
import plotly.graph_objects as go

from archlib.architectures import Monolith
from archlib.lab.choices import Choices, keyed
from archlib.lab.controls import controls
from archlib.lab.desk import Desk
from archlib.lab.figures import PICTURES, Picture
from archlib.lab.figures.picture import INK, Trace
from archlib.lab.presets import canonical_week
from archlib.lab.runner import Runner

FIELD = "peak_per_hour"
COLOUR = "#222222"
MARK = "rival-done"  # the class of the text that says how many moves have been answered


class Rival(ipywidgets.HBox):  # type: ignore[misc]  # ipywidgets ships no types
    """A slider of the load at its peak beside all pictures of a monolith; `moves` counts what was answered."""

    def __init__(self) -> None:
        self.desk, self.runner, self.moves = Desk(Choices(canonical_week(), keyed([Monolith()]))), Runner(), 0
        load = self.desk.choices.load
        (control,) = controls("load", type(load), FIELD)
        self.stops = control.stops
        now = self.desk.values()[control.path]
        self.slider = ipywidgets.IntSlider(self.stops.index(now), 0, len(self.stops) - 1, description=control.label)
        self.slider.observe(self._moved, "value")
        self.path = control.path
        pictures = self.pictures()
        self.words = {picture.key: ipywidgets.HTML(picture.html()) for picture in pictures}
        self.figures = {picture.key: _figure(picture) for picture in pictures if picture.data}
        self.mark = ipywidgets.HTML("0")
        self.mark.add_class(MARK)
        shown = [widget for key in self.words for widget in (self.figures.get(key), self.words[key]) if widget]
        super().__init__([ipywidgets.VBox([self.slider, self.mark]), ipywidgets.VBox(shown)])

    def pictures(self) -> list[Picture]:
        """Return the pictures of what is chosen."""
        comparison = self.runner.compare(self.desk.choices)
        return [make(comparison, None) for make in PICTURES.values()]

    def _moved(self, change: dict[str, int]) -> None:
        self.desk.edit({self.path: self.stops[change["new"]]})
        for picture in self.pictures():
            self.words[picture.key].value = picture.html()
            if picture.key in self.figures:
                _exchange(self.figures[picture.key], picture)
        self.moves += 1
        self.mark.value = str(self.moves)  # the last message of a move


def _figure(picture: Picture) -> go.FigureWidget:
    return go.FigureWidget(data=_inked(picture), layout={**picture.layout, "height": picture.height})


def _inked(picture: Picture) -> list[Trace]:
    """Return the traces with a colour where the lab's own view takes that of the theme."""
    inside = "insidetextfont"
    return [{**t, inside: {"color": COLOUR}} if t.get(inside, {}).get("color") == INK else t for t in picture.data]


def _exchange(figure: go.FigureWidget, picture: Picture) -> None:
    with figure.batch_update():
        for trace, now in zip(figure.data, _inked(picture), strict=True):
            trace.update(now)
        figure.layout.update({**picture.layout, "height": picture.height})
