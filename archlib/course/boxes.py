"""What boxes cost, how many are needed, and how busy they are: the sums behind notebook 01."""

from typing import Final

from archlib.architectures import Architecture
from archlib.course.loads import HOUR_S, TWO_SLOTS, box, played, steady
from archlib.data import transcode_slots
from archlib.prices import MONTH_HOURS, teaching
from archlib.scenario import Scenario

VIDEOS: Final = 300.0
WORK_H: Final = 300.0 / HOUR_S
MOST_BUSY: Final = 0.8
PER_HOUR: Final = 60.0


def box_price() -> float:
    """Return what a box of two slots costs, USD/h, in the teaching list."""
    return teaching().price(TWO_SLOTS).usd


def slots() -> int:
    """Return how many slots that box has."""
    return transcode_slots(TWO_SLOTS)


def month_usd(boxes: int = 1) -> float:
    """Return what boxes cost in a month of 730 h, USD."""
    return boxes * box_price() * MONTH_HOURS


def used_share(videos: float = VIDEOS) -> float:
    """Return the share of a month's slot-hours that videos use."""
    return videos * WORK_H / (slots() * MONTH_HOURS)


def boxes_needed() -> int:
    """Return the fewest boxes with which the real run keeps its slots busy at most 80 %."""
    return next(n for n in range(1, 11) if busy_share(box(n)) <= MOST_BUSY)


def busy_share(made: Architecture) -> float:
    """Return the mean share of slots busy in a week of 60 videos an hour, by running it."""
    run = played(made, Scenario(steady(PER_HOUR)))
    pool = run.series["box"]
    return float(pool.busy.mean() / (pool.instances.mean() * transcode_slots(str(getattr(made, "instance", "")))))
