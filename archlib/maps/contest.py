"""One contract over the runs of an architecture in a cell: the bench of a search that many contracts share."""

from collections.abc import Iterable
from dataclasses import dataclass

from archlib.contract import kept_share
from archlib.errors import EngineError, ParameterError
from archlib.maps.trials import Trials
from archlib.outcome.lean import Lean
from archlib.sizing.bench import ROUNDING
from archlib.sizing.dials import Dial, Point


@dataclass(frozen=True)
class Level:
    """A service level, and by which of the deadlines (its number) videos have to be ready."""

    share: float
    deadline: int

    def kept(self, run: Lean) -> bool:
        """Whether all clauses are kept."""
        return not self.shortfalls(run)

    def shortfalls(self, run: Lean) -> dict[str, float]:
        """Return clause -> by how much it is missed, 1; empty if all are kept, as `Contract.verdict` has it."""
        kept = {
            "upload": kept_share(run.accepted, run.videos),
            "ready": kept_share(run.ready[self.deadline], run.videos),
        }
        if run.manages:
            kept["manage"] = kept_share(run.served, run.asked)
        return {name: self.share - value for name, value in kept.items() if not value - self.share >= 0}


class Contest:
    """Tries points for one contract; what other contracts have run is not run again.

    A point is left at the first seed that shows that it breaks the contract, or that over the seeds looked at it costs
    more than the best one.
    """

    def __init__(self, trials: Trials, level: Level) -> None:
        self._trials, self._level = trials, level
        self._states: dict[Point, str] = {}
        self._broken: list[Point] = []  # none of them above another
        self.best: Point | None = None

    @property
    def dials(self) -> tuple[Dial, ...]:
        """What may be turned."""
        return self._trials.dials

    @property
    def top(self) -> Point:
        """Every dial at its last candidate."""
        return tuple(len(d.values) - 1 for d in self.dials)

    @property
    def met(self) -> bool:
        """Whether a point met the contract."""
        return self.best is not None

    @property
    def least(self) -> Point:
        """The best point so far."""
        if self.best is None:
            raise EngineError("map: nothing has met the contract yet; go up before you go down")
        return self.best

    def state(self, point: Point) -> str:
        """What became of a point: "meets", "breaks", "dearer" or "refused"."""
        return self._states[point]

    def better(self, point: Point) -> bool:
        """Try a point; whether it meets the contract for less than the best one, or for as much with less of all."""
        if point not in self._states:
            self._mark(point, self._tried(point))
            if self._states[point] == "meets" and self._beats(point):
                self.best = point
        return self.best == point

    def _tried(self, point: Point) -> str:
        if self._trials.refused(point):
            return "refused"
        return "breaks" if self._below_broken(point) else self._played(point)

    def _hopeless(self, point: Point) -> bool:
        """Whether it is known without a run that a point will not do."""
        return self._trials.refused(point) or self._states.get(point) == "breaks" or self._below_broken(point)

    def _below_broken(self, point: Point) -> bool:
        return any(all(p <= b for p, b in zip(point, broken, strict=True)) for broken in self._broken)

    def _mark(self, point: Point, state: str) -> None:
        self._states[point] = state
        if state == "breaks" and not self._below_broken(point):
            self._broken = [b for b in self._broken if any(b_i > p for b_i, p in zip(b, point, strict=True))]
            self._broken.append(point)

    def may_do(self, point: Point) -> bool:
        """Whether the seed in doubt meets the contract at a point, for no more than at the best one."""
        if self._hopeless(point):
            return False
        if point in self._states:
            return self._states[point] == "meets"
        week = self._trials.order[0]
        run = self._trials.run(point, week)
        if self._level.shortfalls(run):
            self._mark(point, "breaks")
            return False
        if run.usd <= self._trials.run(self.least, week).usd * (1 + ROUNDING):
            return True
        self._mark(point, "dearer")
        return False

    def is_dearer(self, point: Point) -> bool:
        """Whether it is known that a point costs more than the best one on the seeds that were run."""
        return self._states.get(point) == "dearer"

    def breaks(self, point: Point) -> bool:
        """Whether a point breaks the contract on the seed in doubt; False too for one that the model refuses."""
        if self._trials.refused(point):
            return False
        if self._hopeless(point):
            return True
        if not self._level.shortfalls(self._trials.run(point, self._trials.order[0])):
            return False
        self._mark(point, "breaks")
        return True

    def adopt(self, points: Iterable[Point]) -> None:
        """Begin with the best of points that have been run on every seed."""
        weeks = len(self._trials.weeks)
        for point in points:
            runs = self._trials.seen(point)
            if len(runs) == weeks and all(self._level.kept(run) for run in runs.values()):
                self._states[point] = "meets"
                if self._beats(point):
                    self.best = point

    def outcome(self) -> tuple[Point, tuple[str, ...]]:
        """Return the best point and (), or the one that misses least and the clauses it breaks on the seeds run.

        Raises
        ------
        ParameterError
            if the model refused all that was tried
        """
        if self.best is not None:
            return self.best, ()
        ran = (point for point, state in self._states.items() if state == "breaks" and self._trials.seen(point))
        missed = {point: found for point in ran if (found := self._missed(point))}
        if not missed:
            kind = self._trials.architecture.kind
            raise ParameterError(f"decision_map: {kind} refuses every size tried. Give another architecture.")
        point = min(missed, key=lambda p: (sum(missed[p].values()), self._mean(p)))
        return point, tuple(missed[point])

    def _missed(self, point: Point) -> dict[str, float]:
        """Each clause as missed on the worst of the seeds that were run, in the contract's order."""
        worst: dict[str, float] = {}
        for run in self._trials.seen(point).values():
            for name, by in self._level.shortfalls(run).items():
                worst[name] = max(by, worst.get(name, 0.0))
        return {name: worst[name] for name in ("upload", "ready", "manage") if name in worst}

    def _played(self, point: Point) -> str:
        seen, usd, paid = self._trials.seen(point), 0.0, 0.0
        best = None if self.best is None else self._trials.seen(self.best)
        for week in sorted(self._trials.order, key=lambda w: w not in seen):
            run = self._trials.run(point, week)
            if self._level.shortfalls(run):
                self._trials.broke(week)
                return "breaks"
            usd += run.usd
            paid += best[week].usd if best else 0.0
            if best and usd > paid * (1 + ROUNDING):
                return "dearer"
        return "meets"

    def _beats(self, point: Point) -> bool:
        if self.best is None:
            return True
        cost, least = self._mean(point), self._mean(self.best)
        return cost < least * (1 - ROUNDING) or (cost <= least * (1 + ROUNDING) and sum(point) < sum(self.best))

    def _mean(self, point: Point) -> float:
        runs = self._trials.seen(point).values()
        return sum(run.usd for run in runs) / len(runs)
