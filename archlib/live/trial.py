"""What is tried: some hours with a launch, a fleet that follows its queue, and how fast the clock runs."""

from archlib.architectures import QueueFleet
from archlib.faults import none
from archlib.params import Params, param
from archlib.scenario import Scenario
from archlib.topology import OwnPolicy
from archlib.topology.own import Desired
from archlib.workload import LaunchSpike
from archlib.workload.steps import HOUR_S

DAY_H = 24.0
LONGEST_HIDDEN_S = 43_200.0  # no message comes back while its worker is at work


class Trial(Params):
    """Hours of a service, played on this machine and in the model.

    Raises
    ------
    ParameterError : a field outside its bounds

    Notes
    -----
    Leaves out failures and watching. The launch comes when three tenths of the time have gone.
    """

    hours: float = param(10.0, ge=0.5, le=48, unit="h", scale="log", help="how long the service is watched")
    speed: float = param(60.0, ge=1, le=1_200, unit="1", scale="log", help="seconds of the service in a second here")
    base_per_hour: float = param(6.0, ge=0, le=120, unit="videos/h", help="uploads before the launch")
    peak_per_hour: float = param(60.0, ge=0, le=240, unit="videos/h", help="uploads at the launch")
    decay_h: float = param(1.0, ge=0.1, le=24, unit="h", scale="log", help="in which the surplus falls to 37 %")
    max_workers: int = param(6, ge=1, le=40, unit="instances", help="largest size of the fleet")
    boot_s: float = param(90.0, ge=0, le=3_600, unit="s", help="launch of a worker to ready")
    idle_s: float = param(300.0, ge=0, le=86_400, unit="s", help="idle time before a scale-in may end a worker")
    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="draws arrivals and work")

    @property
    def here_s(self) -> float:
        """How long it takes on this machine, s."""
        return self.hours * HOUR_S / self.speed

    @property
    def scenario(self) -> Scenario:
        """When videos come, and how much work each of them is."""
        load = LaunchSpike(
            base_per_hour=self.base_per_hour, peak_per_hour=self.peak_per_hour, launch_at_h=0.3 * self.hours,
            decay_h=self.decay_h, days=self.hours / DAY_H,
        )  # fmt: skip
        return Scenario(load, faults=none(), seed=self.seed)

    def fleet(self, policy: Desired | OwnPolicy | None = None) -> QueueFleet:
        """Return the architecture: it launches as many workers as there are messages, or what a policy says."""
        made = QueueFleet(
            max_workers=self.max_workers, boot_s=self.boot_s, idle_s=self.idle_s, visibility_s=LONGEST_HIDDEN_S
        )
        return made if policy is None else made.but(policy=policy)
