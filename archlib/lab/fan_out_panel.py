"""The panel of pages that make many calls at once."""

from archlib.lab.bench import Bench, Sights, plain
from archlib.lab.figures.fan_out import FanOut, shares, times
from archlib.lab.gate import Gate, behind

SIGHTS = Sights(
    "page",
    FanOut(),
    seen=tuple(FanOut.model_fields),
    pictures={"slow_pages": plain(shares), "page_times": plain(times)},
    asked={},
)


def fan_out(*, after: str | None = None) -> Bench | Gate:
    """Return the panel of pages that wait for many calls.

    Parameters
    ----------
    after : the bet that must be placed before it opens, such as "05.P3"
    """
    return behind(after, lambda: Bench(SIGHTS))
