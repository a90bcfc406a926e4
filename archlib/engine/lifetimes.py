"""Which variables are alive at the entry of each block, as numba computes it, with numbers as sets.

numba joins sets of names, thousands of them for each of a thousand blocks, until nothing changes: a fifth of the
kernel's compile time. Here a set is the bits of one whole number. The equations are numba's (`compute_live_map` of
`numba.core.analysis`) and have one least solution, so the sets that come out are equal.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from numba.core.postproc import VariableLifetime

Names = Mapping[int, Collection[str]]


class Lifetime(VariableLifetime):
    """numba's record of variable lifetimes, with the slow one of its answers found fast."""

    @cached_property
    def livemap(self) -> dict[int, set[str]]:
        """Block -> names that must be alive at its entry."""
        return live_map(self.cfg, self._blocks, self.usedefs.usemap, self.usedefs.defmap)


def live_map(cfg: Any, blocks: Iterable[int], used: Names, defined: Names) -> dict[int, set[str]]:
    """Return the names that must be alive at the entry of each block.

    Parameters
    ----------
    cfg : numba's graph of the blocks
    used, defined : block -> names that it reads before it sets them, and that it sets
    """
    number: dict[str, int] = {}
    uses = {block: _bits(names, number) for block, names in used.items()}
    sets = {block: _bits(names, number) for block, names in defined.items()}
    order = cfg.topo_order()
    reached = _reached(cfg, order, uses, sets)
    alive = dict(uses)
    changed = True
    while changed:
        changed = False
        for block in reversed(order):
            for before, _ in cfg.predecessors(block):
                more = alive[before] | (alive[block] & reached[before] & ~sets[before])
                changed = changed or more != alive[before]
                alive[before] = more
    names = list(number)
    return {block: {names[bit] for bit in _ones(alive[block])} for block in blocks}


def _reached(cfg: Any, order: Iterable[int], uses: Mapping[int, int], sets: Mapping[int, int]) -> dict[int, int]:
    """Which variables are used or set in a block or on a way to it."""
    reached = {block: uses[block] | sets[block] for block in uses}
    changed = True
    while changed:
        changed = False
        for block in order:
            for after, _ in cfg.successors(block):
                more = reached[after] | reached[block]
                changed = changed or more != reached[after]
                reached[after] = more
    return reached


def _bits(names: Iterable[str], number: dict[str, int]) -> int:
    """The bits of some names; a name that is new gets the next number."""
    bits = 0
    for name in names:
        bits |= 1 << number.setdefault(name, len(number))
    return bits


def _ones(bits: int) -> Iterable[int]:
    """The numbers of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
