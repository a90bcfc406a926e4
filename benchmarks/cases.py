"""What the engine and its peers are measured on: inputs drawn once, the same for all."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from archlib.architectures import Architecture, Monolith, QueueFleet, Tiers
from archlib.engine.inputs import Inputs
from archlib.topology import Entry, Fleet, Pool, Scaling, Topology

DAY_S = 86_400.0
WEEK_S = 7 * DAY_S
SEED = 1


@dataclass(frozen=True)
class Case:
    """A topology, its inputs, and the numbers that peers need to play the same."""

    name: str
    topology: Topology
    inputs: Inputs
    servers: int = 1

    @property
    def jobs(self) -> int:
        """Videos in the case."""
        return len(self.inputs.arrive)

    @property
    def work(self) -> np.ndarray:
        """Seconds of work of each video."""
        return self.inputs.work["work"]


def queue(servers: int, jobs: int, load: float = 0.9) -> Case:
    """M/M/c with mean work 1 s: Poisson arrivals, exponential work, one line, `load` of the servers' capacity."""
    rng = np.random.default_rng(SEED)
    arrive = np.cumsum(rng.exponential(1 / (load * servers), jobs))
    topology = Topology((Pool("box", plays=("process",), does=("work",), slots=servers),), (Entry("upload", "box"),))
    work = {"work": rng.exponential(1.0, jobs)}
    return Case(f"M/M/{servers}", topology, Inputs(arrive, work, SEED, arrive[-1], arrive[-1] + 1e6), servers)


TICK_S, BOOT_S, TARGET, LARGEST = 60.0, 120.0, 2.0, 1337


def autoscaled_day(mean_per_s: float = 1.0) -> Case:
    """A day of Poisson arrivals at a rate that follows a sine, and workers that follow the queue from 0 to 1337."""
    rng = np.random.default_rng(SEED)
    highest = 1.8 * mean_per_s
    tries = np.cumsum(rng.exponential(1 / highest, int(DAY_S * highest * 1.1) + 100))
    rate = mean_per_s * (1 + 0.8 * np.sin(2 * np.pi * tries / DAY_S))
    arrive = tries[(rng.random(len(tries)) * highest < rate) & (tries < DAY_S)]
    scaling = Scaling(target=TARGET, metric_delay_s=0.0, idle_s=0.0, tick_s=TICK_S)
    workers = Fleet("workers", ("process",), ("work",), max_size=LARGEST, scaling=scaling, boot_s=BOOT_S)
    topology = Topology((workers,), (Entry("upload", "workers"),))  # one line, as the peers have
    work = {"work": rng.exponential(60.0, len(arrive))}
    return Case("autoscaled day", topology, Inputs(arrive, work, SEED, DAY_S, DAY_S + 36_000.0))


def pipeline(architecture: Architecture, jobs: int) -> Case:
    """A whole architecture under `jobs` videos spread over a week, sized so that all of them are served."""
    rng = np.random.default_rng(SEED)
    arrive = np.sort(rng.random(jobs) * WEEK_S)
    busy = 30.0  # slots in use on average, whatever the number of videos
    work = {
        "transfer": np.full(jobs, 0.01),
        "transcode": rng.exponential(busy * WEEK_S / jobs, jobs),
        "catalogue": np.full(jobs, 0.01),
    }
    inputs = Inputs(arrive, work, SEED, WEEK_S, WEEK_S + 3600.0)
    return Case(f"{architecture.kind}, {jobs:,} jobs", architecture.topology(), inputs)


PIPELINES: tuple[Callable[[], Architecture], ...] = (
    lambda: Monolith(instance="m5.4xlarge", replicas=6, room=10_000),
    lambda: Tiers(process_instance="m5.4xlarge", upload_threads=10_000, process_room=10_000, manage_threads=10_000),
    lambda: QueueFleet(max_workers=1337, upload_threads=10_000, manage_threads=10_000),
)
