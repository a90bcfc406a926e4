"""Availability by formula: what the drawn faults leave of a feature in the long run, from the topology alone.

Parts that fail are a host, and the code of a role on one instance; each up or down by itself, and the same part
counts once however many stations stand on it. With one instance everywhere this is the product of all parts on the
path: A_host x A_code x ... for a monolith, and for tiers on hosts of their own one A_host more for each tier.
"""

from collections.abc import Sequence

import numpy as np

from archlib.errors import TopologyError
from archlib.faults import Faults
from archlib.outcome.trace import Floats, Ints
from archlib.topology import Fleet, Station, instances_of

Part = tuple[str, str]  # ("host", group) or ("code", role): of each instance its own
Group = tuple[frozenset[Part], int]  # what a station stands on, and how many instances it has
MOST = 20  # stations that share parts: the formula has 2^MOST terms


def closed_form(path: Sequence[Station], faults: Faults) -> float:
    """Return the share of time in which at least one instance of every station on a path is up.

    Parameters
    ----------
    path : the stations that a feature needs, as `needed(topology, feature)` gives them
    faults : its drawn ones count; down and wrong answers alike, slowness not

    Raises
    ------
    TopologyError
        if more than 20 different stations share parts

    Notes
    -----
    Instance k of a station is up if its host and all its roles' code number k are. Leaves out: scheduled faults,
    full waiting rooms, and the instances of a fleet (a worker that fails is replaced, and its message comes back);
    what strikes all workers at once counts.
    """
    roles = {role for s in path for role in s.plays}
    common = [faults.unavailability("code", role)[1] for role in sorted(roles)]
    if any(s.hosts is not None for s in path):
        common.append(faults.unavailability("host")[1])
    alone = _alone(path, faults)
    # in the order of the path, so that no last digit depends on the order of a set
    groups = dict.fromkeys((_parts(s).intersection(alone), instances_of(s)) for s in path if not isinstance(s, Fleet))
    value = float(np.prod([1.0 - q for q in common]))
    for together in _sharing([g for g in groups if g[0]]):
        value *= _all_serve(together, alone)
    return min(1.0, max(0.0, value))


def _parts(station: Station) -> frozenset[Part]:
    host = set() if station.hosts is None else {("host", station.hosts)}
    return frozenset(host | {("code", role) for role in station.plays})


def _alone(path: Sequence[Station], faults: Faults) -> dict[Part, float]:
    """The share of time down by itself of each part that fails at all."""
    q = {}
    for kind, name in sorted({part for s in path for part in _parts(s)}):
        q[kind, name] = (faults.unavailability("host") if kind == "host" else faults.unavailability("code", name))[0]
    return {part: value for part, value in q.items() if value > 0}


def _sharing(groups: list[Group]) -> list[list[Group]]:
    """Sort into sets that share no part with another set, and are therefore independent."""
    sets: list[tuple[frozenset[Part], list[Group]]] = []
    for group in groups:
        joined = [s for s in sets if s[0] & group[0]]
        parts = group[0].union(*(s[0] for s in joined))
        sets = [s for s in sets if s not in joined] + [(parts, [group] + [g for s in joined for g in s[1]])]
    return [members for _, members in sets]


def _all_serve(groups: list[Group], alone: dict[Part, float]) -> float:
    """Inclusion and exclusion over the sets of stations none of whose instances is up.

    The instances of one number stand on parts of their own, so for each set the numbers multiply.
    """
    if len(groups) > MOST:
        raise TopologyError(f"{len(groups)} stations share hosts or roles; the formula takes {MOST}; give roles apart")
    sets = np.arange(1 << len(groups))
    nobody = np.ones(len(sets))
    done = 0
    for size in sorted({n for _, n in groups}):
        here = [i for i, (_, n) in enumerate(groups) if n >= size]
        nobody *= _nobody_up(groups, alone, sets, here) ** (size - done)
        done = size
    return float(_sign(sets) @ nobody)


def _nobody_up(groups: list[Group], alone: dict[Part, float], sets: Ints, here: list[int]) -> Floats:
    """For each set of stations, the probability that in one number none of them is up (only `here` have it)."""
    absent = sum(1 << i for i in range(len(groups)) if i not in here)
    all_up = np.where(sets & absent, 0.0, 1.0)
    for part, q in alone.items():
        users = sum(1 << i for i in here if part in groups[i][0])
        all_up = np.where(sets & users, all_up * (1.0 - q), all_up)
    terms = _sign(sets) * all_up
    for bit in range(len(groups)):  # sum over the subsets of each set
        pairs = terms.reshape(-1, 2, 1 << bit)
        pairs[:, 1] += pairs[:, 0]
    return terms


def _sign(sets: Ints) -> Floats:
    """1 for a set of even size, -1 for one of odd size."""
    return np.where(np.bitwise_count(sets) % 2, -1.0, 1.0)
