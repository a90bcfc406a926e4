"""Notebook 03, load balancers: its bets, exercises and worked examples."""

from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.course import balancers
from archlib.course.balancers import BALANCER, BUSY, PART, TEN
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Exercise, Mistake, Step, Worked

FOUR: Final = 4
RESPONSES: Final = {10.0: "10 times its work", 3.0: "3 times its work", 1.7: "1.7 times its work"}
AVAILABLE: Final = ("they are accepted more of the time", "nothing changes", "they are accepted less of the time")
UPLOADING: Final = ("they are accepted as before", "they take longer", "they fail")


def _nearest(ratio: float) -> str:
    return RESPONSES[min(RESPONSES, key=lambda said: abs(said - ratio))]


def _response() -> Truth:
    (found, run), formula = balancers.response("central_queue"), balancers.one_line()
    text = f"The run gives {found:.2f} times the work, Erlang C {formula:.2f}: nobody waits while any of ten is free."
    return Truth(_nearest(found), _nearest(formula), "1 + C(c, cρ) / (c (1 − ρ))", text, run)


def _changed(before: float, after: float) -> str:
    return AVAILABLE[(after <= before) + (after < before)]


def _behind_one() -> Truth:
    direct, behind, run = balancers.behind_one()
    good = run.availability.closed_form["upload"]
    closed = _changed(good / balancers.BOTH_FAIL**2, good)
    text = f"In the run {direct:.2%} became {behind:.2%}: two parts more are needed, and they fail too."
    return Truth(_changed(direct, behind), closed, "A(tiers) × A(balancer)²", text, run)


def _all_dead() -> Truth:
    is_down, run = balancers.all_dead()
    text = "A balancer chooses among those that are there. With nobody there, whoever calls gets an error."
    return Truth(UPLOADING[2 if is_down else 0], UPLOADING[2], "A(upload) contains A(process)", text, run)


BETS: Final = (
    Bet(
        "03.P1",
        "Ten servers share **one line** and are 90 % busy. A request needs 5 minutes of work. **How long** does it "
        "take on average, with waiting?",
        "choice",
        _response,
        RESPONSES[3.0],
        choices=tuple(RESPONSES.values()),
        mistakes=(Mistake(lambda: RESPONSES[10.0], "That is one server by itself; ten of them help each other out."),),
    ),
    Bet(
        "03.P2",
        "Each tier keeps **one** instance, and load balancers are put before processing and before manage. What "
        "happens to uploads?",
        "choice",
        _behind_one,
        AVAILABLE[0],
        choices=AVAILABLE,
        mistakes=(
            Mistake(lambda: AVAILABLE[0], "Only a second instance behind it could do that.", "X2"),
            Mistake(lambda: AVAILABLE[1], "A balancer is a part like any other, and on the way of each upload.", "X2"),
        ),
    ),
    Bet(
        "03.P3",
        "**All** processing instances behind the balancer are down for an hour. What happens to uploads?",
        "choice",
        _all_dead,
        UPLOADING[1],
        choices=UPLOADING,
        mistakes=(
            Mistake(lambda: UPLOADING[0], "The upload tier still calls and waits for an answer.", "X2"),
            Mistake(lambda: UPLOADING[1], "A balancer keeps nothing for later; a queue would.", "X2"),
        ),
    ),
)

EXERCISES: Final = (
    Exercise(
        "03.E1",
        "Ten with one line",
        "Ten slots share one line and are 90 % busy; work is exponential. How many times its work does a request take "
        "on average, waiting included?",
        "",
        balancers.one_line,
        0.01,
        "One per cent lets you give three digits.",
        mistakes=(
            Mistake(balancers.line_each, "That is one slot with a line of its own.", "X4"),
            Mistake(lambda: theory.erlang_c(TEN, TEN * BUSY), "That is the wait alone; the work comes on top."),
        ),
        hints=("`al.theory.erlang_c(10, 9)` is the share that waits.", "The wait goes with 1 / (c (1 − ρ))."),
        steps=(
            Step("Who waits", lambda: theory.erlang_c(TEN, TEN * BUSY), "1", "C(10, 9)"),
            Step("W/S", balancers.one_line, "", "1 + C / (10 × 0.1)"),
        ),
    ),
    Exercise(
        "03.E2",
        "Enough instances",
        "Each host, and each tier's code, is up 99.9 % of the time, a balancer 99.99 %, and there are two balancers. "
        "How many instances **of each tier** does it take, at least, for uploads to be accepted 99.97 % of the time?",
        "instances",
        lambda: float(balancers.enough()),
        0.0,
        "Instances are whole, so there is no tolerance.",
        mistakes=(
            Mistake(lambda: float(balancers.enough() - 1), "With one of each, every part is needed at once.", "X2"),
            Mistake(lambda: float(balancers.enough() + 1), "That does it as well, but one less is enough."),
        ),
        hints=("A tier of n is down when all n are.", "An instance needs its host and its code."),
        steps=(
            Step("A tier of two", lambda: theory.replicated(PART * PART, 2), "1", "1 − (1 − 0.999²)²"),
            Step("An upload", lambda: balancers.upload_of(2), "1", "tier³ × 0.9999²"),
        ),
    ),
    Exercise(
        "03.E3",
        "The ceiling",
        "Put as many instances into each tier as you like. What share of the time are uploads accepted **at most**, "
        "with two balancers of 99.99 % on their way?",
        "1",
        balancers.ceiling,
        0.00002,
        "Two in 100,000: a wider band would let one balancer pass for two.",
        mistakes=(
            Mistake(lambda: 1.0, "The balancers themselves remain.", "X2"),
            Mistake(lambda: BALANCER, "There are two of them on the way."),
            Mistake(lambda: balancers.ceiling(3), "That is for three; nobody asked for one before the upload tier."),
        ),
        hints=("What is left that can fail?",),
        steps=(Step("Both up", balancers.ceiling, "1", "0.9999 × 0.9999"),),
    ),
    Exercise(
        "03.E4",
        "Room for a loss",
        "Four instances share a load. How busy may each be at most, so that the **other three** can carry all of it "
        "when one is lost?",
        "1",
        lambda: (FOUR - 1) / FOUR,
        0.01,
        "One per cent forgives rounding only.",
        mistakes=(
            Mistake(lambda: 1.0, "Then the loss of one leaves a third too much for each of the others.", "X4"),
            Mistake(lambda: 1 / FOUR, "That is what is lost, not what is left."),
            Mistake(lambda: 1 / (FOUR - 1), "That is by how much the load of each of the others grows."),
        ),
        hints=("Three have to do what four did.",),
        steps=(Step("Left over", lambda: (FOUR - 1) / FOUR, "1", "(n − 1) / n with n = 4"),),
    ),
    Exercise(
        "03.E5",
        "What two copies share",
        "Two replicas are up 99.9 % each, and one failure in **ten** strikes both at once. How many **nines** do the "
        "two have together?",
        "nines",
        balancers.pair_nines,
        0.01,
        "One per cent lets you give two digits.",
        mistakes=(
            Mistake(lambda: theory.nines(theory.replicated(PART, 2)), "That is for copies that share nothing.", "X5"),
            Mistake(lambda: theory.nines(PART), "That is one of them alone."),
        ),
        hints=("Add what strikes both and what strikes each at the same time by chance.", "q = 0.001, β = 0.1."),
        steps=(
            Step("Down", lambda: theory.common_cause(1 - PART, balancers.BETA, 2), "1", "0.1 × 0.001 + (0.9 × 0.001)²"),
            Step("Nines", balancers.pair_nines, "nines", "−log₁₀ of that"),
        ),
    ),
    Exercise(
        "03.E6",
        "One line or ten",
        "Ten slots are 90 % busy. A balancer that draws one **at random** gives each a line of its own; a central "
        "queue gives all of them one. How many **times longer** does a request take with the random one?",
        "times",
        lambda: balancers.line_each() / balancers.one_line(),
        0.02,
        "Two per cent lets you divide rounded numbers.",
        mistakes=(
            Mistake(balancers.line_each, "That is the random one over the work; divide by the other.", "X4"),
            Mistake(balancers.one_line, "That is the central queue over the work."),
            Mistake(lambda: balancers.one_line() / balancers.line_each(), "The other way round."),
        ),
        hints=("A random tenth of Poisson arrivals is Poisson again: each slot is a queue of its own.",),
        steps=(
            Step("At random", balancers.line_each, "", "1 / (1 − 0.9)"),
            Step("One line", balancers.one_line, "", "1 + C(10, 9) / (10 × 0.1)"),
            Step("Ratio", lambda: balancers.line_each() / balancers.one_line(), "times", "the one over the other"),
        ),
    ),
)


def _worked(number: int, n: int, per_hour: float) -> Worked:
    erlangs = theory.little(per_hour, 1 / balancers.A_SLOT_PER_HOUR)
    question = (
        f"{per_hour:g} videos of 5 minutes come in an hour, and {n} slots share one line. How long does a video take, "
        "and how busy are the others if one slot is lost?"
    )
    steps = (
        Step("Load", lambda: erlangs, "erlangs", f"{per_hour:g} × 5 / 60"),
        Step("In use", lambda: erlangs / n, "1", f"load / {n}"),
        Step("W/S", lambda: theory.mmc_response_ratio(n, erlangs / n), "", f"1 + C({n}, load) / ({n} × (1 − in use))"),
        Step("With one lost", lambda: balancers.left_in_use(n, per_hour), "1", f"load / {n - 1}"),
    )
    return Worked(f"03.W{number}", "Waiting, and room for a loss", question, steps)


WORKED: Final = (_worked(1, 4, 36), _worked(2, 6, 54), _worked(3, 10, 90), _worked(4, 20, 204))

QUIZ_ERLANGS, QUIZ_BUSY = 12.0, 0.8

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "spared": lambda: float(balancers.spared(QUIZ_ERLANGS, QUIZ_BUSY)),
    "spared_none_lost": lambda: float(balancers.spared(QUIZ_ERLANGS, QUIZ_BUSY) - 1),
    "spared_one_more": lambda: QUIZ_ERLANGS + 1,
}
