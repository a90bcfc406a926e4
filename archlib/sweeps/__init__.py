"""Many runs: a grid or random points over any parameter, on any executor, as one tidy table.

Left out: a search for the best point, and designs that choose the next point from what the last ones gave.
"""

from archlib.sweeps.axes import Between, between
from archlib.sweeps.doors import sweep

__all__ = ["Between", "between", "sweep"]
