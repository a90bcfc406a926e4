"""The kernel, compiled if numba is there: once for each machine and version, announced, and kept on disk."""

import contextlib
import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

from archlib.errors import EngineError

Kernel = Callable[..., int]
ANNOUNCEMENT = "Compiling the simulation kernel, once on this machine (about 10 s) ..."


def kernel(compiled: bool | None = None) -> tuple[Kernel, bool]:
    """Return the kernel and whether it is compiled (True), or the same source as Python (False).

    Raises
    ------
    EngineError
        if `compiled` is True and numba is not installed
    """
    if compiled is None:
        compiled = importlib.util.find_spec("numba") is not None
    if compiled:
        return _compiled(), True
    from archlib.engine.kernel import run

    return run, False


def compiled_before() -> bool:
    """Whether compiled code of this very kernel is on disk (it may still be for another processor or Python)."""
    return any(cache_folder().glob("**/*.nbc"))


@cache
def cache_folder() -> Path:
    """Return a folder for compiled code that can be written to: numba's setting, the user's cache, or a temporary one.

    It is named by the sources that are compiled in; numba itself looks at one file only, and would miss a change
    of the others.
    """
    for place in _places():
        folder = place / _sources()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="archlib-numba-"))


def _sources() -> str:
    here = Path(__file__).parent
    files = (here / "kernel.py", here / "codes.py", here / "records.py", here.parent / "outcome" / "trace.py")
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16]


def _places() -> tuple[Path, ...]:
    if "NUMBA_CACHE_DIR" in os.environ:
        return (Path(os.environ["NUMBA_CACHE_DIR"]),)
    places = [Path(tempfile.gettempdir()) / f"archlib-numba-{os.getuid() if hasattr(os, 'getuid') else 'user'}"]
    if os.environ.get("XDG_CACHE_HOME"):
        places.insert(0, Path(os.environ["XDG_CACHE_HOME"]) / "archlib" / "numba")
    else:
        with contextlib.suppress(RuntimeError):  # no home directory
            places.insert(0, Path.home() / ".cache" / "archlib" / "numba")
    return tuple(places)


@cache
def _compiled() -> Kernel:
    try:
        from numba import config, njit
    except ImportError:
        raise EngineError(
            "compiled=True needs numba, which is not installed; install it, or pass compiled=None"
        ) from None
    from archlib.engine.kernel import run

    settings: Any = config  # its attributes are made at run time
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(cache_folder())  # read when the decorator is applied; others keep theirs
    try:
        if not compiled_before():
            print(ANNOUNCEMENT, file=sys.stderr, flush=True)
        return cast(Kernel, njit(cache=True)(run))
    finally:
        settings.CACHE_DIR = before
