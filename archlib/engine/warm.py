"""Compile the kernel beforehand: `python -m archlib.engine.warm`, for a class server or an image."""

import time

from archlib.engine.jit import cache_folder, compiled_before
from archlib.faults import none
from archlib.scenario import Scenario
from archlib.workload import Workload


def warm() -> float:
    """Compile the kernel if that has not been done on this machine, and return the seconds it took."""
    from archlib.architectures import Monolith
    from archlib.engine.simulate import simulate

    began = time.perf_counter()
    simulate(Monolith(), Scenario(Workload.homogeneous(per_hour=1, days=1), faults=none()))
    return time.perf_counter() - began


def main() -> None:
    """Say what is done and where the result is kept."""
    known = compiled_before()
    seconds = warm()
    state = "was compiled before" if known else "is compiled"
    print(f"The kernel {state} ({seconds:.1f} s); it is kept in {cache_folder()}")


if __name__ == "__main__":
    main()
