"""The bench of the live queue: a prediction at once, and the same for real at the press of a button."""

from typing import Any, Final

from archlib.engine.driver import Progress
from archlib.errors import ArchlibError
from archlib.lab.bench import Bench, Sights
from archlib.lab.figures import live_queue as figure
from archlib.lab.figures.picture import Picture
from archlib.lab.gate import Gate, behind
from archlib.lab.policy_panel import Refusal
from archlib.live import Observed, Trial, predicted, run
from archlib.topology import OwnPolicy
from archlib.topology.own import Desired

KEY, PICTURE = "live", "live_queue"
SEEN: Final = ("hours", "speed", "peak_per_hour", "max_workers", "boot_s")
FOLDED: Final = tuple(name for name in Trial.model_fields if name not in SEEN)
BUTTON: Final = "Run it for real"


class LiveBench(Bench):
    """Predicts each choice, and measures one when asked.

    Attributes
    ----------
    policy : the function that the fleet follows; None for a worker a message
    measured : what was measured, trial -> moments
    """

    def __init__(self, start: Trial, policy: OwnPolicy | None) -> None:
        self.policy = policy
        self.measured: dict[Trial, Observed] = {}
        super().__init__(
            Sights(KEY, start, SEEN, {PICTURE: self._seen}, {PICTURE: self._run}, button=BUTTON, folded=FOLDED)
        )

    def _seen(self, trial: Trial, progress: Progress | None = None) -> Picture:
        return figure.picture(trial, predicted(trial, self.policy), self.measured.get(trial))

    def _run(self, trial: Trial, progress: Progress | None = None) -> Picture:
        self._asked = False  # else the next look at these choices would run them again
        self.measured[trial] = run(trial, self.policy, progress=progress)
        return self._seen(trial)


def live_queue(*, policy: Desired | None = None, after: str | None = None, **fields: Any) -> LiveBench | Refusal | Gate:
    """Return a bench on which a queue and its workers run for real on this machine, beside the model's prediction.

    Threads of this kernel are the workers; queue and store lie in a temporary folder, which is deleted afterwards.

    Parameters
    ----------
    policy : a function of one's own, called as `function(visible, in_flight, workers, oldest_s)`
    after : the bet that must be placed before it opens
    fields : of `archlib.live.Trial`, such as hours=1 and speed=120; ten hours in ten minutes by default

    Raises
    ------
    ParameterError : a field that is unknown, or outside its bounds
    """
    start = Trial(**fields)

    def made() -> LiveBench | Refusal:
        try:
            return LiveBench(start, None if policy is None else OwnPolicy(policy))
        except ArchlibError as error:
            return Refusal(error)

    return behind(after, made)
