"""The year's clock: twelve months of 730 h, four quarters of three months; t = 0 is the first second of month 1."""

from typing import Final

from archlib.prices import MONTH_HOURS

MONTHS: Final = 12
QUARTERS: Final = 4
MONTHS_A_QUARTER: Final = MONTHS // QUARTERS
MONTH_S: Final = MONTH_HOURS * 3_600.0
YEAR_S: Final = MONTHS * MONTH_S


def quarter_of(month: int) -> int:
    """Return the quarter, 1 to 4, of a month, 1 to 12."""
    return (month - 1) // MONTHS_A_QUARTER + 1


def first_month(quarter: int) -> int:
    """Return the first month of a quarter."""
    return (quarter - 1) * MONTHS_A_QUARTER + 1
