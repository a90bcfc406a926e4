"""A panel of a learner's own scaling policy, beside a known one on the same jobs; a wrong one gets its message here."""

from html import escape

import ipywidgets

from archlib.architectures import QueueFleet
from archlib.errors import ArchlibError
from archlib.lab.choices import Choices, keyed
from archlib.lab.gate import Gate, behind
from archlib.lab.panel import Panel
from archlib.lab.panels import begun
from archlib.lab.told import Told
from archlib.lab.topic import Topic
from archlib.topology.own import Desired
from archlib.workload import Workload
from archlib.workload.steps import HOUR_S

PICTURES = ("scorecard", "queue", "machines", "bill")
SEEN = ("load.peak_per_hour", "QueueFleet.max_workers", "QueueFleet.boot_s", "QueueFleet.metric_delay_s", "chance.seed")
QUIET = (("failures.standard_week", "false"), ("failures.service_failures", "false"))  # nothing fails
EVENING = (19 * HOUR_S, 24 * HOUR_S)  # the rush, and what comes of it
TOPIC = Topic(PICTURES, SEEN, QUIET, loads=False, together=True, window=EVENING)


class Refusal(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """What a learner is told of a policy that fails, in place of the panel.

    Attributes
    ----------
    error : the refusal
    """

    def __init__(self, error: ArchlibError) -> None:
        self.error = error
        super().__init__([ipywidgets.HTML(self.html())])

    def text(self) -> str:
        """Return the message as text."""
        return str(self.error)

    def html(self) -> str:
        """Return the message as HTML."""
        style = "border-left:4px solid var(--jp-error-color1,#b00020);padding:4px 10px;max-width:860px;line-height:1.45"
        return f"<p role='alert' style='{style}'>{escape(self.text())}</p>"


def burst() -> Workload:
    """Return one day with the canonical week's evening rush."""
    return Workload.evening_peak(days=1.0)


def policy(
    desired: Desired, *, fleet: QueueFleet | None = None, load: Workload | None = None, after: str | None = None
) -> Panel | Refusal | Gate:
    """Return a panel in which a fleet follows a function of one's own, and another a named policy, on the same jobs.

    A function that fails does so in the page: its message stands where the pictures would, or, if it fails only once a
    control has moved, in the panel's status line, and the pictures stay as they were.

    Parameters
    ----------
    desired : `def desired(visible, in_flight, workers, oldest_s)`, returns how many workers there should be
    fleet : all else of both fleets, and the policy compared with; `QueueFleet()`, that is "ceil", by default
    load : what comes; one evening's burst by default
    after : the bet that must be placed before it opens, such as "04.P3"
    """
    return behind(after, lambda: _shown(desired, fleet or QueueFleet(), load or burst()))


def _shown(desired: Desired, fleet: QueueFleet, load: Workload) -> Panel | Refusal:
    try:
        compared = keyed([fleet, fleet.but(policy=desired)])
        return Panel(begun(Choices(load, compared), TOPIC), TOPIC)
    except ArchlibError as error:
        return Refusal(error)
