"""How numba compiles the kernel: as it compiles anything, without the passes that look for what the kernel never has.

No closures (they are written out already, see `flat`) and no expressions on whole arrays: looking for them takes a
third of the time. Four more passes are replaced by quick ones that leave the same statements, where numba is of the
version that these repeat; with any other version they stay numba's.
"""

from typing import Any

import numba
from numba.core.compiler import CompilerBase, DefaultPassBuilder

NEEDLESS = ("inline_closure_likes", "generic_rewrites", "nopython_rewrites")
KNOWN = "0.68.1"  # the version of numba that `quick` repeats


class Pipeline(CompilerBase):
    """The passes that the kernel needs."""

    def define_pipelines(self) -> list[Any]:
        """Return them."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)  # type: ignore[no-untyped-call]
        quick = _quick()
        passes.passes = [(quick.get(each, each), text) for each, text in passes.passes if each.name() not in NEEDLESS]
        passes.finalize()
        return [passes]


def _quick() -> dict[type, type]:
    """Return numba's pass -> the quick one in its place; none with another version of numba."""
    if numba.__version__ != KNOWN:
        return {}
    from archlib.engine.quick import QUICK  # of another version the parts may have other names

    return QUICK
