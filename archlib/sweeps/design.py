"""All runs of a sweep, each made of its parts when its turn comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from archlib.architectures import Architecture
from archlib.contract import Contract
from archlib.errors import ArchlibError
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.sweeps.axes import PARTS, Axis
from archlib.sweeps.given import owners
from archlib.sweeps.parts import changed
from archlib.sweeps.places import NOT_HERE, Ints, Length, Places, order, places
from archlib.sweeps.tasks import Cell, Row, refusal

REMEMBERED = 512  # parts of a kind; a sweep returns to the same ones again and again
Values = tuple[tuple[str, Any], ...]  # path below the owner, and where its value stands in its axis


@dataclass(frozen=True, eq=False)
class Design:
    """What varies over what.

    Attributes
    ----------
    architectures, scenarios : by the names that the table shows
    seeds : None stands for the scenario's own
    draws : how many points the drawn axes have; 1 without any
    """

    architectures: Mapping[str, Architecture]
    scenarios: Mapping[str, Scenario]
    axes: tuple[Axis, ...]
    seeds: tuple[int | None, ...]
    draws: int
    prices: PriceList
    contract: Contract

    def __len__(self) -> int:
        return len(self.places)

    @cached_property
    def places(self) -> Places:
        """Which run stands in which row."""
        lengths = [Length(len(axis.values), axis.drawn, self._concerns(axis)) for axis in self.axes]
        return places(len(self.architectures), len(self.scenarios), lengths, self.draws, len(self.seeds))

    @cached_property
    def order(self) -> Ints:
        """The rows in the order in which they are best played, int array (rows,)."""
        return order(self.places, self._numbers("load", "faults", "scenario"), self._numbers("prices", "contract"))

    def shown(self, axis: int) -> list[Any]:
        """Return what the table says in the column of an axis, row by row; None where it does not concern the row."""
        shown = (*self.axes[axis].shown, None)  # position -1 is the last
        return [shown[i] for i in self.places.axes[axis].tolist()]

    def seed(self, row: int) -> int:
        """Return the seed of a row."""
        at = self.places
        own = list(self.scenarios.values())[at.scenario[row]].seed
        given = self.seeds[at.seed[row]]
        return int(own if given is None else given)

    def cell(self, row: int) -> Cell | Row:
        """Return what is run for a row, or the row itself if a model refuses the combination."""
        at = self.places
        try:
            return Cell(
                self._architecture(int(at.architecture[row]), self._at(row, None)),
                self._scenario(
                    int(at.scenario[row]), self.seed(row), *(self._at(row, p) for p in ("load", "faults", "scenario"))
                ),
                self._prices(self._at(row, "prices")),
                self._contract(self._at(row, "contract")),
            )
        except ArchlibError as error:
            return refusal(error)

    @cached_property
    def _by_owner(self) -> dict[str | None, list[int]]:
        """Numbers of the axes under each part; None for those of architectures."""
        found: dict[str | None, list[int]] = {part: self._numbers(part) for part in PARTS}
        return {**found, None: [i for i, axis in enumerate(self.axes) if axis.owner not in PARTS]}

    def _numbers(self, *parts: str) -> list[int]:
        return [i for i, axis in enumerate(self.axes) if axis.owner in parts]

    def _concerns(self, axis: Axis) -> frozenset[int] | None:
        if axis.owner in PARTS:
            return None
        meant = {id(one) for one in owners(self.architectures)[axis.owner]}
        return frozenset(i for i, one in enumerate(self.architectures.values()) if id(one) in meant)

    def _at(self, row: int, owner: str | None) -> tuple[tuple[int, int], ...]:
        """Return (number of the axis, position of its value) of each axis of a part that concerns a row."""
        found = ((i, int(self.places.axes[i][row])) for i in self._by_owner[owner])
        return tuple((i, position) for i, position in found if position != NOT_HERE)

    def _values(self, at: tuple[tuple[int, int], ...]) -> dict[str, Any]:
        return {self.axes[i].rest: self.axes[i].values[position] for i, position in at}

    @cached_property
    def _architecture(self) -> Any:
        given = list(self.architectures.values())
        return lru_cache(REMEMBERED)(lambda a, at: changed(given[a], self._values(at)))

    @cached_property
    def _prices(self) -> Any:
        return lru_cache(REMEMBERED)(lambda at: changed(self.prices, self._values(at)))

    @cached_property
    def _contract(self) -> Any:
        return lru_cache(REMEMBERED)(lambda at: changed(self.contract, self._values(at)))

    @cached_property
    def _scenario(self) -> Any:
        given = list(self.scenarios.values())

        @lru_cache(1)  # a scenario that has been run holds its videos, and rows of one stand together
        def made(s: int, seed: int, load: Any, faults: Any, own: Any) -> Scenario:
            one = given[s]
            changes = {"load": changed(one.load, self._values(load))} if load else {}
            changes |= {"faults": changed(one.faults, self._values(faults))} if faults else {}
            return one.but(seed=seed, **changes, **self._values(own))

        return made
