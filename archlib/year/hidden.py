"""The seeds of the years that a plan is checked on; a learner has no need to know them, and nothing shows them."""

import hashlib
from functools import cache

from archlib.data import data_dir
from archlib.errors import DataError

HIDDEN = 3
KEY = "year.key"


@cache
def hidden_seeds(how_many: int = HIDDEN) -> tuple[int, ...]:
    """Return the seeds, made from the key of the data and their numbers.

    Raises
    ------
    DataError : the key is missing or empty
    """
    path = data_dir() / KEY
    try:
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); take it from the repository again") from None
    if not key:
        raise DataError(f"{path} is empty; take it from the repository again")
    return tuple(_seed(key, number) for number in range(1, how_many + 1))


def _seed(key: str, number: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{key} {number}".encode()).digest()[:4], "big")
