"""The rows of a sweep as they come in: numbers in one array, texts beside it; no run is kept."""

import numpy as np

from archlib.draws import Floats
from archlib.sweeps.measures import NUMBERS
from archlib.sweeps.tasks import Row


class Rows:
    """Room for so many rows.

    Attributes
    ----------
    numbers : float array (rows, measures), in the order of `NUMBERS`, NaN where nothing is known
    verdicts, refused : text by row
    done : bool array (rows,)
    """

    def __init__(self, n: int) -> None:
        self.numbers: Floats = np.full((n, len(NUMBERS)), np.nan)
        self.verdicts, self.refused = [""] * n, [""] * n
        self.done = np.zeros(n, np.bool_)

    def take(self, place: int, row: Row) -> None:
        """Write one row into its place."""
        self.numbers[place] = row.numbers
        self.verdicts[place], self.refused[place] = row.verdict, row.refused
        self.done[place] = True
