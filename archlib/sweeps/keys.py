"""The name under which a run is kept: all that its row depends on, the code that made it included."""

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

import archlib
from archlib._version import __version__
from archlib.architectures import Architecture
from archlib.data import data_dir
from archlib.draws import digest
from archlib.params import Params
from archlib.sweeps.measures import NUMBERS
from archlib.sweeps.tasks import Cell

FORMAT = 1
APART = ("course", "lab")  # they look at runs and change none
FACTS = ("bitrates.csv", "instance_types.csv", "quotas.csv")  # what runs read beside what their parameters say


def key(cell: Cell) -> str | None:
    """Return the sha256 of what a row depends on, 64 hexadecimal digits; None where that cannot be known.

    Of an architecture of one's own the topology counts too, so a change of its code is seen. What a function among the
    parameters does (a scaling policy of one's own) cannot be seen, nor the code of a load of one's own: such rows are
    never kept.
    """
    architecture = cell.architecture
    if not _ours(type(cell.scenario.load)) or not is_plain(architecture):
        return None
    own = "" if _ours(type(architecture)) else repr(architecture.built)
    return digest(
        [
            cell.scenario.hash, architecture.to_dict(), own, cell.prices.hash,
            cell.contract.model_dump(mode="json"), version(),
        ]
    )  # fmt: skip


def is_plain(architecture: Architecture) -> bool:
    """Whether no field of an architecture is a function, whose code would count and cannot be seen."""
    return all(_plain(getattr(architecture, name)) for name in type(architecture).model_fields)


def is_ours(architecture: Architecture) -> bool:
    """Whether an architecture is one of the package's, so that `version` sees a change of its code."""
    return _ours(type(architecture)) and is_plain(architecture)


@cache
def version() -> str:
    """Return what tells this archlib from another: versions, the columns of a row, and the code that makes it."""
    root = Path(archlib.__file__).parent
    code = [p for p in sorted(root.rglob("*.py")) if p.relative_to(root).parts[0] not in APART]
    read = hashlib.sha256(b"".join(p.read_bytes() for p in (*code, *(data_dir() / name for name in FACTS))))
    return digest([FORMAT, __version__, np.__version__, NUMBERS, read.hexdigest()])


def _ours(kind: type) -> bool:
    return kind.__module__.startswith("archlib.")


def _plain(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_plain, value))
    return value is None or isinstance(value, (bool, int, float, str, Params))
