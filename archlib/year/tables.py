"""What was played, as pandas DataFrames."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archlib.compare import NO_DOOR
from archlib.year.ledger import Entry
from archlib.year.lines import Line
from archlib.year.months import Month

if TYPE_CHECKING:
    import pandas as pd

MONTH_COLUMNS = [
    "month", "quarter", "architecture", "videos", "upload", "ready", "manage", "bill_usd", "penalties_usd",
    "migration_usd", "total_usd", "broken",
]  # fmt: skip
LINE_COLUMNS = [
    "month", "part", "resource", "item", "quantity", "unit", "unit_price_usd", "amount_usd", "as_of", "source",
]  # fmt: skip


def month_table(months: Sequence[Month]) -> "pd.DataFrame":
    """Return one row a month."""
    import pandas as pd

    rows = [
        (
            m.month, m.quarter, m.architecture, m.videos, m.upload, m.ready, NO_DOOR if m.manage is None else m.manage,
            m.bill_usd, m.penalties_usd, m.migration_usd, m.total_usd, ", ".join(m.broken) or "none",
        )
        for m in months
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=MONTH_COLUMNS)


def line_table(lines: Sequence[Line]) -> "pd.DataFrame":
    """Return one row a line."""
    import pandas as pd

    return pd.DataFrame([[getattr(line, name) for name in LINE_COLUMNS] for line in lines], columns=LINE_COLUMNS)


def ledger_table(entries: Sequence[Entry]) -> "pd.DataFrame":
    """Return one row a stretch."""
    import pandas as pd

    return pd.DataFrame(entries, columns=list(Entry._fields))
