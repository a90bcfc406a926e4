"""The events of objects that are put into a store, for all videos at once: what rules are held against."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from archlib.engine.inputs import Inputs
from archlib.errors import TopologyError
from archlib.topology import Put, Topology
from archlib.topology.patterns import created
from archlib.topology.ways import in_parts

BYTES: Final = 1e9  # of a GB

Event = Mapping[str, Any]


class Objects:
    """What a store tells of the objects that the videos of a run put into it."""

    def __init__(self, topology: Topology, inputs: Inputs) -> None:
        self.topology, self.inputs = topology, inputs

    def events(self, put: Put) -> Iterator[Event]:
        """Yield an event for each object of a put, its fields that differ among videos as arrays (n,).

        Raises
        ------
        TopologyError
            if sizes are put one by one; which of them it is, is known only when it is put
        """
        if put.what == "sizes" and put.source in in_parts(self.topology.edges):
            raise TopologyError(
                f"store {put.target!r} tells of objects, and {put.source!r} puts sizes into it one by one; the engine "
                "holds rules against all sizes of a video at once. Leave out over='sizes', or the Notify edge"
            )
        gb = np.broadcast_to(np.asarray(self.inputs.details["master_gb"], float), self.inputs.n)
        for name, share in self.inputs.objects[put.what].items():
            named = np.array([key(name, video) for video in range(self.inputs.n)], str)
            yield created(put.target, named, np.array([size(each, share) for each in gb.tolist()], np.int64))


def key(name: str, video: int) -> str:
    """Return the key of an object in its bucket: the master of video 7 is "master/7.mp4"."""
    return f"{name}/{video}.mp4"


def size(master_gb: float, share: float) -> int:
    """Return what an object weighs that takes a share of its master, bytes."""
    return round(master_gb * share * BYTES)
