"""The lists that come with archlib, and lists of your own from a file."""

from functools import cache
from pathlib import Path
from typing import Final

from archlib.data import PRICE_UNITS, data_dir, read_facts
from archlib.errors import check_kind
from archlib.prices.lists import PriceList

_QUOTAS: Final = read_facts(data_dir() / "quotas.csv")

# the least time that a started instance, or container, is billed for, in seconds; the rows name their sources
MIN_BILLED_S: Final = _QUOTAS["EC2 minimum charge"].value
CONTAINER_MIN_BILLED_S: Final = _QUOTAS["Fargate minimum charge"].value

BILLED_STEP_S: Final = _QUOTAS["Lambda billing granularity"].value / 1000  # a function's run is rounded up to it
EVENT_CHUNK_KB: Final = _QUOTAS["EventBridge payload chunk"].value  # each begun chunk is charged as an event

# what one LCU holds for an hour: new connections a second, active ones (sampled a minute), GB
LCU_NEW_PER_S: Final = _QUOTAS["ALB LCU new connections"].value
LCU_ACTIVE: Final = _QUOTAS["ALB LCU active connections"].value
LCU_GB: Final = _QUOTAS["ALB LCU processed data"].value


@cache
def aws_us_east_1() -> PriceList:
    """Return AWS on-demand prices of us-east-1; each row has its own date and source."""
    return from_csv(data_dir() / "prices" / "aws_us_east_1.csv")


@cache
def teaching() -> PriceList:
    """Return the same items at prices rounded for mental arithmetic."""
    return from_csv(data_dir() / "prices" / "teaching.csv")


def default() -> PriceList:
    """Return the list that a run takes when none is named."""
    return aws_us_east_1()


def chosen(asked: str, given: PriceList | None) -> PriceList:
    """Return the list to charge by: the one given, or the default for None; `asked` is the function called.

    Raises
    ------
    ParameterError
        for anything else, such as the name of a list
    """
    check_kind(asked, "prices", given, PriceList, "archlib.prices.teaching()", or_none=True)
    return default() if given is None else given


def from_csv(path: str | Path) -> PriceList:
    """Return a list of your own: a CSV file of the form of `data/prices/*.csv`, named as the file.

    An item that the file lacks is missed only when a bill asks for it.

    Raises
    ------
    DataError
        If the file or a row of it cannot be read as prices; the message names file, line and column.
    """
    rows = read_facts(path, units=PRICE_UNITS)
    return PriceList(Path(path).stem, rows)
