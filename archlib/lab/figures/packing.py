"""Arrays as the page takes them quickest."""

import base64
from typing import Any

import numpy as np

from archlib.outcome.trace import Floats


def packed(values: Floats, dtype: str = "<f8") -> dict[str, str]:
    """Return an array as plotly's typed array: base64 of its bytes, quicker to write and to read than digits."""
    kept = np.ascontiguousarray(values, dtype=dtype)
    return {"dtype": dtype.lstrip("<"), "bdata": base64.b64encode(kept.tobytes()).decode("ascii")}


def unpacked(array: Any) -> Floats:
    """Return the numbers of a `packed` array, or of a plain list."""
    if isinstance(array, dict):
        return np.frombuffer(base64.b64decode(array["bdata"]), "<" + array["dtype"]).astype(np.float64)
    return np.asarray(array, dtype=np.float64)
