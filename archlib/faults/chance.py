"""Faults that come at random."""

from typing import Literal, Self

from pydantic import model_validator

from archlib.draws import Floats
from archlib.faults.parts import WHOLE, Effect, Part, check_effect, check_role
from archlib.faults.renewal import down_intervals
from archlib.params import Params, param, refuse


class Drawn(Params):
    """Faults that come at random: mean time to repair and availability give the mean time between them.

    Of the unavailability q = 1 - availability a share `common_cause` strikes all instances of the role, or all hosts,
    at once; the rest strikes each by itself, with a stream of its own keyed by its number, so that the first k
    instances fail alike in every architecture.

    Launches that fail (`no_launch`) and calls that are refused (`throttle`) are of a whole role: `common_cause` is 1.

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
    effect: Effect = param("down", unit="", help="what the fault does")
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
        if self.effect in WHOLE and self.common_cause < 1.0:
            rule = f"{WHOLE[self.effect]}, so all of it is common"
            raise refuse(self, "common_cause", self.common_cause, rule, "Give common_cause=1.", "1")
        return self
