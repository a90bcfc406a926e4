"""A picture in the page: draws plain plotly figures, with plotly.js loaded once a page and without any network."""

import gzip
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from archlib.lab.assets import module
from archlib.lab.figures import Picture

Range = tuple[float, float] | None
_sent: list[bool] = []  # whether a view of this process has carried the library with it


@cache
def library() -> bytes:
    """Return plotly.js as the plotly package brings it along, gzipped."""
    import plotly

    source = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
    return gzip.compress(source.read_bytes(), compresslevel=6, mtime=0)


class PictureView(anywidget.AnyWidget):
    """Shows one `Picture`; `show` exchanges it. `on_window` hears which part of the time is zoomed into, ms.

    `on_point` hears the number (`customdata`) of the mark that is clicked, where `points` says that there are such.
    `state` is "busy" while the picture is made anew, "old" if that was stopped and it shows what was before, else "".
    `burst` says which pictures came with this one, and how many: the page draws them in one go.
    The first view of a process carries plotly.js with it. A page that has none, as after a reload, asks for it. It
    stands beside a `Form`, which brings the style of both.
    """

    _esm = module("paper", "view_parts", "view_moves", "view")
    picture = traitlets.Dict().tag(sync=True)
    library = traitlets.Bytes(b"").tag(sync=True)
    state = traitlets.Unicode("").tag(sync=True)
    burst = traitlets.Dict({"of": "", "size": 1}).tag(sync=True)
    points = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        picture: Picture,
        on_window: Callable[[Range], None] | None = None,
        on_point: Callable[[int], None] | None = None,
    ) -> None:
        first = not _sent and bool(picture.data)
        super().__init__(picture=picture.to_dict(), library=library() if first else b"", points=on_point is not None)
        self._shown = picture
        if first:
            _sent.append(True)
        self._on_window, self._on_point = on_window, on_point
        self.on_msg(self._heard)

    def show(self, picture: Picture) -> None:
        """Exchange the picture for one of the present choices; one that is the same is not sent again."""
        show({self: picture})

    def _heard(self, _: Any, content: Any, buffers: list[memoryview]) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind == "library":
            self.send({"type": "library"}, [library()])
        elif kind == "window" and self._on_window is not None:
            ends = content.get("range")
            self._on_window((float(ends[0]), float(ends[1])) if ends else None)
        elif kind == "point" and self._on_point is not None and isinstance(content.get("at"), int):
            self._on_point(content["at"])


def show(pictures: Mapping[PictureView, Picture]) -> None:
    """Exchange the pictures of several views; the page draws those that differ in one go."""
    changed = [view for view, picture in pictures.items() if picture != view._shown]
    burst = {"of": uuid4().hex, "size": len(changed)}
    for view, picture in pictures.items():
        with view.hold_sync():
            view.state = ""
            if view in changed:
                view._shown, view.picture, view.burst = picture, picture.to_dict(), burst
