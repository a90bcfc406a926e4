"""Which run stands in which row: all combinations as arrays of positions, without making one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archlib.errors import ParameterError

Ints = npt.NDArray[np.int32]
NOT_HERE = -1
MOST_RUNS = 5_000_000


@dataclass(frozen=True, eq=False)
class Places:
    """Positions by row, int array (rows,) each.

    Attributes
    ----------
    architecture, scenario, draw, seed : the number of each in its list
    axes : for each axis the position of the value; -1 where the axis does not concern the architecture
    """

    architecture: Ints
    scenario: Ints
    draw: Ints
    seed: Ints
    axes: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.seed)


@dataclass(frozen=True)
class Length:
    """Of one axis: how many values, whether they are drawn, and which architectures they concern (None: all)."""

    n: int
    drawn: bool
    concerns: frozenset[int] | None = None

    def meets(self, architecture: int) -> bool:
        """Whether the axis concerns an architecture, by its number."""
        return self.concerns is None or architecture in self.concerns


def places(architectures: int, scenarios: int, axes: Sequence[Length], draws: int, seeds: int) -> Places:
    """Return the positions of all runs: architectures outermost, then scenarios, lists, draws, and seeds innermost.

    An architecture meets only the axes that concern it, so that none of its runs is made twice.

    Raises
    ------
    ParameterError
        if there are more than 5 million runs
    """
    blocks, total = [], 0
    for a in range(architectures):
        lists = [i for i, axis in enumerate(axes) if axis.meets(a) and not axis.drawn]
        draw = draws if any(axis.meets(a) and axis.drawn for axis in axes) else 1
        sizes = (scenarios, *(axes[i].n for i in lists), draw, seeds)
        total += int(np.prod([float(n) for n in sizes]))
        if total > MOST_RUNS:
            raise ParameterError(
                f"sweep: the lists, draws and seeds make more than {MOST_RUNS:,} runs. Give fewer values, or draw them."
            )
        blocks.append(_block(a, sizes, lists, axes))
    joined = _joined(blocks)
    return Places(joined[0], joined[1], joined[2], joined[3], joined[4:])


def order(at: Places, first: Sequence[int], last: Sequence[int]) -> Ints:
    """Return the rows in the order in which they are played: those of one scenario beside each other.

    Parameters
    ----------
    first : numbers of the axes that change load or faults
    last : numbers of the axes of prices and contract, of which a run needs no second one
    """
    middle = [i for i in range(len(at.axes)) if i not in first and i not in last]
    keys = [at.scenario, *(at.axes[i] for i in first), at.seed, at.architecture]
    keys += [at.axes[i] for i in (*middle, *last)]
    return np.lexsort(keys[::-1]).astype(np.int32)


def _block(a: int, sizes: tuple[int, ...], lists: list[int], axes: Sequence[Length]) -> list[Ints]:
    steps = [np.asarray(step.ravel(), np.int32) for step in np.indices(sizes, np.int32)]
    scenario, *listed, draw, seed = steps
    by_axis = dict(zip(lists, listed, strict=True))
    nowhere = np.full(len(seed), NOT_HERE, np.int32)
    drawn = [draw if axis.drawn and axis.meets(a) else nowhere for axis in axes]
    own = [by_axis.get(i, drawn[i]) for i in range(len(axes))]
    return [np.full(len(seed), a, np.int32), scenario, draw, seed, *own]


def _joined(blocks: list[list[Ints]]) -> tuple[Ints, ...]:
    return tuple(np.concatenate(column) for column in zip(*blocks, strict=True))
