"""The first run on a machine compiles the kernel: the learner is told, and sees that something goes on."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from time import perf_counter

from IPython.core.getipython import get_ipython
from IPython.display import HTML, display

from archlib.engine.jit import ANNOUNCEMENT, compiled_before, kernel


@contextmanager
def warmed() -> Iterator[None]:
    """Announce a first compilation in the notebook while it lasts; do nothing if it has been done before."""
    if compiled_before() or get_ipython() is None:
        yield
        return
    with redirect_stderr(StringIO()):  # it says the same on the console
        kernel()
    shown = display(HTML(f"<p role='status'>{ANNOUNCEMENT}</p><progress></progress>"), display_id=True)
    began = perf_counter()
    yield
    if shown is not None:
        shown.update(
            HTML(f"<p role='status'>Compiled in {perf_counter() - began:.0f} s; from now on it is on disk.</p>")
        )
