"""Arguments of a map, read and checked before anything runs."""

from collections.abc import Callable, Iterable
from typing import Any

from archlib.architectures import COURSE, Architecture
from archlib.contract import Contract
from archlib.errors import ParameterError, check_kind
from archlib.faults import Faults, honest_week
from archlib.maps.loads import load
from archlib.maps.question import Question
from archlib.prices import PriceList, chosen
from archlib.sweeps.given import named_architectures, read_seeds


def question(
    volumes: Any, peaks: Any, levels: Any, deadlines_s: Any, architectures: Any, seeds: Any, faults: Any, days: Any,
    prices: PriceList | None,
) -> Question:  # fmt: skip
    """Return what is asked; arguments as of `decision_map`.

    Raises
    ------
    ParameterError
        for a wrong one, an empty axis, or a value that is there twice
    """
    check_kind("decision_map", "faults", faults, Faults, "archlib.faults.honest_week()", or_none=True)
    asked = Question(
        _axis("volumes", volumes, lambda v: load(v, 1.0, days)),
        _axis("peaks", peaks, lambda p: load(0.0, p, days)),
        _axis("levels", levels, lambda x: Contract(upload=x, ready_share=x, manage=x)),
        _axis("deadlines_s", deadlines_s, lambda s: Contract(deadline_s=s)),
        named_architectures([kind() for kind in COURSE] if architectures is None else architectures),
        read_seeds(range(5) if seeds is None else seeds, "decision_map"),
        honest_week() if faults is None else faults,
        float(load(0.0, 1.0, days).days),
        chosen("decision_map", prices),
    )
    for one in asked.architectures.values():
        _check_sizes(one)
    asked.scenario(asked.peaks[-1], asked.volumes[-1], asked.seeds[0])  # the largest load has to fit
    return asked


def _axis(name: str, given: Any, check: Callable[[Any], Any]) -> tuple[float, ...]:
    try:
        values = () if isinstance(given, (str, bytes)) else tuple(_plain(given))
    except TypeError:
        values = ()
    if not values or len(set(values)) < len(values):
        do = "Give a list of numbers, such as [100, 1000]."
        raise ParameterError(f"decision_map({name}={given!r:.60}) is refused: at least one value, each once. {do}")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ParameterError(f"decision_map({name}=) holds {value!r:.60}, which is no number. Leave it out.")
        check(float(value))
    return tuple(sorted(map(float, values)))


def _plain(given: Iterable[Any]) -> Iterable[Any]:
    return (value.item() if hasattr(value, "item") else value for value in given)


def _check_sizes(one: Architecture) -> None:
    from archlib.sizing.dials import declared

    if not declared(one):
        do = "Declare them with param(..., sizes='count') on its page, or leave it out."
        raise ParameterError(f"decision_map: {one.kind} has no field that declares sizes. {do}")
