"""The panel of the capstone: an architecture a quarter, and what a year of it comes to."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from archlib.engine.driver import Progress
from archlib.errors import ArchlibError, check_kind
from archlib.lab.actions import own_file
from archlib.lab.bench import Bench, Sights
from archlib.lab.desk import FILE
from archlib.lab.figures import year_money, year_promises, year_score
from archlib.lab.figures.picture import Picture
from archlib.lab.form import Form
from archlib.lab.gate import Gate, behind
from archlib.lab.policy_panel import Refusal
from archlib.lab.presets import from_upload, is_price_list, prices_from_upload
from archlib.lab.scenes import Scene
from archlib.lab.shares import part
from archlib.lab.year_choice import KEY, KINDS_OF_QUARTERS, Kinds, YearChoice, YearEdits
from archlib.prices import PriceList, chosen
from archlib.topology.own import Desired
from archlib.year import Plan, Played, Year, baselines, play

REMEMBERED = 4  # years: the pictures of a choice share one, and going back is at once
BUTTON: Final = "Play four plans beside it"


@dataclass(frozen=True)
class Given:
    """What is given beside the choices: the year, and the prices of its first month."""

    year: Year
    prices: PriceList

    def with_file(self, name: str, content: bytes) -> Self:
        """Return the same with the load, or the prices, of a file.

        Raises
        ------
        ArchlibError : the file cannot be read, or what it holds is refused
        """
        if is_price_list(content):
            return replace(self, prices=prices_from_upload(name, content))
        rest = {field: getattr(self.year, field) for field in type(self.year).model_fields if field != "shape"}
        return replace(self, year=Year.of(from_upload(name, content), **rest))


class YearBench(Bench):
    """A year that is played for each choice; a file of one's own exchanges its load, or its prices.

    Attributes
    ----------
    given : the year and the prices that hold
    policy : the function that fleets follow; None for their own
    """

    def __init__(self, given: Given, policy: Desired | None) -> None:
        self.given = self._first = given
        self.policy = policy
        self._years: OrderedDict[tuple[str, str, YearChoice], Played] = OrderedDict()
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

    def _form(self, **traits: Any) -> Form:
        go, reset = traits.pop("actions")
        file = own_file("al.lab.year(al.Year.of(al.Workload.from_csv(path)), prices=al.prices.from_csv(path))")
        return Form(self._edit, self._act, self._file, actions=[go, file, reset], **traits)

    def _file(self, name: str, content: bytes) -> None:
        """Take a file; one that cannot be read changes nothing but what is told beside the button."""
        try:
            given = self.given.with_file(name, content)
            self.plan.check_prices(given.prices)
        except ArchlibError as error:
            self.edits.errors[FILE] = str(error)
        else:
            self.given = given
            self.edits.errors.pop(FILE, None)
        self._asked = False
        self._live.ask()

    def _act(self, name: str) -> None:
        if name == "reset":
            self.given = self._first
        super()._act(name)

    def _played(self, choice: YearChoice, progress: Progress | None = None) -> Played:
        year, prices = self.given.year, self.given.prices
        key = (year.hash, prices.hash, choice)
        if key not in self._years:
            self._years[key] = play(year, choice.plan(self.policy), choice.seed, prices=prices, progress=progress)
        self._years.move_to_end(key)
        while len(self._years) > REMEMBERED:
            self._years.popitem(last=False)
        return self._years[key]

    def _money(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        return year_money.picture(self._played(choice, progress))

    def _promises(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        return year_promises.picture(self._played(choice, progress))

    def _score(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        return year_score.picture(self._played(choice, progress))

    def _beside(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        played = self._played(choice, part(progress, 0, 2))
        told = part(progress, 1, 2)
        return year_score.picture(played, baselines(played.year, choice.seed, prices=played.prices, progress=told))


def year(
    year: Year | None = None,
    *,
    policy: Desired | None = None,
    prices: PriceList | None = None,
    after: str | None = None,
) -> YearBench | Refusal | Gate:
    """Return a panel that plays a year for a kind of architecture and its sizes a quarter.

    Parameters
    ----------
    year : what is given; None for the course's
    prices : the list that holds in month 1, the default list if None
    policy : a function of one's own, called as `function(visible, in_flight, workers, oldest_s)`, for each fleet
    after : the bet that must be placed before it opens, such as "10.P2"

    Returns
    -------
    A panel whose `played` and `plan` hold what is shown; the message in its place, if the policy fails in its first
    year. A policy that fails later is told in the panel's status line.

    Raises
    ------
    ParameterError
        for something else in the place of year or prices
    """

    check_kind("year", "year", year, Year, "Year()", or_none=True)
    given = Given(year or Year(), chosen("year", prices))

    def made() -> YearBench | Refusal:
        try:
            return YearBench(given, policy)
        except ArchlibError as error:
            return Refusal(error)

    return behind(after, made)
