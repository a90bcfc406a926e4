"""Bets of notebook 01, the monolith."""

from typing import Final

from archlib import faults
from archlib.course.bet import Bet, Curve, Truth
from archlib.course.boxes import VIDEOS, box_price, month_usd, slots
from archlib.course.chain import Chain
from archlib.course.exercise import Mistake
from archlib.course.loads import HOUR_S, box, played, sparse, steady
from archlib.outcome import needed
from archlib.outcome.health import DOWN
from archlib.prices import MONTH_HOURS
from archlib.scenario import Scenario
from archlib.workload import Workload

WATCHING: Final = ("it goes on as before", "it gets slower", "it fails as well")
BUYING: Final = ("one slot", "half a box", "a whole box")
UPLOADS: Final = (0.1, 0.3, 1.0, 3.0, 10.0, 20.0)  # an hour; one box of two slots manages 24
BETWEEN, WAY_S = 20, 0.01  # calls that are put between programs, and how long each is under way


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
    text = f"The bill went from ${many.bill.per_month:,.2f} to ${few.bill.per_month:,.2f} a month, the disk included."
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
    runs = [played(box(), Scenario(sparse(n * MONTH_HOURS))) for n in UPLOADS]
    found = tuple(run.bill.per_video or 0.0 for run in runs)
    closed = tuple(box_price() / n for n in UPLOADS)
    return Truth(
        found, closed, "price an hour / uploads an hour", "A fixed bill is shared by those who come.", runs[-1]
    )


def _way() -> Truth:
    one = Scenario(Workload.from_counts([1.0], HOUR_S, mode="exact", transcode_cv=0.0))
    inside, split = (played(Chain(services=BETWEEN + 1, hop_s=hop_s), one) for hop_s in (0.0, WAY_S))
    longer = split.latency.values("ack")[0] - inside.latency.values("ack")[0]
    text = f"The same video was answered {longer:.3g} s later: inside a program a call takes next to nothing."
    return Truth(float(longer), BETWEEN * WAY_S, "calls × time of a hop", text, split)


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
        "One box of two slots at teaching prices. Uploads drop from 300 to 30 a month. **How much of the bill** is "
        "left, in per cent?",
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
        "One box of two slots at teaching prices. **Sketch the cost of a video** against uploads an hour.",
        "curve",
        _curve,
        (0.02,) * len(UPLOADS),
        unit="USD",
        low=0.005,
        high=10.0,
        scale="log",
        curve=Curve(UPLOADS, "uploads an hour", "USD a ready video", 0.005, 10.0, "log", "log"),
    ),
    Bet(
        "01.P5",
        "A video makes 20 calls, one after the other. Inside a program they take next to nothing; now the parts are "
        "programs of their own, and each call is under way for 10 ms. **How many seconds** longer does it take?",
        "number",
        _way,
        1.0,
        unit="s",
        low=0.001,
        high=10.0,
        scale="log",
        mistakes=(Mistake(lambda: WAY_S, "That is one call; they come one after the other."),),
    ),
)
