"""Moments as people say them: the day and the clock, counted from the scenario's start."""

DAY_S = 86_400


def clock_text(time_s: float, start_h: float = 0.0) -> str:
    """Return a moment as text, to the second; day 1 is the day on which the scenario starts.

    Parameters
    ----------
    time_s : float, s, from the scenario's start
    start_h : float, h, what the clock showed then

    Examples
    --------
    >>> clock_text(72_900)
    'day 1 20:15'
    >>> clock_text(90_061.4, start_h=23)
    'day 3 00:01:01'
    """
    day, second = divmod(round(time_s + start_h * 3600), DAY_S)
    hours, rest = divmod(second, 3600)
    text = f"day {day + 1} {hours:02d}:{rest // 60:02d}"
    return f"{text}:{rest % 60:02d}" if rest % 60 else text
