"""The files that the page gets: scripts and styles, read from this package and from nowhere else."""

from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).with_name("static")


def module(*names: str) -> str:
    """Return scripts joined in this order into the one module that a widget has; so they need no build.

    Every widget sends its module anew, so comments that have a line of their own, and indents, stay here: no string of
    the scripts goes over a line's end.
    """
    lines = [line.strip() for name in names for line in (STATIC / f"{name}.js").read_text("utf-8").splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith("//"))
