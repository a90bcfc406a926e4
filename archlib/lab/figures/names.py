"""Names that fit beside a picture: the labels of architectures cut where they are too long, and still all different."""

from collections.abc import Sequence

from archlib.lab.figures.picture import LETTER_PX

MOST = 27  # letters; what the margin of a picture holds
ONE_LINE = 34  # letters of a row's name before it takes two lines
LEAST_PX = 90
CUT = "…"


def short(labels: Sequence[str]) -> list[str]:
    """Return the labels, those that are too long cut; of those that would then be equal each but the first numbered.

    >>> short(["Monolith", "Functions (memory_mb=3538, retries=2)", "Functions (memory_mb=3538, retries=0)"])
    ['Monolith', 'Functions (memory_mb=3538, …', 'Functions (memory_mb=353… #2']
    """
    found: list[str] = []
    for label in labels:
        name, n = _cut(label, MOST), 1
        while name in found:
            n += 1
            name = f"{_cut(label, MOST - len(f' #{n}'))} #{n}"
        found.append(name)
    return found


def apart(labels: Sequence[str]) -> list[str]:
    """Return the labels without what all of them share, if they are of one kind.

    >>> apart(["LoadBalanced (policy=random)", "LoadBalanced (policy=round_robin)"])
    ['random', 'round_robin']
    >>> apart(["LoadBalanced (zones=1, front=True)", "LoadBalanced (zones=2, front=False)"])
    ['zones=1, front=True', 'zones=2, front=False']
    """
    parts = [label.removesuffix(")").partition(" (") for label in labels]
    if len({kind for kind, _, _ in parts}) > 1 or not all(rest for _, _, rest in parts):
        return list(labels)
    rests = [rest for _, _, rest in parts]
    fields = {rest.partition("=")[0] for rest in rests}
    if len(fields) == 1 and not any(", " in rest for rest in rests):
        rests = [rest.partition("=")[2] for rest in rests]
    return rests


def row(label: str, rest: str, is_wide: bool) -> str:
    """Return the name of a row that belongs to an architecture; wide ones take two lines."""
    return f"{label}<br>{rest}" if is_wide else f"{label}  {rest}"


def are_wide(labels: Sequence[str], rests: Sequence[str]) -> bool:
    """Whether some label and some of the rests do not fit into one line together."""
    return max(map(len, labels), default=0) + 2 + max(map(len, rests), default=0) > ONE_LINE


def margin(rows: Sequence[str], beside_px: int = 12) -> int:
    """Return the margin that holds the names of rows, px, and so much beside them."""
    longest = max((len(line) for name in rows for line in name.split("<br>")), default=0)
    return max(LEAST_PX, round(beside_px + LETTER_PX * longest))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + CUT
