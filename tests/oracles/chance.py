"""Random cases: architectures, arrivals, work and faults from a seed; every third seed puts all times on a grid.

On a grid arrivals, completions, ticks and timeouts fall on the same instants, so that the clock rule decides.
"""

import numpy as np

from archlib import faults
from archlib.architectures import Architecture, Monolith, QueueFleet, Tiers
from archlib.faults import Drawn, Faults
from tests.oracles.same import Case, case

GRID_S = 30.0
ROOMS = [0, 2, 50]


def chance(kind: type[Architecture], seed: int, most: int = 200) -> Case:
    """Return a case of an architecture with at most `most` videos."""
    rng = np.random.default_rng(seed)
    grid = GRID_S if seed % 3 == 0 and kind is not Tiers else 0.0  # see _tiers
    n = int(rng.integers(1, most))
    arrive = _on(grid, np.cumsum(rng.exponential(rng.choice([5, 30, 120]), n)))
    means = {"transfer": [0.001, 30], "transcode": [60, 240], "catalogue": [0.001, 5]}
    work = {column: _on(grid, rng.exponential(rng.choice(m), n)) for column, m in means.items()}
    system = {Monolith: _monolith, Tiers: _tiers, QueueFleet: _queue_fleet}[kind](rng)
    horizon_s, more_s = arrive[-1] * rng.choice([0.7, 1]) + 100, rng.choice([600, 7_200, 50_000])
    return case(system, arrive, work, _faults(rng, arrive[-1] / 3600), float(horizon_s), float(more_s), seed)


def _on(grid: float, times: np.ndarray) -> np.ndarray:
    return np.round(times / grid) * grid if grid else times


def _faults(rng: np.random.Generator, hours: float) -> Faults:
    """Nothing, or one of several mixtures of drawn and scheduled faults."""
    mixed = Faults(
        drawn=(
            Drawn(role="process", effect="slow", factor=3.0, availability=0.7, mttr_s=1600.0),
            Drawn(role="process", effect="error", availability=0.9, mttr_s=600.0),
        )
    )
    at, k = hours * rng.random(2), int(rng.integers(0, 4))
    plans = (
        faults.none(),
        faults.drawn(0.9, host=0.9, mttr_s=600.0),
        faults.drawn({"queue": 0.9, "store": 0.9}, mttr_s=300.0),
        mixed,
        faults.no_launch(at[0], 0.3) + faults.down("process", at[1], 0.2, instance=k),
        faults.host_down(at[0], 0.5, zone=k % 2) + faults.down("process", at[1], 0.02, instance=k),
        faults.host_down(at[0], 0.02, role="process", instance=k) + faults.host_down(at[1], 0.2, host=k),
    )
    return plans[rng.integers(len(plans))]


def _client(rng: np.random.Generator) -> dict[str, float | int]:
    return {
        "timeout_s": float(rng.choice([3600, 61, 307.5])),
        "tries": int(rng.integers(1, 4)),
        "backoff_s": float(rng.choice([0, 1, 60])),
        "jitter": float(rng.choice([0, 0.5, 1])),
    }


def _monolith(rng: np.random.Generator) -> Monolith:
    cancels, replicas = bool(rng.random() < 0.5), int(rng.integers(1, 4))
    room = int(rng.choice(ROOMS))
    return Monolith(replicas=replicas, instance="c5.large", room=room, cancels=cancels, **_client(rng))


def _tiers(rng: np.random.Generator) -> Tiers:
    """Without a grid: patience that ends at one instant on two edges may be counted for one or for both of them.

    Without cancelling, and with pauses that differ: a tier that crashes with several calls in hand ends them one after
    another, in an order that no rule names; it would show in who is served for no time in between, and in who is the
    first to try again.
    """
    client = _client(rng) | {"backoff_s": float(rng.choice([1, 60])), "jitter": float(rng.choice([0.5, 1]))}
    room, threads = int(rng.choice(ROOMS)), int(rng.choice([1, 20, 100]))
    size = str(rng.choice(["c5.large", "c5.4xlarge"]))
    return Tiers(process_instance=size, process_room=room, upload_threads=threads, **client)


def _queue_fleet(rng: np.random.Generator) -> QueueFleet:
    largest = int(rng.choice([1, 3, 30, 300]))
    return QueueFleet(
        min_workers=int(rng.integers(0, min(largest, 3) + 1)),
        max_workers=largest,
        policy=str(rng.choice(["ceil", "floor", "alarm", "backlog_per_instance"])),
        target=float(rng.choice([0.5, 1, 2])),
        count_in_flight=bool(rng.random() < 0.7),
        metric_delay_s=float(rng.choice([0, 60, 90])),
        tick_s=float(rng.choice([60, 30, 7])),
        cooldown_s=float(rng.choice([0, 0, 300])),
        boot_s=float(rng.choice([0, 90, 120])),
        idle_s=float(rng.choice([0, 60, 300])),
        scale_in_protection=bool(rng.random() < 0.6),
        visibility_s=float(rng.choice([60, 333, 900])),
        max_receives=int(rng.integers(1, 5)),
        stale_receipt_deletes=bool(rng.random() < 0.6),
        queue_order=str(rng.choice(["standard", "fifo"])),
        reorder=float(rng.choice([0, 0.5, 1])),
        retention_s=float(rng.choice([345_600, 601])),  # never at the instant at which a last timeout ends
        upload_threads=int(rng.choice([1, 50, 10_000])),
        manage_threads=int(rng.choice([1, 50])),
        launches_per_min=int(rng.choice([0, 0, 1, 2])),
        instance_quota=int(rng.choice([1337, 1337, 3])),
        **_client(rng),
    )
