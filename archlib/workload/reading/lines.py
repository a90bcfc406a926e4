"""The rows of a CSV: most by the thousand (`bulk`), the lines above them and all that is unusual one by one.

- Comma, semicolon or tab: the one in the first line; where that line has none or several of them, the first one in the
  first line that begins with a digit.
- Quotes allowed; blank lines and empty cells at the end of a line skipped.
- A header is a first line whose first cell has no digit, so that a misspelt first row is refused and not skipped. Above
  the rows may stand what the CloudWatch console writes there.
- A file whose moments partly have a zone and partly have none is refused: nobody can order them.
"""

import csv
import re
from collections.abc import Iterator
from functools import partial

import numpy as np

from archlib.draws import Floats
from archlib.errors import DataError
from archlib.workload.reading.bulk import read_block
from archlib.workload.reading.cells import DecimalMark, moment_of, refuse_zone, value_of
from archlib.workload.reading.samples import Refuse, Samples, refuse_at
from archlib.workload.reading.source import ELSE, SAVE, decoded
from archlib.workload.reading.stamps import Ints, Unusual

BLOCK_BYTES = 262_144  # what the arrays of a block weigh stays in the cache of a processor
HEAD_BYTES = 65_536
PREAMBLE = ("id", "statuscode", "messages", "full label", "label")

_FIRST_ROW = re.compile(rb'^[ "]*\d[^,;\t\n]*([,;\t])', re.MULTILINE)


def read_rows(name: str, data: bytes, decimal: DecimalMark) -> Samples:
    """Return the samples of a CSV.

    Raises
    ------
    DataError : no rows, or a row that breaks a rule; the message names the line
    """
    rows = Rows(name, data, decimal)
    rows.read()
    if not rows.parts:
        raise DataError(f"{name} has no rows of a moment and a value; expected lines such as 2026-01-31 20:15:00,12")
    lines = np.concatenate([part[0] for part in rows.parts])
    moments_s, values = (np.concatenate([part[place] for part in rows.parts]) for place in (1, 2))
    notes = (f"the text is not UTF-8; names were read as {ELSE}",) if rows.odd_names else ()
    return Samples(
        name, moments_s, values, lambda number: f"line {lines[number]}", rows.zone[0], dict(rows.preamble), notes
    )


class Rows:
    """A reader that stands at a byte and a line of a file and keeps the rows that it has passed.

    Fields
    ------
    parts : arrays of line, moment (s) and value, in the order of the file
    zone : whether moments have one, and the first line that says so; once there is a row
    """

    def __init__(self, name: str, data: bytes, decimal: DecimalMark) -> None:
        self.name, self.data, self.decimal = name, data, decimal
        self.separator = _separator(data)
        self.at, self.line = 0, 1
        self.parts: list[tuple[Ints, Floats, Floats]] = []
        self.preamble: dict[str, str] = {}
        self.zone: tuple[bool, int] = (False, 0)
        self.odd: int | None = None
        self.odd_names = False

    def read(self) -> None:
        """Pass the whole file."""
        while self.at < len(self.data):
            end = self._line_end(self.at + BLOCK_BYTES)
            if not self.parts:
                self._one_by_one(self.at + 1)
            elif not self._at_once(end):
                self._one_by_one(end)

    def _at_once(self, end: int) -> bool:
        """Pass the lines up to the byte `end`, or stay if one of them is unusual."""
        block = self.data[self.at : end]
        block = block if block.endswith(b"\n") else block + b"\n"
        try:
            lines, moments_s, values, has_zone = read_block(block, self.separator, self.decimal)
        except Unusual:
            return False
        if has_zone != self.zone[0]:
            return False
        self.parts.append(((self.line + lines).astype(np.int32), moments_s, values))
        self.at, self.line = end, self.line + block.count(b"\n")
        return True

    def _one_by_one(self, end: int) -> None:
        """Pass lines until the byte `end` is behind, with whole rows: a quoted cell may go on in the next line."""
        rows: list[tuple[int, float, float]] = []
        for line, cells, odd in self._cells(end):
            if not self.parts and not rows and _is_preamble(cells, first=not self.preamble):
                self.preamble[cells[0].lower()] = ",".join(cells[1:])
                self.odd_names |= odd is not None
                continue
            refuse = partial(refuse_at, self.name, f"line {line}")
            if odd is not None:
                refuse(f"byte {odd:#04x} is not UTF-8", SAVE)
            rows.append((line, *self._row(line, cells, refuse)))
        if rows:
            lines, moments_s, values = (np.array(column) for column in zip(*rows, strict=True))
            self.parts.append((lines.astype(np.int32), moments_s, values))

    def _row(self, line: int, cells: list[str], refuse: Refuse) -> tuple[float, float]:
        moment_s, has_zone = moment_of(cells[0], refuse)
        if not self.zone[1]:
            self.zone = (has_zone, line)
        if has_zone != self.zone[0]:
            refuse_zone(repr(cells[0]), has_zone, f"line {self.zone[1]}", refuse)
        if len(cells) != 2:
            what = "one cell and no value" if len(cells) < 2 else f"{len(cells)} cells"
            refuse(what, "each row is a moment and one value; write 0 for none, export one metric a file")
        return moment_s, value_of(cells[1], self.decimal, refuse)

    def _cells(self, end: int) -> Iterator[tuple[int, list[str], int | None]]:
        """Yield (line, cells, byte that is not UTF-8) of each line that is not blank; cells are stripped."""
        reader = csv.reader(self._texts(), delimiter=self.separator, skipinitialspace=True, strict=True)
        line, self.odd = self.line, None
        try:
            for row in reader:
                cells = [cell.strip() for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    yield line, cells, self.odd
                if self.at >= end:
                    return
                line, self.odd = self.line, None
        except csv.Error as error:
            refuse_at(self.name, f"line {line}", f"not CSV ({error})", "check the quotation marks")

    def _texts(self) -> Iterator[str]:
        while self.at < len(self.data):
            end = self._line_end(self.at)
            text, odd = decoded(self.data[self.at : end])
            self.odd = odd if self.odd is None else self.odd
            self.at, self.line = end, self.line + 1
            yield text

    def _line_end(self, at: int) -> int:
        return self.data.find(b"\n", at) + 1 or len(self.data)


def _separator(data: bytes) -> str:
    head = data[:HEAD_BYTES]
    first = next((line for line in head.split(b"\n") if line.strip()), b"")
    marks = [mark for mark in ",;\t" if mark.encode() in first]
    row = _FIRST_ROW.search(head) if len(marks) != 1 else None
    return row[1].decode() if row else (marks or [","])[0]


def _is_preamble(cells: list[str], first: bool) -> bool:
    return cells[0].lower() in PREAMBLE or (first and not any(c.isdigit() for c in cells[0]))
