"""The kernel, compiled if numba is there: once for each machine and version, announced, and kept on disk."""

import contextlib
import hashlib
import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

from archlib.engine.flat import flat
from archlib.engine.masked import masked
from archlib.errors import EngineError

Kernel = Callable[..., int]
_once = Lock()  # two threads that ask at once must not both set numba's folder, and set it back
ANNOUNCEMENT = "Compiling the simulation kernel, once on this machine (about 10 s) ..."
READY = "Ready: compiled in {:.0f} s; from now on it is on disk."
_announced: list[float] = []  # when a compilation began whose end has not been told, s


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
        with _once:
            return _compiled(), True
    from archlib.engine.kernel import run

    return run, False


def tell_ready() -> None:
    """Say once that the compilation which was announced is done: the kernel has returned for the first time."""
    if _announced:
        print(READY.format(time.perf_counter() - _announced.pop()), file=sys.stderr, flush=True)


def compiled_before() -> bool:
    """Whether compiled code of this very kernel is on disk (it may still be for another processor or Python)."""
    return any(cache_folder().glob("**/*.nbc"))


@cache
def cache_folder() -> Path:
    """Return a folder for compiled code that only this user can write to: numba's setting, the cache, or a temporary.

    It is named by the sources that are compiled in; numba itself looks at one file only, and would miss a change
    of the others.
    """
    for place in _places():
        folder = place / _sources()
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
    return Path(tempfile.mkdtemp(prefix="archlib-numba-"))


def _sources() -> str:
    here = Path(__file__).parent
    files = (*sorted(here.glob("*.py")), here.parent / "outcome" / "trace.py")
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16]


def _places() -> tuple[Path, ...]:
    if os.environ.get("NUMBA_CACHE_DIR"):
        return (Path(os.environ["NUMBA_CACHE_DIR"]),)
    if os.environ.get("XDG_CACHE_HOME"):
        return (Path(os.environ["XDG_CACHE_HOME"]) / "archlib" / "numba",)
    with contextlib.suppress(RuntimeError):  # no home directory
        return (Path.home() / ".cache" / "archlib" / "numba",)
    return ()


@cache
def _compiled() -> Kernel:
    try:
        from numba import config, njit

        from archlib.engine import own_compiled  # noqa: F401 - how the kernel asks a policy of one's own
        from archlib.engine.passes import Pipeline
    except ImportError:
        raise EngineError(
            "compiled=True needs numba, which is not installed; install it, or pass compiled=None"
        ) from None
    settings: Any = config  # its attributes are made at run time
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(cache_folder())  # read when the decorator is applied; others keep theirs
    try:
        if not compiled_before():
            print(ANNOUNCEMENT, file=sys.stderr, flush=True)
            _announced.append(time.perf_counter())
        return cast(Kernel, njit(cache=True, nogil=True, pipeline_class=Pipeline)(_to_compile().run))
    finally:
        settings.CACHE_DIR = before


def _to_compile() -> Any:
    """Import the masked copy of the kernel from beside its compiled code, writing it first if need be."""
    source = Path(__file__).with_name("kernel.py").read_text(encoding="utf-8")
    path, text = cache_folder() / "masked_kernel.py", masked(flat(source, "run"), "run")
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        whole = path.with_suffix(f".{os.getpid()}")
        whole.write_text(text, encoding="utf-8")
        whole.replace(path)  # another process may be at it too
    spec = importlib.util.spec_from_file_location("archlib.engine.masked_kernel", path)
    if spec is None or spec.loader is None:
        raise EngineError(f"{path} cannot be imported; remove it and run again")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # numba asks for it by name when it loads what it has cached
    spec.loader.exec_module(module)
    return module
