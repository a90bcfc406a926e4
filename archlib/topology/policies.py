"""How a caller waits and tries again, and how something that nobody waits for is delivered. Pure data."""

from dataclasses import dataclass

INFINITY = float("inf")


@dataclass(frozen=True)
class Policy:
    """How a caller waits and tries again.

    Attributes
    ----------
    timeout_s : from the call on; infinite for none
    cancels_callee : whether giving up also ends the work at the callee (else it goes on, abandoned)
    tries : 1 means no retry
    backoff_s, backoff_cap_s : the wait before try k + 1 is min(cap, backoff * 2**(k - 1)), ...
    jitter : ... of which this share is multiplied by a uniform draw (1 is "full jitter")
    budget, budget_per_success : all callers share a bucket of tokens: it begins full, a retry takes one, a success
        gives `budget_per_success`, and without a token there is no retry; infinite for no such bound
    breaker, breaker_open_s : after so many failures in a row the circuit is open, and calls fail at once; after
        `breaker_open_s` one call is let through, and closes it by its success; 0 for no breaker
    hop_s : how long a call is under way before it comes to the callee
    """

    timeout_s: float = INFINITY
    cancels_callee: bool = False
    tries: int = 1
    backoff_s: float = 0.0
    backoff_cap_s: float = INFINITY
    jitter: float = 0.0
    budget: float = INFINITY
    budget_per_success: float = 0.1
    breaker: int = 0
    breaker_open_s: float = 30.0
    hop_s: float = 0.0


@dataclass(frozen=True)
class Delivery:
    """How something that nobody waits for is delivered, tried again, and given up.

    Attributes
    ----------
    tries : 1 means no retry
    longest_age_s : from the first try on; who is older is not tried again, and who still waits is given up
    backoff_s, backoff_cap_s, jitter : the pause before a try, as in `Policy`
    dead_letters : queue that keeps what is given up; "" loses it
    redrive_after_s : what is given up is delivered anew, once, so long after; infinite for never
    """

    tries: int = 186
    longest_age_s: float = 86_400.0
    backoff_s: float = 1.0
    backoff_cap_s: float = 480.0
    jitter: float = 1.0
    dead_letters: str = ""
    redrive_after_s: float = INFINITY
