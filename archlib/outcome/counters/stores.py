"""Stores: what they hold, from a video's first successful put to the horizon, and requests to put and to get."""

import numpy as np

from archlib.outcome.counters.record import HOUR_S, Counted, Record
from archlib.prices import MONTH_HOURS
from archlib.topology import Get, Put, Station
from archlib.topology.edges import Edge


def gb_months(record: Record, store: Station) -> Counted:
    """GB times months of 730 h; all of it is in use. The store begins empty; what a failed visit wrote is not counted.

    Notes
    -----
    Sizes that are made apart count together from when the first of them is stored. Entries of a table weigh nothing.
    """
    held, share = 0.0, record.scenario.load.rendition_share
    for edge in record.topology.edges:
        if isinstance(edge, Put) and edge.on == "upload" and edge.target == store.name and edge.what != "entry":
            gb = record.master_gb if edge.what == "master" else record.master_gb * share
            # no dot product: its last digit depends on how many threads it takes, and they wait for one another
            held += float((gb * np.maximum(0.0, record.horizon_s - record.first_good(edge.source))).sum())
    return held / (MONTH_HOURS * HOUR_S), held / (MONTH_HOURS * HOUR_S)


def puts(record: Record, store: Station) -> Counted:
    """Objects put: one for a master or an entry; for sizes one a size, or one for a visit that is about one size."""
    n = 0.0
    for edge, ok in record.uses(Put, store):
        whole = isinstance(edge, Put) and edge.what == "sizes" and edge.source not in record.in_parts
        n += (len(record.scenario.load.sizes) if whole else 1) * (record.watched if _is_watched(edge) else ok)
    return n, n


def gets(record: Record, store: Station) -> Counted:
    """Objects read, by those who work and (expected) by those who watch."""
    n = sum(record.watched if _is_watched(edge) else ok for edge, ok in record.uses(Get, store))
    return n, n


def _is_watched(edge: Edge) -> bool:
    return getattr(edge, "on", None) == "manage"
