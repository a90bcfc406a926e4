"""What must hold of any plan in any year: sums, sizes, messages and videos."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archlib as al
from archlib.year import Year
from archlib.year.checks import CHECKS
from tests.strategies import architectures, faults

QUIET = al.Workload.homogeneous(per_hour=0.3, days=1)
EVERY = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def slow(one):
    """The architecture with decisions and polls that a year has time for."""
    return one.but(**{k: v for k, v in {"tick_s": 3600.0, "poll_every_s": 0.0}.items() if k in type(one).model_fields})


@EVERY
@given(
    st.lists(architectures().map(slow), min_size=2, max_size=2),
    st.lists(st.integers(0, 1), min_size=4, max_size=4),
    faults(),
    st.floats(0.5, 1.5),
    st.integers(0, 1000),
)
def test_every_plan_balances(kinds, order, broken, growth, seed):
    mild = broken.but(drawn=tuple(d.but(availability=max(d.availability, 0.9999)) for d in broken.drawn))
    year = Year(shape=QUIET, growth=growth, faults=mild)
    played = al.play(year, al.Plan([kinds[i] for i in order]), seed=seed)
    for name in ("sizes", "messages", "videos", "bill"):
        ok, text = CHECKS[name](played)
        assert ok, (name, text)
    assert all(line.quantity >= -1e-6 for line in played.lines)
    assert (played.migration_usd > 0) == bool(played.plan.changes)
    assert sum(m.ready_videos for m in played.months) == sum(e.ready for e in played.entries)
