"""The panel of the capstone: an architecture a quarter, and what a year of it comes to."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from archlib.engine.driver import Progress
from archlib.errors import ArchlibError, check_kind
from archlib.lab.actions import own_file
from archlib.lab.bench import GO, Bench, Draws, Sights
from archlib.lab.desk import FILE
from archlib.lab.figures import year_luck, year_money, year_promises, year_score
from archlib.lab.figures.picture import Picture
from archlib.lab.form import Form
from archlib.lab.gate import Gate, behind
from archlib.lab.policy_panel import Refusal
from archlib.lab.scenes import Scene
from archlib.lab.shares import part
from archlib.lab.year_choice import KEY, KINDS_OF_QUARTERS, Kinds, YearChoice, YearEdits
from archlib.lab.year_given import Given
from archlib.lab.year_others import OtherYears
from archlib.prices import PriceList, chosen
from archlib.topology import OwnPolicy
from archlib.topology.own import Desired
from archlib.year import Plan, Played, Year, baselines, play
from archlib.year.luck import SEEDS

REMEMBERED = 4  # years: the pictures of a choice share one, and going back is at once
BUTTON: Final = "Play four plans beside it"
YEARS: Final = {
    "kind": "button",
    "name": "years",
    "text": "Other years",
    "help": f"play your plan, and functions all year, under {len(SEEDS)} other seeds; it can be stopped",
}


class YearBench(Bench):
    """A year that is played for each choice; a file of one's own exchanges its load, or its prices.

    Attributes
    ----------
    given : the year and the prices that hold
    policy : the function that fleets follow; None for their own
    """

    def __init__(self, given: Given, policy: Desired | OwnPolicy | None, plan: Plan | None = None) -> None:
        self.given = self._first = given
        self.policy = policy or (plan.policy if plan else None)
        self._begun = YearChoice() if plan is None else YearChoice.of(plan)
        self._has_plan = plan is not None
        self._years: OrderedDict[tuple[str, str, YearChoice], Played] = OrderedDict()
        self._others = OtherYears()
        self._many = False  # which of the two buttons was pressed last
        super().__init__(self._sights())

    @property
    def plan(self) -> Plan:
        """The plan that is chosen."""
        return self.params.plan(self.policy)

    @property
    def chosen(self) -> bool:
        """Whether somebody chose the plan: it was given, or a quarter is no longer as it comes."""
        return self._has_plan or self.params.quarters != self._begun.quarters

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
        return YearEdits(self._begun)

    def _scenes(self) -> list[dict[str, Any]]:
        seen = self.sights.scene()
        return [Scene(seen.title, (*seen.groups, *self.params.groups())).to_dict()]

    def _tell(self) -> None:
        with self.form.hold_sync():
            self.form.scenes = self._scenes()  # the sizes are those of the kinds that are chosen
            super()._tell()

    def _sights(self) -> Sights:
        pictures = {"year_money": self._money, "year_promises": self._promises, "year_score": self._score,
                    "year_luck": self._luck}  # fmt: skip
        asked = {"year_score": self._beside}
        return Sights(KEY, Kinds(), (*KINDS_OF_QUARTERS, "seed"), pictures, asked, button=BUTTON)

    def _form(self, **traits: Any) -> Form:
        go, reset = traits.pop("actions")
        file = own_file("al.lab.year(al.Year.of(al.Workload.from_csv(path)), prices=al.prices.from_csv(path))")
        return Form(self._edit, self._act, self._file, actions=[go, YEARS, file, reset], **traits)

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
        if name in (GO, YEARS["name"]):
            self._many = name != GO
        super()._act(GO if name == YEARS["name"] else name)

    def _drawn(self) -> Mapping[str, Draws]:
        if self._asked and self._many:
            return {**self.sights.pictures, "year_luck": self._many_years}
        return super()._drawn()

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

    def _luck(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        given, plan = self.given, choice.plan(self.policy)
        return year_luck.picture(self._played(choice, progress), self._others.known(given, plan))

    def _many_years(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        given, plan = self.given, choice.plan(self.policy)
        return year_luck.picture(self._played(choice), self._others.played(given, plan, progress))

    def _beside(self, choice: YearChoice, progress: Progress | None = None) -> Picture:
        played = self._played(choice, part(progress, 0, 2))
        told = part(progress, 1, 2)
        return year_score.picture(played, baselines(played.year, choice.seed, prices=played.prices, progress=told))


def year(
    year: Year | None = None,
    *,
    policy: Desired | None = None,
    prices: PriceList | None = None,
    plan: Plan | None = None,
    after: str | None = None,
) -> YearBench | Refusal | Gate:
    """Return a panel that plays a year for a kind of architecture and its sizes a quarter.

    Parameters
    ----------
    year : what is given; None for the course's
    prices : the list that holds in month 1, the default list if None
    policy : a function of one's own, called as `function(visible, in_flight, workers, oldest_s)`, for each fleet
    plan : what it begins with; its policy is followed where no other is given. None for a fleet as it comes
    after : the bet that must be placed before it opens, such as "10.P2"

    Returns
    -------
    A panel whose `played` and `plan` hold what is shown; the message in its place, if the policy fails in its first
    year. A policy that fails later is told in the panel's status line.

    Raises
    ------
    ParameterError
        for something else in the place of year, prices or plan
    """

    check_kind("year", "year", year, Year, "Year()", or_none=True)
    check_kind("year", "plan", plan, Plan, "Plan.all_year(QueueFleet())", or_none=True)
    given = Given(year or Year(), chosen("year", prices))

    def made() -> YearBench | Refusal:
        try:
            return YearBench(given, policy, plan)
        except ArchlibError as error:
            return Refusal(error)

    return behind(after, made)
