"""The map of the course: what is done and what is left, the short path, and the learner's own file."""

from collections.abc import Sequence

from archlib.course import catalogue
from archlib.course.progress import Progress
from archlib.course.quiz import items
from archlib.course.sections import QUIZ, Section
from archlib.course.track import Notebook, notebooks, short_path
from archlib.lab import bets
from archlib.lab.ask import Ask
from archlib.lab.asking import Part, View, button, said, tabled
from archlib.lab.keeping import progress as learners

FILE, EXPORT = "file", "archlib_progress.json"


class ProgressMap(Ask):
    """Shows the track; exports, imports and, asked twice, resets the learner's file."""

    def __init__(self) -> None:
        self.note, self.asked = "", False
        super().__init__()
        self.values[FILE] = str(learners().path.with_name(EXPORT))  # not beside the notebooks, where git would see it
        self.refresh()

    def act(self, name: str) -> None:
        mine, path, self.asked = learners(), self.values.get(FILE, "").strip(), name == "reset"
        if name == "export":
            self.note = f"Exported to {mine.export(path).resolve()}."
        elif name == "import":
            mine.import_(path)
            self.note = "Imported: of two answers to one question the newer one stays."
        elif name == "really reset":
            mine.reset()
            bets.lift()
            self.note = mine.problem or "All answers are forgotten. Run the cells of bets again to bet anew."
        else:
            self.note = ""

    def current(self) -> View:
        mine = learners()
        actions = [button("export", "Export"), button("import", "Import")]
        if self.asked:
            actions += [button("really reset", "Yes, forget everything"), button("keep", "No, keep it")]
        else:
            actions.append(button("reset", "Reset ..."))
        asked = "This forgets every bet, answer and quiz result. Export first if in doubt. Go on?"
        return View(
            "Your way through the course",
            "Done counts bets placed, exercises solved and quiz items answered right.",
            above=(_whole(mine), _short(mine)),
            inputs=({"kind": "text", "key": FILE, "label": "File to export to or import from"},),
            actions=tuple(actions),
            status=self.trouble or (asked if self.asked else self.note or mine.problem),
            tone="wrong" if self.trouble else "told",
            below=(said(f"Your answers are in `{mine.path}`, outside the course's folder: an update keeps them."),),
            values=dict(self.values),
        )


def progress() -> ProgressMap:
    """Return the map of the course with what is done and left."""
    return ProgressMap()


def _whole(mine: Progress) -> Part:
    track = notebooks()
    rows = [[_name(each), each.question, _minutes(each.minutes), *_done(each, each.sections, mine)] for each in track]
    minutes = sum(each.minutes for each in track)
    title = f"The whole course: {len(track)} notebooks, {minutes / 60:.1f} h"
    further = sum(each.further_minutes for each in track)
    return _table("question", rows, f"{title}, and {further / 60:.1f} h more for all that is marked further", track)


def _short(mine: Progress) -> Part:
    track = short_path()
    rows = [
        [_name(each), "; ".join(s.title for s in each.short_path), _minutes(each.short_minutes),
         *_done(each, each.short_path, mine)]
        for each in track
    ]  # fmt: skip
    minutes = sum(each.short_minutes for each in track)
    return _table("sections", rows, f"The short path, ★: {len(track)} notebooks, {minutes / 60:.1f} h", track)


def _table(second: str, rows: list[list[str]], title: str, track: Sequence[Notebook]) -> Part:
    columns = ["notebook", second, "time", "bets", "exercises", "quiz", "state"]
    return tabled(columns, rows, title, [each.file if each.finished else "" for each in track])


def _name(each: Notebook) -> str:
    return f"{each.number} {each.title}"


def _minutes(minutes: int) -> str:
    return f"{minutes} min"


def _done(each: Notebook, sections: Sequence[Section], mine: Progress) -> list[str]:
    """Return done of all that some sections ask, for bets, exercises and quiz, and the state in a word."""
    if not each.finished:
        return ["", "", "", "not yet written"]
    asked = [x for section in sections for x in section.asks]
    solved = {x for x, record in mine.answers.items() if record.get("ok")}
    right = {x for x, record in mine.quiz.items() if record.get("ok")}
    pairs = [
        (mine.bets, [x for x in catalogue.bets() if x in asked]),
        (solved, [x for x in catalogue.exercises() if x in asked]),
        (right, [item.id for item in items(each.number) if QUIZ in asked]),
    ]
    counts = [(sum(x in done for x in all_), len(all_)) for done, all_ in pairs]
    done, of = sum(n for n, _ in counts), sum(n for _, n in counts)
    state = "known" if mine.is_known(each.number) else "done" if of and done == of else "begun" if done else "to do"
    return [*(f"{n} of {of}".replace(" ", " ") if of else "" for n, of in counts), state]
