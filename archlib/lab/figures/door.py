"""The station at which customers hand a video in: how many are in its hands, how often and for how long."""

from typing import NamedTuple

import numpy as np

from archlib.lab.figures import bins
from archlib.outcome import Run
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.topology import Entry, Function, Working, instances_of


class Door(NamedTuple):
    """What takes uploads in, with its threads.

    Attributes
    ----------
    name : of the station
    threads : how many it has in hand at most
    held : Step, threads in use, those whose call is being answered and those that wait for the answer of another
    start_s, length_s : float arrays (n,), s, when each of its visits got a thread, sorted, and how long it held it;
        one that lasts beyond the run is cut at the run's end, the deadline after the horizon
    refused : how many came up to the horizon and never got one
    """

    name: str
    threads: int
    held: Step
    start_s: Floats
    length_s: Floats
    refused: int

    @property
    def per_s(self) -> float:
        """How many visits a second got a thread, the λ of Little's law."""
        return len(self.start_s) / self.held.end_s

    @property
    def each_s(self) -> float:
        """How long a thread was held by each on average, s, the W of Little's law; 0 with no visit."""
        return float(self.length_s.mean()) if len(self.length_s) else 0.0

    def law(self, edges_s: Floats) -> Floats:
        """Return λ W for each stretch, float array (m,): the visits that began in it, times how long each took."""
        sums, _ = np.histogram(self.start_s, edges_s, weights=self.length_s)
        return np.asarray(sums / np.diff(edges_s))

    def means(self, edges_s: Floats) -> Floats:
        """Return the threads held in each stretch on average, float array (m,)."""
        return bins.means(self.held, edges_s)


def door(run: Run) -> Door | None:
    """Return the station that takes uploads in: the first whose code is for that, else the one that is entered."""
    entered = [run.topology[e.target] for e in run.topology.edges if isinstance(e, Entry) and e.feature == "upload"]
    found = [s for s in (*run.topology.playing("upload"), *entered) if isinstance(s, Working)]
    if not found:
        return None
    station, trace = found[0], run.trace
    each = 1 if isinstance(station, Function) else station.slots
    visits = trace.visits_at(run.topology.index[station.name])
    visits = visits[visits["enter"] < trace.horizon_s]
    served = visits[(visits["end"] > visits["start"]) & (visits["start"] < trace.horizon_s)]
    served = served[np.argsort(served["start"], kind="stable")]
    lengths = np.minimum(served["end"], trace.horizon_s + trace.deadline_s) - served["start"]
    return Door(
        station.name,
        each * instances_of(station),
        run.series[station.name].busy,
        np.asarray(served["start"]),
        np.asarray(lengths),
        int(np.count_nonzero(~np.isfinite(visits["start"]))),
    )
