"""Notebook 09, compare and choose: its exercises, worked examples, sentences and keys, beside its bets."""

from collections.abc import Callable
from typing import Final

from archlib.course.choosing_bets import BETS as BETS
from archlib.course.choosing_exercises import CHEAPEST, COSTLIEST, REDUNDANCY
from archlib.course.choosing_map import MAP_EXERCISES
from archlib.course.exercise import Step, Worked
from archlib.prices import MONTH_HOURS

EXERCISES: Final = (CHEAPEST, *MAP_EXERCISES, REDUNDANCY, COSTLIEST)


def _worked(number: int, hour_usd: float, slots: int, work_s: float, video_usd: float) -> Worked:
    question = (
        f"A box with {slots} slots costs {hour_usd:g} USD an hour. A video needs {work_s:g} s of a slot; as a function "
        f"it costs {video_usd:g} USD. From how many videos a month is the box cheaper, and can it do so many?"
    )
    month, even = hour_usd * MONTH_HOURS, hour_usd * MONTH_HOURS / video_usd
    most = slots * MONTH_HOURS * 3600 / work_s
    steps = (
        Step("The box for a month", lambda: month, "USD", f"{hour_usd:g} × 730"),
        Step("As many as cost the same", lambda: even, "videos", f"that / {video_usd:g}"),
        Step("It can do at most", lambda: most, "videos", f"{slots} × 730 × 3,600 / {work_s:g}"),
        Step("It must be busy for", lambda: even / most, "1", "the second / the third"),
    )
    return Worked(f"09.W{number}", "Where a box begins to pay", question, steps)


WORKED: Final = (
    _worked(1, 0.2, 2, 300.0, 0.0177),
    _worked(2, 0.4, 4, 120.0, 0.007),
    _worked(3, 0.1, 1, 600.0, 0.035),
    _worked(4, 0.8, 8, 60.0, 0.004),
)

# what is so, beside the beliefs that are not; the claims belong to the notebooks before
HOLDS: Final = (
    "Which architecture is the cheapest depends on how many videos come, and when.",
    "An architecture that is cheaper may break the contract, and then it is no choice.",
    "The more patience a contract has, the fewer machines that are always on are needed.",
    "The failure that costs the most uploads need not be the one that costs the most requests.",
)

KEYS: Final[dict[str, Callable[[], float]]] = {}  # its quiz has cards only, and asks for no number
