"""Notebook 01, the monolith: its bets, exercises and worked examples."""

from collections.abc import Callable
from typing import Final

from archlib import faults, theory
from archlib.architectures import Architecture
from archlib.course.answers import Judged
from archlib.course.bet import Bet, Curve, Truth
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
from archlib.course.loads import HOUR_S, TWO_SLOTS, box, played, sparse, steady
from archlib.course.priced import Priced
from archlib.outcome import needed
from archlib.outcome.health import DOWN
from archlib.prices import MONTH_HOURS
from archlib.scenario import Scenario

PART: Final = 0.999
CALLS, HOP_S = 200, 0.005
WATCHING: Final = ("it goes on as before", "it gets slower", "it fails as well")
BUYING: Final = ("one slot", "half a box", "a whole box")
UPLOADS: Final = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)  # a day; one box of two slots manages 576


def _enough(made: Architecture) -> Judged:
    share, boxes = busy_share(made), int(getattr(made, "replicas", 0))
    if share > MOST_BUSY:
        return Judged(False, f"The run kept {share:.0%} of the slots busy, more than {MOST_BUSY:.0%}.")
    if boxes > 1 and busy_share(made.but(replicas=boxes - 1)) <= MOST_BUSY:
        return Judged(False, f"It keeps {share:.0%} busy, but you pay for a box that you do not need.")
    return Judged(True, f"Right: the run kept {share:.0%} of the slots busy, at ${month_usd(boxes):,.0f} a month.")


def _watching() -> Truth:
    start_h, run = 30.0, played(box(), Scenario(steady(1.0, 2), faults=faults.down("upload", 30.0, 1.0)))
    strip = run.strips["manage"]
    inside = (strip.start_s <= (start_h + 0.5) * HOUR_S) & (strip.end_s > (start_h + 0.5) * HOUR_S)
    came = WATCHING[2] if int(strip.state[inside][0]) == DOWN else WATCHING[0]
    shared = any("upload" in station.plays for station in needed(run.topology, "manage"))
    formula = "watching needs a part that upload's code is in"
    text = "One program: whoever takes a part of it down takes all of it down."
    return Truth(came, WATCHING[2] if shared else WATCHING[0], formula, text, run)


def _bill_left() -> Truth:
    many, few = (played(box(), Scenario(sparse(n))) for n in (VIDEOS, VIDEOS / 10))
    text = f"The bill went from ${many.bill.per_month:,.2f} to ${few.bill.per_month:,.2f} a month."
    closed = 100.0  # price × 730 h both times: the number of videos is not in it
    return Truth(100 * few.bill.total / many.bill.total, closed, "price × 730 h, before and after", text, few)


def _bought() -> Truth:
    one, two = (played(box(n), Scenario(steady(1.0, 2))) for n in (1, 2))
    boxes = (two.bill.per_month - one.bill.per_month) / month_usd()
    came = BUYING[min(2, max(0, round(slots() * boxes)))]
    text = (
        f"One replica more added {boxes:.2f} boxes to the bill, with {slots()} slots and two more copies of the rest."
    )
    return Truth(came, BUYING[2], "instances are whole", text, two)


def _curve() -> Truth:
    runs = [played(box(), Scenario(sparse(n * MONTH_HOURS / 24))) for n in UPLOADS]
    found = tuple(run.bill.per_video or 0.0 for run in runs)
    closed = tuple(box_price() * 24 / n for n in UPLOADS)
    return Truth(found, closed, "price × 24 h / uploads a day", "A fixed bill is shared by those who come.", runs[-1])


BETS: Final = (
    Bet(
        "01.P1",
        "Only the code of **upload** crashes, on the one box that does everything. What happens to watching?",
        "choice",
        _watching,
        WATCHING[0],
        choices=WATCHING,
        mistakes=(
            Mistake(lambda: WATCHING[0], "Upload and watching are one program here: they fail together."),
            Mistake(lambda: WATCHING[1], "A program that is down does not answer slowly; it does not answer."),
        ),
    ),
    Bet(
        "01.P2",
        "Uploads drop from 300 to 30 a month. **How much of the bill** is left, in per cent?",
        "number",
        _bill_left,
        50.0,
        unit="%",
        low=0.0,
        high=150.0,
        mistakes=(Mistake(lambda: 10.0, "The box is paid by the hour; it does not know how many videos came."),),
    ),
    Bet(
        "01.P3",
        "You need **one more processing slot**. What do you buy?",
        "choice",
        _bought,
        BUYING[0],
        choices=BUYING,
        mistakes=(Mistake(lambda: BUYING[0], "Slots are not sold alone: the parts of a monolith scale together."),),
    ),
    Bet(
        "01.P4",
        "One box of two slots at teaching prices. **Sketch the cost of a video** against uploads a day.",
        "curve",
        _curve,
        (0.02,) * len(UPLOADS),
        unit="USD",
        low=0.005,
        high=10.0,
        scale="log",
        curve=Curve(UPLOADS, "uploads a day", "USD a ready video", 0.005, 10.0, "log", "log"),
    ),
)

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
