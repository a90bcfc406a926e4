"""The engine's state: tables of fields, from which dtypes, plain-Python twins and this documentation are made.

The kernel reads and writes `stations[s].up` and never copies a whole record. With numba a table is a structured
array; without, it is a list of objects with the same fields as slots, and the same source runs on both. That is why
the kernel uses attributes on records and one index on plain arrays, and nothing else.
"""

from typing import Any

import numpy as np

from archlib.outcome.trace import LIFE, TICK, VISIT, Rows, dtype

NONE = -1  # no frame, no instance, no edge
CLIENT = -1  # a frame's parent: the customer
ORPHAN = -2  # a frame's parent: nobody waits for it any more

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
)
STATION: Rows = (
    ("kind", "i8", "", "POOL, FLEET, QUEUE or STORE"),
    ("first", "i8", "", "its first instance"),
    ("size", "i8", "", "places"),
    ("slots", "i8", "", "slots an instance"),
    ("room", "i8", "requests", "waiting room"),
    ("lifo", "i8", "", "1: the newest waiting request is served first"),
    ("work", "i8", "", "offset of its seconds in `work`"),
    ("op", "i8", "", "its first operation"),
    ("mask", "i8", "", "bits of the work columns it completes"),
    ("process", "i8", "", "1: a start here is a delivery of the video to processing"),
    ("up", "i8", "instances", "ready and not down"),
    ("free_head", "i8", "", "instance with a free slot that was freed last"),
    ("free_tail", "i8", "", "... and first"),
    ("wait_head", "i8", "", "first frame that waits (queue: first visible message)"),
    ("wait_tail", "i8", "", "last"),
    ("wait_n", "i8", "", "how many wait (queue: visible messages)"),
    ("down", "i8", "", "1: code or service is down as a whole"),
    ("error", "i8", "", "1: answers wrongly as a whole"),
    ("no_launch", "i8", "", "1: launches fail"),
    ("slow", "f8", "1", "factor on work as a whole"),
    ("live", "i8", "instances", "launched and not ended"),
    ("booting", "i8", "instances", "launched and not ready"),
    ("busy", "i8", "instances", "with a slot in use"),
    ("desired", "i8", "instances", "the policy's last word"),
    ("hint", "i8", "", "no place below this one is free"),
    ("min_size", "i8", "instances", ""),
    ("max_size", "i8", "instances", ""),
    ("policy", "i8", "", "ALARM, FLOOR, CEIL or BACKLOG"),
    ("target", "f8", "messages/instance", ""),
    ("threshold", "i8", "messages", ""),
    ("low", "i8", "messages", ""),
    ("step", "i8", "instances", ""),
    ("in_flight_counts", "i8", "", "1: in flight messages count"),
    ("lag", "i8", "ticks", "age of the count that a decision uses"),
    ("tick", "f8", "s", ""),
    ("cooldown", "f8", "s", ""),
    ("idle", "f8", "s", ""),
    ("protect", "i8", "", "1: a busy worker is never ended by a scale-in"),
    ("boot", "f8", "s", "launch to ready"),
    ("replace_after", "f8", "s", ""),
    ("poll_every", "f8", "s", "0: long polling"),
    ("poll_wait", "f8", "s", "of a long poll"),
    ("polls", "i8", "", "short polls that are scheduled"),
    ("poll_at", "f8", "s", "an event to poll is in the heap for this time"),
    ("changed", "f8", "s", "last change of desired"),
    ("over_since", "f8", "s", "since when the fleet is larger than desired; NaN-free: -1 for not"),
    ("tick_first", "i8", "", "its first row in ticks"),
    ("tick_n", "i8", "", "rows written"),
    ("refused", "i8", "instances", "launches refused at this tick"),
    ("queue", "i8", "", "fleet: the queue it polls"),
    ("receive", "i8", "", "queue: its receive edge; fleet: the same"),
    ("consumer", "i8", "", "queue: who polls it"),
    ("in_flight", "i8", "messages", "received and not deleted; of others: requests in service"),
    ("overtakes", "i8", "", "offset of its draws in `overtakes`, NONE for FIFO"),
    ("deletes", "i8", "", "messages deleted up to the horizon"),
    ("empty", "f8", "", "receives that came back empty up to the horizon"),
)
INSTANCE: Rows = (
    ("state", "i8", "", "ABSENT, BOOTING or UP"),
    ("station", "i8", "", ""),
    ("busy", "i8", "slots", "in use"),
    ("down", "i8", "", "above 0: failed; 1 by a fault of its place, 2 by one of its number modulo the live ones"),
    ("error", "i8", "", "1: answers wrongly"),
    ("slow", "f8", "1", "factor on work"),
    ("free", "i8", "", "1: in its station's list of free instances"),
    ("prev", "i8", "", "in that list, towards the head"),
    ("next", "i8", "", "in that list, towards the tail"),
    ("launch", "f8", "s", ""),
    ("ready", "f8", "s", ""),
    ("idle_since", "f8", "s", ""),
    ("ordinal", "i8", "", "launched as number ... of all"),
    ("ticket", "i8", "", "key of the boot that is valid"),
    ("replace", "i8", "", "key of the replacement that is valid"),
    ("poll", "i8", "", "key of the short poll that is valid, NONE if none"),
)
FRAME: Rows = (
    ("video", "i8", "", ""),
    ("station", "i8", "", ""),
    ("edge", "i8", "", "over which it came"),
    ("parent", "i8", "", "the calling frame, the message, CLIENT or ORPHAN"),
    ("child", "i8", "", "the call it waits for"),
    ("op", "i8", "", "its next operation"),
    ("instance", "i8", "", "that serves it"),
    ("state", "i8", "", "FREE, WAITING, SERVED, BACKOFF, VISIBLE, IN_FLIGHT or GONE"),
    ("attempt", "i8", "", "try, or number of receives of a message"),
    ("enter", "f8", "s", ""),
    ("start", "f8", "s", ""),
    ("ticket", "i8", "", "key of the completion or retry that is valid"),
    ("prev", "i8", "", "in the line in which it waits"),
    ("next", "i8", "", "in that line, or in the list of free frames"),
    ("timed", "i8", "", "1: in its edge's list of deadlines"),
    ("deadline", "f8", "s", ""),
    ("sooner", "i8", "", "in that list"),
    ("later", "i8", "", "in that list"),
    ("refs", "i8", "", "message: deliveries not ended"),
    ("current", "i8", "", "message: its latest delivery"),
    ("worked", "i8", "", "1: its own work is done"),
)
EDGE: Rows = (
    ("kind", "i8", "", "CALL, SEND (its target is a queue), RECEIVE or STORED"),
    ("target", "i8", "", "station"),
    ("timeout", "f8", "s", "call: timeout; send: retention; receive: visibility timeout"),
    ("cancels", "i8", "", "1: giving up ends the callee's work"),
    ("tries", "i8", "", "call: tries; receive: maximum receives"),
    ("stale", "i8", "", "receive: 1 if an overtaken receipt still deletes"),
    ("backoff", "i8", "", "offset in `backoff`, by attempt"),
    ("jitter", "f8", "1", "share of the backoff that is drawn"),
    ("draws", "i8", "", "offset in `jitter`, by video and attempt"),
    ("head", "i8", "", "frame with the next deadline"),
    ("tail", "i8", "", "... the last"),
    ("armed", "i8", "", "1: an event for the next deadline is in the heap"),
    ("ok", "i8", "", "uses that went well up to the horizon"),
    ("failed", "i8", "", "uses that failed up to the horizon"),
)
OP: Rows = (
    ("code", "i8", "", "DO_WORK, DO_CALL, DO_STORE or DO_END"),
    ("edge", "i8", "", ""),
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
TODO: Rows = (("step", "i8", "", ""), ("who", "i8", "", ""), ("info", "i8", "", ""))
JOB: Rows = (
    ("ack", "f8", "s", "NaN for never"),
    ("start", "f8", "s", "NaN for never"),
    ("ready", "f8", "s", "NaN for never"),
    ("reason", "i4", "", "of the upload's answer"),
    ("fate", "i4", "", "what became of its message, else the upload's reason"),
    ("deliveries", "i4", "", ""),
    ("worker", "i4", "", "place of the instance that made it ready first, -1 while it is not ready"),
    ("done", "i8", "", "bits of the work columns completed"),
)
TABLES = {
    "world": WORLD, "stations": STATION, "instances": INSTANCE, "frames": FRAME, "edges": EDGE, "ops": OP,
    "heap": EVENT, "buckets": BUCKET, "soon": NEAR, "todo": TODO, "jobs": JOB, "visits": VISIT,
    "lives": LIFE, "ticks": TICK,
}  # fmt: skip
DTYPES = {name: dtype(rows) for name, rows in TABLES.items()}


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
