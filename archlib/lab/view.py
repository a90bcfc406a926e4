"""A picture in the page: draws plain plotly figures, with plotly.js loaded once a page and without any network."""

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from archlib.lab.assets import STATIC
from archlib.lab.figures import Picture

Range = tuple[float, float] | None
_sent: list[bool] = []  # whether a view of this process has carried the library with it


@cache
def library() -> bytes:
    """Return plotly.js as the plotly package brings it along, gzipped."""
    import plotly

    source = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
    return gzip.compress(source.read_bytes(), compresslevel=4, mtime=0)


class PictureView(anywidget.AnyWidget):
    """Shows one `Picture`; `show` exchanges it. `on_window` hears which part of the time is zoomed into, ms.

    `state` is "busy" while the picture is made anew, "old" if that was stopped and it shows what was before, else "".
    The first view of a process carries plotly.js with it. A page that has none, as after a reload, asks for it.
    """

    _esm = STATIC / "view.js"
    _css = STATIC / "lab.css"

    picture = traitlets.Dict().tag(sync=True)
    library = traitlets.Bytes(b"").tag(sync=True)
    state = traitlets.Unicode("").tag(sync=True)

    def __init__(self, picture: Picture, on_window: Callable[[Range], None] | None = None) -> None:
        first = not _sent and bool(picture.data)
        super().__init__(picture=picture.to_dict(), library=library() if first else b"")
        self._shown = picture
        if first:
            _sent.append(True)
        self._on_window = on_window
        self.on_msg(self._heard)

    def show(self, picture: Picture) -> None:
        """Exchange the picture for one of the present choices; one that is the same is not sent again."""
        self.state = ""
        if picture != self._shown:
            self._shown, self.picture = picture, picture.to_dict()

    def _heard(self, _: Any, content: Any, buffers: list[memoryview]) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind == "library":
            self.send({"type": "library"}, [library()])
        elif kind == "window" and self._on_window is not None:
            ends = content.get("range")
            self._on_window((float(ends[0]), float(ends[1])) if ends else None)
