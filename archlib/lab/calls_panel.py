"""A panel of its own kind: what the calls of a video cost in time, inside a process and over a network."""

from archlib.lab.figures.calls import picture
from archlib.lab.figures.hops import Calls
from archlib.lab.figures.picture import Picture
from archlib.lab.small_panel import SmallPanel
from archlib.lab.view import PictureView

KEY = "calls"


class CallsPanel(SmallPanel[Calls]):
    """Two sliders and a picture made from real runs."""

    def __init__(self) -> None:
        super().__init__(KEY, Calls(), lambda asked: (picture(asked.hop_ms, asked.calls),))

    @property
    def picture(self) -> Picture:
        """What is shown of the values that hold."""
        return self.pictures[0]

    @property
    def view(self) -> PictureView:
        """Where it is shown."""
        return self.views[0]


def calls() -> CallsPanel:
    """Return the panel of calls inside a process against calls over a network."""
    return CallsPanel()
