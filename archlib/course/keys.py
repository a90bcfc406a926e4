"""The numbers that quiz items ask for, computed from the models; the bank names them and holds none."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from archlib.course.catalogue import NOTEBOOKS

KEYS: Final[dict[str, Callable[[], float]]] = {
    name: key for n in NOTEBOOKS for name, key in import_module(f"archlib.course.n{n}").KEYS.items()
}
