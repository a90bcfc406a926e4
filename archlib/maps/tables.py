"""A map as one long table."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from archlib.maps.result import DecisionMap

COLUMNS = (
    "deadline_s", "level", "peak", "volume", "architecture", "usd_per_month", "usd_low", "usd_high", "broken", "sizes",
)  # fmt: skip


def table(of: "DecisionMap", levels: Sequence[float], deadlines_s: Sequence[float]) -> "pd.DataFrame":
    """Return one row an answer, in the order of the axes."""
    import pandas as pd

    return pd.DataFrame(_rows(of, levels, deadlines_s), columns=list(COLUMNS))


def _rows(of: "DecisionMap", levels: Sequence[float], deadlines_s: Sequence[float]) -> Iterator[tuple[Any, ...]]:
    cells = ((d, lv, p, v) for d in deadlines_s for lv in levels for p in of.peaks for v in of.volumes)
    for deadline_s, level, peak, volume in cells:
        for one in of.cell(peak, volume, level, deadline_s):
            sizes = ", ".join(f"{path}={value}" for path, value in one.sizes.items())
            money = one.usd_per_month, one.usd_low, one.usd_high
            yield (deadline_s, level, peak, volume, one.architecture, *money, ", ".join(one.broken), sizes)
