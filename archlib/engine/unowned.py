"""Tables without an owner: the same memory, but nobody counts who uses it.

numba counts the users of each array, atomically, wherever it cannot prove that it need not. The driver holds all
tables while the kernel runs, so the kernel's own view of them needs no count; without it the autoscaled day of the
benchmark takes a twentieth less time.
"""

from typing import Any

from llvmlite.ir import Constant
from numba.extending import intrinsic


@intrinsic
def unowned(_context: Any, array: Any) -> Any:
    """Return the array without the record of its owner; whoever calls must keep the array alive."""

    def code(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        view = context.make_array(array)(context, builder, arguments[0])
        view.meminfo = Constant(view.meminfo.type, None)
        view.parent = Constant(view.parent.type, None)
        return view._getvalue()

    return array(array), code
