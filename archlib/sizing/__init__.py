"""The cheapest parameters that meet a contract: a search by real runs.

Left out: fields that change what is built and not how large it is (policies, rooms, timeouts, limits), instance types
where a part already has a count, and a door's memory, which costs and in these models serves nobody better.
"""

from archlib.sizing.doors import size
from archlib.sizing.found import Sizing, Try

__all__ = ["Sizing", "Try", "size"]
