"""The files that the page gets: scripts and styles, read from this package and from nowhere else."""

from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).with_name("static")


def module(*names: str) -> str:
    """Return scripts joined in this order into the one module that a widget has; so they need no build."""
    return "\n".join((STATIC / f"{name}.js").read_text("utf-8") for name in names)
