"""Compile the kernel beforehand: `python -m archlib.engine`."""

from archlib.engine.jit import cache_folder, compiled_before
from archlib.engine.warm import warm


def main() -> None:
    """Say what is done and where the result is kept."""
    known = compiled_before()
    seconds = warm()
    state = "was compiled before" if known else "is compiled"
    print(f"The kernel {state} ({seconds:.1f} s); it is kept in {cache_folder()}")


if __name__ == "__main__":
    main()
