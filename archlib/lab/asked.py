"""What is asked of a panel at one moment: fixed when a computation begins, whatever is chosen while it lasts."""

from dataclasses import dataclass

from archlib.architectures import Architecture
from archlib.compare import Comparison
from archlib.lab import pinned
from archlib.lab.choices import Choices
from archlib.lab.figures import Picture, Window
from archlib.lab.topic import Topic
from archlib.outcome import Run

VERSUS = "versus"  # the picture of A and B, where a run can be pinned


@dataclass(frozen=True)
class Asked:
    """The choices, the run pinned as A with the choices behind it, and the part of the time that is zoomed into."""

    choices: Choices
    pinned: tuple[Choices, Run] | None = None
    window: Window = None

    def compared(self, now: Comparison) -> Comparison:
        """Return the comparison, with A in it where a run is pinned."""
        return now if self.pinned is None else pinned.pair(self.pinned[1], now)

    def of(self, comparison: Comparison) -> tuple[Comparison, Window, list[tuple[Architecture, Choices]]]:
        """Return what pictures with runs of their own are made from."""
        return comparison, self.window, self.lanes()

    def picture(self, topic: Topic, name: str, comparison: Comparison) -> Picture:
        """Return a picture that needs no runs of its own."""
        if name == VERSUS:
            differ = pinned.changes(self.pinned[0], self.choices) if self.pinned else []
            return pinned.versus(comparison, differ)
        made: Picture = topic.makers[name](comparison, self.window)
        return made

    def lanes(self) -> list[tuple[Architecture, Choices]]:
        """Return what each run of the comparison was made from."""
        behind = [self.choices] + ([self.pinned[0]] if self.pinned else [])
        return [(architecture, choices) for choices in behind for architecture in choices.compared.values()]
