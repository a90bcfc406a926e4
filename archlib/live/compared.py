"""What the model predicts of a trial, and how near it came to what was measured."""

from dataclasses import dataclass
from typing import Final

from archlib.engine import simulate
from archlib.live.observed import Observed
from archlib.live.trial import Trial
from archlib.outcome import Run
from archlib.topology import Fleet, OwnPolicy, Queue
from archlib.topology.own import Desired

SHARE: Final = 0.20  # of the throughput predicted
MESSAGES: Final = 2  # more or fewer in the longest queue


@dataclass(frozen=True)
class Line:
    """One number, predicted and measured, in `unit`; `within` is how far apart they may be, None for as you like."""

    name: str
    unit: str
    predicted: float
    measured: float
    within: float | None

    @property
    def ok(self) -> bool:
        """Whether they are as near as they have to be."""
        return self.within is None or abs(self.measured - self.predicted) <= self.within


def predicted(trial: Trial, policy: Desired | OwnPolicy | None = None) -> Observed:
    """Return what the model says of a trial: the same arrivals, the same work, the same policy."""
    return observed(simulate(trial.fleet(policy), trial.scenario))


def observed(run: Run) -> Observed:
    """Return what a run of one queue and one fleet says of them."""
    stations, trace = run.topology.stations, run.trace
    queue = next(number for number, station in enumerate(stations) if isinstance(station, Queue))
    fleet = next(number for number, station in enumerate(stations) if isinstance(station, Fleet))
    stays, lives = trace.visits_at(queue), trace.lives[trace.lives["station"] == fleet]
    return Observed.until(
        trace.horizon_s,
        sent=stays["enter"],
        taken=stays["start"],
        ready=trace.ready,
        launched=lives["launch"],
        ended=lives["end"],
    )


def compared(model: Observed, here: Observed) -> tuple[Line, ...]:
    """Return what has to agree, throughput within 20 % and the longest queue within 2 messages, and the workers."""
    return (
        Line("throughput", "videos/h", model.per_hour, here.per_hour, SHARE * model.per_hour),
        Line("longest queue", "messages", model.most_waiting, here.most_waiting, MESSAGES),
        Line("most workers", "instances", model.most_workers, here.most_workers, None),
    )
