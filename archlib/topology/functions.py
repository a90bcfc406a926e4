"""A station whose capacity is made on demand. Pure data, no behaviour."""

from dataclasses import dataclass

from archlib.prices import Meter

Names = tuple[str, ...]


@dataclass(frozen=True)
class Function:
    """Capacity made on demand: an environment for every invocation that finds none free, kept for a while after it.

    An invocation takes the free environment that was used last; with none it makes one, which takes `init_s` (a cold
    start). An environment idle for `keep_alive_s` ends. While the limit or the ramp forbids another one, a synchronous
    call is refused (throttled), an asynchronous one waits in line, and messages stay in their queue.

    Attributes
    ----------
    concurrency : executions at once, cold starts included
    account : functions that name the same account share one limit, their `concurrency`; "" for a limit of its own
    provisioned : environments that are there from the start and never end
    ramp, ramp_every_s : at most `ramp` environments are made within `ramp_every_s` of the first of them
    limit_s : work of an invocation that takes longer is cut off there (time limit)
    stretch : seconds that one second of a column takes at this memory
    memory_gb : GB, for the meters
    batch : most messages that one invocation takes from its queue; they are done one after another
    pollers, poll_wait_s : who polls the queue on its behalf all the time, and how long each long poll waits
    read_s : how long a request to watch takes here, for the bill (watching is a rate, not simulated)

    Notes
    -----
    Each message of a batch is deleted when its own part is done (partial batch responses). Leaves out: what providers
    do not document of reuse, snapshots, capacity the provider lacks, and time spent in calls against the limit.
    """

    name: str
    plays: Names = ()
    does: Names = ()
    concurrency: int = 1000
    account: str = ""
    provisioned: int = 0
    init_s: float = 2.0
    keep_alive_s: float = 600.0
    ramp: int = 1000
    ramp_every_s: float = 10.0
    limit_s: float = 900.0
    stretch: float = 1.0
    memory_gb: float = 1.769
    batch: int = 1
    pollers: int = 5
    poll_wait_s: float = 20.0
    read_s: float = 0.0
    fixed_s: float = 0.0
    hosts: str | None = None
    numbers_from: int = 0
    meters: tuple[Meter, ...] = ()
