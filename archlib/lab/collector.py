"""Python's collector of cycles, kept from what stays: else a slider's move waits for it now and then."""

import gc

from IPython.core.getipython import get_ipython


def spare() -> None:
    """Take all that is there now out of what a full collection passes over (Python's library reference, `gc.freeze`).

    In a kernel with numba and plotly these are some 400,000 objects, which takes 80 ms, and a dozen moves of a slider
    make enough new ones to set it off. What is spared is freed as before once nobody refers to it, unless it is part of
    a cycle. Does nothing outside IPython, where no page waits.
    """
    if get_ipython() is not None:
        gc.collect()
        gc.freeze()
