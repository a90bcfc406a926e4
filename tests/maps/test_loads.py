"""The load of a cell."""

import pytest

from archlib.errors import ParameterError
from archlib.maps import load


@pytest.mark.parametrize(("volume", "peak"), [(0, 1), (100, 1), (20_000, 5), (100_000, 20)])
def test_mean_and_peak_are_as_asked(volume, peak):
    made = load(volume, peak, days=7.0)
    mean = volume / 730
    assert made.expected_videos == pytest.approx(mean * 168)
    assert made.peak_per_hour == pytest.approx(mean * peak)
    assert max(made.rate_steps()[1]) * 3600 == pytest.approx(mean * peak)


@pytest.mark.parametrize(
    ("volume", "peak"), [(-1, 1), (float("nan"), 1), ("10", 1), (10, 0.5), (10, 21), (10, None), (True, 1)]
)
def test_what_is_no_load_is_refused(volume, peak):
    with pytest.raises(ParameterError, match="is refused"):
        load(volume, peak)
