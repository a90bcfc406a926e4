"""The first run on a machine compiles the kernel: the learner is told, and sees that something goes on."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from importlib.util import find_spec
from io import StringIO
from time import perf_counter
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import DisplayHandle

from archlib.engine import warm
from archlib.engine.jit import ANNOUNCEMENT, READY, compiled_before, kernel, tell_ready


def needed() -> bool:
    """Whether somebody looks on while a compilation is still to come."""
    return get_ipython() is not None and find_spec("numba") is not None and not compiled_before()


def ready() -> None:
    """Compile now if it has not been done, in sight, so that no later cell has to wait without a word."""
    if needed():
        with warmed():
            warm()


@contextmanager
def warmed() -> Iterator[None]:
    """Announce a first compilation in the notebook while it lasts; do nothing if it has been done before."""
    if not needed():
        yield
        return
    with redirect_stderr(StringIO()):  # it would say the same there
        kernel()
        tell_ready()
    shown: Any = DisplayHandle()  # type: ignore[no-untyped-call]  # IPython types half of itself
    began = perf_counter()
    shown.display(_html(f"{ANNOUNCEMENT}<br><progress></progress>"), raw=True)
    try:
        yield
    finally:
        done = READY.format(perf_counter() - began)
        stopped = "The compilation was stopped; the next cell that runs a simulation begins it anew."
        shown.update(_html(done if compiled_before() else stopped), raw=True)


def _html(text: str) -> dict[str, str]:
    return {"text/html": f"<p role='status'>{text}</p>", "text/plain": text}
