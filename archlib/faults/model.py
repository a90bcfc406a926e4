"""The schedule that holds fixed faults, drawn ones and mishaps together."""

from typing import Any, Self

from pydantic import model_validator

from archlib.errors import DataError
from archlib.faults.chance import Drawn
from archlib.faults.fault import Fault
from archlib.faults.mishap import Marks, Mishap, marks
from archlib.faults.parts import Part
from archlib.params import Params, param, refuse

FIELDS = {"scheduled": Fault, "drawn": Drawn, "mishaps": Mishap}


class Faults(Params):
    """All faults of a scenario; `+` joins two.

    Raises
    ------
    ParameterError : two drawn faults with the same part, role and effect, or two mishaps of one role and kind, which
        would share one stream
    """

    scheduled: tuple[Fault, ...] = param((), unit="", help="faults at fixed times")
    drawn: tuple[Drawn, ...] = param((), unit="", help="faults at random times")
    mishaps: tuple[Mishap, ...] = param((), unit="", help="shares of videos or of visits that fail")

    def __add__(self, other: "Faults") -> "Faults":
        if not isinstance(other, Faults):
            return NotImplemented
        return Faults(**{name: getattr(self, name) + getattr(other, name) for name in FIELDS})

    def unavailability(self, part: Part, role: str | None = None) -> tuple[float, float]:
        """Return what drawn faults of a part take from it, for closed forms.

        Parameters
        ----------
        part : "code" with a role, or "host" without
        role : str or None

        Returns
        -------
        alone, together : float, 1, share of time in which one instance is down (or answers wrongly, or refuses) by
            itself, and in which all are at once; zero where nothing is drawn. Slowness and failed launches count as up.
        """
        probe = Drawn(part=part, role=role)
        up_alone = up_together = 1.0
        for drawn in self.drawn:
            if (drawn.part, drawn.role) == (probe.part, probe.role) and drawn.effect not in ("slow", "no_launch"):
                alone, together = drawn.unavailability
                up_alone, up_together = up_alone * (1.0 - alone), up_together * (1.0 - together)
        return 1.0 - up_alone, 1.0 - up_together

    def mishap_draws(self, seed: int, role: str, n: int) -> Marks:
        """Return which of the first n videos fail at the stations that do a role's work.

        Returns
        -------
        int8 array (n,) or (n, 16) of 0 and 1: 1 where every visit of a video fails; or, with a mishap of `each` visit,
            1 in column k % 16 where its k-th visit (from 0, over all stations of the role) fails. Zeros for no mishap.
        """
        return marks([m for m in self.mishaps if m.role == role], seed, n)

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON-able content; mishaps only if there are any, as before there were any."""
        plain = {name: [dict(fault) for fault in getattr(self, name)] for name in FIELDS}
        return plain if self.mishaps else {"scheduled": plain["scheduled"], "drawn": plain["drawn"]}

    @classmethod
    def from_dict(cls, plain: Any) -> "Faults":
        """Return the faults that `to_dict` wrote.

        Raises
        ------
        DataError : not a mapping of lists of mappings
        ParameterError : a fault that is refused
        """
        if not isinstance(plain, dict) or not set(plain) <= set(FIELDS):
            known = ", ".join(map(repr, FIELDS))
            raise DataError(f"faults are a mapping with {known}, not {plain!r:.60}; write it with to_dict()")
        return cls(**{name: tuple(kind(**f) for f in _mappings(plain, name)) for name, kind in FIELDS.items()})

    @model_validator(mode="after")
    def _one_stream_each(self) -> Self:
        seen: set[tuple[str | None, ...]] = set()
        drawn = [("drawn", f"{d.role or 'host'} {d.effect}", (d.part, d.role, d.effect)) for d in self.drawn]
        mishaps = [("mishaps", f"{m.role} {m.kind}", (m.kind, m.role)) for m in self.mishaps]
        for field, name, stream in [*drawn, *mishaps]:
            if stream in seen:
                raise refuse(self, field, stream, f"{name} is drawn twice from one stream", "Keep one of the two.")
            seen.add(stream)
        return self


def _mappings(plain: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = plain.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"faults: {name!r} is a list of mappings, not {rows!r:.60}; write it with to_dict()")
    return rows
