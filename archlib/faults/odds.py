"""Ready-made faults that come at random. Each function returns `Faults`, so that all can be joined with `+`."""

from collections.abc import Mapping
from typing import Any

from archlib.data import data_dir, read_facts
from archlib.faults.chance import Drawn
from archlib.faults.mishap import Mishap
from archlib.faults.model import Faults
from archlib.faults.plans import standard_week

OWN_ROLES = ("upload", "process", "manage")
SERVICES = {"queue": "SQS", "store": "S3 Standard", "bus": "EventBridge", "balancer": "ALB"}
PLATFORMS = {"function": "Lambda", "orchestrator": "Step Functions"}  # all of one fails at once


def poison(share: float, role: str = "process") -> Faults:
    """Return a share (0 to 1) of videos whose work of a role fails at every try."""
    return _mishap(role=role, share=share)


def flaky(share: float, role: str = "process") -> Faults:
    """Return a role whose visits fail each by itself, with probability `share` (0 to 1)."""
    return _mishap(role=role, share=share, each=True)


def drawn(
    availability: float | Mapping[str, float] | None = None,
    host: float | None = None,
    mttr_s: float = 3_600.0,
    common_cause: float = 0.0,
) -> Faults:
    """Return random outages for many roles at once.

    Parameters
    ----------
    availability : float, 1, of the code of upload, process and manage each; or a mapping role -> availability
    host : float, 1, availability of each host; None for hosts that never fail
    mttr_s : float, s, mean time to repair of all of them
    common_cause : float, 1, share of each unavailability that strikes all instances (or hosts) at once
    """
    if not isinstance(availability, Mapping):
        availability = {} if availability is None else dict.fromkeys(OWN_ROLES, availability)
    same: dict[str, Any] = {"mttr_s": mttr_s, "common_cause": common_cause}
    code = tuple(Drawn(role=role, availability=a, **same) for role, a in availability.items())
    hosts = () if host is None else (Drawn(part="host", availability=host, **same),)
    return Faults(drawn=code + hosts)


def service_levels(mttr_s: float = 3_600.0) -> Faults:
    """Return random outages of the provider's services at the service levels it publishes.

    Queue, store, bus and balancer fail by themselves; the platforms of functions and orchestrators (roles "function"
    and "orchestrator") as a whole.

    Notes
    -----
    A service level is the floor under which the provider pays back, not a measurement: the services are most often up
    longer. The mean time to repair is an assumption, since no provider publishes one. Rows and sources are in
    data/service_levels.csv.
    """
    levels = read_facts(data_dir() / "service_levels.csv")
    alone, whole = ({r: levels[item].value / 100 for r, item in of.items()} for of in (SERVICES, PLATFORMS))
    return drawn(alone, mttr_s=mttr_s) + drawn(whole, mttr_s=mttr_s, common_cause=1.0)


def launch_failures(availability: float = 0.999, mttr_s: float = 3_600.0) -> Faults:
    """Return random times in which no new instance of upload, process or manage starts, of each role by itself.

    Notes
    -----
    No provider publishes how often it lacks capacity: the default is an assumption. Leaves out that a shortage
    strikes all roles of a zone together.
    """
    same: dict[str, Any] = {"availability": availability, "mttr_s": mttr_s, "common_cause": 1.0}
    return Faults(drawn=tuple(Drawn(role=role, effect="no_launch", **same) for role in OWN_ROLES))


def honest_week(mttr_s: float = 600.0) -> Faults:
    """Return the standard week with random outages of all that it spares: services, platforms and launches.

    The standard week strikes hosts and code only, so a design that leans on stores, queues and buses would look
    perfect in it. Here these fail too, as often as their service levels allow.

    Parameters
    ----------
    mttr_s : float, s, mean time to repair. An availability of 99.9 % leaves 605 s of a week, so with the default a
        service at that level is down about once a week; a longer time makes outages rarer and longer
    """
    return standard_week() + service_levels(mttr_s) + launch_failures(mttr_s=mttr_s)


def _mishap(**fields: Any) -> Faults:
    mishap = Mishap(**fields)
    return Faults(mishaps=(mishap.but(label=mishap.name),))
