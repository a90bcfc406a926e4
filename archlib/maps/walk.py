"""The search of a map: "climb, go down, exchange" from a point that is near, with as few runs as tell.

1. Climb: if the start breaks the contract, 1, 2, 4 ... candidates more of what the load moves, then of everything, up
   to the most of everything; then bisect. If even that breaks the contract there is none.
2. Go down: turn one dial at a time. A count goes down as far as the seed that broke a contract last allows, by 1, 2,
   4 ... and bisection; the place found is then tried on all seeds. Of a ladder the neighbours are tried, or all
   candidates where nothing near is known. Again until nothing gets cheaper.
3. Exchange: one dial a candidate down and another 1, 2, 4 up until that is met for less, or dearer, or not even the
   most of the other makes up for it. After each gain go down again.

Like `archlib.sizing.search` it takes for granted that a higher candidate serves no worse, here also to spare runs: what
is nowhere above a point that broke the contract is not run.
"""

from collections.abc import Sequence

from archlib.maps.contest import Contest
from archlib.sizing.dials import Point
from archlib.sizing.turns import put, try_all, try_nearby

STEPS = (1, 2, 4)  # candidates up in an exchange for one down
SEARCH = "climb, go down, exchange"
FEW, MANY = 3, 64  # doublings: a few along what the load moves, as many as there can be along everything


def walk(contest: Contest, start: Point, moved: Sequence[int], fresh: bool, thorough: bool) -> None:
    """Search from a point on; `contest.best` holds what was found, None if nothing met the contract.

    Where nothing near is known the first start has the least of all that the load does not move.

    Parameters
    ----------
    moved : numbers of the dials that the load moves
    fresh : whether all candidates of a ladder are to be tried, since nothing near is known
    thorough : whether to exchange
    """
    if fresh and not contest.met and moved:
        bare = tuple(place if i in moved else 0 for i, place in enumerate(start))
        contest.better(bare) or _up(contest, bare, moved, MANY)
    contest.better(start)
    if contest.met or _climb(contest, start, moved):
        improve(contest, fresh, thorough)


def improve(contest: Contest, fresh: bool, thorough: bool) -> None:
    """Go down and exchange from the best point on, until nothing gets cheaper."""
    _go_down(contest, fresh)
    while thorough and _exchange(contest):
        _go_down(contest, False)


def _climb(contest: Contest, start: Point, moved: Sequence[int]) -> bool:
    near = bool(moved) and _up(contest, start, moved, FEW)
    return near or _up(contest, start, range(len(start)), MANY)


def _up(contest: Contest, start: Point, dials: Sequence[int], doublings: int) -> bool:
    """Go up along some dials by 1, 2, 4 ... and bisect; whether the contract is met there."""
    longest = max(contest.top[i] - start[i] for i in dials)
    low, high = 0, 1
    for _ in range(doublings):
        high = min(high, longest)
        if high == low:
            return False
        if contest.better(_above(contest, start, dials, high)):
            _bisect_up(contest, start, dials, low, high)
            return True
        low, high = high, 2 * high
    return False


def _bisect_up(contest: Contest, start: Point, dials: Sequence[int], low: int, high: int) -> None:
    while high - low > 1:
        middle = (low + high) // 2
        if contest.better(_above(contest, start, dials, middle)):
            high = middle
        else:
            low = middle


def _go_down(contest: Contest, fresh: bool) -> None:
    """Turn dial after dial until none makes it cheaper."""
    before = None
    while contest.best != before:
        before = contest.best
        for i, dial in enumerate(contest.dials):
            if dial.count:
                _down(contest, i)
            elif fresh:
                try_all(contest, i)
            else:
                try_nearby(contest, i)
        fresh = False


def _down(contest: Contest, i: int) -> None:
    """Take a count down as far as the contract is met for less; the seed in doubt goes ahead of all others."""
    base = contest.least
    low, high = _doubtful(contest, base, i)
    while high < base[i] and not contest.better(put(base, i, high)):
        low, high, step = high, min(high + 1, base[i]), 1  # another seed broke it, and goes ahead from now on
        while high < base[i] and not contest.may_do(put(base, i, high)):
            low, high, step = high, min(high + 2 * step, base[i]), 2 * step
        high = _between(contest, base, i, low, high)


def _doubtful(contest: Contest, base: Point, i: int) -> tuple[int, int]:
    """Go down by 1, 2, 4 ...; return a place that does not do (or -1), and the lowest that the seed in doubt allows."""
    low, high, step = -1, base[i], 1
    while high - step > low:
        if not contest.may_do(put(base, i, high - step)):
            low = high - step
            break
        high, step = high - step, 2 * step
    return low, _between(contest, base, i, low, high)


def _between(contest: Contest, base: Point, i: int, low: int, high: int) -> int:
    """Return the lowest place above `low`, which does not do, that the seed in doubt allows."""
    while high - low > 1:
        middle = (low + high) // 2
        if contest.may_do(put(base, i, middle)):
            high = middle
        else:
            low = middle
    return high


def _exchange(contest: Contest) -> bool:
    """Take one dial down for another one up; whether that was cheaper somewhere."""
    n, base = len(contest.dials), contest.least
    for i, dial in enumerate(contest.dials):
        a_few = isinstance(dial.values[0], str)  # types of a family, of which the small ones cost the same together
        for place in reversed(range(base[i]) if a_few else range(max(0, base[i] - 1), base[i])):
            below = put(base, i, place)
            if contest.is_dearer(below):
                break  # more of something makes it no cheaper
            if contest.breaks(_above(contest, below, [j for j in range(n) if j != i], max(contest.top))):
                break  # nothing makes up for it
            if any(_instead(contest, below, j) for j in range(n) if j != i):
                return True
    return False


def _instead(contest: Contest, below: Point, j: int) -> bool:
    for step in STEPS:
        if below[j] + step > contest.top[j]:
            return False
        point = put(below, j, below[j] + step)
        if contest.better(point):
            return True
        if contest.state(point) == "dearer" or contest.breaks(put(below, j, contest.top[j])):
            return False
    return False


def _above(contest: Contest, start: Point, dials: Sequence[int], steps: int) -> Point:
    return tuple(min(s + steps, contest.top[i]) if i in dials else s for i, s in enumerate(start))
