"""The cheapest sizes of one architecture in one cell, for every contract of a map: from the strictest on, shared runs.

1. Contracts are taken from the highest level and the shortest deadline on. Whoever meets one meets every laxer one, so
   a laxer contract begins with the cheaper of the answers of its two neighbours, and never costs more than they.
2. Where there is none yet it begins with the answer of the next smaller volume, grown as a closed form grows
   (`archlib.sizing.guess`), and without one at that closed form. If that breaks the contract the search climbs.
3. From there it goes down and exchanges, as `archlib.maps.walk` has it. At the end each contract looks at the sizes
   that others have found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from archlib.maps.answers import Found
from archlib.maps.contest import Contest, Level
from archlib.maps.trials import Trials
from archlib.maps.walk import improve, walk
from archlib.sizing.dials import Dial, Point

CENTS = 2  # digits of USD that a map keeps
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True)
class Near:
    """What a cell hands to the one of the next larger volume.

    Attributes
    ----------
    guess : what the closed form said
    points : contract (deadline, level) -> the cheapest point; None if there was none
    """

    guess: Point
    points: tuple[Point | None, ...]


def sized(
    trials: Trials, levels: Sequence[float], guess: Point, near: Near | None, thorough: bool, months: float
) -> tuple[list[Found], Near]:
    """Return the answer of each contract, (deadline, level) in rising order, and what the next cell may begin with.

    Parameters
    ----------
    levels : 1, rising
    guess : the closed form's point
    near : of the cell with the next smaller volume; None if there is none
    months : float, of 730 h, for which the runs are billed
    """
    n, found = len(levels), dict[int, Contest]()
    for deadline in range(len(trials.deadlines_s)):
        for level in reversed(range(n)):
            number = deadline * n + level
            contest = Contest(trials, Level(levels[level], deadline))
            stricter = [number + 1] * (level + 1 < n) + [number - n] * (deadline > 0)
            contest.adopt(best for best in (found[c].best for c in stricter) if best is not None)
            _search(contest, guess, near, number, thorough)
            found[number] = contest
    _share(trials, found.values(), thorough)
    contests = [found[number] for number in range(len(found))]
    answers = [_answer(trials, contest, months) for contest in contests]
    return answers, Near(guess, tuple(contest.best for contest in contests))


def _search(contest: Contest, guess: Point, near: Near | None, number: int, thorough: bool) -> None:
    moved = [i for i, place in enumerate(guess) if place and contest.dials[i].count]
    before = None if near is None else near.points[number]
    if near is not None and before is None and not contest.met and contest.breaks(contest.top):
        return  # there was none for less, and there is none
    start = guess if near is None or before is None else grown(before, near.guess, guess, contest.dials)
    walk(contest, start, moved, near is None, thorough)


def _share(trials: Trials, contests: Iterable[Contest], thorough: bool) -> None:
    """Let each contract look at all that others have run on every seed; who gains by it searches on from there.

    The stricter ones come first, so that what they find is looked at by the laxer ones, which then cost no more.
    """
    for contest in contests:
        before = contest.best
        contest.adopt([point for point in trials.known if len(trials.seen(point)) == len(trials.weeks)])
        if contest.met and contest.best != before:
            improve(contest, False, thorough)


def grown(point: Point, before: Point, now: Point, dials: Sequence[Dial]) -> Point:
    """Return a point of a smaller load, grown as the closed form grows from `before` to `now`."""
    return tuple(_grown(p, b, n, dial) for p, b, n, dial in zip(point, before, now, dials, strict=True))


def _grown(place: int, before: int, now: int, dial: Dial) -> int:
    last = len(dial.values) - 1
    if not dial.count or isinstance(dial.values[0], str):
        return min(last, place + now - before if dial.count else place)
    first = int(dial.values[0])
    share = (first + now) / (first + before) if first + before else 1.0
    return max(0, min(last, round((first + place) * share) - first))


def _answer(trials: Trials, contest: Contest, months: float) -> Found:
    point, broken = contest.outcome()
    values = tuple(dial.values[place] for dial, place in zip(trials.dials, point, strict=True))
    if broken:
        return Found(values, np.nan, np.nan, np.nan, broken)
    usd = np.array([trials.run(point, week).usd for week in range(len(trials.weeks))]) / months
    mean, low, high = (round(float(x), CENTS) for x in (usd.mean(), *np.quantile(usd, [LOW, HIGH])))
    return Found(values, mean, low, high, (), tuple(round(float(x), CENTS) for x in usd))
