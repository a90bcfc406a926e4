"""What one failure takes away, read off the topology: each role's code, and a host of each group, failing alone."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from archlib.faults import Fault, Faults
from archlib.faults.parts import ROLES
from archlib.outcome.health import UP, health, worst
from archlib.outcome.strips import FEATURES, needed, patient
from archlib.timeline import timeline
from archlib.topology import Topology, instances_of

LASTS_S = 3_600.0  # how long does not matter: the state during the failure is asked for

States = dict[str, int]  # feature -> UP, DEGRADED or DOWN


class Part(NamedTuple):
    """Something that fails alone: all code of a role, or one host of a group."""

    kind: str  # "code" or "host"
    name: str
    fault: Fault
    of: int = 1  # hosts in the group

    @property
    def text(self) -> str:
        """What it is called in a table."""
        if self.kind == "code":
            return f"code of {self.name}"
        return f"host {self.name}" if self.of == 1 else f"1 of {self.of} hosts {self.name}"


def parts(topology: Topology) -> list[Part]:
    """Return what can fail alone: roles in the course's order, then a host of each group.

    Of a group it is the first host: it carries an instance of every station of the group.
    """
    roles = [role for role in ROLES if topology.playing(role)]
    code = [Part("code", role, Fault(role=role, duration_s=LASTS_S)) for role in roles]
    sizes = {g: max(instances_of(s) for s in topology.stations if s.hosts == g) for g in topology.host_base}
    hosts = [
        Part("host", group, Fault(part="host", host=first, duration_s=LASTS_S), sizes[group])
        for group, first in topology.host_base.items()
    ]
    return [*code, *hosts]


def features(topology: Topology) -> list[str]:
    """Return the features that have a door."""
    return [feature for feature in FEATURES if needed(topology, feature)]


def struck(topology: Topology, part: Part) -> States:
    """Return the state of each feature while one part fails: the worst state of a station that it needs.

    Of a fleet and a function an instance is taken to be there, so that the failure meets one. Leaves out what the
    load adds: waiting rooms that fill, and balancers that have not noticed yet.
    """
    played = timeline(topology, Faults(scheduled=(part.fault,)), 0, 2 * LASTS_S)
    hits = np.ones(len(played.rows), np.int64)
    found = {}
    for feature in features(topology):
        waits = patient(topology, feature)
        stations = needed(topology, feature)
        states = worst([health(topology, played, hits, topology.index[s.name], s.name in waits) for s in stations])[1]
        found[feature] = int(states.max(initial=UP))
    return found


@lru_cache(maxsize=64)
def radius(topology: Topology) -> tuple[tuple[Part, States], ...]:
    """Return each single failure and what it does; kept, since a load or a price changes nothing of it."""
    return tuple((part, struck(topology, part)) for part in parts(topology))
