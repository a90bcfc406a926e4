"""The search "bracket, bisect, descend": up until the contract is met, then down wherever it costs less.

1. Start at a guess in closed form (`archlib.sizing.guess`), or at an architecture that is given.
2. Bracket: if that breaks the contract, try one candidate more of everything, then the most of everything. If even
   that breaks it there is none; else 2, 4, 8 ... more, and bisect between the last that broke it and the first that
   met it.
3. Descend: turn one dial at a time. A count goes 1, 2, 4 ... down while the contract is met for less, then bisects; of
   a ladder every candidate is tried (or, in a quick search, its neighbours). Again until nothing gets cheaper.
4. Exchange (not in a quick search): one dial a candidate down and another up until that is met for less, or dearer.
   After each gain descend again.

It takes for granted that a higher candidate serves no worse. That is why "none" may be said after the most of
everything; where it does not hold, and where cost has several valleys, a cheaper size than the one found may exist.
"""

from archlib.sizing.bench import Bench
from archlib.sizing.dials import Point
from archlib.sizing.turns import put, try_all, try_nearby


def search(bench: Bench, start: Point, thorough: bool) -> None:
    """Search from a point on; `bench.best` holds what was found, None if nothing met the contract.

    Raises
    ------
    LimitError
        if the runs are used up
    EngineError
        if it is cancelled
    """
    if not bench.better(start) and not _reach(bench, start):
        return
    _descend(bench, thorough)
    while thorough and _exchange(bench):
        _descend(bench, thorough)


def _reach(bench: Bench, start: Point) -> bool:
    """Find a point above that meets the contract; whether there is one."""
    longest = max((t - s for t, s in zip(bench.top, start, strict=True)), default=0)
    if longest == 0:
        return False
    if bench.better(_above(bench, start, 1)):
        return True
    if not bench.better(bench.top) and bench.state(bench.top) != "refused":
        return False
    return _bracket(bench, start, longest)


def _bracket(bench: Bench, start: Point, longest: int) -> bool:
    """Go up 2, 4, 8 ... candidates of everything, and bisect."""
    low, high = 1, 2
    while high < longest and not bench.better(_above(bench, start, high)):
        low, high = high, 2 * high
    high = min(high, longest)
    while high - low > 1:
        middle = (low + high) // 2
        if bench.better(_above(bench, start, middle)):
            high = middle
        else:
            low = middle
    return bench.best is not None


def _above(bench: Bench, start: Point, steps: int) -> Point:
    return tuple(min(s + steps, t) for s, t in zip(start, bench.top, strict=True))


def _descend(bench: Bench, thorough: bool) -> None:
    """Turn dial after dial until none makes it cheaper."""
    gained = True
    while gained:
        before = bench.best
        for i, dial in enumerate(bench.dials):
            if dial.count:
                _down(bench, i)
            elif thorough:
                try_all(bench, i)
            else:
                try_nearby(bench, i)
        gained = bench.best != before


def _down(bench: Bench, i: int) -> None:
    """Take a count down as far as the contract is met for less."""
    low, high, step = -1, bench.least[i], 1
    while high - step > low:
        if not bench.better(put(bench.least, i, high - step)):
            low = high - step
            break
        high, step = high - step, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        if bench.better(put(bench.least, i, middle)):
            high = middle
        else:
            low = middle


def _exchange(bench: Bench) -> bool:
    """Take one dial down for another one up; whether that was cheaper somewhere."""
    for i in range(len(bench.dials)):
        for j in range(len(bench.dials)):
            if i != j and bench.least[i] > 0 and _instead(bench, i, j):
                return True
    return False


def _instead(bench: Bench, i: int, j: int) -> bool:
    base, step = bench.least, 1
    while base[j] + step < len(bench.dials[j].values):
        point = put(put(base, i, base[i] - 1), j, base[j] + step)
        if bench.better(point):
            return True
        if bench.state(point) == "dearer":
            return False
        step *= 2
    return False
