from hypothesis import given
from hypothesis import strategies as st

from archlib.lab.figures.names import MOST, are_wide, margin, row, short


@given(st.lists(st.text(min_size=1, max_size=60), max_size=12, unique=True))
def test_names_stay_different_and_fit(labels: list[str]) -> None:
    found = short(labels)
    assert len(found) == len(set(found)) == len(labels)
    assert all(len(name) <= MOST + 2 for name in found)  # the mark of a cut, and one more for a number of two digits


def test_what_fits_is_left_alone() -> None:
    assert short(["A", "B", "QueueFleet (max_workers=30)"]) == ["A", "B", "QueueFleet (max_workers=30)"]


def test_a_wide_row_takes_two_lines() -> None:
    assert row("Monolith", "upload", False) == "Monolith  upload"
    assert row("Monolith", "upload", True).splitlines() == ["Monolith<br>upload"]
    assert are_wide(["x" * 27], ["manage"]) == (27 + 2 + 6 > 34)
    assert not are_wide(["Microservices"], ["upload", "manage"])


def test_a_margin_grows_with_the_longest_line() -> None:
    assert margin(["a" * 20, "b"]) == margin(["a" * 20 + "<br>b"]) < margin(["a" * 25])
