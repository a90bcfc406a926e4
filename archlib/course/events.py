"""Events, those who tell of them and those who hear: the sums and the runs behind notebook 06."""

from typing import Any, Final

import numpy as np

from archlib import faults, theory
from archlib.architectures import Architecture, EventDriven, QueueFleet
from archlib.course.loads import HOUR_S, played
from archlib.engine import simulate
from archlib.outcome import Run
from archlib.outcome.trace import Reason
from archlib.prices import MONTH_HOURS, teaching
from archlib.scenario import Scenario
from archlib.topology import Delivery, Publish, Put, Rule, Topology
from archlib.workload import Workload

PER_HOUR, OUTAGE_H, AGE_S = 60.0, 0.5, 300.0
SEEDS: Final = 60
FAILS, RETRIES = 0.2, 3  # share of tries to upload that fail, and tries after the first
DAY_S: Final = 86_400.0
POLLERS, POLL_WAIT_S = 5, 20.0
POLL: Final = "SQS standard request"
PRODUCERS, CONSUMERS = 3, 5
BEFORE: Final = 3  # extra consumers, beside process: the next is the fifth who hears of an upload
NOBODY: Final[dict[str, Any]] = {"watch_per_s": 0.0, "watch_peak_per_s": 0.0}
BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001, **NOBODY}


def hasty(age_s: float = AGE_S, **fields: Any) -> EventDriven:
    """Return the system with events that are given up at an age, kept nowhere, tried after pauses without jitter."""
    return EventDriven(**{"delivery_age_s": age_s, "delivery_jitter": 0.0, "dead_letters": False, **fields})


def tries_s(delivery: Delivery) -> list[float]:
    """Return when an event is tried whose target never answers, s from the first try on, jitter left out.

    The pause before try k + 1 is the least of the cap and the first pause times 2**(k - 1); none falls behind the
    longest age.
    """
    found, at_s = [0.0], 0.0
    for k in range(delivery.tries - 1):
        at_s += min(delivery.backoff_cap_s, delivery.backoff_s * 2.0**k)
        if at_s > delivery.longest_age_s:
            break
        found.append(at_s)
    return found


def lost(per_hour: float, outage_h: float, delivery: Delivery) -> float:
    """Return how many events are given up in an outage of their target, on average, jitter left out.

    Lost is what has its last try while the target is still out.
    """
    return theory.lost_events(per_hour, outage_h, tries_s(delivery)[-1] / HOUR_S)


def lost_runs(made: EventDriven, seeds: int = SEEDS) -> tuple[float, Run]:
    """Return how many events are given up in the outage, the mean of some runs, and the last of them."""
    load = Workload.homogeneous(per_hour=PER_HOUR, days=0.25, transcode_s=5.0, **BARE)
    plan = faults.down("process", 2.0, OUTAGE_H)
    runs = [simulate(made, Scenario(load, faults=plan, seed=s), prices=teaching()) for s in range(1, seeds + 1)]
    return float(np.mean([run.jobs.counts()["lost"] for run in runs])), runs[-1]


def nobody_comes(hours: float = MONTH_HOURS) -> Workload:
    """Return a month of 730 h, or another time, in which nobody uploads and nobody watches."""
    return Workload.from_counts([0.0] * int(hours), HOUR_S, **BARE)


def idle(made: Architecture) -> Run:
    """Return a month in which nothing happens."""
    return played(made, Scenario(nobody_comes()))


def warm_worker_usd() -> float:
    """Return what one worker costs that waits for work all month, USD, its polling left out."""
    bill = idle(QueueFleet(min_workers=1)).bill
    return sum(item.amount_usd for item in bill.items if item.resource == "workers")


def idle_polls(pollers: int = POLLERS, wait_s: float = POLL_WAIT_S) -> float:
    """Return how many requests pollers make in a month of 730 h of an empty queue."""
    return theory.idle_polls(pollers, wait_s)


def idle_polls_usd(pollers: int = POLLERS, wait_s: float = POLL_WAIT_S) -> float:
    """Return what these requests cost, USD, in the teaching list."""
    return idle_polls(pollers, wait_s) * teaching().price(POLL).usd


def requests_a_day(interval_s: float) -> float:
    """Return how many requests one makes in a day who asks once in an interval."""
    return DAY_S / interval_s


def unread(made: EventDriven) -> str:
    """Return how many tries on a day with an event a minute could not be read, and how many videos that loses."""
    load = Workload.homogeneous(per_hour=PER_HOUR, days=1.0, transcode_s=5.0, **BARE)
    run = simulate(made, Scenario(load), prices=teaching())
    found = {
        name: int(np.count_nonzero(run.trace.visits_at(run.topology.index[name])["reason"] == Reason.UNREADABLE))
        for name in consumers(run.topology)
    }
    told = ", ".join(f"{name} {n}" for name, n in found.items() if n) or "nobody"
    return f"tries in vain of {told}; {run.jobs.counts()['lost']} videos lost"


def producers(topology: Topology) -> tuple[str, ...]:
    """Return the stations that publish events, each once."""
    return tuple(dict.fromkeys(e.source for e in topology.edges if isinstance(e, Publish)))


def consumers(topology: Topology) -> tuple[str, ...]:
    """Return the stations that have events delivered, each once."""
    return tuple(dict.fromkeys(e.target for e in topology.edges if isinstance(e, Rule)))


def told(topology: Topology) -> tuple[object, ...]:
    """Return all that producers are made of: themselves, and what they store and publish."""
    own = producers(topology)
    edges = [e for e in topology.edges if isinstance(e, (Publish, Put)) and e.source in own]
    return (*(topology[name] for name in own), *edges)
