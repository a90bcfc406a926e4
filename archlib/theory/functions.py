"""Functions: how often a call finds no warm environment. How many run at once is `little`: calls times duration."""

import math

from archlib.theory._check import number


def cold_share(lam: float, tau: float) -> float:
    """Return the share of calls that find no warm environment: exp(-lam tau), the chance of a gap longer than tau.

    Parameters
    ----------
    lam : float >= 0, Poisson arrivals a unit of time
    tau : float >= 0, time that an idle environment is kept, same unit

    Notes
    -----
    For work much shorter than the gaps: with longer work calls overlap and more of them start cold. For work of any
    length it is exact where there is one environment at most and whoever comes while it is busy is refused: of the
    calls that are served this share is cold, since the gap from the end of one to the next has no memory of the work.
    Where they wait instead see `cold_share_in_line`. The same formula is the share of periods of length tau that see no
    failure of rate lam.

    References
    ----------
    Shahrad et al. 2020, "Serverless in the Wild", USENIX ATC (keep-alive); the gap law of the Poisson process.
    """
    lam, tau = number("cold_share.lam", lam, "1/time", ge=0), number("cold_share.tau", tau, "time", ge=0)
    return math.exp(-lam * tau)


def cold_share_in_line(lam: float, tau: float, work: float, init: float = 0.0) -> float:
    """Return the share of calls that start cold where one environment serves all, who wait in line for it.

    p (1 - rho) / (1 + lam D p) with p = exp(-lam tau) and rho = lam S: of the (1 + lam D p) / (1 - rho) calls of a mean
    busy period the first is cold with probability p, and no other is.

    Parameters
    ----------
    lam : float, 0 <= lam < 1 / work, Poisson arrivals a unit of time
    tau : float >= 0, time that an idle environment is kept, same unit
    work : float >= 0, mean work, S, without the initialisation; its distribution does not matter
    init : float >= 0, mean initialisation, D, of a cold start

    Notes
    -----
    Exact for a concurrency of 1 and asynchronous calls that are all served, in any order and with patience. As the work
    and the initialisation get shorter it becomes `cold_share`.

    References
    ----------
    Welch 1964, "On a generalized M/G/1 queuing process in which the first customer of each busy period receives
    exceptional service", Operations Research 12(5).
    """
    name = "cold_share_in_line"
    lam, work = number(f"{name}.lam", lam, "1/time", ge=0), number(f"{name}.work", work, "time", ge=0)
    init, tau = number(f"{name}.init", init, "time", ge=0), number(f"{name}.tau", tau, "time", ge=0)
    rho = number(f"{name}.rho", lam * work, ge=0, lt=1, do="Lower lam or work: rho is their product")
    p = math.exp(-lam * tau)
    return p * (1 - rho) / (1 + lam * (init * p))  # so set that infinity is not multiplied by 0
