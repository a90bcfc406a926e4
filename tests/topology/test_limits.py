"""Numbers and names out of range: each is refused with its field, its value, the rule, and what to do."""

import math
from dataclasses import replace

import numpy as np
import pytest

from archlib.errors import TopologyError
from archlib.topology import (
    Balancer,
    Bus,
    Call,
    Delivery,
    Entry,
    Fleet,
    Function,
    Invoke,
    Policy,
    Pool,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Scaling,
    Send,
    Service,
    Store,
    Topology,
    Use,
)  # fmt: skip
from archlib.topology.bounds import check_numbers

NAN, INF = math.nan, math.inf
NUMBERS = {
    Pool("p"): {
        "instances": (0, -1, 1.5, True, NAN, 10**400), "slots": (0, 2.0), "room": (-1, 1.5), "drop_after_s": (-1, NAN),
        "shed_after_s": (-0.1, NAN), "fixed_s": (-1, INF, NAN, "1"), "zones": (0,), "numbers_from": (-1,),
        "order": ("filo", None),
    },
    Fleet("f"): {
        "min_size": (-1, 31), "max_size": (0, INF), "slots": (0,), "boot_s": (-1, INF), "app_start_s": (-1,),
        "replace_after_s": (-1, NAN), "poll_wait_s": (0, NAN), "poll_every_s": (-1,), "fixed_s": (-1,),
        "zones": (0,), "numbers_from": (0.5,),
    },
    Scaling(): {
        "policy": ("best",), "target": (0, INF, NAN), "threshold": (-1,), "low": (-1,), "step": (0,),
        "out_ticks": (0,), "in_ticks": (0,), "low_share": (-0.1, 1.1, NAN), "metric_delay_s": (-1,), "tick_s": (0, INF),
        "cooldown_s": (-1,), "idle_s": (-1,),
    },
    Scaling("target_tracking", target=0.5): {"target": (1.5, 0)},
    Function("fn"): {
        "concurrency": (0, 1.5), "provisioned": (-1, 1001), "init_s": (-1, INF, NAN), "keep_alive_s": (-1, NAN),
        "ramp": (0,), "ramp_every_s": (0, INF), "limit_s": (0, NAN), "stretch": (0, INF), "memory_gb": (0,),
        "batch": (0, 11), "pollers": (0,), "poll_wait_s": (0,), "read_s": (-1,), "fixed_s": (-1,),
        "numbers_from": (-1,), "hosts": ("box",),
    },
    Queue("q"): {"order": ("lifo",), "reorder": (-0.1, 1.1), "retention_s": (0, NAN), "numbers_from": (-1,)},
    Store("s"): {"numbers_from": (-1,)},
    Service("v"): {"numbers_from": (-1,)},
    Bus("b"): {"event_kb": (0, INF), "numbers_from": (-1,)},
    Balancer("l"): {
        "policy": ("best",), "check_every_s": (-1, INF), "fail_after": (0,), "pass_after": (0, 1.0),
        "numbers_from": (-1,),
    },
    Policy(): {
        "timeout_s": (0, -1, NAN), "tries": (0, 1.5, INF), "backoff_s": (-1, INF), "backoff_cap_s": (-1, NAN),
        "jitter": (-0.1, 1.1, NAN), "budget": (0.5, 0, NAN), "budget_per_success": (-1, INF), "breaker": (-1, 0.5),
        "breaker_open_s": (0, INF), "hop_s": (-1, INF),
    },
    Delivery(): {
        "tries": (0,), "longest_age_s": (0, NAN), "backoff_s": (-1,), "backoff_cap_s": (-1,), "jitter": (2,),
        "redrive_after_s": (-1, NAN),
    },
    Receive("q", "p"): {"visibility_s": (0, INF), "max_receives": (0,), "on": ("watch",)},
    Put("p", "s"): {"what": ("masters",), "on": ("watch",), "when": ("failure", "later")},
    Use("p", "v"): {"times": (0, 0.5)},
    Publish("p", "b", "uploaded"): {"most": (0, 256), "kind": ("", None)},
    Call("p", "f"): {"over": ("videos",), "when": ("failure",)},
    Send("p", "q"): {"when": ("failure",), "over": (None,)},
    Entry("upload", "p"): {"feature": ("watch",)},
}  # fmt: skip
CASES = [(part, field, value) for part, wrong in NUMBERS.items() for field in wrong for value in wrong[field]]


def check(part):
    """Check a word where it stands in a topology."""
    if isinstance(part, Scaling):
        check_numbers([Fleet("f", scaling=part)], [])
    elif isinstance(part, Policy):
        check_numbers([], [Call("p", "f", policy=part)])
    elif isinstance(part, Delivery):
        check_numbers([], [Invoke("p", "f", part)])
    elif hasattr(part, "target"):
        check_numbers([], [part])
    else:
        check_numbers([part], [])


@pytest.mark.parametrize(("part", "field", "value"), CASES)
def test_what_is_out_of_range_is_named(part, field, value):
    with pytest.raises(TopologyError) as error:
        check(replace(part, **{field: value}))
    text = str(error.value)
    assert f"{field}={value!r}" in text and "refused: " in text and type(part).__name__ in text


@pytest.mark.parametrize("part", NUMBERS)
def test_what_is_within_range_is_taken(part):
    check(part)


def test_the_ends_of_ranges_are_within():
    check(Pool("p", room=0, drop_after_s=0, shed_after_s=INF, fixed_s=0))
    check(Function("fn", concurrency=1, provisioned=1, init_s=0, keep_alive_s=INF, limit_s=INF, batch=10))
    check(Policy(INF, tries=1, jitter=1, budget=1, budget_per_success=0, breaker=0, hop_s=0, backoff_cap_s=0))
    check(Policy(budget=INF))
    check(Delivery(1, INF, 0, 0, 0, redrive_after_s=0))
    check(Scaling("target_tracking", target=1, low_share=0))
    check(Balancer("l", check_every_s=0, fail_after=1, pass_after=1))
    check(Fleet("f", min_size=3, max_size=3))


def test_numbers_of_numpy_are_numbers():
    check(Pool("p", instances=np.int64(3), fixed_s=np.float64(0.5)))
    with pytest.raises(TopologyError, match="instances="):
        check(Pool("p", instances=np.float64(3)))


def test_the_message_says_where_what_why_and_what_to_do():
    with pytest.raises(TopologyError, match=r"^Function 'fn': batch=11 messages is refused: .* 1 <= x <= 10\. Change"):
        check(Function("fn", batch=11))
    with pytest.raises(TopologyError, match=r"^Policy of edge 'p>f': jitter=2 1 is refused: it must be a finite"):
        check(Policy(jitter=2))
    with pytest.raises(TopologyError, match=r"min_size=9 is refused: it is above max_size\. Lower it, or"):
        check(Fleet("f", min_size=9, max_size=3))


def test_a_topology_checks_them():
    with pytest.raises(TopologyError, match="tries=0"):
        Topology((Pool("p"),), (Entry("upload", "p", Policy(tries=0)),))


@pytest.mark.parametrize(("pattern", "match"), [
    ({}, r"^Rule 'b>p:rule': pattern: \{\} is refused: a pattern has fields"),
    (None, "a pattern has fields"),
    ({"detail": {"master_gb": [{"numeric": [">"]}]}}, r"pattern at detail\.master_gb\[0\]\.numeric"),
    ({"detail_type": ["uploaded"]}, "no field of an event: 'detail_type'; did you mean 'detail-type'"),
    ({"$or": [{"source": ["x"]}, {"sauce": ["x"]}]}, "no field of an event: 'sauce'; did you mean 'source'"),
])  # fmt: skip
def test_a_rule_needs_a_pattern_of_the_events_here(pattern, match):
    with pytest.raises(TopologyError, match=match):
        check(Rule("b", "p", pattern))
