"""Drawn faults, and the schedule that holds them together with the fixed ones."""

from typing import Any, Literal, Self

from pydantic import model_validator

from archlib.draws import Floats
from archlib.errors import DataError
from archlib.faults.fault import Fault
from archlib.faults.parts import DrawnEffect, Part, check_effect, check_role
from archlib.faults.renewal import down_intervals
from archlib.params import Params, param, refuse


class Drawn(Params):
    """Faults that come at random: mean time to repair and availability give the mean time between them.

    Of the unavailability q = 1 - availability a share `common_cause` strikes all instances of the role, or all hosts,
    at once; the rest strikes each by itself, with a stream of its own keyed by its number, so that the first k
    instances fail alike in every architecture.

    Raises
    ------
    ParameterError : a field outside its bounds, or fields that do not belong together

    Notes
    -----
    The two kinds of stretch may overlap, so one instance is up a little longer than `availability` says, by
    common_cause (1 - common_cause) q^2. Leaves out: wear, repair crews that are busy, faults that cause faults.

    References
    ----------
    The share is the beta factor of Fleming, A reliability model for common mode failures, 1975.
    """

    part: Part = param("code", unit="", help="what breaks, code or a host")
    role: str | None = param(None, unit="", help="role of the code; none for hosts")
    availability: float = param(0.999, gt=0, le=1, unit="1", help="share of time up; 1 never fails")
    mttr_s: float = param(3_600.0, gt=0, le=366 * 86_400, unit="s", scale="log", help="mean time to repair")
    common_cause: float = param(0.0, ge=0, le=1, unit="1", help="share of the time down that strikes all at once")
    effect: DrawnEffect = param("down", unit="", help="what the fault does")
    factor: float | None = param(
        None, gt=1, le=1_000, unit="1", scale="log", help="how many times longer work takes, if slow"
    )

    @property
    def unavailability(self) -> tuple[float, float]:
        """The share of time down of one by itself, and of all at once."""
        q = 1.0 - self.availability
        return (1.0 - self.common_cause) * q, self.common_cause * q

    def intervals(self, seed: int, k: int | Literal["all"], end_s: float) -> Floats:
        """Return the stretches of instance (or host) k by itself, or of "all" at once, float array (m, 2), s.

        See `down_intervals` for what the stretches promise.
        """
        alone, together = self.unavailability
        where = ("host",) if self.role is None else ("code", self.role)
        key = (*where, k) if self.effect == "down" else (*where, k, self.effect)
        return down_intervals(seed, key, 1.0 - (together if k == "all" else alone), self.mttr_s, end_s)

    def label(self, k: int | Literal["all"]) -> str:
        """Return what people call a fault of this stream, such as "process 0 down"."""
        what = self.role or "host"
        effect = self.effect if self.factor is None else f"{self.effect} x{self.factor:g}"
        return f"all {what} {effect}" if k == "all" else f"{what} {k} {effect}"

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        check_role(self, self.role)
        check_effect(self, self.part, self.effect, self.factor)
        if (self.part == "code") != (self.role is not None):
            raise refuse(self, "role", self.role, "code has a role and a host has none", "Give role=, or part='host'.")
        return self


class Faults(Params):
    """All faults of a scenario; `+` joins two.

    Raises
    ------
    ParameterError : two drawn faults with the same part, role and effect, which would share one stream
    """

    scheduled: tuple[Fault, ...] = param((), unit="", help="faults at fixed times")
    drawn: tuple[Drawn, ...] = param((), unit="", help="faults at random times")

    def __add__(self, other: "Faults") -> "Faults":
        if not isinstance(other, Faults):
            return NotImplemented
        return Faults(scheduled=self.scheduled + other.scheduled, drawn=self.drawn + other.drawn)

    def unavailability(self, part: Part, role: str | None = None) -> tuple[float, float]:
        """Return what drawn faults of a part take from it, for closed forms.

        Parameters
        ----------
        part : "code" with a role, or "host" without
        role : str or None

        Returns
        -------
        alone, together : float, 1, share of time in which one instance is down (or answers wrongly) by itself, and in
            which all are at once; zero where nothing is drawn. Slowness counts as up.
        """
        probe = Drawn(part=part, role=role)
        up_alone = up_together = 1.0
        for drawn in self.drawn:
            if (drawn.part, drawn.role) == (probe.part, probe.role) and drawn.effect != "slow":
                alone, together = drawn.unavailability
                up_alone, up_together = up_alone * (1.0 - alone), up_together * (1.0 - together)
        return 1.0 - up_alone, 1.0 - up_together

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON-able content."""
        return {"scheduled": [dict(fault) for fault in self.scheduled], "drawn": [dict(fault) for fault in self.drawn]}

    @classmethod
    def from_dict(cls, plain: Any) -> "Faults":
        """Return the faults that `to_dict` wrote.

        Raises
        ------
        DataError : not a mapping of two lists of mappings
        ParameterError : a fault that is refused
        """
        if not isinstance(plain, dict) or not set(plain) <= {"scheduled", "drawn"}:
            raise DataError(
                f"faults are a mapping with 'scheduled' and 'drawn', not {plain!r:.60}; write it with to_dict()"
            )
        return cls(
            scheduled=tuple(Fault(**f) for f in _mappings(plain, "scheduled")),
            drawn=tuple(Drawn(**f) for f in _mappings(plain, "drawn")),
        )

    @model_validator(mode="after")
    def _one_stream_each(self) -> Self:
        seen = set()
        for drawn in self.drawn:
            stream = (drawn.part, drawn.role, drawn.effect)
            if stream in seen:
                rule = f"{drawn.role or 'host'} {drawn.effect} is drawn twice from one stream"
                raise refuse(self, "drawn", stream, rule, "Keep one of the two.")
            seen.add(stream)
        return self


def _mappings(plain: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = plain.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"faults: {name!r} is a list of mappings, not {rows!r:.60}; write it with to_dict()")
    return rows
