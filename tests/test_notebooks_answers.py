"""No answer stands in clear: what a learner's notebook stores prints no exercise's answer and no bet's truth.

Outputs are on the page as soon as a notebook is opened, so it does not help that a bet comes first. Numbers of three
digits and more are compared, rounded as they are printed; shorter ones are met by chance too often.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archlib.course.catalogue import bets, exercises

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LEARNERS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
PRINTED = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d,]*\d)")
DIGITS = 3
STORY = "day "  # a line of what happened to one video: its seconds meet answers by chance

# printed all the same, still to be changed


def printed(path: Path) -> list[str]:
    """Return the numbers in the stored outputs of a notebook, as they are printed."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    lines = [line for output in outputs for line in "".join(output.get("text", [])).splitlines()]
    return [text for line in lines if not line.startswith(STORY) for text in PRINTED.findall(line)]


def says(text: str, value: float, rel: float = 0.0) -> bool:
    """Whether a printed number is a value, rounded as it is printed, or so near that it would be taken for it."""
    plain = text.replace(",", "")
    digits = plain.replace(".", "")
    if len(digits.lstrip("0")) < DIGITS or len(digits.strip("0")) < 2:  # 100 and 1.00 are everywhere
        return False
    return f"{value:.{len(plain.partition('.')[2])}f}" == plain or abs(float(plain) - value) <= rel * abs(value)


def forms(value: float, unit: str) -> tuple[float, ...]:
    """Return a value as it may be printed: shares as percentages, too, and the other way round."""
    return (value, 100 * value) if unit == "1" else (value, value / 100) if unit == "%" else (value,)


def truths(notebook: str) -> Iterator[tuple[str, float, str, float]]:
    """Yield id, number, unit and tolerance of all that a learner has to find."""
    for key, each in exercises().items():
        if key.startswith(notebook) and not isinstance(answer := each.answer(), str):
            yield key, answer, each.unit, each.rel
    for key, bet in bets().items():
        if key.startswith(notebook) and bet.kind == "number":
            for found in (bet.known.simulated, bet.known.closed_form):
                if isinstance(found, (int, float)):
                    yield key, found, bet.unit, 0.0


def in_clear(path: Path) -> dict[str, list[str]]:
    """Return id -> what is printed of it."""
    found: dict[str, list[str]] = {}
    for key, value, unit, rel in truths(path.name[:2]):
        texts = [text for text in printed(path) if any(says(text, v, rel) for v in forms(value, unit))]
        if texts:
            found[key] = [*found.get(key, []), *texts]
    return found


@pytest.mark.parametrize("path", LEARNERS, ids=lambda path: path.stem)
def test_no_answer_stands_in_clear(path: Path) -> None:
    assert in_clear(path) == {}


@pytest.mark.parametrize(
    ("text", "value", "rel", "said"),
    [
        ("0.99004", 0.990044, 0.0, True),
        ("63.4", 63.397, 0.0, True),
        ("63.5", 63.397, 0.0, False),
        ("25.0", 24.4, 0.05, True),
        ("86,400", 86_400, 0.0, True),
        ("40", 40, 0.0, False),
        ("100", 99.98, 0.01, False),
        ("0.0173", 0.01728, 0.005, True),
    ],
)
def test_a_printed_number_is_known_by_its_digits(text: str, value: float, rel: float, said: bool) -> None:
    assert PRINTED.findall(f"${text} a month") == [text]
    assert says(text, value, rel) is said
