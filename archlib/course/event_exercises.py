"""The exercises of notebook 06, and its worked examples."""

from typing import Final

from archlib import theory
from archlib.architectures import EventDriven
from archlib.course import events, partners
from archlib.course.events import (
    AGE_S,
    CONSUMERS,
    DAY_S,
    FAILS,
    OUTAGE_H,
    PER_HOUR,
    POLLERS,
    PRODUCERS,
    RETRIES,
)
from archlib.course.exercise import Exercise, Mistake, Step, Worked
from archlib.course.priced import Priced

SIX: Final = 6
HOUR_S: Final = 3600.0


def _last_s(age_s: float = AGE_S) -> float:
    return events.tries_s(events.hasty(age_s).delivery)[-1]


def _lost(**fields: float | int) -> float:
    made: EventDriven = events.hasty(**fields)
    return events.lost(PER_HOUR, OUTAGE_H, made.delivery)


def _saved() -> float:
    return float(partners.direct(PRODUCERS, CONSUMERS) - partners.by_bus(PRODUCERS, CONSUMERS))


def _succeed(retries: int = RETRIES) -> float:
    return 1.0 - theory.final_failure(FAILS, retries)


EXERCISES: Final = (
    Exercise(
        "06.E1",
        "Lost in an outage",
        "A consumer is down for 30 minutes, and 60 events an hour are meant for it. The bus tries at once, then after "
        "a pause of 1 s, and each further pause is twice the last, 480 s at most (no jitter). There are up to 185 "
        "retries, but none of an event that is older than 300 s, and no dead-letter queue. **How many events** are "
        "lost, on average?",
        "events",
        _lost,
        0.04,
        "Four per cent let you reckon with the age itself, 300 s, instead of the last try before it.",
        mistakes=(
            Mistake(lambda: PER_HOUR * OUTAGE_H, "The youngest are still tried when the consumer is back."),
            Mistake(lambda: PER_HOUR * AGE_S / HOUR_S, "Those that are tried long enough are saved; count the others."),
            Mistake(lambda: 0.0, "With an age of a day, yes. Here most are given up before the consumer is back."),
        ),
        hints=(
            "At which ages is an event tried? 0, 1, 3, 7 s and so on.",
            "Whoever has the last try during the outage is lost.",
        ),
        steps=(
            Step("Last try", _last_s, "s", "1 + 2 + 4 + ... + 128"),
            Step("Doomed come for", lambda: OUTAGE_H * HOUR_S - _last_s(), "s", "1800 − last try"),
            Step("Lost", _lost, "events", "60 / 3600 × doomed"),
            Step("With 6 tries and a day", lambda: _lost(age_s=DAY_S, delivery_tries=SIX), "events"),
            Step("With 186 tries and a day", lambda: _lost(age_s=DAY_S), "events"),
        ),
    ),
    Exercise(
        "06.E2",
        "Have you ordered yet?",
        "A server asks a browser **once a second** whether somebody has clicked. How many requests is that in a "
        "**day**?",
        "requests",
        lambda: events.requests_a_day(1.0),
        0.0,
        "It can be counted, so there is no tolerance.",
        mistakes=(
            Mistake(lambda: HOUR_S, "That is an hour of them."),
            Mistake(lambda: theory.idle_polls(1, 1.0), "That is a month of 730 hours.", "X17"),
        ),
        hints=("How many seconds has a day?",),
        steps=(Step("A day", lambda: events.requests_a_day(1.0), "requests", "24 × 3600 / 1"),),
    ),
    Exercise(
        "06.E3",
        "Nothing polls?",
        "A managed service reads a queue for you with **5 pollers**, each of which asks, and waits 20 s for a message "
        "before it asks again. Nobody sends one all month (730 h). What do their requests cost, **in dollars**, at the "
        "teaching list?",
        "USD",
        events.idle_polls_usd,
        0.02,
        "Two per cent let you answer to the cent.",
        mistakes=(
            Mistake(lambda: 0.0, "The provider's pollers ask for you, and you pay for each answer.", "X17"),
            Mistake(lambda: events.idle_polls_usd(1), "There are five of them."),
            Mistake(lambda: events.idle_polls_usd(POLLERS, 1.0), "That is for one request a second each."),
            Mistake(events.idle_polls, "That is how many there are; what does each cost?"),
        ),
        hints=("Each poller makes three requests a minute.", "A million requests cost $0.40."),
        steps=(
            Step("Requests", events.idle_polls, "requests", "5 × 3 × 60 × 730"),
            Step("Their price", events.idle_polls_usd, "USD", "requests × 0.0000004"),
        ),
        prices=Priced("teaching", (events.POLL,)),
    ),
    Exercise(
        "06.E4",
        "What a bus saves",
        "Three producers tell five consumers of what happens, each of them all of them. **How many links** are saved "
        "by a bus between them?",
        "links",
        _saved,
        0.0,
        "Links are whole, so there is no tolerance.",
        mistakes=(
            Mistake(lambda: float(partners.direct(PRODUCERS, CONSUMERS)), "That many there are without a bus."),
            Mistake(lambda: float(partners.by_bus(PRODUCERS, CONSUMERS)), "That many are left with the bus."),
        ),
        hints=("Without: one for each pair. With: one for each of them, to the bus.",),
        steps=(
            Step("Without a bus", lambda: partners.direct(PRODUCERS, CONSUMERS), "links", "3 × 5"),
            Step("With a bus", lambda: partners.by_bus(PRODUCERS, CONSUMERS), "links", "3 + 5"),
            Step("Saved", _saved, "links", "the difference"),
        ),
    ),
    Exercise(
        "06.E5",
        "Told of its own failure",
        "One try to upload in **five** fails, each by itself. A failed try is an event, which the upload service hears "
        "and tries again, at most **3 times** for a video. What **share** of the videos is uploaded in the end?",
        "1",
        _succeed,
        0.0005,
        "Half in a thousand: a wider band would let two retries pass for three.",
        mistakes=(
            Mistake(lambda: _succeed(2), "Three retries are four tries."),
            Mistake(lambda: 1.0 - FAILS, "That is the first try alone."),
            Mistake(lambda: theory.final_failure(FAILS, RETRIES), "That is the share that is not."),
            Mistake(lambda: theory.attempts(FAILS, RETRIES), "That is how many tries a video takes on average."),
        ),
        hints=("All four tries have to fail for it to be lost.",),
        steps=(
            Step("Lost", lambda: theory.final_failure(FAILS, RETRIES), "1", "0.2 ⁴"),
            Step("Uploaded", _succeed, "1", "1 − lost"),
            Step("Tries a video", lambda: theory.attempts(FAILS, RETRIES), "", "(1 − 0.2⁴) / 0.8"),
        ),
    ),
)


def _worked(number: int, per_hour: float, outage_min: float, age_s: float) -> Worked:
    delivery = events.hasty(age_s).delivery
    question = (
        f"{per_hour:g} events an hour are meant for a consumer that is down for {outage_min:g} minutes. The pauses "
        f"between tries are 1, 2, 4 s and so on, and no event older than {age_s:g} s is tried. How many are lost?"
    )
    steps = (
        Step("Tries of an event", lambda: float(len(events.tries_s(delivery))), "tries", "at 0, 1, 3, 7, ... s"),
        Step("The last comes after", lambda: events.tries_s(delivery)[-1], "s", "the last of these"),
        Step("Doomed come for", lambda: outage_min * 60 - events.tries_s(delivery)[-1], "s", "outage − last try"),
        Step("Lost", lambda: events.lost(per_hour, outage_min / 60, delivery), "events", f"{per_hour:g}/h × that time"),
    )
    return Worked(f"06.W{number}", "What an outage of a consumer loses", question, steps)


WORKED: Final = (
    _worked(1, 120, 10, 60),
    _worked(2, 90, 20, 100),
    _worked(3, 240, 15, 200),
    _worked(4, 30, 60, 120),
)
