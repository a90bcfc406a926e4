"""What a sweep is given, read and checked before anything runs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from archlib.architectures import Architecture
from archlib.compare import labels
from archlib.contract import Contract
from archlib.errors import ParameterError, nearest
from archlib.faults import Faults
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.sweeps.axes import PARTS, WHOLE, Axis, Between, drawn, listed
from archlib.sweeps.fields import check, spec_of
from archlib.workload import Workload

T = TypeVar("T")
KINDS: dict[str, type] = {"load": Workload, "faults": Faults, "prices": PriceList, "contract": Contract}
MOST_SEEDS = 2**32


def named_architectures(given: Any) -> dict[str, Architecture]:
    """Return label -> architecture from one, a list, or a mapping that names them."""
    found = _named("architectures", given, Architecture, "Monolith()")
    if isinstance(given, Mapping):
        return found
    return dict(zip(labels(tuple(found.values())), found.values(), strict=True))


def named_scenarios(given: Any) -> dict[str, Scenario]:
    """Return name -> scenario from one, a list, or a mapping that names them; of a list the names are numbers."""
    return _named("scenarios", given, Scenario, "Scenario(load)")


def read_seeds(given: Any, asked: str = "sweep") -> tuple[int, ...]:
    """Return the seeds of a list; `asked` is the function called.

    Raises
    ------
    ParameterError
        if there is no seed, one is no whole number from 0 to 2**32 - 1, or one is there twice
    """
    seeds = _iterated("seeds", given, asked)
    for seed in seeds:
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < MOST_SEEDS:
            rule = "a seed is a whole number, 0 <= seed < 2**32"
            raise ParameterError(f"{asked}: seeds holds {seed!r:.60}: {rule}. Give e.g. seeds=range(5).")
    if not seeds or len(set(seeds)) < len(seeds):
        raise ParameterError(f"{asked}: seeds={seeds!r:.60} is refused: at least one, each once. Give e.g. range(5).")
    return seeds


def read_axes(over: Any, parts: Mapping[str, Sequence[Any]], draws: Any, draw_seed: int) -> tuple[Axis, ...]:
    """Return the axes in the order given; `parts` has under each owner all that a path of it can mean.

    Raises
    ------
    ParameterError
        for a path that leads nowhere, an empty list, or a value that its field never takes
    """
    over = {} if over is None else over
    if not isinstance(over, Mapping):
        do = "Give a mapping from paths to lists of values; seeds are given by name, as seeds=range(5)."
        raise ParameterError(f"sweep: over={over!r:.60} is refused: it names no path. {do}")
    _check_draws(over, draws)
    whole = {path: _whole(path, over[path]) for path in over if path in WHOLE}
    reach = {**parts, **{path: axis.values for path, axis in whole.items()}}
    return tuple(whole.get(path) or _field(path, given, reach, draws, draw_seed) for path, given in over.items())


def owners(named: Mapping[str, Architecture]) -> dict[str, list[Architecture]]:
    """Return what a path may call architectures: label, kind, a class that it comes from -> those meant."""
    found: dict[str, list[Architecture]] = {}
    for label, one in named.items():
        kinds = [c.__name__ for c in type(one).__mro__ if issubclass(c, Architecture)]
        for name in dict.fromkeys([label, *kinds]):
            found.setdefault(name, []).append(one)
    return found


def _field(path: Any, given: Any, reach: Mapping[str, Sequence[Any]], draws: Any, draw_seed: int) -> Axis:
    owner, _, rest = path.partition(".") if isinstance(path, str) else ("", "", "")
    if owner not in reach or not rest:
        form = "a path is <part>.<field>, such as 'load.peak_per_hour' or 'QueueFleet.max_workers'"
        raise ParameterError(f"sweep: over[{path!r}] is refused: {form}; of parts, {nearest(owner, reach)}")
    if path == "scenario.seed":
        raise ParameterError("sweep: over['scenario.seed'] is refused: give seeds= instead, such as seeds=range(5)")
    if owner == "scenario" and rest in WHOLE:
        raise ParameterError(f"sweep: over[{path!r}] is refused: {rest} is a part of its own. Write {rest!r}.")
    specs = [spec_of(path, part, rest) for part in reach[owner]]
    if isinstance(given, Between):
        for spec in specs:
            check(path, spec, given.low)
            check(path, spec, given.high)
        return drawn(path, given, specs[0], draws or 0, draw_seed)
    axis = listed(path, given)
    for spec in specs:
        for value in axis.values:
            check(path, spec, value)
    return axis


def _whole(path: str, given: Any) -> Axis:
    kind = KINDS[path]
    if not isinstance(given, Mapping):
        form = f"a whole part is given as a mapping from a name to a {kind.__name__}"
        raise ParameterError(f"sweep: over[{path!r}]={given!r:.60} is refused: {form}. Name each, or add a field.")
    axis = listed(path, given)
    for name, value in zip(axis.shown, axis.values, strict=True):
        if not isinstance(value, kind):
            raise ParameterError(f"sweep: over[{path!r}][{name!r}]={value!r:.60} is no {kind.__name__}; give one")
    return axis


def _check_draws(over: Mapping[str, Any], draws: Any) -> None:
    ranges = [path for path, given in over.items() if isinstance(given, Between)]
    if ranges and draws is None:
        raise ParameterError(f"sweep: over[{ranges[0]!r}] is a range to draw from; say how often, such as draws=100")
    if draws is None:
        return
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 1:
        raise ParameterError(f"sweep: draws={draws!r} is refused: a whole number, 1 <= draws. Give e.g. draws=100.")
    if not ranges:
        raise ParameterError(f"sweep: draws={draws!r} has nothing to draw; write a range as between(low, high) in over")


def _named(what: str, given: Any, kind: type[T], such: str) -> dict[str, T]:
    if isinstance(given, kind):
        given = [given]
    found = dict(given) if isinstance(given, Mapping) else dict(enumerate(_iterated(what, given), 1))
    if not found:
        raise ParameterError(f"sweep: {what}={given!r:.60} is empty; give at least one, such as {such}")
    for name, value in found.items():
        if not isinstance(value, kind):
            raise ParameterError(f"sweep: {what}[{name!r}]={value!r:.60} is no {kind.__name__}; give e.g. {such}")
        if isinstance(given, Mapping) and (not isinstance(name, str) or not name or "." in name or name in PARTS):
            rule = f"a name is a text without dots, and none of {', '.join(PARTS)}"
            raise ParameterError(f"sweep: {what} has the name {name!r}: {rule}. Choose another.")
    return {str(name): value for name, value in found.items()}


def _iterated(what: str, given: Any, asked: str = "sweep") -> tuple[Any, ...]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise ParameterError(f"{asked}: {what}={given!r:.60} is refused: it is no list. Give a list.")
    return tuple(x.item() if hasattr(x, "item") and not hasattr(x, "__len__") else x for x in given)
