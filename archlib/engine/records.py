"""The engine's state: tables of fields, from which dtypes, plain-Python twins and this documentation are made.

The kernel reads and writes `stations[s].up` and never copies a whole record. With numba a table is a structured
array; without, it is a list of objects with the same fields as slots, and the same source runs on both. That is why
the kernel uses attributes on records and one index on plain arrays, and nothing else.
"""

from typing import Any

import numpy as np

from archlib.engine.fields_of_places import INSTANCE, STATION
from archlib.engine.fields_of_work import EDGE, FRAME, JOB, OP
from archlib.outcome.trace import LIFE, TICK, VISIT, Rows, dtype

NONE = -1  # no frame, no instance, no edge
CLIENT = -1  # a frame's parent: the customer
ORPHAN = -2  # a frame's parent: nobody waits for it any more
DETACHED = -3  # a frame's parent: nobody ever waited for it, but it is tried again

WORLD: Rows = (
    ("now", "f8", "s", "the clock"),
    ("end", "f8", "s", "the run ends here"),
    ("horizon", "f8", "s", "uses are counted up to here"),
    ("event_at", "f8", "s", "the event that this step wishes for: when"),
    ("event", "i8", "", "... its kind, NONE for no event"),
    ("event_of", "i8", "", "... the frame, instance, station or edge it is about"),
    ("then", "i8", "", "the step to put off within this instant, NONE for no step"),
    ("then_who", "i8", "", "... its argument"),
    ("then_info", "i8", "", "... its other argument"),
    ("heap_n", "i8", "", "events in the heap"),
    ("per_s", "f8", "1/s", "buckets of events that come soon: one over their length"),
    ("bucket", "i8", "", "the clock's bucket, counted from 0 without wrapping"),
    ("cursor", "i8", "", "no event is in a bucket before this one"),
    ("soon_n", "i8", "", "events in buckets"),
    ("soon_used", "i8", "", "places for them ever used"),
    ("soon_free", "i8", "", "first free place below soon_used"),
    ("seq", "i8", "", "events pushed so far: the order among equals"),
    ("next_video", "i8", "", "the next arrival"),
    ("videos", "i8", "", "arrivals in all"),
    ("next_row", "i8", "", "the next row of the fault timeline"),
    ("rows", "i8", "", "rows in all"),
    ("todo_n", "i8", "", "steps put off within this instant"),
    ("frame_free", "i8", "", "first free frame below frame_n"),
    ("frame_n", "i8", "", "frames ever used"),
    ("visit_n", "i8", "", "visits written"),
    ("life_n", "i8", "", "lives written"),
    ("launches", "i8", "", "instances launched so far"),
    ("required", "i8", "", "bits of the work columns that make a video ready"),
    ("budget", "i8", "", "events left before the kernel returns to report"),
    ("entry", "i8", "", "edge of the upload's door"),
    ("parent", "i8", "", "argument of `refused`: who called"),
    ("edge", "i8", "", "argument of `refused`: over which edge"),
    ("video", "i8", "", "argument of `refused`: for which video"),
    ("attempt", "i8", "", "argument of `refused`: which try it was"),
    ("part", "i8", "", "argument of `refused`: which size it was for, NONE for all"),
    ("hold", "i8", "", "argument of `invoke`: the rest of the batch"),
    ("split", "i8", "", "bits of the columns that are done size by size"),
)
EVENT: Rows = (
    ("time", "f8", "s", ""),
    ("key", "i8", "", "kind and sequence: the order at equal times"),
    ("what", "i8", "", "frame, instance, station or edge"),
)
BUCKET: Rows = (("first", "i8", "", "its event that comes first"), ("last", "i8", "", "... and last"))
NEAR: Rows = (
    *EVENT,
    ("before", "i8", "", "the event before it in its bucket"),
    ("after", "i8", "", "the event after it, or the next free place"),
)
SEEN: Rows = (("station", "i8", "", "an instance behind a balancer"), ("seen", "i8", "", "1: taken to be healthy"))
TODO: Rows = (("step", "i8", "", ""), ("who", "i8", "", ""), ("info", "i8", "", ""))
TABLES = {
    "world": WORLD, "stations": STATION, "instances": INSTANCE, "frames": FRAME, "edges": EDGE, "ops": OP,
    "heap": EVENT, "buckets": BUCKET, "soon": NEAR, "todo": TODO, "jobs": JOB, "visits": VISIT,
    "lives": LIFE, "ticks": TICK, "seen": SEEN,
}  # fmt: skip
DTYPES = {name: dtype(rows) for name, rows in TABLES.items()}


Row = dict[str, Any]  # a record in the making, its fields in order


def blank(table: str, *given: Row, **fields: Any) -> Row:
    """Return a row of a table whose fields are 0 but for those given; a number is set here faster than in a record."""
    row = dict.fromkeys(DTYPES[table].names or (), 0)
    for some in (*given, fields):
        row |= some
    return row


def records(table: str, rows: list[Row]) -> np.ndarray:
    """Return rows that were made from `blank` as a structured array."""
    return np.array([tuple(row.values()) for row in rows], DTYPES[table])


def describe(rows: Rows) -> str:
    """Return a table of fields as text: name, type, unit, meaning."""
    return "\n".join(f"{name:12} {kind:3} {unit:10} {meaning}" for name, kind, unit, meaning in rows)


def _twin(name: str, fields: tuple[str, ...]) -> type:
    def fill(self: Any, values: tuple[Any, ...]) -> None:
        for field, value in zip(fields, values, strict=True):
            setattr(self, field, value)

    return type(name, (), {"__slots__": fields, "__init__": fill})


def to_objects(array: np.ndarray) -> list[Any]:
    """Return a structured array as a list of objects with the same fields (for a run without numba)."""
    twin = _twin("Record", array.dtype.names or ())
    return [twin(row) for row in array.tolist()]


def to_array(objects: list[Any], like: np.ndarray) -> np.ndarray:
    """Return such a list as a structured array again."""
    names = like.dtype.names or ()
    return np.array([tuple(getattr(o, n) for n in names) for o in objects], dtype=like.dtype)


__doc__ += "\n\n" + "\n\n".join(f"{name}\n{describe(rows)}" for name, rows in TABLES.items())
