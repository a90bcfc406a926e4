"""Notebook 02, tiers: its bets, exercises and worked examples."""

from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.course.exercise import Exercise, Mistake, Step, Worked
from archlib.course.three import PART, PARTS, SLOW, WORK_S, held_when_slower, manage_up, threads, upload_up, worse_h
from archlib.course.tier_bets import BETS as BETS

EXERCISES: Final = (
    Exercise(
        "02.E1",
        "Three tiers, three hosts",
        "Upload, process and manage each have a host of their own. Each host and each tier's code is up 99.9 % of the "
        "time, each by itself. How available is **uploading**?",
        "1",
        upload_up,
        0.0002,
        "A fiftieth of a per cent: with a wider band five factors would pass for six.",
        mistakes=(
            Mistake(lambda: upload_up(hosts=1), "That is for one host under all three; here there are three.", "X1"),
            Mistake(lambda: theory.series(*(PART,) * PARTS), "That is three parts; hosts and code make six.", "X6"),
            Mistake(lambda: PART, "That is one part; an upload needs them all.", "X6"),
        ),
        hints=("An upload waits until the last tier has answered.", "Count hosts as well as code."),
        steps=(Step("All six up", upload_up, "1", "0.999³ × 0.999³"),),
    ),
    Exercise(
        "02.E2",
        "The price of moving apart",
        "How many **hours a year** is uploading down longer on three hosts than in the monolith on one host "
        "(0.999 each, 8,760 h)?",
        "h",
        worse_h,
        0.02,
        "Two per cent lets you multiply 0.2 % by 8,760 h, without the small terms.",
        mistakes=(
            Mistake(
                lambda: theory.downtime_h_per_year(upload_up()),
                "That is all of its time down; the difference is asked.",
            ),
            Mistake(lambda: worse_h() / 2, "That is one host; three hosts are two more than one."),
            Mistake(lambda: -worse_h(), "Longer, so it is above zero: moving apart costs.", "X1"),
        ),
        hints=("What does three hosts' upload need that one host's does not?", "Hours down are (1 − A) × 8,760."),
        steps=(
            Step("One host", lambda: theory.downtime_h_per_year(upload_up(hosts=1)), "h", "(1 − 0.999⁴) × 8,760"),
            Step("Three hosts", lambda: theory.downtime_h_per_year(upload_up()), "h", "(1 − 0.999⁶) × 8,760"),
            Step("Longer by", worse_h, "h", "the difference"),
        ),
    ),
    Exercise(
        "02.E3",
        "What gains",
        "In the same three tiers on three hosts (0.999 each): how available is **watching**, which asks the manage "
        "tier alone?",
        "1",
        manage_up,
        0.0002,
        "A fiftieth of a per cent tells two factors from one and from three.",
        mistakes=(
            Mistake(lambda: PART, "Its code needs a host under it.", "X6"),
            Mistake(upload_up, "That is uploading; watching calls nobody else."),
            Mistake(lambda: upload_up(hosts=1), "That was the monolith: there watching failed with all other code."),
        ),
        hints=("Which parts does it need?",),
        steps=(Step("Code and host", manage_up, "1", "0.999 × 0.999"),),
    ),
    Exercise(
        "02.E4",
        "Tiers under one roof",
        "The three tiers move back onto **one host**, as three programs. How available is **uploading** (0.999 each)?",
        "1",
        lambda: upload_up(hosts=1),
        0.0002,
        "A fiftieth of a per cent: with a wider band five factors would pass for four.",
        mistakes=(
            Mistake(upload_up, "That is on three hosts; here all share one.", "X1"),
            Mistake(manage_up, "That is watching; an upload needs all three tiers.", "X6"),
        ),
        hints=("How many hosts, how many pieces of code?",),
        steps=(Step("One host, three codes", lambda: upload_up(hosts=1), "1", "0.999 × 0.999³"),),
    ),
    Exercise(
        "02.E5",
        "Threads held",
        "60 uploads an hour come, one a minute. Processing takes 300 s and holds a thread of the upload tier all the "
        "while. Then processing becomes **1.5 times slower**; slots are still enough. How many **threads** are held on "
        "average?",
        "threads",
        held_when_slower,
        0.02,
        "Two per cent: the answer is a run of 72 hours, and 8 slots make one in a hundred wait a moment.",
        mistakes=(
            Mistake(threads, "That was before it became slower."),
            Mistake(lambda: threads() / SLOW, "Slower means longer: multiply."),
            Mistake(lambda: 60 * WORK_S * SLOW, "Minutes and seconds: 60 an hour is one a minute."),
        ),
        hints=("Little's law: how many come in a second, times how long each stays.", "Keep to one unit of time."),
        steps=(
            Step("Each holds", lambda: WORK_S * SLOW, "s", "300 × 1.5"),
            Step("Held", lambda: threads(slower=SLOW), "threads", "60 / 3,600 × 450"),
        ),
    ),
)


def _worked(number: int, part: float, host: float) -> Worked:
    question = (
        f"Three tiers on three hosts: each code is up {part:.4g}, each host {host:.4g} of the time. How long is "
        "uploading down in a year, how long watching, and what would one host under all three save an upload?"
    )
    steps = (
        Step("Uploading", lambda: upload_up(part, host), "1", f"{part:.4g}³ × {host:.4g}³"),
        Step(
            "Uploading is down",
            lambda: theory.downtime_h_per_year(upload_up(part, host)), "h a year", "(1 − A) × 8,760",
        ),
        Step(
            "Watching is down",
            lambda: theory.downtime_h_per_year(manage_up(part, host)), "h a year",
            f"(1 − {part:.4g} × {host:.4g}) × 8,760",
        ),
        Step(
            "One host saves",
            lambda: worse_h(part, host), "h a year", f"{part:.4g}³ × ({host:.4g} − {host:.4g}³) × 8,760",
        ),
    )  # fmt: skip
    return Worked(f"02.W{number}", "What moving apart costs and brings", question, steps)


WORKED: Final = (_worked(1, 0.999, 0.998), _worked(2, 0.99, 0.999), _worked(3, 0.995, 0.995), _worked(4, 0.998, 0.9995))

BUSY_PER_HOUR, BUSY_MIN = 90.0, 4.0

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "threads_held": lambda: threads(BUSY_PER_HOUR, BUSY_MIN * 60.0),
    "threads_held_in_hours": lambda: BUSY_PER_HOUR * BUSY_MIN,
    "threads_held_turned_round": lambda: BUSY_PER_HOUR / BUSY_MIN,
}
