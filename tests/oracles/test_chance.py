"""Engine and reference agree on random cases; the two forms of the kernel agree bit for bit."""

import numpy as np
import pytest

from archlib.architectures import Architecture, Monolith, QueueFleet, Tiers
from archlib.outcome.trace import Reason
from tests.oracles.chance import chance
from tests.oracles.same import assert_equal_bits, assert_same

KINDS = (Monolith, Tiers, QueueFleet)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", range(0, 100, 20))
def test_engine_and_reference_agree(kind: type[Architecture], first: int):
    for seed in range(first, first + 20):
        assert_same(chance(kind, seed))


@pytest.mark.parametrize("kind", KINDS)
def test_compiled_and_interpreted_are_equal_bit_for_bit(kind: type[Architecture]):
    for seed in range(1000, 1025):
        this = chance(kind, seed, most=300)
        assert_equal_bits(this.engine(compiled=True), this.engine(compiled=False))


def test_the_random_cases_reach_every_way_to_end():
    """A comparison proves little if nothing happens in what is compared."""
    traces = [chance(kind, seed).engine() for kind in KINDS for seed in range(100)]
    ends = np.concatenate([t.visits["reason"] for t in traces])
    not_of_these = {  # each has an oracle of its own
        Reason.THROTTLED, Reason.TIME_LIMIT, Reason.SHED, Reason.CIRCUIT_OPEN, Reason.UNREADABLE,
    }  # fmt: skip
    assert {Reason(r) for r in np.unique(ends)} == set(Reason) - not_of_these
    lives = np.concatenate([t.lives["reason"] for t in traces])
    assert {Reason(r) for r in np.unique(lives)} == {Reason.OK, Reason.CRASHED, Reason.UNFINISHED}
