"""Two runs over each other: A, which was pinned, and B, which is on the desk now."""

from collections.abc import Callable
from typing import NamedTuple

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.choices import Choices
from archlib.lab.controls import LISTS, brief, fields_for_controls, label, specs_of, written
from archlib.lab.figures.picture import Picture, rows_of
from archlib.outcome import Run
from archlib.params import Params

A, B = "A, pinned", "B, now"
LINES = 6  # of text at 1,024 px, where every figure differs
NOTHING = "Pin a run as A, change one thing, and B stands over it, with the same seed."


class Pair(Comparison):
    """B and A as one comparison. Unlike others their scenarios may differ: that is what is looked at."""

    def __post_init__(self) -> None:
        """Take runs of different scenarios."""


def pair(a: Run, now: Comparison) -> Comparison:
    """Return B, the only run of a comparison, with A behind it."""
    return Pair((now.runs[0], a), (B, A), now.contract)


def changes(a: Choices, b: Choices) -> list[str]:
    """Return what was chosen otherwise, such as "Monolith: replicas 1 -> 2 (instances)"."""
    found = []
    for key, part in b.parts.items():
        before = a.parts.get(key)
        if before is None or type(before) is not type(part):
            found.append(f"{key}: another one")
        elif before != part:
            found += _fields(key, before, part)
    return found


def _fields(key: str, before: Params, now: Params) -> list[str]:
    specs = specs_of(type(now))
    found = []
    for name in fields_for_controls(type(now)):
        old, new = getattr(before, name), getattr(now, name)
        if old != new and name in LISTS:
            found.append(f"{key}: other {label(specs[name])}")
        elif old != new:
            unit = specs[name].unit
            shown = f" ({unit})" if unit not in ("", "1") else ""
            found.append(f"{key}: {label(specs[name])} {' → '.join(_told(written(old), written(new)))}{shown}")
    return found or [f"{key}: other content"]


def _told(*texts: str) -> list[str]:
    """Return values in few digits, or in all of them where the few would make them alike."""
    few = [brief(text) for text in texts]
    return [text or "none" for text in (few if len({*few}) == len({*texts}) else texts)]


def versus(comparison: Comparison, differ: list[str]) -> Picture:
    """Return what came of the differences, as a table; for a comparison without a pinned run how to get one."""
    if not isinstance(comparison, Pair):
        return Picture("versus", "Compare two", NOTHING, (), (), table_open=True, lines=LINES)
    now, before = (_figures(run) for run in comparison.runs)
    rows = [(name, then.text, now[name].text, _difference(then, now[name])) for name, then in before.items()]
    what = f"Changed: {'; '.join(differ)}." if differ else "Nothing has been changed since A was pinned."
    told = [f"{name} {then} → {at}" for name, then, at, _ in rows if then != at]
    same = [name for name, then, at, _ in rows if then == at]
    came = f" What came of it: {'; '.join(told)}." if told else ""
    stayed = f" The same: {words.listed(same)}." if same else ""
    columns = ("figure", A, B, "B less A")
    return Picture("versus", "Compare two", what + came + stayed, columns, rows_of(rows), table_open=True, lines=LINES)


class Figure(NamedTuple):
    """A number of a run, none where nothing came so far, and how its kind is written."""

    value: float | None
    written: Callable[[float], str]

    @property
    def text(self) -> str:
        """The number as people read it."""
        return words.NONE if self.value is None else self.written(self.value)


def _figures(run: Run) -> dict[str, Figure]:
    good, bill = run.availability, run.bill
    manage = {"manage served": Figure(good["manage"].request_share, words.percent)} if "manage" in good else {}
    return {
        "videos": Figure(float(len(run.jobs)), words.count),
        "upload accepted": Figure(good["upload"].request_share, words.percent),
        "ready in time": Figure(good["process"].deadline_share, words.percent),
        **manage,
        "half ready in": Figure(run.latency.quantile(0.5), words.duration),
        "95 % ready in": Figure(run.latency.quantile(0.95), words.duration),
        "bill for a month": Figure(bill.per_month, words.usd),
        "a ready video": Figure(bill.per_video, words.usd),
        "idle": Figure(bill.idle_share, words.percent),
    }


def _difference(before: Figure, now: Figure) -> str:
    """Return the difference with its sign; of shares in points of a hundred."""
    if before.value is None or now.value is None:
        return "" if before.value is now.value else "not comparable"
    less = now.value - before.value
    if less == 0:
        return "same"
    size = f"{100 * abs(less):.3g} points" if now.written is words.percent else now.written(abs(less))
    return f"{'+' if less > 0 else '−'}{size}"
