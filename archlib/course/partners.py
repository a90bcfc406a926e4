"""How many links so many services need to exchange data, by what joins them."""

from typing import Final

from archlib.errors import ParameterError

FEWEST: Final = 1


def pairs(n: int) -> int:
    """Return how many pairs n services make, n (n - 1) / 2: links over which both sides may speak.

    Raises
    ------
    ParameterError : n is below 1
    """
    return ordered_pairs(n) // 2


def ordered_pairs(n: int) -> int:
    """Return how many queues n services need if each sends to each other by a queue of its own, n (n - 1).

    Raises
    ------
    ParameterError : n is below 1
    """
    if n < FEWEST:
        raise ParameterError(f"ordered_pairs(n={n!r} services) is refused: at least {FEWEST}. Give more.")
    return n * (n - 1)


def by_bus(producers: int, consumers: int) -> int:
    """Return how many links a bus needs, one for each producer and one for each consumer: N + M."""
    return producers + consumers


def direct(producers: int, consumers: int) -> int:
    """Return how many links it takes without a bus, if each producer sends to each consumer: N M."""
    return producers * consumers
