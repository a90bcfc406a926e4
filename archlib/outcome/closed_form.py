"""Availability by formula: what the drawn faults leave of a feature in the long run, from the topology alone.

Parts that fail are a host, and the code of a role on one instance; each up or down by itself, and the same part
counts once however many stations stand on it. With one instance everywhere this is the product of all parts on the
path: A_host x A_code x ... for a monolith, and for tiers on hosts of their own one A_host more for each tier.
"""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from archlib.errors import TopologyError
from archlib.faults import Faults
from archlib.outcome.health import ELASTIC
from archlib.outcome.trace import Floats, Ints
from archlib.topology import Station, instances_of

Part = tuple[str, str, int]  # ("host", group, instance), or ("code", role, number)
Parts = tuple[Part, ...]  # what an instance stands on, sorted, so that no last digit depends on the order of a set
Group = tuple[Parts, ...]  # the instances of a station
Cluster = tuple[tuple[int, Parts], ...]  # instances (index of the station, parts) that share parts
Odds = dict[tuple[str, str], float]  # ("host", group) or ("code", role) -> share of time down by itself
MOST = 20  # stations that share parts, or instances: the formula has 2^MOST terms


def closed_form(path: Sequence[Station], faults: Faults, patient: Collection[str] = ()) -> float:
    """Return the share of time in which at least one instance of every station on a path is up.

    Parameters
    ----------
    path : the stations that a feature needs, as `needed(topology, feature)` gives them
    faults : its drawn ones count; down, wrong answers and throttling alike, slowness and failed launches not
    patient : names of stations that a throttle only delays, as `patient(topology, feature)` gives them

    Raises
    ------
    TopologyError
        if more than 20 different stations share parts, or more than 20 instances do

    Notes
    -----
    Instance k of a station is up if its host and the code number `numbers_from` + k of all its roles are. Leaves out:
    scheduled faults, mishaps, full waiting rooms, what balancers do not know yet, and the instances of fleets and
    functions (one that fails is replaced, and its work comes back); what strikes all of them at once counts.
    """
    value = _never_together(path, faults, patient)
    fixed = [s for s in path if not isinstance(s, ELASTIC)]
    odds = _alone(fixed, faults)
    for together in _sharing([g for g in dict.fromkeys(_group(s, odds) for s in fixed) if g[0]]):
        value *= _all_serve(together, odds)
    return min(1.0, max(0.0, value))


def _never_together(path: Sequence[Station], faults: Faults, patient: Collection[str]) -> float:
    """Return the share of time in which nothing strikes all instances of a role, or all hosts, at once."""
    calm = Faults(drawn=tuple(d for d in faults.drawn if d.effect != "throttle"))
    asked = {role for s in path if s.name not in patient for role in s.plays}
    roles = sorted({role for s in path for role in s.plays})
    common = [(faults if role in asked else calm).unavailability("code", role)[1] for role in roles]
    if any(s.hosts is not None for s in path):
        common.append(faults.unavailability("host")[1])
    return float(np.prod([1.0 - q for q in common]))


def _alone(path: Sequence[Station], faults: Faults) -> Odds:
    """The share of time down by itself of each kind of part that fails at all."""
    odds = {("code", role): faults.unavailability("code", role)[0] for s in path for role in s.plays}
    odds |= {("host", s.hosts): faults.unavailability("host")[0] for s in path if s.hosts is not None}
    return {part: q for part, q in odds.items() if q > 0}


def _group(station: Station, odds: Odds) -> Group:
    """What each instance stands on, of the parts that fail by themselves."""
    first = {("code", role): station.numbers_from for role in station.plays} | {("host", station.hosts or ""): 0}
    fallible = sorted(kind for kind in first if kind in odds)
    return tuple(tuple((*kind, first[kind] + k) for kind in fallible) for k in range(instances_of(station)))


def _sharing(groups: list[Group]) -> list[list[Group]]:
    """Sort into sets that share no part with another set, and are therefore independent."""
    sets: list[tuple[set[Part], list[Group]]] = []
    for group in groups:
        parts = {part for of in group for part in of}
        joined = [s for s in sets if s[0] & parts]
        parts = parts.union(*(s[0] for s in joined))
        sets = [s for s in sets if s not in joined] + [(parts, [group] + [g for s in joined for g in s[1]])]
    return [members for _, members in sets]


def _all_serve(groups: list[Group], odds: Odds) -> float:
    """Inclusion and exclusion over the sets of stations none of whose instances is up.

    Clusters of instances stand on parts of their own, so for each set they multiply.
    """
    if len(groups) > MOST:
        raise TopologyError(f"{len(groups)} stations share hosts or roles; the formula takes {MOST}; give roles apart")
    sets = np.arange(1 << len(groups))
    nobody = np.ones(len(sets))
    for cluster, n in Counter(_clusters(groups)).items():
        nobody *= _nobody_up(cluster, odds, sets) ** n
    return float(_sign(sets) @ nobody)


def _clusters(groups: list[Group]) -> list[Cluster]:
    """Return the instances that share parts with one another; where only the numbers differ they are equal."""
    found: dict[Part, list[tuple[int, Parts]]] = {}
    for i, group in enumerate(groups):
        for parts in group:
            joined = {id(found[p]): found[p] for p in parts if p in found}
            mine = [(i, parts), *(member for members in joined.values() for member in members)]
            found.update((part, mine) for _, of in mine for part in of)
    return [_from_zero(members) for members in {id(m): m for m in found.values()}.values()]


def _from_zero(members: list[tuple[int, Parts]]) -> Cluster:
    first = min(number for _, parts in members for _, _, number in parts)
    return tuple(sorted((i, tuple((kind, name, k - first) for kind, name, k in parts)) for i, parts in members))


def _nobody_up(cluster: Cluster, odds: Odds, sets: Ints) -> Floats:
    """For each set of stations, the probability that none of its instances in a cluster is up."""
    if len(cluster) > MOST:
        raise TopologyError(f"{len(cluster)} instances share parts; the formula takes {MOST}; set numbers apart")
    subsets = np.arange(1 << len(cluster))
    terms = _sign(subsets)
    for part in sorted({part for _, parts in cluster for part in parts}):
        users = sum(1 << j for j, (_, parts) in enumerate(cluster) if part in parts)
        terms = np.where(subsets & users, terms * (1.0 - odds[part[:2]]), terms)
    for bit in range(len(cluster)):  # sum over the subsets of each subset
        pairs = terms.reshape(-1, 2, 1 << bit)
        pairs[:, 1] += pairs[:, 0]
    chosen = np.zeros(len(sets), np.int64)
    for j, (i, _) in enumerate(cluster):
        chosen |= (sets >> i & 1) << j
    return np.asarray(terms[chosen])


def _sign(sets: Ints) -> Floats:
    """1 for a set of even size, -1 for one of odd size."""
    return np.where(np.bitwise_count(sets) % 2, -1.0, 1.0)
