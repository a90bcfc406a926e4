"""From choices to a comparison, running again only what a change touches.

A price or a service level runs nothing; a parameter of one architecture runs that one; load, failures, seed and the
deadline run all.
"""

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress, labels
from archlib.engine import simulate
from archlib.lab.choices import Choices
from archlib.lab.shares import go_on, part
from archlib.lab.shelf import SHELF, Shelf
from archlib.outcome import Run
from archlib.scenario import Scenario

_Asked = tuple[Architecture, Scenario, float]


class Runner:
    """Remembers the last run of each architecture; `runs` counts how often one was really made."""

    def __init__(self, shelf: Shelf = SHELF) -> None:
        self._kept: dict[str, tuple[_Asked, Run]] = {}
        self._shelf = shelf
        self.runs = 0

    @property
    def nbytes(self) -> int:
        """About how much memory its runs take, bytes: what is computed from a trace takes as much again."""
        return sum(2 * run.trace.nbytes for _, run in tuple(self._kept.values()))

    def forget(self) -> None:
        """Let go of the runs; they are made again when they are asked for."""
        self._kept = {}

    def compare(self, choices: Choices, progress: Progress | None = None) -> Comparison:
        """Return the comparison of all architectures under the choices.

        Raises
        ------
        EngineError
            if `progress` returns False; the runs that were whole by then are kept
        """
        scenario, prices = choices.scenario(), choices.prices.prices()
        made = []
        for i, (key, architecture) in enumerate(choices.compared.items()):
            asked = (architecture, scenario, choices.contract.deadline_s)
            run = self._run(key, asked, choices, part(progress, i, len(choices.compared)))
            made.append(run if run.prices.hash == prices.hash else run.reprice(prices))
        self._shelf.used(self)
        architectures = tuple(choices.compared.values())
        return Comparison(tuple(made), labels(architectures), choices.contract, architectures)

    def _run(self, key: str, asked: _Asked, choices: Choices, progress: Progress | None) -> Run:
        kept = self._kept.get(key)
        if kept is not None and kept[0] == asked:
            return kept[1]
        architecture, scenario, _ = asked
        go_on(progress, 0, 1)
        len(scenario.videos)  # drawn once for all architectures, for millions of videos in a second: then ask again
        go_on(progress, 0, 1)
        run = simulate(
            architecture, scenario, prices=choices.prices.prices(), contract=choices.contract, progress=progress
        )
        self._kept[key] = asked, run
        self.runs += 1
        return run
