"""A file that several kernels write: a lock beside it, and writes that are whole or not at all."""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

WAIT_S = 5.0
STALE_S = 30.0  # no write takes so long: whoever held the lock is gone


class LockedError(Exception):
    """Another kernel holds the lock and does not let go."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold `<path>.lock`, a file that only one can create, while the body runs; the same on every system."""
    lock = path.with_name(path.name + ".lock")
    end = time.monotonic() + WAIT_S
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            _break_if_stale(lock)
            if time.monotonic() > end:
                raise LockedError(f"another kernel holds {lock.name}") from None
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def write(path: Path, content: Any) -> None:
    """Write JSON so that a reader sees the old file or the new one, never half of it."""
    text = json.dumps(content, indent=1, ensure_ascii=False)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def write_whole(path: Path, text: str) -> None:
    """Write a text so that a reader sees the old file or the new one; others may read it as any file of the folder."""
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    except BaseException:
        with suppress(OSError):
            half.unlink()
        raise


def _break_if_stale(lock: Path) -> None:
    with suppress(OSError):
        if time.time() - lock.stat().st_mtime > STALE_S:
            lock.unlink()
