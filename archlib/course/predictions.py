"""What a learner bet before they looked, as a record shows it: the question, the bet, and when it was placed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archlib.course.bet import Bet
from archlib.course.catalogue import bets
from archlib.course.exercise import say
from archlib.course.progress import Progress

NOT_PLACED = "not placed"


@dataclass(frozen=True)
class Prediction:
    """One bet in words; `placed` is a day and a time, UTC, `surprise` the line that the learner wrote beside it."""

    id: str
    question: str
    given: str
    placed: str
    surprise: str


def predictions(progress: Progress, notebook: str) -> tuple[Prediction, ...]:
    """Return every bet of a notebook, such as "10", with what the learner's file has of it."""
    return tuple(_prediction(progress, bet) for bet in bets().values() if bet.id.partition(".")[0] == notebook)


def _prediction(progress: Progress, bet: Bet) -> Prediction:
    record = progress.bets.get(bet.id, {})
    surprise = str(progress.notes.get(bet.id, {}).get("text", ""))
    given = _words(record["given"], bet.unit) if "given" in record else NOT_PLACED
    return Prediction(bet.id, bet.question.replace("**", ""), given, _moment(record.get("time")), surprise)


def _words(given: Any, unit: str) -> str:
    is_number = isinstance(given, (int, float)) and not isinstance(given, bool)
    return say(float(given), unit) if is_number else str(given)


def _moment(time: Any) -> str:
    """Return a time of the learner's file to the minute; as it stands, if it is none."""
    try:
        return f"{datetime.fromisoformat(str(time)):%Y-%m-%d %H:%M} UTC" if time else ""
    except ValueError:
        return str(time)
