"""What a time limit does to work of a law: who is cut off, what is billed for it, and what a ready video costs."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

from archlib.architectures.rented import MB_PER_GB, MB_PER_VCPU, stretch
from archlib.prices import PriceList
from archlib.workload import Workload


@dataclass(frozen=True)
class Law:
    """How long an invocation would take: mean in s, spread (standard deviation over mean), and whether exponential."""

    mean_s: float
    cv: float
    exponential: bool = False

    @classmethod
    def of(cls, load: Workload, factor: float = 1.0) -> Self:
        """Return the law of a load's processing, each second of it taking `factor` seconds."""
        return cls(load.mean_work_s * factor, load.transcode_cv, load.distribution == "exponential")

    def over(self, limit_s: float) -> float:
        """Return the share that takes longer than a limit in s, 0 to 1."""
        if self.exponential:
            return math.exp(-limit_s / self.mean_s)
        if self.cv == 0:
            return float(self.mean_s > limit_s)
        return 1 - NormalDist().cdf(self._at(limit_s))

    def within_s(self, limit_s: float) -> float:
        """Return the mean of the work with all that takes longer than a limit counted as nothing, s.

        Notes
        -----
        For the lognormal the partial expectation, mean × Φ(z − σ); for the exponential by parts.
        """
        if self.exponential:
            share = self.over(limit_s)
            return self.mean_s * (1 - share) - limit_s * share
        if self.cv == 0:
            return self.mean_s * (1 - self.over(limit_s))
        return self.mean_s * NormalDist().cdf(self._at(limit_s) - self._sigma)

    @property
    def _sigma(self) -> float:
        return math.sqrt(math.log1p(self.cv**2))

    def _at(self, limit_s: float) -> float:
        return (math.log(limit_s / self.mean_s) + self._sigma**2 / 2) / self._sigma


@dataclass(frozen=True)
class Sized:
    """A function that processes: MB of memory, share of its work that is parallel, limit in s, tries of a video."""

    memory_mb: float
    parallel: float
    limit_s: float
    tries: int = 1

    @property
    def stretch(self) -> float:
        """How long a second of a slot's work takes here, s."""
        return stretch(self.memory_mb / MB_PER_VCPU, self.parallel)


def ready_usd(load: Workload, sized: Sized, prices: PriceList) -> float | None:
    """Return what a function costs for each video that becomes ready, USD; None where hardly any does.

    What takes longer than the limit takes as long at each try: it is billed up to the limit at each of them, and never
    ready. Leaves out: initialisation, the catalogue entry, other failures, stores and doors.
    """
    law = Law.of(load, sized.stretch)
    over = law.over(sized.limit_s)
    if 1 - over < 1e-3:
        return None
    seconds = law.within_s(sized.limit_s) + sized.tries * sized.limit_s * over
    requests = 1 + (sized.tries - 1) * over
    gb_s = seconds * sized.memory_mb / MB_PER_GB
    usd = gb_s * prices.price("Lambda duration x86").usd + requests * prices.price("Lambda request").usd
    return usd / (1 - over)
