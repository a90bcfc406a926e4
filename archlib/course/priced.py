"""Which rows of which price list an exercise's numbers use."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from archlib import prices
from archlib.architectures import Architecture
from archlib.prices import Price, PriceList
from archlib.sizing.dials import dials, with_values

LISTS: Final[Mapping[str, Callable[[], PriceList]]] = {
    "teaching": prices.teaching,
    "aws_us_east_1": prices.aws_us_east_1,
}


@dataclass(frozen=True)
class Priced:
    """The prices of an exercise.

    Attributes
    ----------
    name : of the price list, one of `LISTS`
    items : rows that are used
    billed : architectures whose whole bill is used, so all rows that their meters name
    sized : whether these are sized first, so that an instance may be another one of its family
    """

    name: str
    items: tuple[str, ...] = ()
    billed: tuple[type[Architecture], ...] = ()
    sized: bool = False

    @property
    def list(self) -> PriceList:
        """The price list."""
        return LISTS[self.name]()

    def rows(self) -> tuple[Price, ...]:
        """Return the rows, each once, in the order of their use."""
        designs = [one for kind in self.billed for one in self._designs(kind())]
        metered = [meter.item for one in designs for station in one.built.stations for meter in station.meters]
        return tuple(self.list.price(item) for item in dict.fromkeys([*self.items, *metered]))

    def _designs(self, one: Architecture) -> Iterator[Architecture]:
        """Return an architecture, and if it is sized also those that have another instance."""
        yield one
        if self.sized:
            for dial in dials(one, defaultdict(lambda: 1)):
                yield from (with_values(one, {dial.path: v}) for v in dial.values if isinstance(v, str))
