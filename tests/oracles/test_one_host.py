"""Tiers on one host are the monolith, job by job.

The mapping: no time for transfer and catalogue; the same box for processing; as many upload threads as the box has
slots and room; manage threads in plenty; the same room, and the same patience of customers and tiers. Faults are the
host's: a code fault in one tier would leave the others at work, which is the difference between the two.
"""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Monolith, Tiers
from archlib.data import transcode_slots
from archlib.faults import Faults
from archlib.outcome.trace import Reason
from tests.oracles.same import case
from tests.oracles.systems import exponential, poisson

BOX, ROOM, N = "c5.2xlarge", 6, 3_000
HOST = faults.drawn(None, host=0.9, mttr_s=1_800.0)


def at(start_s: float, seconds: float) -> Faults:
    """The one host is down."""
    return faults.host_down(start_s / 3600, seconds / 3600, host=0)


def both(plan: Faults, timeout_s: float, cancels: bool, load: float = 0.95):
    """The monolith's trace, and that of tiers on one host."""
    slots = transcode_slots(BOX)
    patience = {"timeout_s": timeout_s, "cancels": cancels}
    monolith = Monolith(instance=BOX, room=ROOM, **patience)
    tiers = Tiers(
        placement="one_host", process_instance=BOX, process_room=ROOM, upload_threads=slots + ROOM,
        manage_threads=10_000, **patience,
    )  # fmt: skip
    work = {"transfer": 0.0, "transcode": exponential(1, N, 240.0), "catalogue": 0.0}
    arrive = poisson(1, N, load * slots / 240.0)
    return (case(system, arrive, work, plan, seed=1).engine() for system in (monolith, tiers))


@pytest.mark.parametrize(
    "plan",
    [faults.none(), at(10_000, 3_600) + at(100_000, 60), HOST, HOST + at(50_000, 7_200)],
    ids=["none", "scheduled", "drawn", "both"],
)
@pytest.mark.parametrize(("timeout_s", "cancels"), [(86_400.0, False), (600.0, False), (600.0, True)])
def test_job_by_job(plan, timeout_s, cancels):
    """Also when customers give up: what is finished without them is ready in both."""
    monolith, tiers = both(plan, timeout_s, cancels)
    for name in ("ack", "ready", "reason", "fate"):
        np.testing.assert_array_equal(getattr(monolith, name), getattr(tiers, name), err_msg=name)
    assert {Reason.NO_ROOM, Reason.OK} <= {Reason(r) for r in np.unique(monolith.reason)}
    assert (Reason.TIMED_OUT in monolith.reason) == (timeout_s < 1_000)
