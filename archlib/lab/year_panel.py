"""The panel of the capstone: an architecture a quarter, and what a year of it comes to."""

from collections import OrderedDict
from typing import Any, Final

from archlib.engine.driver import Progress
from archlib.errors import ArchlibError
from archlib.lab.bench import Bench, Sights
from archlib.lab.figures import year_money, year_promises, year_score
from archlib.lab.figures.picture import Picture
from archlib.lab.gate import Gate, behind
from archlib.lab.policy_panel import Refusal
from archlib.lab.scenes import Scene
from archlib.lab.shares import part
from archlib.lab.year_choice import KEY, KINDS_OF_QUARTERS, Kinds, YearChoice, YearEdits
from archlib.topology.own import Desired
from archlib.year import Plan, Played, Year, baselines, play

REMEMBERED = 4  # years: the pictures of a choice share one, and going back is at once
BUTTON: Final = "Play four plans beside it"


class YearBench(Bench):
    """A year that is played for each choice.

    Attributes
    ----------
    year : what is given
    policy : the function that fleets follow; None for their own
    """

    def __init__(self, year: Year, policy: Desired | None) -> None:
        self.year, self.policy = year, policy
        self._years: OrderedDict[YearChoice, Played] = OrderedDict()
        super().__init__(self._sights())

    @property
    def plan(self) -> Plan:
        """The plan that is chosen."""
        return self.params.plan(self.policy)

    @property
    def played(self) -> Played:
        """The year that is shown."""
        return self._played(self.params)

    @property
    def params(self) -> YearChoice:
        """The choices that are shown."""
        choice: YearChoice = self.edits.choices
        return choice

    def _edits(self) -> YearEdits:
        return YearEdits(YearChoice())

    def _scenes(self) -> list[dict[str, Any]]:
        seen = self.sights.scene()
        return [Scene(seen.title, (*seen.groups, *self.params.groups())).to_dict()]

    def _tell(self) -> None:
        with self.form.hold_sync():
            self.form.scenes = self._scenes()  # the sizes are those of the kinds that are chosen
            super()._tell()

    def _sights(self) -> Sights:
        pictures = {"year_money": self._money, "year_promises": self._promises, "year_score": self._score}
        asked = {"year_score": self._beside}
        return Sights(KEY, Kinds(), (*KINDS_OF_QUARTERS, "seed"), pictures, asked, button=BUTTON)

    def _played(self, choice: YearChoice, progress: Progress | None = None) -> Played:
        if choice not in self._years:
            self._years[choice] = play(self.year, choice.plan(self.policy), choice.seed, progress=progress)
        self._years.move_to_end(choice)
        while len(self._years) > REMEMBERED:
            self._years.popitem(last=False)
        return self._years[choice]

    def _money(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        return year_money.picture(self._played(choice, progress))

    def _promises(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        return year_promises.picture(self._played(choice, progress))

    def _score(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        return year_score.picture(self._played(choice, progress))

    def _beside(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        played = self._played(choice, part(progress, 0, 2))
        return year_score.picture(played, baselines(self.year, choice.seed, progress=part(progress, 1, 2)))


def year(
    year: Year | None = None, *, policy: Desired | None = None, after: str | None = None
) -> YearBench | Refusal | Gate:
    """Return a panel that plays a year for a kind of architecture and its sizes a quarter.

    Parameters
    ----------
    year : what is given; None for the course's
    policy : a function of one's own, called as `function(visible, in_flight, workers, oldest_s)`, for each fleet
    after : the bet that must be placed before it opens, such as "10.P2"

    Returns
    -------
    A panel whose `played` and `plan` hold what is shown; the message in its place, if the policy fails in its first
    year. A policy that fails later is told in the panel's status line.
    """

    def made() -> YearBench | Refusal:
        try:
            return YearBench(year or Year(), policy)
        except ArchlibError as error:
            return Refusal(error)

    return behind(after, made)
