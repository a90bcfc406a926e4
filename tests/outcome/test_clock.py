"""Moments as text."""

import pytest

from archlib.outcome.clock import clock_text


@pytest.mark.parametrize(
    ("time_s", "start_h", "text"),
    [
        (0, 0, "day 1 00:00"),
        (72_900, 0, "day 1 20:15"),
        (86_399.4, 0, "day 1 23:59:59"),
        (86_399.6, 0, "day 2 00:00"),  # rounded to the second, over midnight
        (3_600, 23, "day 2 00:00"),
        (1.0, 13.5, "day 1 13:30:01"),
        (366 * 86_400.0, 0, "day 367 00:00"),
    ],
)
def test_a_moment_is_a_day_and_a_clock(time_s, start_h, text):
    assert clock_text(time_s, start_h) == text
