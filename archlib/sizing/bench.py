"""Where sizes are tried: real runs, no size twice, and no seed more than it takes to tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.contract import Contract
from archlib.engine.simulate import simulate
from archlib.errors import EngineError, ParameterError
from archlib.outcome import Run
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.sizing.dials import Dial, Point, at
from archlib.sizing.found import Outcome, Try, judged

ROUNDING = 1e-9  # costs that differ by this share are equal


class LimitError(EngineError):
    """The runs that a search may make are used up."""


@dataclass
class Bench:
    """Tries points of the dials.

    A size is left at the first seed that shows that it breaks the contract on more seeds than may, or that over the
    seeds run so far it costs more than the best one; the seed that showed a break goes first with the next size.
    """

    architecture: Architecture
    dials: tuple[Dial, ...]
    scenarios: Sequence[Scenario]
    contract: Contract
    prices: PriceList
    may_fail: int
    most_runs: int
    progress: Progress | None
    compiled: bool | None
    best: Point | None = None
    nearest: Point | None = None
    made: int = 0
    tries: dict[Point, Try] = field(default_factory=dict)
    kept: dict[Point, dict[int, Run]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._order = list(self.scenarios)

    def better(self, point: Point) -> bool:
        """Try a point; whether it meets the contract for less than the best one, or for as much with less of all."""
        if point not in self.tries:
            self._try(point)
        return self.best == point

    @property
    def top(self) -> Point:
        """Every dial at its last candidate."""
        return tuple(len(d.values) - 1 for d in self.dials)

    @property
    def least(self) -> Point:
        """The best point so far.

        Raises
        ------
        EngineError
            if nothing has met the contract yet
        """
        if self.best is None:
            raise EngineError("size: nothing has met the contract yet; go up before you go down")
        return self.best

    def state(self, point: Point) -> str:
        """What became of a point that was tried."""
        return self.tries[point].state

    def _try(self, point: Point) -> None:
        values = {d.path: d.values[i] for d, i in zip(self.dials, point, strict=True)}
        outcomes: dict[int, Outcome] = {}
        runs: dict[int, Run] = {}
        try:
            one = at(self.architecture, self.dials, point)
        except ParameterError:
            self.tries[point] = Try(values, "refused", outcomes)
            return
        state = self._play(one, outcomes, runs)
        self.tries[point] = Try(values, state, outcomes)
        self._keep(point, runs)

    def _play(self, one: Architecture, outcomes: dict[int, Outcome], runs: dict[int, Run]) -> str:
        failed = 0
        for scenario in tuple(self._order):
            run = self._run(one, scenario)
            runs[scenario.seed] = run
            outcomes |= judged({scenario.seed: run}, self.contract)
            if not outcomes[scenario.seed].ok:
                failed += 1
                self._order.remove(scenario)
                self._order.insert(0, scenario)
            if failed > self.may_fail:
                return "breaks"
            if self._dearer(outcomes):
                return "dearer"
        return "meets"

    def _beats(self, point: Point) -> bool:
        """Whether a point that meets the contract costs less than the best, or as much with less of everything."""
        if self.best is None:
            return True
        cost, least = self.tries[point].usd, self.tries[self.best].usd
        return cost < least * (1 - ROUNDING) or (cost <= least * (1 + ROUNDING) and sum(point) < sum(self.best))

    def _run(self, one: Architecture, scenario: Scenario) -> Run:
        if self.made >= self.most_runs:
            raise LimitError(f"{self.most_runs} runs are used up")
        if self.progress is not None and self.progress(self.made / self.most_runs) is False:
            raise EngineError("the search for a size was cancelled; nothing of it was kept")
        self.made += 1
        return simulate(one, scenario, prices=self.prices, contract=self.contract, compiled=self.compiled)

    def _dearer(self, outcomes: dict[int, Outcome]) -> bool:
        if self.best is None:
            return False
        paid = self.tries[self.best].outcomes
        return sum(o.usd for o in outcomes.values()) > sum(paid[seed].usd for seed in outcomes) * (1 + ROUNDING)

    def _keep(self, point: Point, runs: dict[int, Run]) -> None:
        """Keep the runs of the best, or while there is none of the nearest; those of all others go."""
        one = self.tries[point]
        if one.state == "meets" and self._beats(point):
            self.best, self.kept = point, {point: runs}
        elif self.best is None and (self.nearest is None or self._nearer(one, self.tries[self.nearest])):
            self.nearest, self.kept = point, {point: runs}

    @staticmethod
    def _nearer(one: Try, other: Try) -> bool:
        return (one.shortfall, one.usd) < (other.shortfall, other.usd)
