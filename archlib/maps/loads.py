"""The load of a cell: so many videos a month, and a rush of one hour every evening."""

from archlib.data import is_number
from archlib.errors import ParameterError
from archlib.prices import MONTH_HOURS
from archlib.workload import Workload

DAY_H = 24.0
RUSH_H = 1.0  # how long the rush lasts; its rate is the peak
MOST_PEAK = 20.0  # at 24 times the mean all videos of a day would come in its one hour


def load(volume: float, peak: float, days: float = 7.0) -> Workload:
    """Return the canonical evening peak of the course with another mean and another height.

    Parameters
    ----------
    volume : float, videos in a month of 730 h, finite, volume >= 0
    peak : float, 1, rate of the rush over the mean rate, 1 <= peak <= 20; 1 is an even load
    days : float, days

    Raises
    ------
    ParameterError
        outside these bounds
    """
    if not is_number(volume):
        raise ParameterError(f"load(volume={volume!r:.60}) is refused: videos a month, 0 <= volume. Give e.g. 20_000.")
    if not is_number(peak) or not 1 <= peak <= MOST_PEAK:
        rule = f"peak over mean rate, 1 <= peak <= {MOST_PEAK:g} (unit 1)"
        raise ParameterError(f"load(peak={peak!r:.60}) is refused: {rule}. Give e.g. 5; 1 is an even load.")
    mean = volume / MONTH_HOURS
    rest = mean * (DAY_H - RUSH_H * peak) / (DAY_H - RUSH_H)
    return Workload.evening_peak(base_per_hour=rest, peak_per_hour=mean * peak, peak_h=RUSH_H, days=days)
