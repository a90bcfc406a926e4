"""The exercises and the worked examples of notebook 05."""

from typing import Final

from archlib import theory
from archlib.course import matching, partners, small
from archlib.course.chain import HOST
from archlib.course.exercise import Exercise, Mistake, Step, Worked
from archlib.course.priced import Priced

A, TEN, SIX = small.PART, small.TEN, small.SIX

EXERCISES: Final = (
    Exercise(
        "05.E1",
        "Ten in a chain",
        "Ten services call each other in a row, one copy of each, and each is up 99.9 % of the time, by itself. What "
        "share of the time is **an upload** accepted, which needs all ten?",
        "1",
        lambda: theory.series(*(A,) * TEN),
        0.00002,
        "Two in 100,000: a wider band would let a sum of the times down pass for the product.",
        mistakes=(
            Mistake(lambda: A, "That is one of them; all ten are needed.", "X6"),
            Mistake(lambda: 1 - TEN * (1 - A), "Nearly: the sum counts moments when two are down twice."),
            Mistake(lambda: theory.replicated(A, TEN), "That is for ten copies of which one is enough."),
        ),
        hints=("All ten have to be up at the same moment.", "Independent parts multiply."),
        steps=(Step("All ten up", lambda: theory.series(*(A,) * TEN), "1", "0.999¹⁰"),),
    ),
    Exercise(
        "05.E2",
        "The floor",
        "Six services, two copies of each, on hosts at $0.025 an hour. Nobody comes for a month of 730 h. What is the "
        "**bill**?",
        "USD/month",
        small.floor_usd,
        0.01,
        "One per cent lets you round to whole dollars.",
        mistakes=(
            Mistake(lambda: small.floor_usd(SIX, 1), "That is one copy of each; there are two.", "X14"),
            Mistake(lambda: small.floor_usd(1, 2), "That is one service with its two copies.", "X14"),
            Mistake(lambda: 0.0, "Nobody comes, and yet all of them run.", "X14"),
        ),
        hints=("How many hosts run all month?",),
        steps=(
            Step("Hosts", lambda: float(SIX * small.TWO), "hosts", "6 × 2"),
            Step("The floor", small.floor_usd, "USD/month", "hosts × 0.025 × 730"),
        ),
        prices=Priced("teaching", (HOST,)),
    ),
    Exercise(
        "05.E3",
        "Steps that cost as much as the work",
        "A video takes 300 s of a worker at $0.10 an hour. An orchestrator leads it through its steps, at $0.025 for "
        "1,000 transitions. At **how many transitions** a video do the steps cost as much as the work?",
        "transitions",
        small.break_even,
        0.01,
        "One per cent forgives rounding to a whole transition.",
        mistakes=(
            Mistake(lambda: 1 / small.break_even(), "Turned over: the work over the price of one transition."),
            Mistake(lambda: small.break_even() / 1000, "The price is for a thousand transitions.", "X14"),
        ),
        hints=("What does the work cost?", "What does one transition cost?"),
        steps=(
            Step("The work", small.compute_usd, "USD", "300 / 3,600 × 0.10"),
            Step("A transition", small.transition_usd, "USD", "0.025 / 1,000"),
            Step("As much as", small.break_even, "transitions", "the one over the other"),
        ),
        prices=Priced("teaching", (small.WORKER, small.TRANSITION)),
    ),
    Exercise(
        "05.E4",
        "A page of a hundred calls",
        "A page makes 100 calls at once and waits for the last. Each is slow with a chance of 1 %, by itself. What "
        "**share of the pages** is slow?",
        "1",
        lambda: theory.fan_out_tail(small.SLOW, small.HUNDRED),
        0.01,
        "One per cent lets you give three digits.",
        mistakes=(
            Mistake(lambda: small.SLOW, "That is a call's share, not a page's."),
            Mistake(lambda: small.SLOW * small.HUNDRED, "Shares do not add: some pages have two slow calls."),
            Mistake(
                lambda: 1 - theory.fan_out_tail(small.SLOW, small.HUNDRED), "That is the share of the quick pages."
            ),
        ),
        hints=("When is a page quick?", "0.99 for each of the calls."),
        steps=(
            Step("All quick", lambda: (1 - small.SLOW) ** small.HUNDRED, "1", "0.99¹⁰⁰"),
            Step("Slow", lambda: theory.fan_out_tail(small.SLOW, small.HUNDRED), "1", "1 − all quick"),
        ),
    ),
    Exercise(
        "05.E5",
        "Queues between partners",
        "Six services, and each sends something to each other one, over a queue of its own for each way. **How many "
        "queues** is that?",
        "queues",
        lambda: float(partners.ordered_pairs(SIX)),
        0.0,
        "Queues are whole, so there is no tolerance.",
        mistakes=(
            Mistake(
                lambda: float(partners.pairs(SIX)), "Those are the pairs; a queue goes one way, so each needs two."
            ),
            Mistake(lambda: float(SIX**2), "Nobody needs a queue to itself."),
            Mistake(lambda: float(partners.by_bus(SIX, SIX)), "That is with a bus between them.", "X22"),
        ),
        hints=("To how many others does one of them send?",),
        steps=(Step("Queues", lambda: float(partners.ordered_pairs(SIX)), "queues", "6 × 5"),),
    ),
    Exercise(
        "05.E6",
        "Who produces, who consumes",
        "The five services of the drawing above: `upload` sends a message to `transcode` and one to `store`; `store` "
        "sends one to `notify`; customers ask `manage`. **What is each of them?** Only messages count, not calls.",
        "",
        matching.as_text,
        0.0,
        "Each service has one part.",
        hints=("Follow each arrow of a message: where does it begin, where does it end?",),
        steps=(
            Step("Send a message", lambda: _count("producer", "both"), "services", "upload and store"),
            Step("Receive one", lambda: _count("consumer", "both"), "services", "transcode, store and notify"),
            Step("Do both", lambda: _count("both"), "services", "store"),
        ),
        form=matching.FORM,
    ),
)


def _count(*parts: str) -> float:
    return float(sum(part in parts for part in matching.right().values()))


def _worked(number: int, n: int, copies: int, videos: int, k: int) -> Worked:
    question = (
        f"{n} services with {copies} copies each, at $0.025 an hour, make {videos:,} videos a month; an orchestrator "
        f"takes {k} transitions a video. What does a video cost beside its work? And how available is a chain of one "
        "copy of each, at 99.9 %?"
    )
    floor = small.floor_usd(n, copies)
    steps = (
        Step("The floor", lambda: floor, "USD", f"{n} × {copies} × 0.025 × 730"),
        Step("A video's share of it", lambda: floor / videos, "USD", f"floor / {videos:,}"),
        Step("With its transitions", lambda: floor / videos + small.transition_usd(k), "USD", f"+ {k} × 0.025 / 1,000"),
        Step("All up", lambda: theory.series(*(A,) * n), "1", f"0.999 to the power of {n}"),
    )
    return Worked(f"05.W{number}", "A floor, steps, and a chain", question, steps)


WORKED: Final = (
    _worked(1, 4, 2, 2_000, 20),
    _worked(2, 8, 2, 500, 100),
    _worked(3, 12, 3, 10_000, 400),
    _worked(4, 20, 2, 1_000, 60),
)
