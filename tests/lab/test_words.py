import pytest

from archlib.lab import words


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"), (1.0, "100 %"), (0.943227, "94.32 %"), (0.5, "50.00 %"), (0.999, "99.90 %"),
        (0.9995, "99.95 %"), (0.99996, "99.996 %"), (0.9999996, "99.99996 %"), (1e-6, "0.0001 %"),
    ],
)  # fmt: skip
def test_percent(share: float, text: str) -> None:
    assert words.percent(share) == text


@pytest.mark.parametrize("missing", [10.0**-n for n in range(2, 12)])
def test_what_is_not_all_never_reads_as_all(missing: float) -> None:
    assert words.percent(1 - missing) != "100 %"
    assert float(words.percent(1 - missing).rstrip(" %")) < 100


@pytest.mark.parametrize(
    ("amount", "text"), [(0.0, "$0.00"), (0.0305, "$0.0305"), (1234.567, "$1,234.57"), (None, "none")]
)
def test_usd(amount: float | None, text: str) -> None:
    assert words.usd(amount) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0.0 s"), (90.0, "90.0 s"), (600.0, "10.0 min"), (3600.0, "60.0 min"), (9000.0, "2.5 h"),
        (604800.0, "7.0 days"), (None, "none"),
    ],
)  # fmt: skip
def test_duration(seconds: float | None, text: str) -> None:
    assert words.duration(seconds) == text


def test_moments_are_told_to_the_minute() -> None:
    assert words.moment(72_930.0) == "day 1 20:16"
    assert words.moment(0.0, 23.5) == "day 1 23:30"


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(names: list[str], text: str) -> None:
    assert words.listed(names) == text
