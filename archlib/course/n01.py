"""Notebook 01, the monolith: its exercises and worked examples; its bets are in `monolith_bets`."""

from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.architectures import Architecture
from archlib.course.answers import Judged
from archlib.course.boxes import (
    MOST_BUSY,
    PER_HOUR,
    VIDEOS,
    WORK_H,
    box_price,
    boxes_needed,
    busy_share,
    month_usd,
    slots,
    used_share,
)
from archlib.course.exercise import Exercise, Form, Mistake, Step, Worked
from archlib.course.loads import TWO_SLOTS, box
from archlib.course.monolith_bets import BETS as BETS
from archlib.course.priced import Priced
from archlib.prices import MONTH_HOURS

PART: Final = 0.999
CALLS, HOP_S = 200, 0.005


def _enough(made: Architecture) -> Judged:
    share, boxes = busy_share(made), int(getattr(made, "replicas", 0))
    if share > MOST_BUSY:
        return Judged(False, f"The run kept {share:.0%} of the slots busy, more than {MOST_BUSY:.0%}.")
    if boxes > 1 and busy_share(made.but(replicas=boxes - 1)) <= MOST_BUSY:
        return Judged(False, f"It keeps {share:.0%} busy, but you pay for a box that you do not need.")
    return Judged(True, f"Right: the run kept {share:.0%} of the slots busy, at ${month_usd(boxes):,.0f} a month.")


EXERCISES: Final = (
    Exercise(
        "01.E1",
        "A product of four",
        "Host, upload, process and manage are each up 99.9 % of the time, each by itself. How available is **any "
        "feature** of the monolith?",
        "1",
        lambda: theory.series(*(PART,) * 4),
        0.0002,
        "A fiftieth of a per cent: with a wider band three parts, or one, would pass for four.",
        mistakes=(
            Mistake(lambda: PART, "That is one part; every part is needed.", "X6"),
            Mistake(lambda: theory.series(*(PART,) * 3), "That is three parts: the host fails as well.", "X6"),
            Mistake(
                lambda: theory.replicated(PART, 4), "That is for four of which one is enough; here all are needed."
            ),
        ),
        hints=("All four have to be up at once.", "Independent parts multiply."),
        steps=(Step("All four up", lambda: theory.series(*(PART,) * 4), "1", "0.999 × 0.999 × 0.999 × 0.999"),),
    ),
    Exercise(
        "01.E2",
        "What a video costs",
        "One box of two slots runs all month (730 h) and makes 300 videos. What does **a video** cost? The disk aside.",
        "USD",
        lambda: month_usd() / VIDEOS,
        0.01,
        "One per cent lets you round the bill to whole dollars.",
        mistakes=(
            Mistake(month_usd, "That is the bill of the month; share it among the videos."),
            Mistake(
                lambda: box_price() / slots() * WORK_H, "That pays for the work only. The box bills idle hours too."
            ),
        ),
        hints=("The box is paid for every hour of the month.",),
        steps=(
            Step("The bill", month_usd, "USD", f"{box_price():.2f} × 730"),
            Step("A video", lambda: month_usd() / VIDEOS, "USD", "bill / 300"),
        ),
        prices=Priced("teaching", (TWO_SLOTS,)),
    ),
    Exercise(
        "01.E3",
        "What of it is used",
        "300 videos a month take 5 minutes of one slot each; the box has two slots. What **share** of them is used?",
        "1",
        used_share,
        0.03,
        "Three per cent lets you give two digits.",
        mistakes=(
            Mistake(lambda: slots() * used_share(), "The box has two slots; the month has that many slot-hours."),
            Mistake(lambda: 1 - used_share(), "That is the idle share."),
        ),
        hints=("How many slot-hours does the month have, and how many do the videos take?",),
        steps=(
            Step("Work", lambda: VIDEOS * WORK_H, "slot-hours", "300 × 5 / 60"),
            Step("There is", lambda: slots() * MONTH_HOURS, "slot-hours", "2 × 730"),
            Step("Used", used_share, "1", "work / what there is"),
        ),
    ),
    Exercise(
        "01.E4",
        "Enough boxes",
        "60 videos an hour of 5 minutes each (5 erlangs). Set the **replicas** of a box of two slots so that the slots "
        "are busy at most 80 % of the time, at the lowest bill. Your answer is run.",
        "boxes",
        lambda: float(boxes_needed()),
        0.0,
        "Boxes are whole, so there is no tolerance.",
        mistakes=(
            Mistake(lambda: float(boxes_needed() - 1), "It serves them all, with little room for a rush.", "X4"),
        ),
        hints=("How many slots would 5 erlangs fill to 80 %?", "Boxes come with two slots."),
        steps=(
            Step("Load", lambda: theory.little(PER_HOUR, WORK_H), "erlangs", "60 × 5 / 60"),
            Step("Slots", lambda: theory.little(PER_HOUR, WORK_H) / MOST_BUSY, "slots", "load / 0.8"),
            Step("Bill", lambda: month_usd(boxes_needed()), "USD/month", f"boxes × {box_price():.2f} × 730"),
        ),
        prices=Priced("teaching", (TWO_SLOTS,)),
        form=Form(box(), ("replicas",), _enough),
    ),
    Exercise(
        "01.E5",
        "What splitting would add",
        "A video needs 200 calls, one after the other. Inside one program a call costs next to nothing; between "
        "programs each takes 5 ms on the way. How many **seconds** would splitting add?",
        "s",
        lambda: CALLS * HOP_S,
        0.01,
        "One per cent: the sum is exact, so only rounding is forgiven.",
        mistakes=(
            Mistake(lambda: CALLS * HOP_S * 1000, "That is in milliseconds; seconds are asked for."),
            Mistake(lambda: HOP_S, "That is one call; they come one after the other."),
        ),
        hints=("They come one after the other.",),
        steps=(Step("On the way", lambda: CALLS * HOP_S, "s", "200 × 0.005"),),
    ),
)


def _worked(number: int, videos: float, boxes: int) -> Worked:
    made = "One box of two slots makes" if boxes == 1 else f"{boxes} boxes of two slots make"
    question = f"{made} {videos:g} videos a month. What does a video cost, and what share is idle?"
    steps = (
        Step("The bill", lambda: month_usd(boxes), "USD", f"{boxes} × {box_price():.2f} × 730"),
        Step("A video", lambda: month_usd(boxes) / videos, "USD", f"bill / {videos:g}"),
        Step("Idle", lambda: 1 - used_share(videos) / boxes, "1", f"1 − {videos:g} × 5/60 / ({boxes} × 2 × 730)"),
    )
    return Worked(f"01.W{number}", "A video's cost and the idle share", question, steps)


WORKED: Final = (_worked(1, 600, 1), _worked(2, 2000, 1), _worked(3, 5000, 2), _worked(4, 12000, 3))

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "box_month_usd": month_usd,
    "box_two_months_usd": lambda: month_usd(2),
    "box_month_usd_when_busy_only": lambda: month_usd() * used_share(),
}
