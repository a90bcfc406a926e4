"""What a required size weighs: its recommended bitrate over that of the 2160p master."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from archlib.data import data_dir, read_facts

MASTER = "2160p"


@cache
def bitrates() -> Mapping[str, float]:
    """Return the recommended upload bitrate of each size, Mbit/s, H.264 at 24 to 30 frames a second.

    Notes
    -----
    A recommended range counts as its middle. Rows and sources are in data/bitrates.csv.
    """
    facts = read_facts(data_dir() / "bitrates.csv").values()
    values: dict[str, list[float]] = {}
    for fact in facts:
        values.setdefault(fact.item.split()[0], []).append(fact.value)
    return MappingProxyType({size: sum(ends) / len(ends) for size, ends in values.items()})


@cache
def rendition_share(sizes: tuple[str, ...]) -> float:
    """Return what all the given sizes weigh together, as a share of the master."""
    rates = bitrates()
    return sum(rates[size] for size in sizes) / rates[MASTER]
