"""The bets of notebook 06: what is lost, what an idle month costs, and who must change for one consumer more."""

from typing import Final

from archlib.architectures import EventDriven, QueueFleet
from archlib.course import events
from archlib.course.bet import Bet, Truth
from archlib.course.events import AGE_S, BEFORE, CONSUMERS, OUTAGE_H, PER_HOUR
from archlib.course.exercise import Mistake
from archlib.course.fleets import even
from archlib.course.loads import played
from archlib.scenario import Scenario

BILLS: Final = ("nothing at all", "less than a dollar", "about ten dollars", "as much as the worker")
EDGES_USD: Final = (0.0, 1.0, 20.0)  # where one answer ends and the next begins
CHANGED: Final = ("the one whose events it hears", "all producers", "none of them")


def _lost() -> Truth:
    made = events.hasty()
    mean, run = events.lost_runs(made)
    closed = events.lost(PER_HOUR, OUTAGE_H, made.delivery)
    last_s = events.tries_s(made.delivery)[-1]
    text = (
        f"An event is tried for the last time {last_s:.0f} s after it came. Whatever came more than {last_s:.0f} s "
        f"before the consumer's return is gone: the mean of {events.SEEDS} runs."
    )
    return Truth(mean, closed, "λ × (outage − last try)", text, run)


def _said(usd: float) -> str:
    return BILLS[sum(usd > edge for edge in EDGES_USD)]


def _idle() -> Truth:
    run, bare = events.idle(EventDriven(via_queue=True)), events.idle(EventDriven())
    waits = events.idle(QueueFleet(min_workers=1)).bill
    text = (
        f"${run.bill.total:.4f}: five pollers of the provider ask the empty queue for us. Without the queue it is "
        f"${bare.bill.total:.2f}. A worker that waits costs ${events.warm_worker_usd():.2f}, and with all that stands "
        f"around it ${waits.total:.2f}."
    )
    return Truth(_said(run.bill.total), _said(events.idle_polls_usd()), "pollers × polls × price", text, run)


def _fifth() -> Truth:
    few, more = (EventDriven(extra_consumers=n) for n in (BEFORE, BEFORE + 1))
    scenario = Scenario(even(20.0, 1.0))
    before, after = (played(made, scenario) for made in (few, more))
    same = events.told(few.built) == events.told(more.built)
    came = bool((before.trace.ready == after.trace.ready).all() and (before.trace.ack == after.trace.ack).all())
    text = (
        f"One rule was added at the bus. Producers: {', '.join(events.producers(more.built))}; "
        f"they publish what they published{', and every video is ready in the same second' if came else ''}."
    )
    return Truth(CHANGED[2 if same and came else 1], CHANGED[2], "n + m links: a consumer brings its own", text, after)


BETS: Final = (
    Bet(
        "06.P1",
        f"A consumer is down for **30 minutes**; {PER_HOUR:g} events an hour are meant for it. The bus tries each "
        f"again and again, until it is **{AGE_S:g} s** old. Nothing keeps what is given up. **How many** events are "
        "lost?",
        "number",
        _lost,
        5.0,
        unit="events",
        low=0.0,
        high=60.0,
        mistakes=(
            Mistake(lambda: PER_HOUR * OUTAGE_H, "The youngest of them are still tried when the consumer is back."),
            Mistake(lambda: PER_HOUR * AGE_S / 3600, "Those are the ones that are saved."),
            Mistake(lambda: 0.0, "A bus keeps an event only as long as it tries."),
        ),
    ),
    Bet(
        "06.P2",
        "A month in which **nobody comes**. One worker that waits for work is paid for all of it. What does "
        "the event-driven system cost: bus, sleeping consumers, and a **queue** before one of them that a managed "
        "service reads?",
        "choice",
        _idle,
        BILLS[0],
        choices=BILLS,
        mistakes=(
            Mistake(lambda: BILLS[0], "Somebody asks the queue, day and night: not you, and at your cost.", "X17"),
            Mistake(lambda: BILLS[3], "Nothing of it is a machine that waits."),
        ),
    ),
    Bet(
        "06.P3",
        f"Four consumers hear of each uploaded video. A **{CONSUMERS}th** is added. Which producers must be changed?",
        "choice",
        _fifth,
        CHANGED[0],
        choices=CHANGED,
        mistakes=(
            Mistake(lambda: CHANGED[0], "It tells the bus, as before; who hears it is the bus's rule."),
            Mistake(lambda: CHANGED[1], "No producer knows who listens: one rule is added at the bus."),
        ),
    ),
)
