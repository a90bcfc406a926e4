"""One service under retries: a hundred requests a second are its capacity, it hangs for a while, and comes back.

The trigger is over then. Whether the service recovers depends on what its customers do, and on who is served first.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, Literal, Self

from pydantic import model_validator

from archlib import faults
from archlib.engine.driver import Progress, play
from archlib.engine.inputs import Inputs
from archlib.faults import Faults
from archlib.outcome import Run
from archlib.params import Params, param, refuse
from archlib.prices import default
from archlib.scenario import Scenario
from archlib.timeline import timeline
from archlib.topology import Call, Entry, Policy, Pool, Topology
from archlib.topology.pools import Order
from archlib.workload import Workload
from archlib.workload.steps import DAY_S, HOUR_S

CAPACITY: Final = 100.0  # requests/s
WORK_S: Final = 1 / CAPACITY
BEFORE_S: Final = 10.0  # calm, before it hangs
SLOWER: Final = 100.0  # times, while it hangs
MANY: Final = 10_000  # slots of the layers before it: they only wait
ENDLESS: Final = 100_000  # requests: a line that never fills up
MOST_TRIES: Final = 3_000_000.0  # of a run: some seconds
SERVICE: Final = "service"
LONGER: Final = 10.0  # times the first pause, the longest
INFINITY: Final = float("inf")
_BARE: Final[dict[str, Any]] = {
    "transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001, "watch_per_s": 0.0, "watch_peak_per_s": 0.0,
}  # fmt: skip


class Storm(Params):
    """A service of one slot that does 100 equal requests a second, its customers, and what strikes it.

    Each of the `layers` calls the next and tries again as customers do; only the last one works. What a customer has
    given up goes on taking the service's time, unless the call is cancelled.

    Raises
    ------
    ParameterError : a field outside its bounds, or so many tries at the worst that a run would take minutes

    Notes
    -----
    Leaves out: requests that differ in work, several instances with a line each, connections that run out, customers
    who come back by themselves later, and caches that are cold after an outage.
    """

    per_s: float = param(70.0, ge=0.1, le=95, unit="requests/s", help="load; the capacity is 100 a second")
    retries: int = param(3, ge=0, le=14, unit="retries", help="how often a request that failed is tried again")
    timeout_s: float = param(1.0, ge=0.1, le=10, unit="s", scale="log", help="how long a caller waits for an answer")
    outage_s: float = param(10.0, ge=1, le=60, unit="s", help="how long the service is struck; it begins at 10 s")
    trigger: Literal["hangs", "refuses"] = param(
        "hangs", unit="", help="while struck it works at 1 % of its speed, or refuses each request at once"
    )
    pause_s: float = param(0.1, ge=0, le=10, unit="s", help="pause before the first retry; it doubles, up to tenfold")
    jitter: float = param(1.0, ge=0, le=1, unit="1", help="share of the pause that is drawn at random")
    bucket: int = param(0, ge=0, le=100, unit="tokens", help="tokens for retries that all share; 0 is no bound")
    per_success: float = param(0.1, ge=0, le=1, unit="tokens", help="what each success puts back into the bucket")
    longest_line: int = param(
        ENDLESS, ge=10, le=ENDLESS, unit="requests", scale="log", help="how many may wait; more are refused at once"
    )
    order: Order = param("fifo", unit="", help="who is served next: who has waited longest (fifo) or shortest (lifo)")
    drop_s: float = param(0.0, ge=0, le=10, unit="s", help="who has waited longer is dropped in turn; 0 is never")
    shed_s: float = param(0.0, ge=0, le=10, unit="s", help="who comes while one has waited longer is refused; 0: never")
    breaker: int = param(0, ge=0, le=100, unit="failures", help="so many in a row open the circuit; 0 is no breaker")
    breaker_open_s: float = param(5.0, ge=0.1, le=60, unit="s", help="how long an open circuit refuses at once")
    cancels: bool = param(False, unit="", help="whether giving up also takes the request out of the line")
    fails: float = param(0.0, ge=0, le=1, unit="1", help="share of the tries that fail by themselves, all the time")
    layers: int = param(1, ge=1, le=4, unit="layers", help="callers in a row, each with these retries")
    watch_s: float = param(100.0, ge=20, le=1000, unit="s", scale="log", help="how long it is watched afterwards")
    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="same seed, same arrivals and pauses")

    @model_validator(mode="after")
    def _can_be_run(self) -> Self:
        if self.per_s * self.horizon_s * self.worst > MOST_TRIES:
            rule = f"layers x retries x load may lead to {MOST_TRIES:,.0f} tries at the worst"
            raise refuse(self, "layers", self.layers, rule, "Lower the load, the retries or the layers.", "layers")
        return self

    @property
    def worst(self) -> float:
        """Tries at the service for one request when all fail: (R + 1) to the power of the layers."""
        return float((self.retries + 1) ** self.layers)

    @property
    def end_s(self) -> float:
        """When the service is whole again, s from the start."""
        return BEFORE_S + self.outage_s

    @property
    def horizon_s(self) -> float:
        """When the last request comes, s from the start."""
        return self.end_s + self.watch_s

    @property
    def client(self) -> Policy:
        """How customers, and the layers before the last, wait and try again."""
        return Policy(
            self.timeout_s,
            self.cancels,
            tries=self.retries + 1,
            backoff_s=self.pause_s,
            backoff_cap_s=LONGER * self.pause_s,
            jitter=self.jitter,
            budget=float(self.bucket) or INFINITY,
            budget_per_success=self.per_success,
            breaker=self.breaker,
            breaker_open_s=self.breaker_open_s,
        )

    def topology(self) -> Topology:
        """Return the layers, of which the last one works, and the calls between them."""
        names = [f"layer {i}" for i in range(1, self.layers)] + [SERVICE]
        service = Pool(
            SERVICE,
            plays=("upload", "process"),
            does=("transcode",),
            room=self.longest_line,
            order=self.order,
            drop_after_s=self.drop_s or INFINITY,
            shed_after_s=self.shed_s or INFINITY,
        )
        calls = (Call(a, b, policy=self.client) for a, b in pairwise(names))
        before = (Pool(name, slots=MANY) for name in names[:-1])
        return Topology((*before, service), (Entry("upload", names[0], self.client), *calls))

    def scenario(self) -> Scenario:
        """Return the load, which goes on unchanged, and the fault."""
        load = Workload.homogeneous(
            per_hour=self.per_s * HOUR_S, days=self.horizon_s / DAY_S, transcode_s=WORK_S, transcode_cv=0.0, **_BARE
        )
        return Scenario(load, faults=self._faults(), seed=self.seed)

    def _faults(self) -> Faults:
        start_h, hours = BEFORE_S / HOUR_S, self.outage_s / HOUR_S
        if self.trigger == "hangs":
            plan = faults.slow("process", SLOWER, start_h, hours)
        else:
            plan = faults.throttle("process", start_h, hours)
        return plan + faults.flaky(self.fails) if self.fails > 0 else plan

    @property
    def after_s(self) -> float:
        """How long the run goes on after the last request, s, so that its tries end."""
        pauses = sum(self.pause_s * min(2.0**k, LONGER) for k in range(self.retries))
        return min(60.0, self.layers * ((self.retries + 1) * self.timeout_s + pauses) + 1.0)


@lru_cache(maxsize=64)
def run_of(storm: Storm) -> Run:
    """Return the run of a storm, kept for the next question about it."""
    return run(storm)


def run(storm: Storm, progress: Progress | None = None) -> Run:
    """Run a storm.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    topology, scenario = storm.topology(), storm.scenario()
    end_s = scenario.horizon_s + storm.after_s
    met = timeline(topology, scenario.faults, scenario.seed, end_s)
    trace = play(topology, Inputs.of(scenario, end_s), met, progress=progress)
    return Run("Storm", storm.model_dump(mode="json"), topology, scenario, default(), storm.after_s, trace, met)
