"""The panel of calls: what they cost in time, inside a process and over a network, in real runs."""

from archlib.lab.bench import Bench, Sights, plain
from archlib.lab.figures.calls import picture
from archlib.lab.figures.hops import Calls

SIGHTS = Sights(
    "calls",
    Calls(),
    seen=tuple(Calls.model_fields),
    pictures={"calls": plain(lambda asked: picture(asked.hop_ms, asked.calls))},
    asked={},
)


def calls() -> Bench:
    """Return the panel of calls inside a process against calls over a network."""
    return Bench(SIGHTS)
