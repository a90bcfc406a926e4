"""Pictures in the page: draws plain plotly figures, with plotly.js loaded once a page and without any network."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import anywidget
import traitlets

from archlib.lab.assets import module
from archlib.lab.figures import Picture
from archlib.lab.library import carried, library

Range = tuple[float, float] | None


class Gallery(anywidget.AnyWidget):
    """Shows the pictures of a panel below each other.

    Each picture is a trait of its own, and all are of one widget: those that differ reach the page in one message,
    which draws them in one go. The first widget of a process that draws carries plotly.js with it; a page that has
    none, as after a reload, asks for it. It stands beside a `Form`, which brings the style of both.

    Parameters
    ----------
    pictures : by name, in the order of the page
    on_window : hears which part of the time is zoomed into, ms; None for all of it
    on_point : by name of a picture, what hears the number (`customdata`) of a mark that is clicked in it

    Attributes
    ----------
    names : the pictures in the page
    states : by name, "busy" while a picture is made anew, "old" if that was stopped and it shows what was before
    """

    _esm = module("library", "paper", "view_parts", "view_moves", "view", "gallery")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    states = traitlets.Dict().tag(sync=True)
    points = traitlets.List(traitlets.Unicode()).tag(sync=True)
    library = traitlets.Bytes(b"").tag(sync=True)

    def __init__(
        self,
        pictures: Mapping[str, Picture],
        on_window: Callable[[Range], None] | None = None,
        on_point: Mapping[str, Callable[[int], None]] | None = None,
    ) -> None:
        brought = carried() if any(picture.data for picture in pictures.values()) else b""
        self._on_window, self._on_point = on_window, dict(on_point or {})
        self._shown = dict(pictures)
        self._make_places(pictures)
        super().__init__(names=list(pictures), library=brought, points=list(self._on_point))
        self.on_msg(self._heard)

    def show(self, pictures: Mapping[str, Picture]) -> None:
        """Exchange or add pictures, which are up to date then; those that are the same are not sent again."""
        unknown = {name: picture for name, picture in pictures.items() if not self.has_trait(_trait(name))}
        if unknown:  # each time makes a class
            self._make_places(unknown)
        with self.hold_sync():
            for name, picture in pictures.items():
                if picture != self._shown.get(name):
                    self._shown[name] = picture
                    setattr(self, _trait(name), picture.to_dict())
            self.names = list(self._shown)
            self.states = {name: state for name, state in self.states.items() if name not in pictures}

    def take_down(self, name: str) -> None:
        """Show a picture no more."""
        del self._shown[name]
        self.names = list(self._shown)

    def mark(self, names: Iterable[str], state: str) -> None:
        """Say of pictures that they are "busy" or "old"."""
        self.states = {**self.states, **dict.fromkeys(names, state)}

    def sent(self, name: str) -> dict[str, Any]:
        """Return what the page has of a picture."""
        content: dict[str, Any] = getattr(self, _trait(name))
        return content

    def _make_places(self, pictures: Mapping[str, Picture]) -> None:
        contents = {_trait(name): picture.to_dict() for name, picture in pictures.items()}
        self.add_traits(**{name: traitlets.Dict(content).tag(sync=True) for name, content in contents.items()})

    def _heard(self, _: Any, content: Any, buffers: list[memoryview]) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind == "library":
            self.send({"type": "library"}, [library()])
        elif kind == "window" and self._on_window is not None:
            ends = content.get("range")
            self._on_window((float(ends[0]), float(ends[1])) if ends else None)
        elif kind == "point" and isinstance(content.get("at"), int):
            hears = self._on_point.get(str(content.get("of")))
            if hears is not None:
                hears(content["at"])


def _trait(name: str) -> str:
    return f"picture_{name}"
