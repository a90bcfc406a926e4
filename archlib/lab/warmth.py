"""The first run on a machine compiles the kernel: the learner is told, and sees that something goes on."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from time import perf_counter
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import DisplayHandle

from archlib.engine.jit import ANNOUNCEMENT, compiled_before, kernel


@contextmanager
def warmed() -> Iterator[None]:
    """Announce a first compilation in the notebook while it lasts; do nothing if it has been done before."""
    if compiled_before() or get_ipython() is None:
        yield
        return
    with redirect_stderr(StringIO()):  # it would say the same there
        kernel()
    shown: Any = DisplayHandle()  # type: ignore[no-untyped-call]  # IPython types half of itself
    began = perf_counter()
    shown.display(_html(f"{ANNOUNCEMENT}<br><progress></progress>"), raw=True)
    try:
        yield
    finally:
        shown.update(_html(f"Compiled in {perf_counter() - began:.0f} s; from now on it is on disk."), raw=True)


def _html(text: str) -> dict[str, str]:
    return {"text/html": f"<p role='status'>{text}</p>", "text/plain": text}
