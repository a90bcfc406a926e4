"""One scheduled fault: what breaks, how, from when and for how long."""

from typing import Self

from pydantic import model_validator

from archlib.faults.parts import LONGEST_S, WHOLE, Effect, Part, check_effect, check_role
from archlib.params import Params, param, refuse


class Fault(Params):
    """A fault of code or of a host, at a fixed time.

    A code fault names a role and strikes one `instance`, one `zone`, or all instances (neither named). A host fault
    names a `host` number, a `zone`, or the host under one `instance` of a `role`; the last form means the same in
    every architecture. Whatever sits on a host goes down with it.

    Effects: `down` (does not answer), `error` (answers wrongly), `slow` (work takes `factor` times longer),
    `no_launch` (no new instance starts; those that run go on), `throttle` (calls are refused, receives pause). The last
    two are of a whole role.

    Raises
    ------
    ParameterError : a field outside its bounds, or fields that do not belong together

    Notes
    -----
    Leaves out: links that break between parts that are up; throttling of a part of the calls. A fault that meets
    nothing in a topology is reported as not applicable.
    """

    part: Part = param("code", unit="", help="what breaks, code or a host")
    role: str | None = param(None, unit="", help="role of the code, or of the instance whose host it is")
    host: int | None = param(None, ge=0, le=9_999, unit="", help="number of the host")
    instance: int | None = param(None, ge=0, le=9_999, unit="", help="number of the instance, from 0")
    zone: int | None = param(None, ge=0, le=99, unit="", help="number of the zone, from 0")
    effect: Effect = param("down", unit="", help="what the fault does")
    factor: float | None = param(
        None, gt=1, le=1_000, unit="1", scale="log", help="how many times longer work takes, if slow"
    )
    start_s: float = param(0.0, ge=0, le=LONGEST_S, unit="s", help="when it begins")
    duration_s: float = param(3_600.0, gt=0, le=LONGEST_S, unit="s", scale="log", help="how long it lasts")
    label: str = param("", unit="", help="what people call it")

    @property
    def end_s(self) -> float:
        """When it is over, s."""
        return self.start_s + self.duration_s

    @property
    def name(self) -> str:
        """The label, or else a few words made from the fields, such as "process instance 0 down"."""
        if self.label:
            return self.label
        scope = [
            f"{field} {value}" for field in ("host", "instance", "zone") if (value := getattr(self, field)) is not None
        ]
        effect = self.effect if self.factor is None else f"{self.effect} x{self.factor:g}"
        part = ["host under"] if self.part == "host" and self.role else []
        return " ".join([*part, *([self.role] if self.role else []), *scope, effect])

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        check_role(self, self.role)
        check_effect(self, self.part, self.effect, self.factor)
        if self.part == "code":
            self._check_code()
        else:
            self._check_host()
        return self

    def _check_code(self) -> None:
        if self.role is None:
            raise refuse(self, "role", None, "a code fault names a role", "Give role=, or part='host'.")
        if self.host is not None:
            raise refuse(self, "host", self.host, "a code fault names no host", "Leave it out, or use part='host'.")
        if self.instance is not None and self.zone is not None:
            raise refuse(
                self, "zone", self.zone, "one scope: an instance, a zone, or neither for all", "Leave one out."
            )
        if self.effect in WHOLE and (self.instance is not None or self.zone is not None):
            scope = "instance" if self.instance is not None else "zone"
            raise refuse(self, scope, getattr(self, scope), WHOLE[self.effect], "Leave it out.")

    def _check_host(self) -> None:
        under = self.role is not None or self.instance is not None
        if [self.host is not None, self.zone is not None, under].count(True) != 1:
            named = {"host": self.host, "zone": self.zone, "role": self.role, "instance": self.instance}
            rule = "a host fault names one of: host; zone; role and instance"
            raise refuse(
                self, "host", {k: v for k, v in named.items() if v is not None}, rule, "Name exactly one of the three."
            )
        if under and (self.role is None or self.instance is None):
            missing = "role" if self.role is None else "instance"
            raise refuse(self, missing, None, "the host under an instance needs role and instance", f"Give {missing}=.")
