"""A bet in the page: committed before the run, laid beside what came out, and kept."""

from datetime import datetime
from typing import Any

from archlib.course.bet import Bet, Outcome
from archlib.course.catalogue import bet as found
from archlib.lab.ask import Ask
from archlib.lab.asking import Part, Tone, View, button, named, said, stops, tabled
from archlib.lab.beliefs import belief
from archlib.lab.bets import place, stored
from archlib.lab.controls import written
from archlib.lab.keeping import kept
from archlib.lab.known import known, when_known
from archlib.lab.warmth import warmed

BET, NOTE = "bet", "surprise"


class BetWidget(Ask):
    """Asks one bet; it is placed first, then run. One that is in the learner's file already is placed again.

    Attributes
    ----------
    given : the bet once it is placed, else None
    outcome : the bet beside the truth once it has been run, else None
    before : when the bet was placed that came from the learner's file, such as "on 3 May 2026"; else ""
    """

    def __init__(self, bet: Bet, answer: Any = None) -> None:
        self.bet = bet
        self.given: Any = None
        self.outcome: Outcome | None = None
        self.note = self.before = ""
        super().__init__()
        if bet.curve is not None:
            self.values[BET] = _typed(_flat(bet.curve.y_low, bet.curve.y_high, bet.curve.y_scale, len(bet.curve.x)))
        if answer is not None:
            self.place(answer)
        elif self._restored():
            pass
        elif known(self.notebook):
            self._fill_in()
        else:
            when_known(self.notebook, self._skip)
        self.refresh()

    @property
    def notebook(self) -> str:
        """The notebook of the bet, such as "01"."""
        return self.bet.id.partition(".")[0]

    def place(self, given: Any) -> None:
        """Commit a bet and keep it; the first one stays in the learner's file, whatever is bet later.

        Raises
        ------
        ParameterError
            if it is no bet of this kind
        """
        bet = self.bet.read(given)
        self.note = kept(lambda mine: mine.record_bet(self.bet.id, bet))  # first: what opens now may take its time
        self._commit(bet)

    def run(self) -> Outcome:
        """Run the model and lay the bet beside what came out."""
        with warmed():
            self.outcome = self.bet.compare(self.given)
        return self.outcome

    def act(self, name: str) -> None:
        if name == "place" and self.given is None:
            text = self.values.get(BET, "")
            self.place(text.split() if self.bet.kind == "curve" else text)
        elif name == "run" and self.given is not None:
            self.run()
        elif name == "again" and self.before:
            first, self.given, self.outcome, self.before = _typed(self.given), None, None, ""
            self.note = f"Your first bet ({first}) stays in your file; a new one is kept beside it."
        elif name == "note":
            text = self.values.get(NOTE, "").strip()
            self.note = kept(lambda mine: mine.record_note(self.bet.id, text)) or "Your line is kept."

    def current(self) -> View:
        return View(
            f"Bet {self.bet.id}",
            self.bet.question,
            inputs=(self._input(),),
            actions=(button("place", "Place the bet", main=True) | {"disabled": self.given is not None},
                     button("run", "Run", main=self.given is not None) | {"disabled": self.given is None},
                     *([button("again", "Bet anew")] if self.before else [])),
            status=self._status(),
            tone=self._tone(),
            below=tuple(self._below()),
            more_inputs=self._surprise(),
            more_actions=(button("note", "Keep this line"),) if self.outcome else (),
            values=dict(self.values),
        )  # fmt: skip

    def _commit(self, given: Any, own: bool = True) -> None:
        self.given = self.bet.read(given)
        self.values[BET] = _typed(self.given)
        place(self.bet.id, self.given if own else None)

    def _restored(self) -> bool:
        """Place again what the learner's file holds; return whether it holds a bet that this question still takes."""
        record = stored(self.bet.id)
        if record is None:
            return False
        self._commit(record["given"])
        self.before = _day(record.get("time"))
        return True

    def _fill_in(self) -> None:
        """Place the bet of who skips betting; it is not theirs, so that their file does not keep it."""
        self._commit(self.bet.prefilled, own=False)

    def _skip(self) -> None:
        if self.given is None:
            self._fill_in()
            self.refresh()

    def _input(self) -> Part:
        bet, shared = self.bet, {"key": BET, "label": "Your bet", "disabled": self.given is not None, "enter": "place"}
        if bet.kind == "choice":
            return shared | {"kind": "choice", "choices": list(bet.choices)}
        if bet.curve is None:
            return shared | {"kind": "number", "unit": named(bet.unit), "stops": stops(bet.low, bet.high, bet.scale)}
        frame = bet.curve
        return shared | {
            "kind": "curve",
            "x": list(frame.x),
            "x_title": frame.x_title,
            "y_title": frame.y_title,
            "low": frame.y_low,
            "high": frame.y_high,
            "log": frame.y_scale == "log",
            "lines": self._lines(),
        }

    def _lines(self) -> list[Part]:
        truth = self.outcome.truth if self.outcome else None
        if truth is None:
            return []
        lines = [{"name": "simulated", "look": "simulated", "y": _points(truth.simulated)}]
        if truth.closed_form is not None:
            lines.append({"name": f"closed form: {truth.formula}", "look": "formula", "y": _points(truth.closed_form)})
        return lines

    def _status(self) -> str:
        if self.trouble:
            return self.trouble
        if self.outcome is not None:
            return " ".join(filter(None, [self.outcome.text, self.note]))
        if self.given is None:
            return self.note or "Run unlocks once your bet is placed."
        if self.before:
            return f"Your bet is placed: it comes from your progress file, where it was kept {self.before}. Now run it."
        return " ".join(filter(None, ["Your bet is placed. Now run it.", self.note]))

    def _tone(self) -> Tone:
        return "wrong" if self.trouble else "told" if self.given is not None else ""

    def _below(self) -> list[Part]:
        outcome = self.outcome
        if outcome is None:
            return []
        parts = []
        if self.bet.kind != "curve":
            parts.append(tabled(["which", "value"], [[row.name, row.shown] for row in outcome.rows] + _ratio(outcome)))
        if outcome.truth is not None and outcome.truth.formula:
            parts.append(said(f"Closed form: `{outcome.truth.formula}`"))
        if outcome.misconception:
            parts.append(belief(outcome.misconception))
        return parts

    def _surprise(self) -> tuple[Part, ...]:
        if self.outcome is None:
            return ()
        return ({"kind": "text", "key": NOTE, "label": "What surprised you? One line.", "enter": "note"},)


def bet(id: str, answer: Any = None) -> BetWidget:
    """Return a bet of the course.

    Parameters
    ----------
    id : such as "01.P1"
    answer : placed at once if given: a number, a text, one of the choices, or a number for each x of a curve

    Raises
    ------
    ParameterError
        if no bet has this id (the message names the nearest), or the answer is no bet
    """
    return BetWidget(found(id), answer)


def _ratio(outcome: Outcome) -> list[list[str]]:
    return [] if outcome.ratio is None else [["bet / simulated", f"{outcome.ratio:.3g}"]]


def _typed(given: Any) -> str:
    return " ".join(written(y) for y in given) if isinstance(given, (tuple, list)) else written(given)


def _points(values: Any) -> list[float | None]:
    """Return a curve for the page: what is no finite number is a gap."""
    return [float(y) if abs(y) < float("inf") else None for y in values]


def _day(time: Any) -> str:
    """Return the day of a record's time, as this machine's clock has it."""
    try:
        moment = datetime.fromisoformat(str(time)).astimezone()
    except (ValueError, OverflowError):
        return "before"
    return f"on {moment.day} {moment:%B %Y}"


def _flat(low: float, high: float, scale: str, n: int) -> list[float]:
    """Return where the points of a sketch begin: in the middle, which says nothing of the answer."""
    middle = (low * high) ** 0.5 if scale == "log" else (low + high) / 2
    return [float(f"{middle:.3g}")] * n
