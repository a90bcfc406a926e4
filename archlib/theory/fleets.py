"""Fleets, queues with visibility timeouts and functions: first job from zero, deliveries, cold starts, break-even."""

import math

from archlib.theory._check import number


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


def cold_share(lam: float, tau: float) -> float:
    """Return the share of calls that find no warm environment: exp(-lam tau), the chance of a gap longer than tau.

    Parameters
    ----------
    lam : float >= 0, Poisson arrivals a unit of time
    tau : float >= 0, time that an idle environment is kept, same unit

    Notes
    -----
    For work much shorter than the gaps: with longer work calls overlap and more of them start cold. The same formula is
    the share of periods of length tau that see no failure of rate lam.

    References
    ----------
    Shahrad et al. 2020, "Serverless in the Wild", USENIX ATC (keep-alive); the gap law of the Poisson process.
    """
    lam, tau = number("cold_share.lam", lam, "1/time", ge=0), number("cold_share.tau", tau, "time", ge=0)
    return math.exp(-lam * tau)


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
