"""The kernel, compiled if numba is there: once a machine, announced, cached beside the user's other caches."""

import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from archlib.errors import EngineError

Kernel = Callable[..., int]


def kernel(compiled: bool | None = None) -> tuple[Kernel, bool]:
    """Return the kernel and whether it is compiled (True), or the same source as Python (False).

    Raises
    ------
    EngineError
        if `compiled` is True and numba is not installed
    """
    if compiled is None:
        compiled = importlib.util.find_spec("numba") is not None
    if not compiled:
        from archlib.engine.kernel import run

        return run, False
    return _compiled(), True


@cache
def _compiled() -> Kernel:
    folder = cache_folder()
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
    try:
        from numba import njit
    except ImportError:
        raise EngineError("compiled=True needs numba, which is not installed; install it or pass compiled=None") from None
    from archlib.engine.kernel import run

    return njit(cache=True)(run)


@cache
def cache_folder() -> Path:
    """Return a folder that can be written to, for compiled code: the user's cache, else a temporary one."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for folder in (home / "archlib" / "numba", Path(tempfile.gettempdir()) / f"archlib-numba-{_user()}"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="archlib-numba-"))


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"
