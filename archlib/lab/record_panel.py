"""The form of an architecture decision record: kept in the learner's own file, written out with its evidence."""

from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final

import ipywidgets

from archlib.course.predictions import predictions
from archlib.course.progress import place
from archlib.course.record import FIELDS, Record
from archlib.course.record_page import save
from archlib.errors import ArchlibError, check_kind
from archlib.lab.keeping import kept, progress
from archlib.lab.told import Told
from archlib.year import Luck, Plan, Played, Year, play
from archlib.year.checks import Checked

NOTEBOOK: Final = "10"  # whose bets belong into the record
NOTE: Final = "10.record."  # what stands before a field's name among the learner's notes
FILE: Final = "architecture_decision_record.html"
SHORT: Final = ("title", "status")
WHOLE: Final = "Every field is filled in."


class RecordForm(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """A box a field, what is missing, and a button that writes the file.

    Attributes
    ----------
    played, checked, others, luck : the evidence
    path : where the file is written
    boxes : name of a field -> its box
    """

    def __init__(
        self,
        played: Played,
        path: Path,
        checked: Checked | None = None,
        others: Mapping[str, Played] | None = None,
        luck: Luck | None = None,
    ) -> None:
        self.played, self.path, self.checked, self.others, self.luck = played, path, checked, others, luck
        was = {name: progress().notes.get(f"{NOTE}{name}", {}).get("text", "") for name in FIELDS}
        self.boxes = {name: _box(name, str(text)) for name, text in was.items()}
        self._missing, self._status = ipywidgets.HTML(), ipywidgets.HTML()
        button = ipywidgets.Button(description="Write the file", tooltip=f"writes {path}", button_style="primary")
        button.on_click(lambda _: self.write())
        for name, box in self.boxes.items():
            box.observe(partial(self._changed, name), "value")
        super().__init__([*self.boxes.values(), self._missing, button, self._status])
        self._tell()

    @property
    def record(self) -> Record:
        """What is written in the boxes."""
        return Record(**{name: box.value for name, box in self.boxes.items()})

    def write(self) -> None:
        """Write the file, whole or not, and say where it is."""
        try:
            bets = predictions(progress(), NOTEBOOK)
            path = save(self.path, self.record, self.played, self.checked, self.others, self.luck, bets)
            gaps = len(self.record.gaps)
            said = f"Written to {path}." + (f" {gaps} of {len(FIELDS)} fields are not finished." if gaps else "")
        except ArchlibError as error:
            said = str(error)
        self._status.value = f"<p role='status'>{escape(said)}</p>"

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, a sentence each; or why what is written is refused."""
        try:
            return self.record.gaps
        except ArchlibError as error:
            return (str(error),)

    @property
    def status(self) -> str:
        """What became of the last writing, as HTML."""
        return str(self._status.value)

    def _changed(self, name: str, change: Mapping[str, Any]) -> None:
        problem = kept(lambda mine: mine.record_note(f"{NOTE}{name}", change["new"]))
        if problem:
            self._status.value = f"<p role='status'>{escape(problem)}</p>"
        self._tell()

    def _tell(self) -> None:
        self._missing.value = self._missing_html()

    def _missing_html(self) -> str:
        gaps = self.gaps
        if not gaps:
            return f"<p>{WHOLE}</p>"
        return "<p>Still missing:</p><ul>" + "".join(f"<li>{escape(gap)}</li>" for gap in gaps) + "</ul>"

    def text(self) -> str:
        """Return the record and what is missing as text."""
        written = [f"{FIELDS[name].heading}: {box.value or FIELDS[name].prompt}" for name, box in self.boxes.items()]
        return "\n".join([*written, *self.gaps, self.played.text])


def record(
    played: Played | None = None,
    *,
    checked: Checked | None = None,
    others: Mapping[str, Played] | None = None,
    luck: Luck | None = None,
    path: str | Path | None = None,
) -> RecordForm:
    """Return the form of an architecture decision record.

    What is typed is kept in the learner's own file (`al.lab.progress()` says where) and is there again the next time.
    The bets of notebook 10 go into the record from there.

    Parameters
    ----------
    played : the year that is the evidence; None plays the course's year with the course's queue and fleet
    checked : what `al.check` found; None leaves that part out
    others : name -> other plans of the same year, such as `al.baselines(year)`
    luck : what `al.year.luck` found; None leaves that part out
    path : of the file that the button writes; None for one beside the learner's own

    Raises
    ------
    ParameterError
        for something else in the place of an argument, such as the plan for the year that was played
    """
    check_kind("record", "played", played, Played, "al.play(year, plan)", or_none=True)
    check_kind("record", "checked", checked, Checked, "al.check(year, plan)", or_none=True)
    check_kind("record", "others", others, Mapping, "al.baselines(year)", or_none=True)
    if played is None:
        from archlib.architectures import QueueFleet

        played = play(Year(), Plan.all_year(QueueFleet()))
    return RecordForm(played, Path(path) if path else place().with_name(FILE), checked, others, luck)


def _box(name: str, text: str) -> ipywidgets.Widget:
    made = ipywidgets.Text if name in SHORT else ipywidgets.Textarea
    options = {} if name in SHORT else {"rows": 3}
    heading, prompt = FIELDS[name]
    about = {"description": heading, "placeholder": prompt, "tooltip": prompt, "continuous_update": False}
    room = {"width": "calc(100% - 4px)", "max_width": "860px"}  # less the margins that ipywidgets gives a box
    look = {"layout": room, "style": {"description_width": "11em"}}
    return made(value=text, **about, **look, **options)
