"""Give each variable one assignment, as numba does it, looking only where a variable is spoken of.

numba walks through all blocks twice for each variable that is set more than once: a hundred variables, a thousand
blocks. Here its own steps are run on the blocks that name the variable. A step for one variable changes no other
name, and leaves a block without the variable as it is, so the result is equal, names and order included.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from numba.core import errors, ssa
from numba.core.analysis import compute_cfg_from_blocks

Blocks = dict[int, Any]


def single_assignments(blocks: Blocks) -> Blocks:
    """Return the blocks of a function with every variable set in one place.

    Raises
    ------
    CompilerError
        if the graph of the blocks has changed
    """
    cfg = compute_cfg_from_blocks(blocks)  # type: ignore[no-untyped-call]
    fronts = ssa._iterated_domfronts(cfg)  # type: ignore[no-untyped-call]
    violators = ssa._find_defs_violators(blocks, cfg)  # type: ignore[no-untyped-call]
    where = _spoken_of(blocks, violators)
    known = ssa._CacheListVars()  # type: ignore[no-untyped-call]
    made = {label: block.copy() for label, block in blocks.items()}
    for name in violators:
        named = {label: made[label] for label in where[name]}
        fresh, definitions = ssa._fresh_vars(named, name)  # type: ignore[no-untyped-call]
        _fix(made, fresh, name, definitions, cfg, fronts, known)
    if compute_cfg_from_blocks(made) != cfg:  # type: ignore[no-untyped-call]
        raise errors.CompilerError("CFG mutated in SSA pass")
    return made


def _spoken_of(blocks: Blocks, names: Iterable[str]) -> dict[str, list[int]]:
    """Name -> the blocks that set or use it, in the order of the blocks."""
    wanted = set(names)
    where: dict[str, list[int]] = defaultdict(list)
    for label, block in blocks.items():
        for name in {v.name for statement in block.body for v in statement.list_vars()} & wanted:
            where[name].append(label)
    return where


def _fix(made: Blocks, fresh: Blocks, name: str, definitions: Any, cfg: Any, fronts: Any, known: Any) -> None:
    """Let each use name the definition that reaches it, and put phi nodes where several do; numba's `_fix_ssa_vars`."""
    states = ssa._make_states(made)  # type: ignore[no-untyped-call]
    phis: dict[int, list[Any]] = defaultdict(list)
    states |= {"varname": name, "defmap": definitions, "phimap": phis, "cfg": cfg}
    states["phi_locations"] = ssa._compute_phi_locations(fronts, definitions)  # type: ignore[no-untyped-call]
    made |= ssa._run_block_rewrite(fresh, states, ssa._FixSSAVars(known))  # type: ignore[no-untyped-call]
    for label, added in phis.items():
        made[label].body = added + made[label].body
