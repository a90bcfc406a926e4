"""Hypothesis strategies made from the parameters' own fields: nothing about bounds is said twice."""

import math
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from archlib.architectures import KINDS, Architecture
from archlib.errors import ParameterError
from archlib.faults import Drawn, Fault, Faults
from archlib.params import FieldSpec, Params
from archlib.scenario import Scenario
from archlib.workload import Workload

FAR = 1e6  # where a field has no upper bound
MOST_VIDEOS = 2_000
TOPOLOGY_ROLES = ("upload", "process", "manage", "queue", "store")


def of_field(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Return values inside a field's bounds, its ends among them."""
    if spec.kind == "bool":
        return st.booleans()
    if spec.kind == "choice":
        return st.sampled_from(spec.choices)
    low = 0.0 if spec.low is None else spec.low
    high = FAR if spec.high is None else spec.high
    if spec.kind == "int":
        return st.integers(math.ceil(low), math.floor(high)) | st.integers(math.ceil(low), math.ceil(low) + 3)
    assert spec.kind == "float", spec
    exact = {"exclude_min": spec.low_open, "exclude_max": spec.high_open, "allow_subnormal": False}
    return st.floats(low, high, **exact) | st.just(spec.default)


def of_params(cls: type[Params], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Params]:
    """Return models of a class with any of their fields anywhere; impossible combinations are left out."""
    fields = {n: of_field(s) for n, s in cls.specs().items() if n not in fixed and s.kind != "other"} | fixed

    @st.composite
    def build(draw: st.DrawFn) -> Params:
        values = draw(st.fixed_dictionaries({}, optional=fields))
        try:
            return cls(**values)
        except ParameterError:
            assume(False)
            raise

    return build()


def architectures() -> st.SearchStrategy[Architecture]:
    """Return any architecture with any parameters."""
    return st.one_of([of_params(cls) for cls in KINDS.values()])  # type: ignore[arg-type]


def workloads() -> st.SearchStrategy[Workload]:
    """Return any kind of load of at most `MOST_VIDEOS` expected videos over at most a few days."""
    counts = st.lists(st.integers(0, 200), min_size=1, max_size=20).map(tuple)
    days = st.floats(0.01, 3.0)
    kinds = [of_params(cls, days=days) for kind, cls in Workload.kinds.items() if kind not in ("", "measured")]
    modes = st.sampled_from(["poisson", "exact"])
    measured = st.builds(Workload.from_counts, counts, st.sampled_from([60.0, 3600.0]), modes)
    return st.one_of(*kinds, measured).filter(lambda load: load.expected_videos <= MOST_VIDEOS)  # type: ignore[attr-defined]


@st.composite
def faults(draw: st.DrawFn) -> Faults:
    """Return a schedule of up to four fixed faults and up to four drawn ones."""
    hours = st.floats(0, 80)
    lengths = st.floats(1.0, 86_400.0)
    role = st.sampled_from(TOPOLOGY_ROLES)
    one = st.fixed_dictionaries({"instance": st.integers(0, 3)})
    scope = st.just({}) | one | st.fixed_dictionaries({"zone": st.integers(0, 2)})
    fixed = []
    for _ in range(draw(st.integers(0, 4))):
        base = {"start_s": draw(hours) * 3600, "duration_s": draw(lengths)}
        kind = draw(st.sampled_from(["down", "error", "slow", "no_launch", "host", "host under"]))
        if kind == "host":
            fixed.append(Fault(part="host", host=draw(st.integers(0, 5)), **base))
        elif kind == "host under":
            fixed.append(Fault(part="host", role=draw(role), instance=draw(st.integers(0, 3)), **base))
        elif kind == "no_launch":
            fixed.append(Fault(role="process", effect="no_launch", **base))
        else:
            extra = {"factor": draw(st.floats(1.5, 20))} if kind == "slow" else {}
            fixed.append(Fault(role=draw(role), effect=kind, **extra, **base, **draw(scope)))
    drawn = {}
    for _ in range(draw(st.integers(0, 4))):
        part = draw(st.sampled_from(["code", "host"]))
        one = Drawn(
            part=part,
            role=draw(role) if part == "code" else None,
            availability=draw(st.floats(0.5, 1.0)),
            mttr_s=draw(st.floats(60, 20_000)),
            common_cause=draw(st.floats(0, 1)),
        )
        drawn[one.part, one.role] = one
    return Faults(scheduled=tuple(fixed), drawn=tuple(drawn.values()))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Return any scenario."""
    return Scenario(draw(workloads()), faults=draw(faults()), seed=draw(st.integers(0, 1000)))


__all__ = ["architectures", "faults", "of_field", "of_params", "scenarios", "workloads"]
