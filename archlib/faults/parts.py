"""Names that faults use: roles, effects, and the rules that both kinds of fault share."""

from typing import Literal

from archlib.errors import nearest
from archlib.params import Params, refuse

ROLES = ("upload", "process", "manage", "queue", "store", "bus", "balancer", "function", "orchestrator", "consumer")
ONE_EACH = ("consumer",)  # a station of such a role is one number as a whole, whatever runs there

Part = Literal["code", "host"]
Effect = Literal["down", "error", "slow", "no_launch", "throttle"]
WHOLE = {"no_launch": "no_launch stops all launches of a role", "throttle": "throttle refuses all calls of a role"}

LONGEST_S = 366 * 86_400.0


def check_role(owner: Params, role: str | None) -> None:
    """Raise ParameterError unless the role is None or known."""
    if role is not None and role not in ROLES:
        raise refuse(owner, "role", role, "a role of the course", f"Choose another; {nearest(role, ROLES)}")


def check_effect(owner: Params, part: Part, effect: Effect, factor: float | None) -> None:
    """Raise ParameterError for an effect that the part cannot have, or a factor that does not belong to it."""
    if part == "host" and effect not in ("down", "slow"):
        rule = "a host is down or slow; wrong answers, failed launches and refused calls come from code"
        raise refuse(owner, "effect", effect, rule, "Use effect='down', or part='code' with a role.")
    if effect == "slow" and (factor is None or factor <= 1):
        raise refuse(owner, "factor", factor, "slow needs 1 < factor", "Give how many times longer work takes.")
    if effect != "slow" and factor is not None:
        raise refuse(owner, "factor", factor, f"only slow has a factor, {effect} has none", "Leave it out.")
