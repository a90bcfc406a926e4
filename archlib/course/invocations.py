"""What an invocation costs and how often it is cut off, as the questions and pictures of functions ask for it."""

import math
from statistics import NormalDist
from typing import Final

from archlib import theory
from archlib.architectures.rented import MB_PER_GB, MB_PER_VCPU, stretch
from archlib.prices import PriceList, teaching

WORK_S, MEMORY_MB = 300.0, 3538.0
LIMIT_S: Final = 900.0
SPREAD: Final = 0.5  # standard deviation over mean of the work
PARALLEL: Final = 0.95  # share of the work that uses any number of processors
VCPU: Final = 4  # of the instance that functions are set against
INSTANCE: Final = "c5.xlarge"
GB_SECOND, REQUEST = "Lambda duration x86", "Lambda request"
RAMP, RAMP_S = 1000.0, 10.0
HOUR_S: Final = 3600.0


def gb_seconds(work_s: float = WORK_S, memory_mb: float = MEMORY_MB) -> float:
    """Return the GB-seconds of one invocation of `work_s` s with `memory_mb` MB."""
    return work_s * memory_mb / MB_PER_GB


def usd(work_s: float = WORK_S, memory_mb: float = MEMORY_MB) -> float:
    """Return USD for one invocation by the teaching price list: its GB-seconds and its request."""
    prices = teaching()
    request = prices.price(REQUEST).usd
    return gb_seconds(work_s, memory_mb) * prices.price(GB_SECOND).usd + request


def dearer(factor: float, memory_mb: float = MEMORY_MB, parallel: float = PARALLEL) -> float:
    """Return by what an invocation's GB-seconds are multiplied when its memory is multiplied by a factor."""
    before, after = (stretch(mb / MB_PER_VCPU, parallel) for mb in (memory_mb, factor * memory_mb))
    return factor * after / before


def function_vcpu_hour_usd(prices: PriceList | None = None) -> float:
    """Return USD for an hour of one vCPU of a function that runs all the while, without requests."""
    price = (prices or teaching()).price(GB_SECOND).usd
    return gb_seconds(HOUR_S, MB_PER_VCPU) * price


def instance_vcpu_hour_usd() -> float:
    """Return USD for an hour of one vCPU of the instance, busy or idle."""
    return teaching().price(INSTANCE).usd / VCPU


def break_even() -> float:
    """Return the utilisation above which the instance is cheaper, 0 to 1."""
    return theory.break_even_utilisation(instance_vcpu_hour_usd(), function_vcpu_hour_usd())


def share_over(mean_s: float, limit_s: float = LIMIT_S, cv: float = SPREAD) -> float:
    """Return the share of lognormal work of a mean in s that takes longer than the limit in s, 0 to 1."""
    variance = math.log1p(cv**2)
    middle = math.log(mean_s) - variance / 2
    return 1 - NormalDist(middle, math.sqrt(variance)).cdf(math.log(limit_s))


def ramp_s(wanted: float, at_once: float = RAMP) -> float:
    """Return the seconds until as many environments as wanted have begun, after the first `at_once`."""
    return max(wanted - at_once, 0.0) / RAMP * RAMP_S
