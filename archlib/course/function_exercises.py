"""The exercises of notebook 07: bills, where an instance is as cheap, cold starts, limits, growth, and memory."""

from functools import cache
from typing import Final

from archlib import theory
from archlib.course import environments
from archlib.course import invocations as own
from archlib.course.exercise import Exercise, Mistake, Step
from archlib.course.priced import Priced

SLOW_S, SMALL_MB = 35.0, 128.0
FAST_S, LARGE_MB = 2.5, 1536.0
PER_S, KEPT_S = 6 / own.HOUR_S, 600.0
LONG_S, ALL = 600.0, 5000.0
BAND: Final = 0.03
REASONS: Final = (
    "the newest environment is taken first, and the others wait until they end",
    "the gaps between calls are longer, since the work is in them",
    "longer work takes longer to initialise",
    "some calls are throttled, and throttled calls begin cold",
)


@cache
def _cold_long() -> float:
    share, _ = environments.cold_run(PER_S * own.HOUR_S, own.WORK_S, keep_alive_s=KEPT_S)
    return share


def _cheaper() -> float:
    return 1 - own.gb_seconds(FAST_S, LARGE_MB) / own.gb_seconds(SLOW_S, SMALL_MB)


EXERCISES: Final = (
    Exercise(
        "07.E1",
        "What a video costs",
        "Processing a video takes **300 s** with **3,538 MB**. By the teaching price list, what does the invocation "
        "cost (1,024 MB are a GB)?",
        "USD",
        own.usd,
        0.005,
        "Half a per cent leaves room for the price of the request, and none for a GB of 1,000 MB.",
        mistakes=(
            Mistake(lambda: own.usd(memory_mb=own.MEMORY_MB * 1.024), "That has 1,000 MB in a GB; it is 1,024."),
            Mistake(lambda: own.usd(memory_mb=1024.0), "That is for 1 GB; the memory is billed as well."),
        ),
        hints=("GB-seconds are memory in GB times seconds.", "Then one request more."),
        steps=(
            Step("Memory and time", own.gb_seconds, "GB-s", "300 × 3,538 / 1,024"),
            Step("Cost", own.usd, "USD", "GB-s × price + one request"),
        ),
        prices=Priced("teaching", (own.GB_SECOND, own.REQUEST)),
    ),
    Exercise(
        "07.E2",
        "Where an instance is as cheap",
        "A c5.xlarge has 4 vCPU; a function has one vCPU for each 1,769 MB. By the teaching price list, at what "
        "**utilisation** of the instance do both cost the same for the same work?",
        "1",
        own.break_even,
        0.01,
        "One per cent: a GB of 1,000 MB would be two off.",
        mistakes=(
            Mistake(lambda: 1 / own.break_even(), "That is the function's price over the instance's.", "X12"),
            Mistake(lambda: own.break_even() * own.VCPU, "That is all of the instance against one vCPU."),
            Mistake(lambda: 1 - own.break_even(), "That is how idle it is; how busy is asked."),
        ),
        hints=("Find both prices for an hour of one vCPU.", "The instance is paid for while it is idle, too."),
        steps=(
            Step("Instance", own.instance_vcpu_hour_usd, "USD/vCPU-h", "price / 4"),
            Step("Function", own.function_vcpu_hour_usd, "USD/vCPU-h", "1,769 / 1,024 × 3,600 × price"),
            Step("Utilisation", own.break_even, "1", "instance / function"),
        ),
        prices=Priced("teaching", (own.INSTANCE, own.GB_SECOND)),
    ),
    Exercise(
        "07.E3",
        "Cold starts",
        "**6 calls an hour** come at random, each takes a second, and an idle environment is kept for **10 minutes**. "
        "What share of calls finds none that is warm?",
        "1",
        lambda: theory.cold_share(PER_S, KEPT_S),
        0.01,
        "One per cent: a second of work against gaps of ten minutes changes less.",
        mistakes=(
            Mistake(lambda: 1 - theory.cold_share(PER_S, KEPT_S), "That is the share that is warm."),
            Mistake(lambda: PER_S * KEPT_S, "That is how many come while it is kept, on average."),
        ),
        hints=("A call is cold if the gap before it was longer than ten minutes.", "Gaps are exponential."),
        steps=(Step("Cold", lambda: theory.cold_share(PER_S, KEPT_S), "1", "exp(−6/3,600 × 600)"),),
    ),
    Exercise(
        "07.E3b",
        "Cold starts of long work",
        "As before, **6 calls an hour** at random and an idle environment kept for **10 minutes**, but each call takes "
        "**300 s** on average. What share of calls finds none that is warm? Use the panel, or run it: your answer is "
        "compared with a run of a year.",
        "1",
        _cold_long,
        BAND,
        "Three per cent of it: years of other seeds lie within one, the two weeks of the panel within two.",
        mistakes=(
            Mistake(lambda: theory.cold_share(PER_S, KEPT_S), "That is the formula, and of short work. Run it."),
            Mistake(lambda: theory.cold_share(PER_S, KEPT_S + own.WORK_S), "Nothing is idle while it works: run it."),
            Mistake(lambda: 1 - _cold_long(), "That is the share that is warm."),
        ),
        hints=("Set the work in the panel of cold starts.", "Read the share of the run, not the line."),
        steps=(
            Step("Formula, of short work", lambda: theory.cold_share(PER_S, KEPT_S), "1", "exp(−6/3,600 × 600)"),
            Step("Run of a year", _cold_long, "1"),
        ),
    ),
    Exercise(
        "07.E3c",
        "Why the formula no longer holds",
        "With work of 300 s more calls begin cold than exp(−λ τ) says, though calls come as before and environments "
        "are kept as long. **Why?**",
        "",
        lambda: REASONS[0],
        0.0,
        "Half an environment is busy on average, so calls overlap, and the second needs another one. Afterwards the "
        "one used last takes the next call, and the other waits, unused, and ends: not all that is kept is of use.",
        mistakes=(
            Mistake(lambda: REASONS[1], "They are kept from the end of the work on, so the gaps are no longer."),
            Mistake(lambda: REASONS[2], "An initialisation takes 2 s, whatever comes after it."),
            Mistake(lambda: REASONS[3], "Throttled calls do not begin at all, and here none is throttled."),
        ),
        hints=("Look at the environments of the panel: how many are there at once?",),
        steps=(
            Step("Busy on average", lambda: theory.little(PER_S, own.WORK_S), "environments", "6/3,600 × 300"),
            Step("Cold by formula", lambda: theory.cold_share(PER_S, KEPT_S), "1", "exp(−6/3,600 × 600)"),
            Step("Cold in a run of a year", _cold_long, "1"),
        ),
        choices=tuple(sorted(REASONS)),
    ),
    Exercise(
        "07.E4",
        "Over the limit",
        "An invocation is cut off after **900 s**. The work is lognormal with a mean of **600 s** and a standard "
        "deviation of half of that. What share of videos is cut off?",
        "1",
        lambda: own.share_over(LONG_S),
        0.02,
        "Two per cent leaves room for a table of the normal distribution.",
        mistakes=(
            Mistake(lambda: own.share_over(own.WORK_S), "That is for a mean of 300 s."),
            Mistake(lambda: 1 - own.share_over(LONG_S), "That is the share that gets done."),
        ),
        hints=("Take logarithms: the variance is ln(1 + 0.5²).", "The mean of the logarithm is ln 600 − variance / 2."),
        steps=(Step("Cut off", lambda: own.share_over(LONG_S), "1", "1 − Φ((ln 900 − ln 600 + σ²/2) / σ)"),),
    ),
    Exercise(
        "07.E4b",
        "Far from the limit?",
        "The same limit of **900 s**, and the same spread: a standard deviation of half the mean. But the mean is "
        "**300 s**, as of ClipShare's videos. What share is cut off now?",
        "1",
        lambda: own.share_over(own.WORK_S),
        0.02,
        "Two per cent leaves room for a table of the normal distribution.",
        mistakes=(
            Mistake(lambda: own.share_over(LONG_S), "That is for a mean of 600 s."),
            Mistake(lambda: own.share_over(LONG_S) / 2, "Half the mean is far less than half of the share."),
            Mistake(lambda: 0.0, "Three times the mean is far out, but work that is spread gets there."),
        ),
        hints=("The variance of the logarithm stays as it was; its mean moves.",),
        steps=(Step("Cut off", lambda: own.share_over(own.WORK_S), "1", "1 − Φ((ln 900 − ln 300 + σ²/2) / σ)"),),
    ),
    Exercise(
        "07.E5",
        "How fast it grows",
        "**5,000** calls come at once and the account may run 10,000. The first 1,000 begin at once, then 1,000 more "
        "in each 10 s. After how many **seconds** have all begun?",
        "s",
        lambda: own.ramp_s(ALL),
        0.005,
        "Half a per cent: it is a whole number.",
        mistakes=(
            Mistake(lambda: own.ramp_s(ALL, 0.0), "The first 1,000 begin at once."),
            Mistake(lambda: own.ramp_s(ALL) / own.RAMP_S, "That is how many steps; each takes 10 s."),
        ),
        hints=("How many are left after the first moment?",),
        steps=(Step("All begun", lambda: own.ramp_s(ALL), "s", "(5,000 − 1,000) / 1,000 × 10"),),
    ),
    Exercise(
        "07.E6",
        "More memory, less money",
        "A function takes **35 s with 128 MB** and **2.5 s with 1,536 MB**. By what share is an invocation cheaper "
        "with more memory (leave the request out)?",
        "1",
        _cheaper,
        0.01,
        "One per cent: both numbers are exact.",
        mistakes=(
            Mistake(lambda: 1 - _cheaper(), "That is what it costs, as a share of before."),
            Mistake(lambda: 1 - FAST_S / SLOW_S, "That is the time; memory is billed as well."),
            Mistake(lambda: 1 / (1 - _cheaper()) - 1, "That is a share of the new price; take the old one."),
        ),
        hints=("Compare GB-seconds.",),
        steps=(
            Step("Little memory", lambda: own.gb_seconds(SLOW_S, SMALL_MB), "GB-s", "35 × 128 / 1,024"),
            Step("Much", lambda: own.gb_seconds(FAST_S, LARGE_MB), "GB-s", "2.5 × 1,536 / 1,024"),
            Step("Cheaper by", _cheaper, "1", "1 − much / little"),
        ),
    ),
)
