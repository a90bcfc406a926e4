"""Plans to stand beside a learner's: one kind all year, the best single kind, and the cheapest kind each quarter."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from archlib.architectures import COURSE, Architecture
from archlib.engine.driver import Progress
from archlib.errors import ParameterError, check_kind, nearest
from archlib.prices import PriceList, chosen
from archlib.year.clock import MONTHS_A_QUARTER, QUARTERS
from archlib.year.given import Year
from archlib.year.plan import Plan
from archlib.year.played import Played, play
from archlib.year.sized import Sized, sized
from archlib.year.stored import Table, stored

if TYPE_CHECKING:
    import pandas as pd

MONOLITH, FUNCTIONS = "monolith all year", "functions all year"
SINGLE, EACH = "best single kind", "cheapest kind each quarter"
NAMES = (MONOLITH, FUNCTIONS, SINGLE, EACH)
# whose search takes longest, and who never was the cheapest; name them to have them tried
SLOW = ("Tiers", "LoadBalanced", "Microservices")


class Baselines(Mapping[str, Played]):
    """Name -> a year that was played with a plan nobody had to think about; `sizes` are those that were found."""

    def __init__(self, played: Mapping[str, Played], sizes: Table) -> None:
        self._played, self.sizes = dict(played), dict(sizes)

    def __getitem__(self, name: str) -> Played:
        if name not in self._played:
            raise ParameterError(f"baselines[{name!r}]: no such plan; {nearest(str(name), self._played)}")
        return self._played[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._played)

    def __len__(self) -> int:
        return len(self._played)

    def table(self) -> "pd.DataFrame":
        """Return one row a plan as a pandas DataFrame; USD."""
        import pandas as pd

        columns = ["name", "score_usd", "bill_usd", "penalties_usd", "migration_usd", "broken_months", "plan"]
        rows = [
            (name, p.score_usd, p.bill_usd, p.penalties_usd, p.migration_usd, p.broken_months, p.plan.label)
            for name, p in self.items()
        ]
        return pd.DataFrame(rows, columns=columns)


def baselines(
    year: Year,
    seed: int = 1,
    *,
    names: Iterable[str] | None = None,
    kinds: Iterable[type[Architecture]] | None = None,
    prices: PriceList | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Baselines:
    """Size kinds of architecture for each quarter, and play the plans that come of it.

    Parameters
    ----------
    seed : of the year that is played, and on whose months sizes are tried: these plans know what is coming
    names : which of the plans; None for all four
    kinds : kinds to size; None for those of the course but the slow ones
    prices : as for `play`
    fresh : True searches for sizes also where they are stored, as they are for `Year()` and seed 1
    progress : called with the share done, 0 to 1; returning False cancels

    Raises
    ------
    ParameterError : an unknown name, or something else in the place of an argument
    EngineError : it is cancelled

    Notes
    -----
    "best single kind" is the one whose sizes cost least over the four hardest months. "cheapest kind each quarter" is
    the way through the quarters with the least of those costs and of engineers for each change: no proof that no plan
    is better, since months differ within a quarter and old systems run on.
    """
    check_kind("baselines", "year", year, Year, "Year()")
    prices = chosen("baselines", prices)
    asked = _names(names)
    known = {} if fresh else stored(year, seed, prices)
    jobs = len(asked) + QUARTERS * sum(kind.__name__ not in known for kind in _kinds(asked, kinds))
    sizes: dict[str, tuple[Sized, ...]] = {}
    done = 0
    for kind in _kinds(asked, kinds):
        if kind.__name__ in known:
            sizes[kind.__name__] = known[kind.__name__]
            continue
        sizes[kind.__name__] = _searched(year, kind(), seed, prices, progress, done, jobs)
        done += QUARTERS
    plans = {name: _PLANS[name](year, sizes) for name in asked}
    played: dict[str, Played] = {}
    for name, plan in plans.items():
        played[name] = play(year, plan, seed, prices=prices, progress=_part(progress, done, jobs))
        done += 1
    return Baselines(played, sizes)


def _searched(
    year: Year, one: Architecture, seed: int, prices: PriceList | None, progress: Progress | None, done: int, jobs: int
) -> tuple[Sized, ...]:
    return tuple(
        sized(year, one, quarter, seed, prices=prices, progress=_part(progress, done + quarter - 1, jobs))
        for quarter in range(1, QUARTERS + 1)
    )


def _names(names: Iterable[str] | None) -> tuple[str, ...]:
    asked = NAMES if names is None else tuple(names)
    for name in asked:
        if name not in NAMES:
            raise ParameterError(f"baselines: names holds {name!r:.60}; {nearest(str(name), NAMES)}")
    return asked


def _kinds(asked: tuple[str, ...], kinds: Iterable[type[Architecture]] | None) -> tuple[type[Architecture], ...]:
    wanted = tuple(k for k in COURSE if k.__name__ not in SLOW) if kinds is None else tuple(kinds)
    if not {SINGLE, EACH} & set(asked):
        wanted = ()
    needed = {MONOLITH: "Monolith", FUNCTIONS: "Functions"}
    known = {kind.__name__ for kind in wanted}
    more = [k for k in COURSE if k.__name__ in {needed.get(name) for name in asked} - known]
    return (*wanted, *more)


def _part(progress: Progress | None, done: int, of: int) -> Progress | None:
    return None if progress is None else lambda share: progress((done + share) / of)


def _all_year(kind: str) -> Callable[[Year, Table], Plan]:
    return lambda _, sizes: Plan([one.architecture for one in sizes[kind]])


def _single(year: Year, sizes: Table) -> Plan:
    kind = min(_able(sizes), key=lambda kind: sum(one.usd_per_month for one in sizes[kind]))
    return Plan([one.architecture for one in sizes[kind]])


class _Way(NamedTuple):
    """What it costs to have come so far, USD, and the architectures on the way."""

    usd: float
    through: tuple[Sized, ...]

    def to(self, year: Year, after: Sized) -> "_Way":
        change = _change_usd(year, self.through[-1], after) if self.through else 0.0
        return _Way(self.usd + change + MONTHS_A_QUARTER * after.usd_per_month, (*self.through, after))


def _each(year: Year, sizes: Table) -> Plan:
    """The cheapest way, quarter after quarter: of all that lead to a kind only the cheapest goes on."""
    ways = [_Way(0.0, ())]
    for quarter in range(QUARTERS):
        ways = [min((way.to(year, sizes[kind][quarter]) for way in ways), key=_usd) for kind in _able(sizes)]
    return Plan([one.architecture for one in min(ways, key=_usd).through])


def _usd(way: _Way) -> float:
    return way.usd


def _able(sizes: Table) -> list[str]:
    """The kinds that keep the contract in each quarter; all of them if none does."""
    return [kind for kind, found in sizes.items() if all(one.found for one in found)] or list(sizes)


def _change_usd(year: Year, before: Sized, after: Sized) -> float:
    if before.architecture == after.architecture:
        return 0.0
    kind = "resize" if type(before.architecture) is type(after.architecture) else "rebuild"
    return year.migration.hours(kind) * year.migration.engineer_usd_per_h


_PLANS: dict[str, Callable[[Year, Table], Plan]] = {
    MONOLITH: _all_year("Monolith"),
    FUNCTIONS: _all_year("Functions"),
    SINGLE: _single,
    EACH: _each,
}
