"""Four of numba's passes, in a fraction of the time: what they find is equal, statement by statement.

They repeat one version of numba, which `passes` sees to. Left out of them: generators, debug output and parallel loops,
none of which the kernel has.
"""

from typing import Any

from numba.core import transforms
from numba.core.compiler_machinery import register_pass
from numba.core.ir_utils import build_definitions, enforce_no_dels, enforce_no_phis
from numba.core.postproc import PostProcessor
from numba.core.typed_passes import IRLegalization, PreLowerStripPhis
from numba.core.untyped_passes import IRProcessing, ReconstructSSA

from archlib.engine.lifetimes import Lifetime
from archlib.engine.ssa import single_assignments


def _finish(func_ir: Any) -> None:
    """Do what numba does after a pass; lifetimes of variables are found when asked for, and only the last pass asks."""
    func_ir.blocks = transforms.canonicalize_cfg(func_ir.blocks)  # type: ignore[no-untyped-call]
    func_ir.variable_lifetime = Lifetime(func_ir.blocks)  # type: ignore[no-untyped-call]


@register_pass(mutates_CFG=True, analysis_only=False)  # type: ignore[no-untyped-call]
class QuickProcessing(IRProcessing):
    """numba's `IRProcessing`."""

    _name = "quick_ir_processing"

    def run_pass(self, state: Any) -> bool:
        """Bring the graph of the blocks into the form that numba needs."""
        _finish(state.func_ir)
        return True


@register_pass(mutates_CFG=False, analysis_only=False)  # type: ignore[no-untyped-call]
class QuickSSA(ReconstructSSA):
    """numba's `ReconstructSSA`."""

    _name = "quick_reconstruct_ssa"

    def run_pass(self, state: Any) -> bool:
        """Give each variable one assignment."""
        state.func_ir.blocks = single_assignments(state.func_ir.blocks)
        self._patch_locals(state)  # type: ignore[no-untyped-call]
        state.func_ir._definitions = build_definitions(state.func_ir.blocks)  # type: ignore[no-untyped-call]
        _finish(state.func_ir)
        return True


@register_pass(mutates_CFG=False, analysis_only=False)  # type: ignore[no-untyped-call]
class QuickStripPhis(PreLowerStripPhis):
    """numba's `PreLowerStripPhis`."""

    _name = "quick_strip_phis"

    def run_pass(self, state: Any) -> bool:
        """Write phi nodes as assignments at the ends of the blocks they come from."""
        state.func_ir = self._strip_phi_nodes(state.func_ir)  # type: ignore[no-untyped-call]
        state.func_ir._definitions = build_definitions(state.func_ir.blocks)  # type: ignore[no-untyped-call]
        _finish(state.func_ir)
        return True


@register_pass(mutates_CFG=False, analysis_only=True)  # type: ignore[no-untyped-call]
class QuickLegalization(IRLegalization):
    """numba's `IRLegalization`."""

    _name = "quick_ir_legalization"

    def run_pass(self, state: Any) -> bool:
        """Check the statements, and mark where each variable is used last."""
        enforce_no_phis(state.func_ir)  # type: ignore[no-untyped-call]
        enforce_no_dels(state.func_ir)  # type: ignore[no-untyped-call]
        _finish(state.func_ir)
        post = PostProcessor(state.func_ir)  # type: ignore[no-untyped-call]
        post._insert_var_dels(extend_lifetimes=state.flags.dbg_extend_lifetimes)  # type: ignore[no-untyped-call]
        return True


QUICK: dict[type, type] = {
    IRProcessing: QuickProcessing, ReconstructSSA: QuickSSA, PreLowerStripPhis: QuickStripPhis,
    IRLegalization: QuickLegalization,
}  # fmt: skip
