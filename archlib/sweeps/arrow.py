"""Rows by their keys as an Arrow IPC stream, which pyarrow, polars, DuckDB and others read as a table.

Written by nanoarrow, 1 MB. pyarrow would write the same; but pandas loads it wherever it is installed, which adds 40 MB
to every kernel and 170 MB to the disk.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from archlib.errors import DataError
from archlib.sweeps.measures import NUMBERS
from archlib.sweeps.tasks import Row

TEXT, NUMBER = "u", "g"  # how Arrow writes the two kinds of columns: UTF-8 text, 64-bit float
COLUMNS = {"key": TEXT, **dict.fromkeys(NUMBERS, NUMBER), "verdict": TEXT, "refused": TEXT}
BATCH = 10_000  # rows that are made into columns at a time


def packed(rows: Mapping[str, Row]) -> bytes:
    """Return rows as a stream with the columns `key`, numbers, `verdict`, `refused`; numbers to the last bit.

    Raises
    ------
    DataError
        if nanoarrow is not installed
    """
    ipc, named, out = _nanoarrow().ipc, list(rows.items()), io.BytesIO()
    with ipc.StreamWriter.from_writable(out) as stream:
        for begin in range(0, max(1, len(named)), BATCH):
            stream.write_array(_batch(named[begin : begin + BATCH]))
    return out.getvalue()


def unpacked(raw: bytes) -> dict[str, Row]:
    """Return the rows of a stream that `packed` wrote, equal bit for bit.

    Raises
    ------
    DataError
        if it has other columns, or nanoarrow is not installed
    """
    nanoarrow = _nanoarrow()
    with nanoarrow.ipc.InputStream.from_readable(raw) as source:
        batches = nanoarrow.c_array_stream(source)
        there = {column.name: column.format for column in batches.get_schema().children}
        if there != COLUMNS:
            raise DataError("these rows have other columns")
        return {key: row for batch in batches for key, row in _rows(batch)}


def _batch(named: list[tuple[str, Row]]) -> Any:
    nanoarrow = _nanoarrow()
    texts = {
        "key": [key for key, _ in named], "verdict": [row.verdict for _, row in named],
        "refused": [row.refused for _, row in named],
    }  # fmt: skip
    numbers = np.array([row.numbers for _, row in named], np.float64).reshape(len(named), len(NUMBERS))
    columns = {name: np.ascontiguousarray(numbers[:, i]) for i, name in enumerate(NUMBERS)}
    kinds = {TEXT: nanoarrow.string(), NUMBER: nanoarrow.float64()}
    made = [nanoarrow.c_array({**texts, **columns}[name], kinds[kind]) for name, kind in COLUMNS.items()]
    whole = nanoarrow.struct({name: kinds[kind] for name, kind in COLUMNS.items()})
    return nanoarrow.c_array_from_buffers(whole, len(named), buffers=[None], children=made)


def _rows(batch: Any) -> Iterator[tuple[str, Row]]:
    places = {name: i for i, name in enumerate(COLUMNS)}
    view, texts = batch.view(), [_nanoarrow().Array(batch.child(places[n])) for n in ("key", "verdict", "refused")]
    columns = [np.frombuffer(view.child(places[name]).buffer(1), np.float64) for name in NUMBERS]
    numbers = np.column_stack(columns).tolist()
    for key, verdict, refused, row in zip(*(text.to_pylist() for text in texts), numbers, strict=True):
        yield key, Row(tuple(row), verdict, refused)


def _nanoarrow() -> Any:
    try:
        import nanoarrow
        import nanoarrow.ipc
    except ImportError as error:
        do = "Install it with pip install nanoarrow, or leave resume= away."
        raise DataError(f"sweep: resume= needs nanoarrow, which is not here ({error}). {do}") from None
    return nanoarrow
