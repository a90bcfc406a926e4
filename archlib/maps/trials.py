"""The runs of one architecture in one cell: each size and seed once, whoever asks and for whichever contract."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archlib.architectures import Architecture
from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.errors import ParameterError
from archlib.outcome.lean import Lean, lean
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.sizing.dials import Dial, Point, at
from archlib.timeline import timeline
from archlib.topology import Topology


@dataclass(frozen=True, eq=False)
class Week:
    """One seed of a cell, drawn once for all architectures and all their sizes."""

    scenario: Scenario
    inputs: Inputs

    @classmethod
    def of(cls, scenario: Scenario, longest_s: float) -> "Week":
        """Return what a scenario gives runs that go on so long after its horizon."""
        return cls(scenario, Inputs.of(scenario, scenario.horizon_s + longest_s))


@dataclass(eq=False)
class Trials:
    """Sizes of an architecture and what came of them.

    Attributes
    ----------
    weeks : one a seed
    deadlines_s : those to judge by; every run goes on for the longest
    order : numbers of the weeks, those first that broke a contract last
    known : point -> number of the week -> numbers of the run; None for a combination that the model refuses
    made : int, runs
    """

    architecture: Architecture
    dials: tuple[Dial, ...]
    weeks: Sequence[Week]
    deadlines_s: tuple[float, ...]
    prices: PriceList
    compiled: bool | None = None
    made: int = 0
    known: dict[Point, dict[int, Lean] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order = list(range(len(self.weeks)))
        self._built: dict[Point, Topology] = {}

    def refused(self, point: Point) -> bool:
        """Whether the model refuses a combination."""
        if point not in self.known:
            try:
                self._built[point] = at(self.architecture, self.dials, point).built
                self.known[point] = {}
            except ParameterError:
                self.known[point] = None
        return self.known[point] is None

    def seen(self, point: Point) -> dict[int, Lean]:
        """Return what is known of a point, number of the week -> numbers."""
        runs = self.known.get(point)
        return {} if runs is None else runs

    def run(self, point: Point, week: int) -> Lean:
        """Return the numbers of a run of a point that is not refused."""
        seen = self.seen(point)
        if week not in seen:
            seen[week] = self._run(self._built[point], self.weeks[week])
            self.made += 1
        return seen[week]

    def broke(self, week: int) -> None:
        """Remember to look at a week first, since it has just broken a contract."""
        self.order.remove(week)
        self.order.insert(0, week)

    def _run(self, topology: Topology, week: Week) -> Lean:
        scenario, inputs = week.scenario, week.inputs
        faults = timeline(topology, scenario.faults, scenario.seed, inputs.end_s)
        trace = play(topology, inputs, faults, compiled=self.compiled)
        return lean(topology, scenario, trace, faults, self.prices, self.deadlines_s)
