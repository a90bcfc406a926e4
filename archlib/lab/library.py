"""plotly.js, which draws the pictures, on its way to the page: once a process, and from no network."""

import gzip
from functools import cache
from pathlib import Path

_carried: list[bool] = []  # whether a widget of this process has brought it along


@cache
def library() -> bytes:
    """Return plotly.js as the plotly package brings it along, gzipped."""
    import plotly

    source = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
    return gzip.compress(source.read_bytes(), compresslevel=6, mtime=0)


def carried() -> bytes:
    """Return the library for the first widget that brings it along, and nothing for all others."""
    if _carried:
        return b""
    found = library()
    _carried.append(True)
    return found
