"""The map of the course: what is done and what is left, the short path, and the learner's own file."""

from archlib.course import catalogue
from archlib.course.progress import Progress
from archlib.course.quiz import items
from archlib.course.track import Notebook, notebooks
from archlib.lab.ask import Ask
from archlib.lab.asking import Part, View, button, said, tabled
from archlib.lab.keeping import progress as learners

FILE = "file"


class ProgressMap(Ask):
    """Shows the track; exports, imports and, asked twice, resets the learner's file."""

    def __init__(self) -> None:
        self.note, self.asked = "", False
        super().__init__()
        self.values[FILE] = "archlib_progress.json"
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
            self.note = mine.problem or "All answers are forgotten."
        else:
            self.note = ""

    def current(self) -> View:
        mine = learners()
        short = [each for each in notebooks() if each.short_path]
        actions = [button("export", "Export"), button("import", "Import")]
        if self.asked:
            actions += [button("really reset", "Yes, forget everything"), button("keep", "No, keep it")]
        else:
            actions.append(button("reset", "Reset ..."))
        asked = "This forgets every bet, answer and quiz result. Export first if in doubt. Go on?"
        return View(
            "Your way through the course",
            "Done counts bets placed, exercises solved and quiz items answered right.",
            above=(_track("The whole course", list(notebooks()), mine), _track("The short path", short, mine)),
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


def _track(title: str, track: list[Notebook], mine: Progress) -> Part:
    hours = sum(each.minutes for each in track) / 60
    rows = [
        [f"{each.number} {each.title}", each.question, f"{each.minutes}\N{NO-BREAK SPACE}min", *_done(each, mine)]
        for each in track
    ]
    columns = ["notebook", "question", "time", "bets", "exercises", "quiz", "state"]
    links = [each.file if each.finished else "" for each in track]
    return tabled(columns, rows, f"{title}: {len(track)} notebooks, {hours:.0f} h at most", links)


def _done(each: Notebook, mine: Progress) -> list[str]:
    """Return done of all for bets, exercises and quiz, and the state in a word."""
    if not each.finished:
        return ["", "", "", "not yet written"]
    start = f"{each.number}."
    solved = {x for x, record in mine.answers.items() if record.get("ok")}
    right = {x for x, record in mine.quiz.items() if record.get("ok")}
    pairs = [
        (mine.bets, [x for x in catalogue.bets() if x.startswith(start)]),
        (solved, [x for x in catalogue.exercises() if x.startswith(start)]),
        (right, [item.id for item in items(each.number)]),
    ]
    counts = [(sum(x in done for x in asked), len(asked)) for done, asked in pairs]
    done, of = sum(n for n, _ in counts), sum(n for _, n in counts)
    state = "known" if mine.is_known(each.number) else "done" if of and done == of else "begun" if done else "to do"
    return [*(f"{n} of {of}".replace(" ", "\N{NO-BREAK SPACE}") if of else "" for n, of in counts), state]
