"""The exercises of notebook 04; those that ask for a configuration run it."""

import math
from typing import Final

from archlib import theory
from archlib.architectures import Architecture, QueueFleet
from archlib.course.answers import Judged
from archlib.course.exercise import Exercise, Form, Mistake, Step
from archlib.course.fleets import (
    BOOT_S,
    BUSY,
    DETECT_S,
    GB_SECOND,
    MEAN,
    OUTAGE_H,
    SWING,
    WORK_S,
    WORKER,
    capacity_per_hour,
    function_usd,
    in_time,
    use_of_workers,
    weeks_in_time,
    worker_usd,
)
from archlib.course.loads import HOUR_S
from archlib.course.priced import Priced
from archlib.prices import teaching

SHORT_S: Final = 120.0
TARGET, BACKLOG, RUNNING = 100, 1500, 10  # messages for each instance, messages, instances: AWS's own example
SOON_S, SHARE = 1800.0, 0.99
OTHERS: Final = range(2, 22)  # seeds
MOST, LONGEST_IDLE_S, NEAR = 30, 1800, 0.02
LATE_H: Final = 1.0


def _workers_needed() -> float:
    return float(next(n for n in range(1, MOST + 1) if in_time(QueueFleet(max_workers=n), SOON_S) >= SHARE))


def _enough(made: Architecture) -> Judged:
    most = int(getattr(made, "max_workers", 0))
    share = in_time(made, SOON_S)
    if share < SHARE:
        return Judged(False, f"{share:.2%} of the week's videos were ready within 30 minutes.")
    if most > 1 and in_time(made.but(max_workers=most - 1), SOON_S) >= SHARE:
        return Judged(False, f"{share:.2%} were ready within 30 minutes, but one worker fewer does as well.")
    kept = weeks_in_time(made, SOON_S, SHARE, OTHERS)
    more = f"On {len(OTHERS)} other weeks (seeds 2 to 21) it was enough in {kept}: fitted to one week is not safe."
    return Judged(True, f"Right: {share:.2%} of this week's videos. {more}")


def _idle_s() -> float:
    """The idle time, of every half minute, at which a video costs most nearly what a function would."""
    price = function_usd()
    times = range(0, LONGEST_IDLE_S + 1, 30)
    return float(min(times, key=lambda s: abs(worker_usd(QueueFleet(idle_s=float(s))) - price)))


def _even_use() -> float:
    """The share of the time paid for that a worker is at work, at which its video costs what a function would."""
    return teaching().price(WORKER).usd * WORK_S / HOUR_S / function_usd()


def _even_price(made: Architecture) -> Judged:
    paid, price = worker_usd(made), function_usd()
    if abs(paid / price - 1) <= NEAR:
        return Judged(True, f"Right: ${paid:.5f} a video, and a function would cost ${price:.5f}.")
    return Judged(False, f"A video costs ${paid:.5f} of worker time; ${price:.5f} is asked for.")


EXERCISES: Final = (
    Exercise(
        "04.E1",
        "The first video from zero",
        "No worker runs. The count that decides is 60 s old, a worker boots in 90 s, the work takes 300 s, and all "
        "three follow each other at once. After how many **seconds** is the video ready?",
        "s",
        lambda: theory.ready_from_zero(DETECT_S, BOOT_S, 0.0, WORK_S),
        0.005,
        "Half a per cent: the sum is exact. A group that looks once a minute adds up to a minute.",
        mistakes=(
            Mistake(lambda: WORK_S, "That is with a worker that is there already.", "X8"),
            Mistake(lambda: BOOT_S + WORK_S, "Somebody has to notice the message first.", "X7"),
        ),
        hints=("Three things happen one after the other.",),
        steps=(Step("From zero", lambda: theory.ready_from_zero(DETECT_S, BOOT_S, 0.0, WORK_S), "s", "60 + 90 + 300"),),
    ),
    Exercise(
        "04.E2",
        "Back to normal",
        "Processing was down for one hour, at a load of 90 % of its capacity. How many **hours** after its return is "
        "the backlog gone, on average?",
        "h",
        lambda: theory.drain_time(OUTAGE_H, BUSY),
        0.02,
        "Two per cent lets you round. Single weeks differ from it by half and more.",
        mistakes=(
            Mistake(lambda: OUTAGE_H, "Only what is spare works on the backlog: the rest is for new videos.", "X15"),
            Mistake(lambda: OUTAGE_H / (1 - BUSY), "That counts from the beginning of the outage."),
        ),
        hints=("How much piled up, and how much faster than it comes does it go?",),
        steps=(Step("Drain", lambda: theory.drain_time(OUTAGE_H, BUSY), "h", "1 × 0.9 / (1 − 0.9)"),),
    ),
    Exercise(
        "04.E3",
        "Delivered more than once",
        "The visibility timeout is 120 s, the work takes 300 s, and there are idle workers. **How often** is the "
        "message delivered? The first worker may still delete it when it is done.",
        "deliveries",
        lambda: float(theory.deliveries(WORK_S, SHORT_S)),
        0.0,
        "Deliveries are whole, so there is no tolerance.",
        mistakes=(
            Mistake(lambda: 1.0, "After 120 s the queue believes the worker dead and hands it out again.", "X11"),
            Mistake(lambda: WORK_S / SHORT_S, "Half a delivery does not exist: it was handed out at 0, 120 and ..."),
            Mistake(lambda: math.floor(WORK_S / SHORT_S), "You left out the first, at the beginning."),
        ),
        hints=("At which moments does the message become visible again?",),
        steps=(Step("Delivered", lambda: theory.deliveries(WORK_S, SHORT_S), "times", "ceil(300 / 120)"),),
    ),
    Exercise(
        "04.E4",
        "Backlog for each instance",
        "AWS's own example: 100 messages for each instance are bearable, 1,500 are visible, and 10 instances run. "
        "**How many instances** should there be?",
        "instances",
        lambda: float(math.ceil(BACKLOG / TARGET)),
        0.0,
        "Instances are whole, so there is no tolerance.",
        mistakes=(
            Mistake(lambda: float(math.ceil(BACKLOG / TARGET) - RUNNING), "That is how many to add."),
            Mistake(lambda: float(math.ceil(BACKLOG / TARGET) + RUNNING), "The ten that run take their share too."),
            Mistake(lambda: BACKLOG / RUNNING, "That is the backlog of each instance now."),
        ),
        hints=("How many messages does each instance have now, and how many may it have?",),
        steps=(
            Step("Each has", lambda: BACKLOG / RUNNING, "messages", "1500 / 10"),
            Step("There should be", lambda: math.ceil(BACKLOG / TARGET), "instances", "ceil(1500 / 100)"),
        ),
    ),
    Exercise(
        "04.E5",
        "The largest size of the group",
        "The canonical week, seed 1, and the group as it stands. Set **max workers** to the fewest with which 99 % of "
        "the videos are ready within 30 minutes. Your answer is run, and then tried on other weeks.",
        "workers",
        _workers_needed,
        0.0,
        "Workers are whole, so there is no tolerance.",
        mistakes=(
            Mistake(
                lambda: math.ceil(theory.little(1785 / 168, WORK_S / 3600)), "Enough for the mean of the week.", "X16"
            ),
        ),
        hints=("120 videos an hour of 5 minutes each come in the evening, for one hour only.", "Try 6, and go on."),
        steps=(
            Step("Erlangs in the evening", lambda: theory.little(120.0, WORK_S / 3600), "", "120 × 5 / 60"),
            Step("Found by running", _workers_needed, "workers"),
        ),
        form=Form(QueueFleet(), ("max_workers",), _enough),
    ),
    Exercise(
        "04.E6",
        "As dear as a function",
        "A function that does the same work costs $0.0173 a video (teaching list) and nothing in between. How long may "
        "a worker of the canonical week be **idle**, in seconds, until a video costs as much? Your answer is run.",
        "s",
        _idle_s,
        0.0,
        "Judged by the cost of a video, which has to be within two per cent.",
        mistakes=(Mistake(lambda: 0.0, "Then you pay for booting and work only, and a video is cheapest.", "X13"),),
        hints=("Five minutes is still cheaper.", "Longer idle times cost more: halve the interval."),
        steps=(
            Step("A function", function_usd, "USD", "GB × 300 s × price a GB-second"),
            Step("At work, of what is paid for at 300 s", lambda: use_of_workers(QueueFleet(idle_s=300.0)), "1"),
            Step("So a video costs", lambda: worker_usd(QueueFleet(idle_s=300.0)), "USD", "price × S / that"),
            Step("It costs as much as a function at", _even_use, "1", "price × S / a function's price"),
            Step("Found by running", _idle_s, "s"),
        ),
        prices=Priced("teaching", (GB_SECOND, WORKER)),
        form=Form(QueueFleet(), ("idle_s",), _even_price),
    ),
    Exercise(
        "04.E7",
        "A day that swings",
        "60 videos an hour on average, with a swing of 80 % around it every day. How many videos **an hour** must the "
        "workers be able to do together so that no video is later than one hour? (Randomness aside.)",
        "videos/h",
        lambda: capacity_per_hour(LATE_H),
        0.02,
        "Two per cent lets you answer one and a half times the mean.",
        mistakes=(
            Mistake(lambda: MEAN, "The evening's backlog would be six hours late.", "X16"),
            Mistake(lambda: MEAN * (1 + SWING), "That is for the highest minute: then nobody waits at all."),
        ),
        hints=("`al.theory.overload_peak(60, 0.8, 24, k)` is the largest backlog at k times the mean.",),
        steps=(
            Step("Backlog at 1.2 × the mean", lambda: theory.overload_peak(MEAN, SWING, 24.0, 1.2), "videos"),
            Step("Capacity", lambda: capacity_per_hour(LATE_H), "videos/h", "where backlog / capacity is 1 h"),
        ),
    ),
)
