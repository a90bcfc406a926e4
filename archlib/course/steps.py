"""A story of messages step by step: what happens, in a sentence, and how all stands after it."""

from dataclasses import dataclass

from archlib.course.cast import Cast
from archlib.course.happenings import happenings
from archlib.course.sentences import claims, sentence
from archlib.course.standing import Message, Now, after
from archlib.outcome import Run


@dataclass(frozen=True)
class Step:
    """One step: when, s from the start, what happens, the claims it is about, and how all stands after it.

    `message` and `workers` are the numbers, from 1, of whom it is about; 0 and () for none.
    """

    time_s: float
    kind: str
    text: str
    claims: tuple[str, ...]
    now: Now
    message: int = 0
    workers: tuple[int, ...] = ()

    @property
    def clock(self) -> str:
        """Minutes and seconds since the start, such as "02:00.0"."""
        tenths = round(self.time_s * 10)
        return f"{tenths // 600:02d}:{tenths // 10 % 60:02d}.{tenths % 10}"


def steps(run: Run) -> tuple[Step, ...]:
    """Return the story of all messages of a run, step by step, up to its horizon.

    Raises
    ------
    ParameterError
        for a run without a fleet at a queue, or with more than 20 messages
    """
    cast = Cast(run)
    now = Now(tuple(Message(n + 1) for n in range(len(run.jobs))))
    made = []
    for each in happenings(cast):
        now = after(now, each)
        said, named = sentence(cast, each, now), claims(each, now)
        made.append(Step(each.time_s, each.kind, said, named, now, each.message, each.workers))
    return tuple(made)
