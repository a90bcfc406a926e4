"""Rows on disk, so that a sweep goes on where it ended: lines of JSON, each with a checksum of its own.

Every sweep appends to a file that is its own and reads all of the folder. A line counts only if it is whole, so a
process may be killed at any moment, several may use one folder, and foreign files and lines are left alone.
"""

import hashlib
import json
import math
import os
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from archlib.errors import DataError
from archlib.sweeps.measures import NAN, NUMBERS
from archlib.sweeps.tasks import Row

SUFFIX = ".sweep.jsonl"
CHECKED = 16  # hexadecimal digits of a line's checksum


class Kept:
    """A folder of rows by their keys.

    Attributes
    ----------
    damaged : how many lines of files of this form were not whole, and are computed again if they are asked for

    Raises
    ------
    DataError
        if the folder cannot be made, read or written to
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder, self.damaged = Path(folder), 0
        self._rows: dict[bytes, Row] = {}
        self._file: TextIO | None = None
        self._guarded(self._read)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> Row | None:
        """Return the row of a key, equal bit for bit to the one that was kept; None if it is not there."""
        return self._rows.get(bytes.fromhex(key))

    def put(self, rows: dict[str, Row]) -> None:
        """Append rows, and give them to the operating system before this returns."""
        self._guarded(lambda: self._write("".join(line(key, row) for key, row in rows.items())))

    def _read(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self.folder.glob(f"*{SUFFIX}")):
            if path.is_file():
                with path.open("rb") as file:
                    for raw in file:
                        self._take(raw)

    def _take(self, raw: bytes) -> None:
        found = parsed(raw)
        if found is None:
            self.damaged += 1
        else:
            self._rows[bytes.fromhex(found[0])] = found[1]

    def _write(self, text: str) -> None:
        if self._file is None:
            self._file = (self.folder / f"{uuid.uuid4().hex}{SUFFIX}").open("x", encoding="utf-8", newline="\n")
        self._file.write(text)
        self._file.flush()

    def _guarded(self, action: Any) -> None:
        try:
            action()
        except OSError as error:
            do = "Give a folder of your own that can be written to."
            raise DataError(f"sweep: resume={str(self.folder)!r} cannot be used ({error}). {do}") from None


def line(key: str, row: Row) -> str:
    """Return a row as one line: checksum, space, JSON; NaN as null, all other numbers to the last bit."""
    numbers = [None if math.isnan(x) else x for x in row.numbers]
    body = json.dumps([key, numbers, row.verdict, row.refused], separators=(",", ":"))
    return f"{_checksum(body.encode())} {body}\n"


def parsed(raw: bytes) -> tuple[str, Row] | None:
    """Return key and row of a line, or None unless it is whole and of this form."""
    checksum, _, body = raw.partition(b" ")
    if not body.endswith(b"\n") or checksum.decode("ascii", "replace") != _checksum(body[:-1]):
        return None
    try:
        key, numbers, verdict, refused = json.loads(body)
        row = Row(tuple(NAN if x is None else float(x) for x in numbers), str(verdict), str(refused))
        return (key, row) if len(row.numbers) == len(NUMBERS) and len(bytes.fromhex(key)) else None
    except (ValueError, TypeError):
        return None


def _checksum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:CHECKED]
