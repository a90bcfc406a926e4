"""The coarse map that comes with the package."""

from functools import cache
from typing import TYPE_CHECKING

from archlib.data import data_dir

if TYPE_CHECKING:
    from archlib.maps.result import DecisionMap

FILE = "maps/coarse.json"


@cache
def shipped() -> "DecisionMap":
    """Return the stored coarse map; `data/README.md` says how it was made.

    Raises
    ------
    DataError
        if the file is missing or damaged
    """
    from archlib.maps.result import DecisionMap

    return DecisionMap.load(data_dir() / FILE)
