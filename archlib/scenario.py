"""What stays the same in a comparison: the load, the faults, the seed, the horizon."""

import json
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
from pydantic import model_validator

from archlib._version import __version__
from archlib.draws import Floats, digest
from archlib.errors import DataError, ParameterError
from archlib.faults import Faults
from archlib.params import Params, param, refuse
from archlib.workload import Workload

FORMAT = 1

_HEAD = ("format", "archlib", "numpy", "prices")
_BODY = ("load", "faults", "seed", "horizon_s")


class Videos(NamedTuple):
    """When videos arrive, float array (n,), s; their work, column -> float array (n,), s; their masters (n,), GB."""

    arrive: Floats
    work: dict[str, Floats]
    master_gb: Floats


class Scenario(Params):
    """A load, faults, a seed and a horizon; two runs of equal `hash` had the same of all.

    >>> Scenario(Workload.homogeneous(per_hour=6, days=1)).horizon_s
    86400.0

    Raises
    ------
    ParameterError : a field outside its bounds, or a horizon beyond the load's
    """

    load: Workload = param(None, unit="", help="when videos arrive and what they are")
    faults: Faults = param(factory=Faults, unit="", help="what breaks and when")
    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="picks the random draws")
    horizon_s: float = param(
        0.0, ge=1, unit="s", help="when arrivals, bill and series are cut; the load's, if not given"
    )

    def __init__(self, load: Workload | None = None, **fields: Any) -> None:
        if not isinstance(load, Workload):
            do = "Give one, such as Workload.evening_peak()."
            raise ParameterError(f"Scenario.load={load!r:.60} is refused: it is not a Workload. {do}")
        if fields.get("horizon_s") is None:
            fields["horizon_s"] = load.horizon_s
        super().__init__(load=load, **fields)

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed; a horizon that was the load's follows a new load."""
        if "load" in changes and self.horizon_s == self.load.horizon_s:
            changes.setdefault("horizon_s", None)
        return super().but(**changes)

    def arrivals(self) -> Floats:
        """Return when videos arrive, sorted, float array (n,), s, 0 <= t < horizon."""
        return self.videos.arrive.copy()

    @cached_property
    def videos(self) -> Videos:
        """The videos of the scenario, drawn once: the same for every architecture. Not to be written to."""
        times = self.load.arrivals(self.seed)
        arrive = times[times < self.horizon_s]
        n = len(arrive)
        return Videos(arrive, self.load.work(self.seed, n), self.load.master_gb_draws(self.seed, n))

    @cached_property
    def hash(self) -> str:
        """The sha256 of all fields, equal for equal scenarios in any process."""
        return digest(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON-able content."""
        load, faults = self.load.to_dict(), self.faults.to_dict()
        return {"load": load, "faults": faults, "seed": self.seed, "horizon_s": self.horizon_s}

    def to_json(self, prices: str = "") -> str:
        """Return the scenario as JSON text, with the versions that a later reader needs to get the same numbers.

        Parameters
        ----------
        prices : str, name or hash of the price list used with it, kept as a remark
        """
        head = {"format": FORMAT, "archlib": __version__, "numpy": np.__version__, "prices": prices}
        return json.dumps({**head, **self.to_dict()}, indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Scenario":
        """Return the scenario that `to_json` wrote. Only data is read: nothing in the text is ever run.

        Raises
        ------
        DataError : not JSON, not of this format, a name missing, unknown or written twice, NaN or infinity
        ParameterError : a field outside its bounds
        """
        return cls._checked(_parsed(text))

    @classmethod
    def from_dict(cls, plain: Any) -> "Scenario":
        """Return the scenario that `to_dict` wrote; errors as of `from_json`."""
        return cls._checked({"format": FORMAT, **plain} if isinstance(plain, dict) else plain)

    @classmethod
    def _checked(cls, plain: Any) -> "Scenario":
        _check_names(plain)
        load, faults = Workload.from_dict(plain["load"]), Faults.from_dict(plain["faults"])
        return cls(load, faults=faults, seed=plain["seed"], horizon_s=plain["horizon_s"])

    @model_validator(mode="after")
    def _within_the_load(self) -> Self:
        if self.horizon_s > self.load.horizon_s:
            rule = f"the load ends at {self.load.horizon_s:g} s"
            raise refuse(self, "horizon_s", self.horizon_s, rule, "Lower the horizon, or give the load more days.", "s")
        return self


def _parsed(text: str | bytes) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_doubles)
    except DataError:
        raise
    except (ValueError, TypeError, RecursionError) as error:
        raise DataError(f"scenario: the text is not JSON ({error}); give what Scenario.to_json() wrote") from None


def _no_constant(name: str) -> Any:
    raise DataError(f"scenario: {name} is not a number of JSON; give a finite number")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise DataError(f"scenario: {double!r} is written twice in one object; keep one")
    return plain


def _check_names(plain: Any) -> None:
    if not isinstance(plain, dict):
        raise DataError(f"scenario: the text holds {plain!r:.60}, not an object; give what Scenario.to_json() wrote")
    known = plain.get("format")
    if isinstance(known, bool) or not isinstance(known, int) or not 1 <= known <= FORMAT:
        raise DataError(
            f"scenario: format={known!r:.60} cannot be read, only 1 to {FORMAT}; a later archlib may read it"
        )
    missing = [name for name in _BODY if name not in plain]
    unknown = [name for name in plain if name not in _HEAD + _BODY]
    if missing or unknown:
        raise DataError(f"scenario: missing {missing}, unknown {unknown}; known are {', '.join(_HEAD + _BODY)}")
