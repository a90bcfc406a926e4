"""The panel of calls: what they cost in time, inside a process and over a network, in real runs."""

from archlib.lab.bench import Bench, Sights, plain
from archlib.lab.figures.calls import picture
from archlib.lab.figures.hops import Calls
from archlib.lab.gate import Gate, behind

SIGHTS = Sights(
    "calls",
    Calls(),
    seen=tuple(Calls.model_fields),
    pictures={"calls": plain(lambda asked: picture(asked.hop_ms, asked.calls))},
    asked={},
)


def calls(*, after: str | None = None) -> Bench | Gate:
    """Return the panel of calls inside a process against calls over a network.

    Parameters
    ----------
    after : the bet that must be placed before it opens, such as "01.P5"
    """
    return behind(after, lambda: Bench(SIGHTS))
