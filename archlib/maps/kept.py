"""Segments on disk, so that a map goes on where it ended: a file each, which is there whole or not at all."""

import hashlib
import json
import math
import os
import uuid
from pathlib import Path
from typing import Any

from archlib.draws import digest
from archlib.errors import DataError
from archlib.maps.answers import Found
from archlib.maps.segments import Answered, Segment
from archlib.sweeps.keys import is_ours, version

SUFFIX = ".map.json"
FORMAT = 2


class Kept:
    """A folder of segments by their keys.

    Attributes
    ----------
    damaged : how many files of this form were not whole, and are computed again

    Raises
    ------
    DataError
        if the folder cannot be made or written to
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder, self.damaged = Path(folder), 0
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._useless(error) from None

    def get(self, segment: Segment) -> Answered | None:
        """Return the answers of a segment, equal bit for bit to those kept; None if they are not there whole."""
        name = key(segment)
        if name is None:
            return None
        try:
            raw = (self.folder / f"{name}{SUFFIX}").read_bytes()
        except OSError:
            return None
        found = parsed(raw)
        self.damaged += found is None
        return found

    def put(self, segment: Segment, answered: Answered) -> None:
        """Write the answers of a segment under its key."""
        name = key(segment)
        if name is None:
            return
        beside = self.folder / f".{name}.{uuid.uuid4().hex}"
        try:
            beside.write_bytes(line(answered))
            beside.replace(self.folder / f"{name}{SUFFIX}")
        except OSError as error:
            raise self._useless(error) from None

    def _useless(self, error: OSError) -> DataError:
        do = "Give a folder of your own that can be written to."
        return DataError(f"map: resume={str(self.folder)!r} cannot be used ({error}). {do}")


def key(segment: Segment) -> str | None:
    """Return the sha256 of all that the answers of a segment depend on, the code that finds them included.

    None for architectures of one's own: a change of their code cannot be seen.
    """
    asked = segment.question
    if not all(is_ours(one) for one in asked.architectures.values()):
        return None
    return digest(
        [
            FORMAT, asked.peaks[segment.peak], [asked.volumes[v] for v in segment.volumes], asked.levels,
            asked.deadlines_s, {name: one.to_dict() for name, one in asked.architectures.items()}, asked.seeds,
            asked.faults.to_dict(), asked.days, asked.prices.hash, segment.thorough, version(),
        ]
    )  # fmt: skip


def line(answered: Answered) -> bytes:
    """Return answers as bytes: checksum, space, JSON; NaN as null, all other numbers to the last bit."""
    cells = [[[_plain(found) for found in contracts] for contracts in cell] for cell in answered.cells]
    plain = [answered.peak, answered.volumes, cells, answered.paths, answered.runs]
    body = json.dumps(plain, separators=(",", ":"), allow_nan=False).encode()
    return hashlib.sha256(body).hexdigest().encode() + b" " + body + b"\n"


def parsed(raw: bytes) -> Answered | None:
    """Return the answers of bytes, or None unless they are whole and of this form."""
    checksum, _, body = raw.partition(b" ")
    if not body.endswith(b"\n") or checksum.decode("ascii", "replace") != hashlib.sha256(body[:-1]).hexdigest():
        return None
    try:
        peak, volumes, cells, paths, runs = json.loads(body)
        found = [[[_found(one) for one in contracts] for contracts in cell] for cell in cells]
        return Answered(peak, tuple(volumes), found, {name: tuple(p) for name, p in paths.items()}, runs, 0.0)
    except (ValueError, TypeError, AttributeError):
        return None


def _plain(found: Found) -> list[Any]:
    money = [None if math.isnan(x) else x for x in (found.usd, found.low, found.high)]
    return [found.values, *money, found.broken, found.costs]


def _found(plain: list[Any]) -> Found:
    values, *money, broken, costs = plain
    usd, low, high = (math.nan if x is None else float(x) for x in money)
    return Found(tuple(values), usd, low, high, tuple(broken), tuple(map(float, costs)))
