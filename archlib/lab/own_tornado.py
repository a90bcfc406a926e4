"""What matters to each run of a comparison: every parameter halved and doubled, by weeks of their own."""

from collections.abc import Mapping

from archlib.architectures import Architecture
from archlib.compare import Comparison, Progress
from archlib.lab.choices import Choices
from archlib.lab.figures import tornado
from archlib.lab.figures.picture import Picture, Window
from archlib.lab.figures.sensitivities import Sensitivities, Shows, sensitivities
from archlib.lab.own_kept import Kept
from archlib.lab.plan import Many


class OwnTornado(Kept[Sensitivities]):
    """Makes the picture of what matters, for all that is shown."""

    _shows: Shows = "cost"

    def picture(
        self,
        comparison: Comparison,
        window: Window,
        made: list[tuple[Architecture, Choices]],
        *,
        progress: Progress | None = None,
    ) -> Picture:
        """Return the picture of what the choices ask for; nothing runs anew for another of its measures."""
        self._shows = (made[-1][1].many or Many()).shows
        return super().picture(comparison, window, made, progress=progress)

    def found(self, architecture: Architecture, choices: Choices, progress: Progress | None) -> Sensitivities:
        """Return what was found for one run; the seed plays no part."""
        scenario = choices.scenario().but(seed=1)
        key = (repr(architecture), scenario.hash, repr(choices.prices), repr(choices.contract))
        return self.once(key, lambda: sensitivities(architecture, choices, progress=progress))

    def drawn(self, comparison: Comparison, window: Window, found: Mapping[str, Sensitivities]) -> Picture:
        """Return the picture of what was found."""
        return tornado.picture(comparison, window, found, self._shows)
