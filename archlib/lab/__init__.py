"""The lab: panels of controls and pictures for a notebook. The only part that knows Jupyter; nothing imports it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archlib.lab.compare_panel import ComparePanel, compare
    from archlib.lab.plan import Chance, Failures, Prices

__all__ = ["Chance", "ComparePanel", "Failures", "Prices", "compare"]

_HOME = {"ComparePanel": "compare_panel", "compare": "compare_panel"}


def __getattr__(name: str) -> Any:
    """Import the panel, and with it the widgets, only when it is asked for."""
    if name in __all__:
        return getattr(import_module(f"archlib.lab.{_HOME.get(name, 'plan')}"), name)
    raise AttributeError(f"module 'archlib.lab' has no attribute {name!r}")
