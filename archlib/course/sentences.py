"""The sentences of a story of messages, and the claims of the notes that its steps are about."""

import math
from collections.abc import Callable
from typing import Any, Final

from archlib.course.cast import Cast
from archlib.course.happenings import Happening
from archlib.course.standing import Now
from archlib.topology import Scaling

Said = Callable[[Cast, Happening, Now], str]
CLAIMS: Final[dict[str, tuple[str, ...]]] = {
    "stored": ("Q4",), "sent": ("Q1", "Q5", "Q17"), "launched": ("Q15",), "ready": ("Q16",),
    "received": ("Q1", "Q16", "Q17"), "fetched": ("Q18",), "made": ("Q19",), "deleted": ("Q19",), "in vain": ("Q19",),
    "crashed": ("Q19",), "returned": ("Q19",), "given up": ("Q19",), "left": ("Q13", "Q14"), "replaced": (),
}  # fmt: skip


def claims(h: Happening, now: Now) -> tuple[str, ...]:
    """Return the ids of the claims that a step is about."""
    left = now.count("visible", "in flight")
    if h.kind == "decided":
        before, size, _ = h.value
        more = ("Q15",) if size > before else ("Q22",) if size == 0 else ("Q20",)
        return ("Q12",) if size == before else ("Q13", "Q14", *more)
    if h.kind == "ended":
        return ("Q22",) if now.desired == 0 else ("Q20",)
    first = h.kind == "sent" and now.count("visible") == 1
    last = (h.kind == "received" and left == 1 and now.count("deleted") > 0) or (h.kind == "deleted" and left == 0)
    found = (*CLAIMS[h.kind], *(("Q6",) if first else ()), *(("Q21",) if last else ()))
    return tuple(sorted(found, key=lambda name: int(name[1:])))


def sentence(cast: Cast, h: Happening, now: Now) -> str:
    """Return what happened, in a sentence or two; `now` is how all stands after it."""
    return _SAID[h.kind](cast, h, now)


def _stored(cast: Cast, h: Happening, now: Now) -> str:
    gb = cast.message(h.message)["master_gb"]
    return f"The {cast.door} tier has video {h.message}, and puts its master ({gb:g} GB) into bucket {cast.bucket}."


def _sent(cast: Cast, h: Happening, now: Now) -> str:
    visible = now.count("visible")
    where = "It stands at the front." if visible == 1 else f"{visible} messages are visible now."
    what = "where the master is, and which sizes are required"
    return f"Upload sends message {h.message} to the queue: {what}. With that it is done. {where}"


def _decided(cast: Cast, h: Happening, now: Now) -> str:
    before, size, tick = h.value
    if size == before:
        fleet = cast.station
        paid = "none is there, and nothing is paid for" if size == 0 else "so many are there"
        return f"The group may have {fleet.min_size} to {fleet.max_size:,} instances. It wants {size}: {paid}."
    return f"The group looks at the queue: {_count(cast.station.scaling, tick)} Desired: {before} → {size}."


def _count(scaling: Scaling, tick: Any) -> str:
    """Return what the policy saw, and how it came to its word; without a delay the tick's own count is what it saw."""
    visible, in_flight = int(tick["visible"]), int(tick["in_flight"])
    count = visible + (in_flight if scaling.count_in_flight else 0)
    seen = f"{count} message{'' if count == 1 else 's'} ({visible} visible, {in_flight} in flight)."
    if scaling.metric_delay_s > 0 or scaling.policy not in ("ceil", "floor", "alarm"):
        return seen
    if scaling.policy == "alarm":
        more, fewer = (
            f"more than {scaling.threshold}: {scaling.step} more",
            f"at most {scaling.low}: {scaling.step} fewer",
        )
        return f"{seen} That is {more if count > scaling.threshold else fewer}."
    whole, way = (math.ceil, "up") if scaling.policy == "ceil" else (math.floor, "down")
    return f"{seen} {count} / {scaling.target:g} rounded {way} is {whole(count / scaling.target)}."


def _launched(cast: Cast, h: Happening, now: Now) -> str:
    boots_s = cast.station.boot_s + cast.station.app_start_s
    if len(h.workers) == 1:
        return f"{_who(h)} is launched, and boots for {boots_s:g} s. From now on it is paid for."
    return f"{_who(h)} are launched, and boot for {boots_s:g} s. From now on they are paid for."


def _ready(cast: Cast, h: Happening, now: Now) -> str:
    return f"{_who(h)} {'is ready, and polls' if len(h.workers) == 1 else 'are ready, and poll'} the queue."


def _received(cast: Cast, h: Happening, now: Now) -> str:
    others = cast.still_at(h.message, h.time_s, h.workers[0])
    twice = f" But worker {others[0]} is still at the same video." if others else ""
    again = f" It is its receive number {h.value}.{twice}" if h.value > 1 else ""
    hidden = f"Nobody else can see it for {cast.visibility_s:g} s."
    return f"{_who(h)} receives message {h.message} from the front of the queue. {hidden}{again}"


def _fetched(cast: Cast, h: Happening, now: Now) -> str:
    said = cast.message(h.message)
    return (
        f"{_who(h)} reads where the master is, fetches {said['key']} from bucket {said['bucket']}, and transcodes it."
    )


def _made(cast: Cast, h: Happening, now: Now) -> str:
    sizes = ", ".join(cast.message(h.message)["sizes"])
    entry = f" and calls {cast.manage} for the entry in the catalogue" if cast.manage else ""
    return f"{_who(h)} has made {sizes} of video {h.message}, stores them in bucket {cast.bucket}{entry}."


def _deleted(cast: Cast, h: Happening, now: Now) -> str:
    left = now.count("visible", "in flight")
    return f"Video {h.message} is done. {_who(h)} deletes message {h.message} from the queue; {left or 'none'} left."


def _in_vain(cast: Cast, h: Happening, now: Now) -> str:
    return f"{_who(h)} is done with video {h.message} too, in vain: it was ready before, and nothing is deleted."


def _crashed(cast: Cast, h: Happening, now: Now) -> str:
    kept = "Its message is not: it stays in flight, and nobody deletes it."
    return f"{_who(h)} fails with video {h.message} in hand: the work is lost. {kept}"


def _returned(cast: Cast, h: Happening, now: Now) -> str:
    why = f"was received {cast.visibility_s:g} s ago, and nobody has deleted it"
    return f"Message {h.message} {why}: the visibility timeout is over, and it is visible again."


def _given_up(cast: Cast, h: Happening, now: Now) -> str:
    return f"Message {h.message} leaves the queue: {h.value.text}."


def _ended(cast: Cast, h: Happening, now: Now) -> str:
    if len(h.workers) == 1:
        return f"{_who(h)} has nothing to do, and is ended. From here on nothing is paid for it."
    return f"{_who(h)} have nothing to do, and are ended. From here on nothing is paid for them."


def _replaced(cast: Cast, h: Happening, now: Now) -> str:
    return f"The group gives {_who(h).lower()} up after {cast.station.replace_after_s:g} s without a sign of life."


def _left(cast: Cast, h: Happening, now: Now) -> str:
    waiting = ", ".join(map(str, h.value))
    names = f"message {waiting} is" if len(h.value) == 1 else f"messages {waiting} are"
    return f"Nothing more happens up to the end of the run, {h.time_s / 60:g} min: {names} still in the queue."


def _who(h: Happening) -> str:
    numbers = [str(n) for n in h.workers]
    return f"Worker {numbers[0]}" if len(numbers) == 1 else f"Workers {', '.join(numbers[:-1])} and {numbers[-1]}"


_SAID: Final[dict[str, Said]] = {
    "stored": _stored, "sent": _sent, "decided": _decided, "launched": _launched, "ready": _ready,
    "received": _received, "fetched": _fetched, "made": _made, "deleted": _deleted, "in vain": _in_vain,
    "crashed": _crashed, "returned": _returned, "given up": _given_up, "ended": _ended, "replaced": _replaced,
    "left": _left,
}  # fmt: skip
