"""Fleets, and queues with visibility timeouts: first job from zero, deliveries, polls for nothing, break-even."""

import math

from archlib.theory._check import number, whole
from archlib.theory.parts import YEAR_H

MONTH_S = YEAR_H / 12 * 3600


def ready_from_zero(detect: float, boot: float, app_start: float, work: float) -> float:
    """Return when the first job of an empty fleet is done: detect + boot + app_start + work.

    Parameters
    ----------
    detect, boot, app_start, work : float >= 0, seconds from arrival to decision, from launch to running,
        from running to polling, and of the job itself

    Notes
    -----
    Decision, boot and poll follow at once; a controller that looks once a tick adds up to one tick.
    """
    steps = {"detect": detect, "boot": boot, "app_start": app_start, "work": work}
    return math.fsum(number(f"ready_from_zero.{name}", value, "s", ge=0) for name, value in steps.items())


def deliveries(work: float, visibility: float) -> int:
    """Return how often a message is received when it becomes visible again during its work: ceil(S / VT), at least 1.

    Parameters
    ----------
    work : float >= 0, seconds from receive to delete, S
    visibility : float > 0, seconds that a received message stays hidden, VT

    Notes
    -----
    Holds while an idle worker takes it at once, nobody extends the timeout, maximum receives is not reached, and the
    first worker may still delete it. A job that ends just when its timeout does has been delivered once.

    References
    ----------
    Amazon SQS Developer Guide, "Visibility timeout".
    """
    work = number("deliveries.work", work, "s", ge=0)
    visibility = number("deliveries.visibility", visibility, "s", gt=0)
    times = number("deliveries.work / visibility", work / visibility, le=1e15, do="Raise the visibility timeout")
    return max(1, math.ceil(times))


def idle_polls(pollers: int, wait_s: float, period_s: float = MONTH_S) -> float:
    """Return how many receives come back empty while nothing comes: k T / w.

    Parameters
    ----------
    pollers : int, 0 to 1,000,000, k that poll all the time, each as soon as its last receive is back
    wait_s : float > 0, seconds that an empty receive takes, w: a long poll's wait, or the time between two short polls
    period_s : float >= 0, seconds, T; a month of 730 h if not given

    References
    ----------
    Amazon SQS Developer Guide, "Short and long polling"; AWS Lambda Developer Guide, "Using Lambda with Amazon SQS".
    """
    pollers = whole("idle_polls.pollers", pollers, "pollers")
    wait_s = number("idle_polls.wait_s", wait_s, "s", gt=0)
    return pollers * number("idle_polls.period_s", period_s, "s", ge=0) / wait_s


def break_even_utilisation(instance_usd: float, function_usd: float) -> float:
    """Return the utilisation at which an instance costs what functions do for the same work: instance / function.

    Parameters
    ----------
    instance_usd : float >= 0, USD an hour of one vCPU of an instance, busy or idle
    function_usd : float > 0, USD an hour of one vCPU of a function, billed only while it runs

    Returns
    -------
    float; above it the instance is cheaper. More than 1 means that functions are cheaper at any utilisation.

    Notes
    -----
    Leaves out the price of a request, initialisation, and that the two kinds of vCPU may differ in speed.
    """
    instance_usd = number("break_even_utilisation.instance_usd", instance_usd, "USD/vCPU-hour", ge=0)
    return instance_usd / number("break_even_utilisation.function_usd", function_usd, "USD/vCPU-hour", gt=0)
