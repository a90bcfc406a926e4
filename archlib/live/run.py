"""A trial on this machine, from an empty folder to what was seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from archlib.engine.driver import Progress
from archlib.errors import EngineError
from archlib.live.manager import Manager
from archlib.live.observed import Observed
from archlib.live.site import Site
from archlib.live.trial import Trial
from archlib.live.worker import Member, door
from archlib.topology import Fleet, OwnPolicy, Receive
from archlib.topology.own import Desired

LOOK_S: Final = 0.1  # between two reports, s here
PATIENCE_S: Final = 5.0  # for threads to end, s here


def run(
    trial: Trial,
    policy: Desired | OwnPolicy | None = None,
    *,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Observed:
    """Run a trial for real and return what was seen; it takes `trial.here_s` seconds.

    A thread is the door, one the manager of the fleet, one each worker; the store is a folder, the queue an SQLite
    file. Arrivals and work are those that the model gets.

    Parameters
    ----------
    policy : how many workers there should be, called as the model calls it; None for one a message
    folder : where store and queue are made; None for a temporary one
    progress : called ten times a second with the share of time done, 0 to 1; returning False cancels

    Raises
    ------
    PolicyError : the policy fails
    EngineError : it is cancelled

    Notes
    -----
    Transcoding is a wait of the length that was drawn: it takes no processor, so that a small machine can play a large
    fleet. Leaves out the network, failures, and machines: a worker's boot is a wait too.
    """
    scenario = trial.scenario
    with _somewhere(folder) as place:
        built = trial.fleet(policy).built
        receive = next(edge for edge in built.edges if isinstance(edge, Receive))
        fleet = next(station for station in built.stations if isinstance(station, Fleet))
        site = Site(place, scenario, trial.speed, receive.visibility_s, receive.max_receives)
        manager = Manager(site, fleet)
        members = [Member(site, "door", lambda: door(site)), Member(site, "manager", manager.all)]
        try:
            _watch(site, members, scenario.horizon_s, progress)
        finally:
            site.close()
            for member in [*members, *manager.workers]:
                member.join(PATIENCE_S)
            site.queue.close()
    return Observed.until(scenario.horizon_s, **vars(site.journal))


def _watch(site: Site, members: list[Member], end_s: float, progress: Progress | None) -> None:
    for member in members:
        member.start()
    while (now_s := site.clock.now_s) < end_s:
        if progress is not None and progress(now_s / end_s) is False:
            raise EngineError("the live run was cancelled; nothing of it was kept")
        if site.troubles:
            raise site.troubles[0]
        site.clock.until(min(end_s, now_s + LOOK_S * site.clock.speed))
    if progress is not None:
        progress(1.0)


@contextmanager
def _somewhere(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    with TemporaryDirectory(prefix="archlib-live-", ignore_cleanup_errors=True) as made:
        yield Path(made)
