"""How numba compiles the kernel: as it compiles anything, without the passes that look for what the kernel never has.

No closures (they are written out already, see `flat`) and no expressions on whole arrays: looking for them takes a
third of the time.
"""

from typing import Any

from numba.core.compiler import CompilerBase, DefaultPassBuilder

NEEDLESS = ("inline_closure_likes", "generic_rewrites", "nopython_rewrites")


class Pipeline(CompilerBase):
    """The passes that the kernel needs."""

    def define_pipelines(self) -> list[Any]:
        """Return them."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)  # type: ignore[no-untyped-call]
        passes.passes = [each for each in passes.passes if each[0].name() not in NEEDLESS]
        passes.finalize()
        return [passes]
