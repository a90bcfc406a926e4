"""The course's own tables: small CSV files in data/, read and checked row by row."""

import csv
from collections.abc import Sequence
from functools import cache
from typing import Final

from archlib.data import data_dir
from archlib.errors import DataError

SEPARATOR: Final = ";"  # between several ids or names in one cell


@cache
def rows(file: str, header: tuple[str, ...], required: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Return the rows of a file in data/, column -> text without blanks around it.

    Parameters
    ----------
    header : the columns that the file has, in this order
    required : the columns that may not be blank; the first is the id and may not come twice

    Raises
    ------
    DataError : another header, a row of another length, a blank cell, an id twice; file and line are named
    """
    with (data_dir() / file).open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text, strict=True)
        if tuple(next(reader, [])) != header:
            raise DataError(f"{file}, line 1: the header is not {','.join(header)}; write exactly this")
        found = [_row(f"{file}, line {reader.line_num}", row, header, required) for row in reader if row]
    ids = [row[required[0]] for row in found]
    double = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if double is not None:
        raise DataError(f"{file}: {required[0]} {double!r} comes twice; keep one of the rows")
    return tuple(found)


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, none for a blank one."""
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())


def _row(where: str, row: Sequence[str], header: tuple[str, ...], required: tuple[str, ...]) -> dict[str, str]:
    if len(row) != len(header):
        raise DataError(f"{where}: has {len(row)} columns, not {len(header)}; quote a text that holds a comma")
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    for name in required:
        if not cells[name]:
            raise DataError(f"{where}, column {name}: is blank; fill it in")
    return cells
