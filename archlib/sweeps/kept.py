"""Rows on disk, so that a sweep goes on where it ended: Arrow files, each named by the checksum of what is in it.

A file is written beside its place and renamed, and it counts only if its content has the checksum of its name. So a
process may be killed at any moment, several may use one folder, and foreign and damaged files are left alone. A sweep
writes what has come in twice a second and, at its end, makes one file of its own ones.
"""

import hashlib
import os
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archlib.errors import DataError
from archlib.sweeps.arrow import packed, unpacked
from archlib.sweeps.tasks import Row

SUFFIX = ".sweep.arrow"
CHECKED = 32  # hexadecimal digits of a file's checksum
WAIT_S = 0.5  # what a killed process may lose; a file a task would be too many of them


class Kept:
    """A folder of rows by their keys; leaving it as a context writes what still waits.

    Attributes
    ----------
    damaged : how many files of this form were not whole; their rows are computed again if they are asked for

    Raises
    ------
    DataError
        if the folder cannot be made, read or written to
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder, self.damaged = Path(folder), 0
        self._rows: dict[bytes, Row] = {}
        self._own: dict[str, Row] = {}  # of this sweep
        self._waiting: dict[str, Row] = {}  # of these, what is in no file yet
        self._files: set[Path] = set()
        self._written_s = time.monotonic()
        self._guarded(self._read)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._guarded(self._close)

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> Row | None:
        """Return the row of a key, equal bit for bit to the one that was kept; None if it is not there."""
        return self._rows.get(bytes.fromhex(key))

    def put(self, rows: dict[str, Row]) -> None:
        """Take rows in, and write them down unless that was done a moment ago."""
        self._own |= rows
        self._waiting |= rows
        if time.monotonic() >= self._written_s + WAIT_S:
            self._guarded(self._write)

    def _read(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        packed({})  # so that nothing runs for hours before it is known that rows can be written
        for path in sorted(self.folder.glob(f"*{SUFFIX}")):
            rows = parsed(path.name, raw) if (raw := _content(path)) is not None else {}
            self.damaged += rows is None
            self._rows |= rows or {}

    def _write(self) -> None:
        if self._waiting:
            self._files.add(write(self.folder, self._waiting))
        self._waiting, self._written_s = {}, time.monotonic()

    def _close(self) -> None:
        """Make one file of all; the small ones go only when it is there."""
        if len(self._files) + bool(self._waiting) <= 1:
            self._write()
            return
        whole = write(self.folder, self._own)
        for path in self._files - {whole}:
            path.unlink(missing_ok=True)
        self._files, self._waiting = {whole}, {}

    def _guarded(self, action: Any) -> None:
        try:
            action()
        except OSError as error:
            do = "Give a folder of your own that can be written to."
            raise DataError(f"sweep: resume={str(self.folder)!r} cannot be used ({error}). {do}") from None


def write(folder: Path, rows: dict[str, Row]) -> Path:
    """Write rows as a file that is there whole or not at all, and return its path."""
    raw = packed(rows)
    path, beside = folder / f"{_checksum(raw)}{SUFFIX}", folder / f".{uuid.uuid4().hex}.part"
    try:
        beside.write_bytes(raw)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def parsed(name: str, raw: bytes) -> dict[bytes, Row] | None:
    """Return the rows of a file, or None unless it is whole and of this form; by its name, before it is read."""
    if name != f"{_checksum(raw)}{SUFFIX}":
        return None
    try:
        return {bytes.fromhex(key): row for key, row in unpacked(raw).items()}
    except (ValueError, RuntimeError):  # columns of another archlib; no Arrow, says nanoarrow
        return None


def _content(path: Path) -> bytes | None:
    """Return what is in a file; None for a folder, and for a small file that another sweep has just joined to one."""
    try:
        return path.read_bytes() if path.is_file() else None
    except FileNotFoundError:
        return None


def _checksum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:CHECKED]
