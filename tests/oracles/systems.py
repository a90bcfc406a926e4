"""Small systems made by hand, and the arrivals and work that they are tried on."""

from itertools import pairwise

import numpy as np

from archlib.topology import Call, Entry, Fleet, Policy, Pool, Queue, Receive, Scaling, Send, Topology

DAY_S = 86_400.0
GRID = 2**20  # parts of a second, so that sums are exact whatever the order of adding


def box(slots: int, room: int | None = None, order: str = "fifo", instances: int = 1, **policy: object) -> Topology:
    """One pool."""
    pool = Pool("box", ("process",), ("work",), instances=instances, slots=slots, room=room, order=order)
    return Topology((pool,), (Entry("upload", "box", Policy(**policy)),))


def chain(rooms: tuple[int | None, ...], slots: tuple[int, ...], inner: Policy, client: Policy) -> Topology:
    """Tiers that call each other and hold their slots; tier k does column "wk"."""
    names = [f"t{k}" for k in range(len(slots))]
    pools = tuple(
        Pool(n, ("process",) if k == 1 else (), (f"w{k}",), slots=s, room=r)
        for k, (n, s, r) in enumerate(zip(names, slots, rooms, strict=True))
    )
    calls = tuple(Call(a, b, policy=inner) for a, b in pairwise(names))
    return Topology(pools, (Entry("upload", names[0], client), *calls))


def tandem(first: int, second: int) -> Topology:
    """Two stations one after the other, with all the room there may be: a pool, a queue, a pool that polls it."""
    pools = (Pool("first", (), ("w0",), slots=first), Pool("second", (), ("w1",), slots=second))
    edges = (Entry("upload", "first"), Send("first", "between"), Receive("between", "second", visibility_s=1e9))
    return Topology((*pools, Queue("between", order="fifo")), edges)


def fleet(
    largest: int = 1337,
    boot_s: float = 120.0,
    smallest: int = 0,
    queue: bool = True,
    hosts: str | None = None,
    **scaling: object,
) -> Topology:
    """A fleet behind a queue, or one that is called; by default the autoscaled day's rules."""
    rules = {"target": 2.0, "metric_delay_s": 0.0, "idle_s": 0.0, "tick_s": 60.0} | scaling
    more = {"scaling": Scaling(**rules), "boot_s": boot_s, "hosts": hosts}
    workers = Fleet("workers", ("process",), ("work",), smallest, largest, **more)
    if not queue:
        return Topology((workers,), (Entry("upload", "workers", Policy(3_600.0, tries=2, backoff_s=5.0, jitter=1.0)),))
    edges = (Entry("upload", "jobs"), Receive("jobs", "workers", visibility_s=DAY_S))
    return Topology((Queue("jobs", order="fifo"), workers), edges)


def poisson(seed: int, n: int, per_s: float) -> np.ndarray:
    """Arrivals of a Poisson process, float array (n,), s."""
    return np.cumsum(np.random.default_rng([seed, 0]).exponential(1 / per_s, n))


def day(seed: int, mean_per_s: float) -> np.ndarray:
    """Arrivals of a day whose rate follows a sine, by thinning, s."""
    rng, highest = np.random.default_rng(seed), 1.8 * mean_per_s
    tries = poisson(seed, int(DAY_S * highest * 1.2) + 50, highest)
    rate = mean_per_s * (1 + 0.8 * np.sin(2 * np.pi * tries / DAY_S))
    return tries[(rng.random(len(tries)) * highest < rate) & (tries < DAY_S)]


def exponential(seed: int, n: int, mean_s: float) -> np.ndarray:
    """Exponential work, float array (n,), s."""
    return np.random.default_rng([seed, 1]).exponential(mean_s, n)


def on_grid(times: np.ndarray | float) -> np.ndarray:
    """Return the times in whole parts of 2**-20 s."""
    return np.round(np.asarray(times, float) * GRID) / GRID


def client(rng: np.random.Generator, patience_s: float) -> Policy:
    """Return a random policy of customers, with that patience or without end."""
    return Policy(
        float(rng.choice([np.inf, patience_s])), bool(rng.random() < 0.5), tries=int(rng.integers(1, 4)), backoff_s=0.5,
        jitter=float(rng.choice([0.5, 1.0])),
    )  # fmt: skip


def drawn(rng: np.random.Generator, n: int, mean_s: float, every_s: float = 1 / GRID) -> np.ndarray:
    """Exponential times in whole parts of `every_s`, float array (n,), s."""
    return np.round(rng.exponential(mean_s, n) / every_s) * every_s
