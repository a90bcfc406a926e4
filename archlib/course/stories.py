"""The notes' story of three messages as a run of the queue and its fleet, and the same run with one thing broken."""

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from archlib import faults
from archlib.architectures import QueueFleet
from archlib.contract import Contract
from archlib.faults import Faults
from archlib.outcome import Run
from archlib.scenario import Scenario
from archlib.workload import Workload

MESSAGES, MINUTES, MINUTE_S = 3, 30, 60.0
CATALOGUE_S = 0.5
WORK_S = 5 * MINUTE_S  # with the entry in the catalogue; it ends on a tick, and so the policy sees who is idle
SENT_S = MINUTE_S / 2  # all three have come before the second tick
SHORT_S = 2 * MINUTE_S
CRASH_S = 4 * MINUTE_S

NOTES_FLEET: Final = QueueFleet(
    max_workers=1337, target=2.0, metric_delay_s=0.0, boot_s=MINUTE_S, idle_s=0.0, visibility_s=6 * MINUTE_S
)


def three_messages() -> Workload:
    """Return half an hour in which three videos come at once, each of the same work."""
    counts = [MESSAGES] + [0] * int(MINUTES * MINUTE_S / SENT_S - 1)
    work = {"transcode_s": WORK_S - CATALOGUE_S, "transcode_cv": 0.0, "catalogue_s": CATALOGUE_S}
    return Workload.from_counts(counts, SENT_S, mode="exact", **work)


@dataclass(frozen=True)
class Staged:
    """A story as what makes its run.

    Attributes
    ----------
    title : what it is called on its button
    about : what is other than in the notes, and what to look for
    architecture, faults : what runs, and what breaks
    """

    title: str
    about: str
    architecture: QueueFleet = NOTES_FLEET
    faults: Faults = field(default_factory=Faults)

    @property
    def scenario(self) -> Scenario:
        """The three messages, and what breaks."""
        return Scenario(three_messages(), faults=self.faults)

    @property
    def contract(self) -> Contract:
        """Videos are waited for as long as they come."""
        return Contract(deadline_s=MINUTES * MINUTE_S)

    def run(self) -> Run:
        """Return its run."""
        from archlib.engine import simulate

        return simulate(self.architecture, self.scenario, contract=self.contract)


STORIES: Final[dict[str, Staged]] = {
    "notes": Staged(
        "As in the notes",
        "Three messages; one worker for two of them; the group may have none. Workers boot for a minute and work for "
        "five.",
    ),
    "timeout too short": Staged(
        "Timeout too short",
        "The visibility timeout is two minutes and the work takes five. Four workers come for the three messages, so "
        "that one has nothing to do. Who works on which video?",
        NOTES_FLEET.but(visibility_s=SHORT_S, target=0.75),
    ),
    "worker 1 crashes": Staged(
        "Worker 1 crashes",
        "The machine under the first worker fails two minutes into its work. What becomes of its message, and when?",
        faults=faults.host_down(CRASH_S / 3600.0, 1.0, role="process", instance=0),
    ),
    "stranded": Staged(
        "The stranded message",
        "The policy is an alarm now: two workers more while there is more than 1 message, two fewer while there is "
        "not. What becomes of the third?",
        NOTES_FLEET.but(policy="alarm", alarm_threshold=1, alarm_low=1, alarm_step=2, max_workers=2),
    ),
}


@cache
def told(name: str) -> Run:
    """Return the run of a story by its name, made once."""
    return STORIES[name].run()
